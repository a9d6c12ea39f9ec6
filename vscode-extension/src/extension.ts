// Ties the parts together.
import * as vscode from 'vscode';
import { fixAll, init, openExample, probe } from './features/commands';
import { explainRule, RulePages, ruleScheme } from './features/rules';
import { Server } from './features/server';
import { pathSetting } from './features/settings';
import { StackPanel } from './features/stackPanel';
import { menuCommand, showMenu, StatusBar } from './features/statusBar';
import { Tasks, taskType } from './features/tasks';

let server: Server | undefined;

/** Starts everything. Answers once the server runs or it is known that it does not. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel('EnvLint');
  const own = (server = new Server(context, output));
  const statusBar = new StatusBar(own);
  const stack = new StackPanel(own, context.extensionUri, document => statusBar.rootOf(document));
  const command = vscode.commands.registerCommand;
  context.subscriptions.push(
    output,
    own,
    statusBar,
    stack,
    command('envlint.restart', () => own.restart()),
    command('envlint.showStack', (uri?: unknown, at?: unknown) => stack.show(uri, at)),
    command('envlint.fixAll', () => fixAll()),
    command('envlint.explainRule', (code?: unknown) => explainRule(own, code)),
    command('envlint.probe', () => probe(own, output)),
    command('envlint.init', () => init(own, output)),
    command('envlint.openExample', () => openExample()),
    command(menuCommand, () => showMenu(statusBar)),
    vscode.workspace.registerTextDocumentContentProvider(ruleScheme, new RulePages(own)),
    vscode.tasks.registerTaskProvider(taskType, new Tasks(own)),
    vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration('envlint.path')) {
        void own.restart();
      }
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      if (pathSetting() !== '') {
        void own.restart();
      }
    }),
  );
  await own.restart();
}

/** Ends the server, and waits for it. */
export async function deactivate(): Promise<void> {
  await server?.stop();
  server = undefined;
}
