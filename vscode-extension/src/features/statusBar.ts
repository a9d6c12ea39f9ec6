// The item in the status bar, and the menu behind it.
import * as vscode from 'vscode';
import type { RootStatus } from './protocol';
import type { Server } from './server';
import { countFindings, statusFor, statusView } from './status';

/** The command behind the item; it is not in the palette, which has what it offers. */
export const menuCommand = 'envlint.menu';

/** An entry of the menu. */
export interface MenuItem extends vscode.QuickPickItem {
  command: string;
  args?: unknown[];
}

/** Keeps the item and what the server told of each root. */
export class StatusBar implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('envlint.status', vscode.StatusBarAlignment.Right, 90);
  private readonly roots = new Map<string, RootStatus>();
  private readonly disposables: vscode.Disposable[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly server: Server) {
    this.item.name = 'EnvLint';
    this.item.command = menuCommand;
    this.disposables.push(
      this.item,
      server.onDidChangeState(state => {
        if (state.kind !== 'running') {
          this.roots.clear();
        }
        this.update();
      }),
      server.onStatus(status => {
        this.roots.set(status.root ?? '', status);
        this.update();
      }),
      vscode.languages.onDidChangeDiagnostics(() => this.updateSoon()),
      vscode.window.onDidChangeActiveTextEditor(() => this.update()),
      vscode.workspace.onDidChangeWorkspaceFolders(event => {
        for (const folder of event.removed) {
          this.roots.delete(folder.uri.toString());
        }
        this.update();
      }),
    );
    this.update();
    this.item.show();
  }

  /** What holds for the document in front. */
  get active(): RootStatus | undefined {
    return statusFor(vscode.window.activeTextEditor?.document.uri.toString(), this.roots.values());
  }

  /** The root that the paths of a document's environments begin at. */
  rootOf(document: string): vscode.Uri | undefined {
    const root = statusFor(document, this.roots.values())?.root;
    return root ? vscode.Uri.parse(root, true) : vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(document, true))?.uri;
  }

  /** What can be done, most useful first. */
  menu(): MenuItem[] {
    const items: MenuItem[] = [
      { label: '$(layers) Show the stack at the cursor', command: 'envlint.showStack' },
      { label: '$(lightbulb) Fix all in this file', command: 'envlint.fixAll' },
      { label: '$(book) Explain a rule', command: 'envlint.explainRule' },
      { label: '$(list-unordered) Show all problems', command: 'workbench.actions.view.problems' },
    ];
    const configuration = this.active?.configuration;
    items.push(
      configuration
        ? { label: '$(gear) Open the configuration', command: 'vscode.open', args: [vscode.Uri.parse(configuration)] }
        : { label: '$(new-file) Create envlint.toml', command: 'envlint.init' },
      { label: '$(device-desktop) Probe this machine and write the target', command: 'envlint.probe' },
      { label: '$(debug-restart) Restart the server', command: 'envlint.restart' },
    );
    return items;
  }

  dispose(): void {
    clearTimeout(this.timer);
    vscode.Disposable.from(...this.disposables).dispose();
  }

  private updateSoon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.update();
    }, 100);
  }

  private update(): void {
    const view = statusView(this.server.state, this.active, countFindings(vscode.languages.getDiagnostics()));
    this.item.text = view.text;
    const tooltip = new vscode.MarkdownString();
    view.lines.forEach((line, index) => {
      tooltip.appendMarkdown(index === 0 ? '' : '\n\n').appendText(line);
    });
    this.item.tooltip = tooltip;
    this.item.accessibilityInformation = { label: `EnvLint. ${view.lines.join('. ')}` };
    this.item.backgroundColor = view.severity === 'none' ? undefined : new vscode.ThemeColor(`statusBarItem.${view.severity}Background`);
  }
}

/** Shows the menu and does what is chosen. */
export async function showMenu(statusBar: StatusBar): Promise<void> {
  const choice = await vscode.window.showQuickPick(statusBar.menu(), { placeHolder: 'EnvLint' });
  if (choice !== undefined) {
    await vscode.commands.executeCommand(choice.command, ...(choice.args ?? []));
  }
}
