// The language server: found, started, watched, and started again.
import { execFile } from 'node:child_process';
import { chmod, stat } from 'node:fs/promises';
import * as os from 'node:os';
import * as vscode from 'vscode';
import { CloseAction, ErrorAction, LanguageClient, State, type ErrorHandler, type LanguageClientOptions, type ServerOptions } from 'vscode-languageclient/node';
import { Crashes, limits } from './crashes';
import { findProgram, firstLine, missingMessage, type Machine, type Program, type Surroundings } from './lookup';
import { serverCommands, statusNotification, type RootStatus } from './protocol';
import { documentSelector } from './selector';
import { pathSetting, serverSettings } from './settings';

/** What the server does. */
export type ServerState =
  | { kind: 'starting' }
  | { kind: 'running'; program: Program }
  | { kind: 'stopped'; reason: string };

/** What is executed on this machine to find the program. */
export const machine: Machine = {
  exists: file => stat(file).then(found => found.isFile(), () => false),
  run: (command, args) =>
    new Promise((resolve, reject) => {
      execFile(command, args, { timeout: 10_000, cwd: os.homedir(), windowsHide: true }, (error, stdout) => (error ? reject(error) : resolve(stdout)));
    }),
};

/** A client that writes to the output channel what fails, and leaves it to us what a person is told of it: a server that dies would fill the window with messages. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/** Owns the client; one for all folders of the window. */
export class Server implements vscode.Disposable {
  private readonly stateEmitter = new vscode.EventEmitter<ServerState>();
  private readonly statusEmitter = new vscode.EventEmitter<RootStatus>();
  private readonly crashes = new Crashes();
  private current: ServerState = { kind: 'stopped', reason: '' };
  private client: LanguageClient | undefined;
  private queue: Promise<void> = Promise.resolve();

