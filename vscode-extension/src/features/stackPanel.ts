// The panel with the picture of the stack around the cursor.
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { stackRequest, type StackPicture } from './protocol';
import { documentSelector } from './selector';
import type { Server } from './server';
import { fromPage, panelState, stackHtml, type PanelState, type ToPage } from './stackPage';

/** The type of the panel. */
export const stackView = 'envlint.stack';

/** How long the cursor must rest before the picture follows, in milliseconds. */
const pause = 150;

/** Opens the panel, follows the cursor, and restores the panel with the window. */
export class StackPanel implements vscode.Disposable, vscode.WebviewPanelSerializer {
  private readonly disposables: vscode.Disposable[] = [];
  private panel: vscode.WebviewPanel | undefined;
  private place: PanelState | undefined;
  private text = '';
  private timer: NodeJS.Timeout | undefined;
  private asked = 0;

  constructor(
    private readonly server: Server,
    private readonly extensionUri: vscode.Uri,
    private readonly rootOf: (document: string) => vscode.Uri | undefined,
  ) {
    this.disposables.push(
      vscode.window.registerWebviewPanelSerializer(stackView, this),
      vscode.window.onDidChangeTextEditorSelection(event => this.follow(event.textEditor)),
      vscode.window.onDidChangeActiveTextEditor(editor => this.follow(editor)),
      vscode.languages.onDidChangeDiagnostics(event => {
        // The document was looked at anew, or one that it is linked with.
        if (event.uris.length > 0) {
          this.refreshSoon();
        }
      }),
      server.onDidChangeState(state => {
        if (state.kind !== 'starting') {
          this.refreshSoon();
        }
      }),
    );
  }

  /** Shows the stack around a place (a URI and an offset, as the server's lenses name it), or around the cursor. */
  async show(uri?: unknown, at?: unknown): Promise<void> {
    const place = (await placeOf(uri, at)) ?? placeOfEditor(vscode.window.activeTextEditor);
    if (place !== undefined) {
      this.place = place;
    }
    if (this.panel === undefined) {
      this.attach(
        vscode.window.createWebviewPanel(stackView, 'Stack', { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true }, { enableScripts: true }),
      );
    } else {
      this.panel.reveal(undefined, true);
      await this.refresh();
    }
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    this.place = panelState(state) ?? placeOfEditor(vscode.window.activeTextEditor);
    this.attach(panel);
  }

  /** Leaves the panel to the window: closed here, it would not come back after a reload, which ends the extension first. */
  dispose(): void {
    clearTimeout(this.timer);
    this.panel = undefined;
    vscode.Disposable.from(...this.disposables).dispose();
  }

  private attach(panel: vscode.WebviewPanel): void {
    this.panel?.dispose();
    this.panel = panel;
    const dist = vscode.Uri.joinPath(this.extensionUri, 'dist');
    panel.webview.options = { enableScripts: true, localResourceRoots: [dist] };
    panel.iconPath = vscode.Uri.joinPath(this.extensionUri, 'images', 'icon.png');
    panel.webview.onDidReceiveMessage(message => this.receive(message));
    panel.onDidDispose(() => {
      if (this.panel === panel) {
        this.panel = undefined;
      }
    });
    panel.onDidChangeViewState(() => {
      if (panel.visible) {
        this.refreshSoon();
      }
    });
    panel.webview.html = stackHtml({
      nonce: randomBytes(16).toString('base64'),
      script: panel.webview.asWebviewUri(vscode.Uri.joinPath(dist, 'stack.js')).toString(),
    });
  }

  private follow(editor: vscode.TextEditor | undefined): void {
    const place = this.panel === undefined ? undefined : placeOfEditor(editor);
    if (place !== undefined) {
      this.place = place;
      this.refreshSoon();
    }
  }

  private refreshSoon(): void {
    if (this.panel?.visible) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.refresh(), pause);
    }
  }

  private async refresh(): Promise<void> {
    const { panel, place } = this;
    if (panel === undefined) {
      return;
    }
    const number = ++this.asked;
    const answer = place && (await this.server.request<StackPicture>(stackRequest, { textDocument: { uri: place.uri }, position: { line: place.line, character: place.character } }));
    // A newer question is under way, or the panel is gone.
    if (number !== this.asked || this.panel !== panel) {
      return;
    }
    let message: ToPage;
    if (answer !== undefined && place !== undefined) {
      this.text = answer.text;
      message = { type: 'show', title: answer.title, svg: answer.svg, text: answer.text, place };
    } else {
      this.text = '';
      message = { type: 'empty', message: this.emptyMessage() };
    }
    await panel.webview.postMessage(message);
  }

  private emptyMessage(): string {
    const state = this.server.state;
    if (state.kind !== 'running') {
      return state.kind === 'starting' ? 'EnvLint is starting.' : state.reason || 'EnvLint does not run.';
    }
    return 'There is no environment in this file. Put the cursor into a Dockerfile, a conda environment, a requirements file, a script or a guide that installs something.';
  }

  private async receive(value: unknown): Promise<void> {
    const message = fromPage(value);
    if (message?.type === 'ready') {
      await this.refresh();
    } else if (message?.type === 'copy') {
      await vscode.env.clipboard.writeText(this.text);
    } else if (message?.type === 'open') {
      const root = this.place && this.rootOf(this.place.uri);
      if (root !== undefined) {
        const position = new vscode.Position(message.line - 1, message.column - 1);
        await vscode.window.showTextDocument(vscode.Uri.joinPath(root, message.path), { viewColumn: this.columnBeside(), selection: new vscode.Range(position, position) });
      }
    }
  }

  // The text opens where it already is, else in a group that does not hide the picture.
  private columnBeside(): vscode.ViewColumn {
    const own = this.panel?.viewColumn;
    const editor = vscode.window.visibleTextEditors.find(candidate => candidate.viewColumn !== undefined && candidate.viewColumn !== own);
    return editor?.viewColumn ?? vscode.ViewColumn.One;
  }
}

/** The place of the cursor, in a document that the server knows. */
export function placeOfEditor(editor: vscode.TextEditor | undefined): PanelState | undefined {
  if (editor === undefined || vscode.languages.match(documentSelector(), editor.document) === 0) {
    return undefined;
  }
  const { line, character } = editor.selection.active;
  return { uri: editor.document.uri.toString(), line, character };
}

async function placeOf(uri: unknown, at: unknown): Promise<PanelState | undefined> {
  if (typeof uri !== 'string') {
    return undefined;
  }
  if (typeof at === 'number') {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
    const { line, character } = document.positionAt(at);
    return { uri, line, character };
  }
  return panelState({ uri, ...(typeof at === 'object' ? at : { line: 0, character: 0 }) });
}
