// What a person can ask for.
import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import * as vscode from 'vscode';
import { firstLine } from './lookup';
import type { Server } from './server';

/** The kind of the action that mends a whole file. */
export const fixAllKind = 'source.fixAll.envlint';

/** A file with mistakes, for who has none at hand. */
export const exampleText = `# What WSL 2 may use of this machine. Three of these lines do not do what they seem to do.
[wsl2]
memory=24gb
processors=8
guiApplications=yes

; more room
swap=16GB
`;

/** Mends what is safe to mend in the document in front. */
export async function fixAll(): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document === undefined) {
    return;
  }
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, whole, fixAllKind, 1);
  const action = actions?.find(candidate => candidate.kind?.value === fixAllKind);
  if (action?.edit === undefined) {
    void vscode.window.showInformationMessage('EnvLint has nothing to mend in this file that is safe to mend.');
    return;
  }
  await vscode.workspace.applyEdit(action.edit);
}

/** Opens a document with mistakes in it. */
export async function openExample(): Promise<void> {
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'wslconfig', content: exampleText }));
}

/** Asks the program what this machine is, and opens the configuration that it wrote the target into. */
export async function probe(server: Server, output: vscode.OutputChannel): Promise<void> {
  await runAndOpen(server, output, ['host', '--write'], 'EnvLint looks at this machine');
}

/** Makes a configuration for the folder. */
export async function init(server: Server, output: vscode.OutputChannel): Promise<void> {
  await runAndOpen(server, output, ['init'], 'EnvLint writes envlint.toml');
}

/** What a run of the program came to. */
export interface RunResult {
  code: number;
  output: string;
}

/** What is shown after a run: what was printed, in one line. Of a configuration only the pairs; its comments are in the output channel. */
export function runMessage(result: RunResult): string {
  const all = result.output.split(/\r?\n/).map(line => line.trim()).filter(line => line !== '');
  const pairs = all.filter(line => /^[a-z-]+ *= /.test(line)).map(line => line.replace(/ +# .*$/, ''));
  const said = all.filter(line => /^# written /.test(line)).map(line => line.slice(2));
  const text = (result.code === 0 && pairs.length > 0 ? [...pairs, ...said] : all).join(' · ');
  const short = text.length > 300 ? `${text.slice(0, 299)}…` : text;
  return short !== '' ? short : result.code === 0 ? 'Done.' : `envlint ended with code ${result.code}.`;
}

async function runAndOpen(server: Server, output: vscode.OutputChannel, args: string[], title: string): Promise<void> {
  const folder = await chooseFolder();
  if (folder === undefined) {
    return;
  }
  const program = await server.program();
  if (program === undefined) {
    return;
  }
  const result = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, () => run(program.command, [...program.args, ...args], folder.uri.fsPath));
  output.appendLine(`envlint ${args.join(' ')} (in ${folder.uri.fsPath})`);
  output.appendLine(result.output.trimEnd());
  if (result.code !== 0) {
    void vscode.window.showErrorMessage(runMessage(result));
    return;
  }
  const file = await configurationIn(folder.uri);
  if (file !== undefined) {
    // Not shown as a document: those stay open for minutes behind their closed tabs, and would hold against the disk.
    await vscode.commands.executeCommand('vscode.open', file);
  }
  void vscode.window.showInformationMessage(runMessage(result), 'Show Output').then(choice => {
    if (choice !== undefined) {
      output.show();
    }
  });
}

async function chooseFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) {
    void vscode.window.showWarningMessage('Open a folder first: envlint.toml belongs into one.');
    return undefined;
  }
  return folders.length === 1 ? folders[0] : vscode.window.showWorkspaceFolderPick({ placeHolder: 'For which folder?' });
}

async function configurationIn(folder: vscode.Uri): Promise<vscode.Uri | undefined> {
  for (const name of ['envlint.toml', '.envlint.toml', 'pyproject.toml']) {
    const file = vscode.Uri.joinPath(folder, name);
    if (await stat(file.fsPath).then(() => true, () => false)) {
      return file;
    }
  }
  return undefined;
}

function run(command: string, args: string[], cwd: string): Promise<RunResult> {
  return new Promise(resolve => {
    execFile(command, args, { cwd, timeout: 30_000, windowsHide: true, env: { ...process.env, NO_COLOR: '1' } }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
      const output = [stdout, stderr].filter(text => text !== '').join('\n');
      resolve({ code, output: output === '' && error !== null ? firstLine(error) : output });
    });
  });
}