  readonly onDidChangeState = this.stateEmitter.event;
  readonly onStatus = this.statusEmitter.event;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly output: vscode.OutputChannel,
  ) {}

  get state(): ServerState {
    return this.current;
  }

  /** The program that runs, or that would be started; says why where there is none. */
  async program(): Promise<Program | undefined> {
    if (this.current.kind === 'running') {
      return this.current.program;
    }
    const at = this.surroundings();
    const { program, refusals } = await findProgram(at, machine);
    if (program === undefined) {
      this.tellMissing(missingMessage(at, refusals));
    }
    return program;
  }

  /** Starts the server; ends the one that runs. Calls are served one after the other. */
  restart(): Promise<void> {
    this.crashes.reset();
    this.queue = this.queue.then(async () => {
      await this.end();
      await this.begin();
    });
    return this.queue;
  }

  /** Asks the server; undefined where none runs or it has no answer. */
  async request<T>(method: string, parameters: unknown, token?: vscode.CancellationToken): Promise<T | undefined> {
    if (this.current.kind !== 'running' || this.client === undefined) {
      return undefined;
    }
    try {
      // Whatever stands behind the parameters is a second parameter to the library, even where it is undefined.
      const answer = await (token === undefined ? this.client.sendRequest<T | null>(method, parameters) : this.client.sendRequest<T | null>(method, parameters, token));
      return answer ?? undefined;
    } catch (error) {
      this.log(`${method}: ${firstLine(error)}`);
      return undefined;
    }
  }

  /** Ends the server. */
  stop(): Promise<void> {
    this.queue = this.queue.then(() => this.end());
    return this.queue;
  }

  dispose(): void {
    void this.stop();
    this.stateEmitter.dispose();
    this.statusEmitter.dispose();
  }

  private surroundings(): Surroundings {
    return {
      setting: pathSetting(),
      workspaceFolder: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath,
      extensionPath: this.context.extensionPath,
      home: os.homedir(),
      searchPath: process.env['PATH'] ?? process.env['Path'] ?? '',
      platform: process.platform,
    };
  }

  private async begin(): Promise<void> {
    this.setState({ kind: 'starting' });
    const at = this.surroundings();
    await makeExecutable(this.context.extensionPath);
    const { program, refusals } = await findProgram(at, machine);
    for (const refusal of refusals) {
      this.log(`${refusal.candidate.path} ${refusal.reason}`);
    }
    if (program === undefined) {
      const message = missingMessage(at, refusals);
      this.log(message);
      this.setState({ kind: 'stopped', reason: message });
      this.tellMissing(message);
      return;
    }
    this.log(`envlint ${program.version}: ${program.path}`);
    const client = this.createClient(program);
    this.client = client;
    try {
      await client.start();
    } catch (error) {
      if (this.client === client) {
        const message = `EnvLint's server did not start: ${firstLine(error)}`;
        this.setState({ kind: 'stopped', reason: message });
        this.tellStopped(message);
      }
    }
  }

  private createClient(program: Program): LanguageClient {
    // Started at home: a program must not find its libraries in the folder that it checks.
    const server: ServerOptions = { command: program.command, args: [...program.args, 'server'], options: { cwd: os.homedir() } };
    const options: LanguageClientOptions = {
      documentSelector: documentSelector() as NonNullable<LanguageClientOptions['documentSelector']>,
      outputChannel: this.output,
      initializationOptions: { commands: [...serverCommands], status: true, settings: serverSettings() },
      synchronize: { configurationSection: 'envlint' },
      // It would be shown as it is; who starts the client says it better.
      initializationFailedHandler: error => {
        this.log(`initialize: ${firstLine(error)}`);
        return false;
      },
    };
    const client: LanguageClient = new QuietClient('envlint', 'EnvLint', server, {
      ...options,
      errorHandler: this.errorHandler(() => this.client === client),
    });
    client.onNotification(statusNotification, (status: RootStatus) => this.statusEmitter.fire(status));
    client.onDidChangeState(({ newState }) => {
      if (this.client === client && newState === State.Running) {
        this.setState({ kind: 'running', program });
      } else if (this.client === client && newState === State.Starting) {
        this.setState({ kind: 'starting' });
      } else if (newState === State.Stopped) {
        // A server that dies while it answers its first question is not started again by the library, which says so to nobody.
        setTimeout(() => {
          if (this.client === client && client.state === State.Stopped && this.current.kind === 'starting') {
            const message = "EnvLint's server ended while it was started again.";
            this.setState({ kind: 'stopped', reason: message });
            this.tellStopped(message);
          }
        }, 3000);
      }
    });
    return client;
  }

  private errorHandler(isCurrent: () => boolean): ErrorHandler {
    return {
      error: (_error, _message, count) => ({ action: count !== undefined && count <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown, handled: true }),
      closed: async () => {
        if (!isCurrent()) {
          return { action: CloseAction.DoNotRestart, handled: true };
        }
        const wait = this.crashes.next();
        if (wait === undefined) {
          const message = `EnvLint's server ended ${limits.crashes} times within ${limits.withinMs / 60_000} minutes and is not started again.`;
          this.log(message);
          this.setState({ kind: 'stopped', reason: message });
          this.tellStopped(message);
          return { action: CloseAction.DoNotRestart, handled: true };
        }
        this.setState({ kind: 'starting' });
        await new Promise(resolve => setTimeout(resolve, wait));
        return { action: isCurrent() ? CloseAction.Restart : CloseAction.DoNotRestart, handled: true };
      },
    };
  }

  private async end(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    if (client === undefined) {
      return;
    }
    try {
      await client.dispose(2000);
    } catch (error) {
      // A server that is gone cannot be asked to end.
      this.log(firstLine(error));
    }
  }

  private setState(state: ServerState): void {
    this.current = state;
    this.stateEmitter.fire(state);
  }

  private log(line: string): void {
    this.output.appendLine(line);
  }

  private tellMissing(message: string): void {
    void vscode.window.showErrorMessage(message, 'Open Settings', 'How to Install').then(choice => {
      if (choice === 'Open Settings') {
        void vscode.commands.executeCommand('workbench.action.openSettings', 'envlint.path');
      } else if (choice === 'How to Install') {
        void vscode.commands.executeCommand('markdown.showPreview', vscode.Uri.joinPath(this.context.extensionUri, 'walkthrough', 'install.md'));
      }
    });
  }

  private tellStopped(message: string): void {
    void vscode.window.showErrorMessage(message, 'Restart', 'Show Output').then(choice => {
      if (choice === 'Restart') {
        void this.restart();
      } else if (choice === 'Show Output') {
        this.output.show();
      }
    });
  }
}

// A package that was made on Windows has lost the mark.
async function makeExecutable(extensionPath: string): Promise<void> {
  if (process.platform !== 'win32') {
    const file = `${extensionPath}/server/envlint`;
    const found = await stat(file).catch(() => undefined);
    if (found !== undefined && (found.mode & 0o100) === 0) {
      await chmod(file, 0o755).catch(() => undefined);
    }
  }
}
