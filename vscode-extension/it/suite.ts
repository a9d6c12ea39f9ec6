// The extension in VS Code, with the stand-in for the server (test/fake-server.mjs) as `envlint.path`.
import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';

const id = 'envlint.envlint';

async function until<T>(what: string, probe: () => T | Promise<T>, milliseconds = 20_000): Promise<NonNullable<T>> {
  const end = Date.now() + milliseconds;
  for (;;) {
    const value = await probe();
    if (value) {
      return value;
    }
    if (Date.now() > end) {
      throw new Error(`waited in vain for ${what}`);
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

const folder = () => vscode.workspace.workspaceFolders![0]!.uri;
const ours = (uri: vscode.Uri) => vscode.languages.getDiagnostics(uri).filter(diagnostic => diagnostic.source === 'envlint');
const starts = () => readFileSync(process.env['ENVLINT_FAKE_LOG']!, 'utf8').trim().split('\n').map(line => JSON.parse(line) as { pid: number; initializationOptions: unknown });

async function openText(name: string): Promise<vscode.TextEditor> {
  const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder(), name)));
  // A group that closes may take the focus for a moment.
  await until('the editor in front', () => vscode.window.activeTextEditor?.document === editor.document);
  return editor;
}

export function define(): void {
  describe('EnvLint', () => {
    it('is started by a file of its language', async () => {
      const { document } = await openText('.wslconfig');
      assert.equal(document.languageId, 'wslconfig');
      await until('activation', () => vscode.extensions.getExtension(id)?.isActive);
    });

    it('shows what the server finds', async () => {
      const { document } = await openText('.wslconfig');
      const [found] = await until('a finding', () => (ours(document.uri).length > 0 ? ours(document.uri) : undefined));
      assert.equal(found!.code, 'WSL001');
      assert.deepEqual([found!.range.start.line, found!.range.start.character], [1, 0]);
    });

    it('tells the server what the client can do', () => {
      assert.deepEqual(starts()[0]!.initializationOptions, {
        commands: ['envlint.showStack', 'envlint.explainRule'],
        status: true,
        settings: { target: ['platform=wsl2'], severities: { WSL: 'error' } },
      });
    });

    it('has hover and code lens of the server', async () => {
      const { document } = await openText('.wslconfig');
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, new vscode.Position(1, 2));
      assert.match(hovers.map(hover => hover.contents.map(content => (content as vscode.MarkdownString).value).join()).join(), /is a size/);
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 10);
      assert.equal(lenses[0]?.command?.command, 'envlint.showStack');
    });

    it('explains a rule as a page', async () => {
      await vscode.commands.executeCommand('envlint.explainRule', 'WSL001');
      const document = await vscode.workspace.openTextDocument(vscode.Uri.parse('envlint-rule:/WSL001.md'));
      assert.equal(document.getText(), '# WSL001: A key that WSL does not know\n\nKeys are read from a list.');
      const tab = await until('the preview', () => vscode.window.tabGroups.all.flatMap(group => group.tabs).find(candidate => candidate.label.includes('WSL001')));
      await vscode.window.tabGroups.close(tab);
    });

    it('shows the stack beside the text', async () => {
      const { document } = await openText('.wslconfig');
      await vscode.commands.executeCommand('envlint.showStack', document.uri.toString(), 0);
      const tab = await until('the panel', () => vscode.window.tabGroups.all.flatMap(group => group.tabs).find(candidate => candidate.label === 'Stack'));
      assert.ok((tab.input as vscode.TabInputWebview).viewType.endsWith('envlint.stack'));
      assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), document.uri.toString());
      await vscode.window.tabGroups.close(tab);
      await until('one group', () => vscode.window.tabGroups.all.length === 1);
    });

    it('mends the document in front', async () => {
      const { document } = await openText('.wslconfig');
      await until('a finding', () => ours(document.uri).length);
      await vscode.commands.executeCommand('envlint.fixAll');
      await until('the edit', () => /^memory=/m.test(document.getText()), 5000);
      await until('no finding', () => ours(document.uri).length === 0);
      await vscode.commands.executeCommand('workbench.action.files.revert');
    });

    it('looks at unsaved documents of its languages', async () => {
      const document = await vscode.workspace.openTextDocument({ language: 'wslconfig', content: '[wsl2]\nmemroy=1GB\n' });
      await until('a finding', () => ours(document.uri).length);
    });

    it('leaves other documents alone', async () => {
      const { document } = await openText('notes.txt');
      await new Promise(resolve => setTimeout(resolve, 500));
      assert.deepEqual(ours(document.uri), []);
    });

    it('starts the server again when it dies', async () => {
      const { document } = await openText('.wslconfig');
      await until('a finding', () => ours(document.uri).length);
      const before = starts();
      process.kill(before.at(-1)!.pid, 'SIGKILL');
      await until('another start', () => starts().length > before.length);
      await until('a finding', () => ours(document.uri).length);
    });

    it('starts it again when it is told to', async () => {
      const before = starts();
      await vscode.commands.executeCommand('envlint.restart');
      assert.equal(starts().length, before.length + 1);
      assert.throws(() => process.kill(before.at(-1)!.pid, 0));
    });

    it('offers the check as a task whose findings become problems', async () => {
      const [task] = await vscode.tasks.fetchTasks({ type: 'envlint' });
      assert.equal(task?.name, 'check');
      await vscode.tasks.executeTask(task!);
      await until('a problem of the task', () => vscode.languages.getDiagnostics(vscode.Uri.joinPath(folder(), 'never-opened.sh')).some(diagnostic => diagnostic.message.includes('--format concise')));
    });

    it('writes the target of this machine and opens it', async () => {
      await vscode.commands.executeCommand('envlint.probe');
      assert.equal(path.basename(vscode.window.activeTextEditor!.document.fileName), 'envlint.toml');
      assert.match(vscode.window.activeTextEditor!.document.getText(), /platform = "linux"/);
    });
  });
}
