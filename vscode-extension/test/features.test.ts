import { beforeEach, describe, expect, it, vi } from 'vitest';
import { exampleText, fixAll, fixAllKind, runMessage } from '../src/features/commands';
import type { Program } from '../src/features/lookup';
import type { RootStatus, StackPicture } from '../src/features/protocol';
import { codeOf, codeOfDiagnostic, explainRule, pageText, ruleItems, RulePages } from '../src/features/rules';
import type { Server, ServerState } from '../src/features/server';
import { serverSettings, targetsOf } from '../src/features/settings';
import { StackPanel } from '../src/features/stackPanel';
import { StatusBar } from '../src/features/statusBar';
import { checkArguments, Tasks } from '../src/features/tasks';
import * as mock from './vscode.mock';

beforeEach(() => mock.reset());

const program: Program = { source: 'bundled', path: '/ext/envlint', version: '0.1.0', command: '/ext/envlint', args: [] };

/** A server that answers from a table. */
function serverWith(answers: Record<string, (parameters: never) => unknown> = {}, state: ServerState = { kind: 'running', program }) {
  const states = new mock.EventEmitter<ServerState>();
  const statuses = new mock.EventEmitter<RootStatus>();
  const asked: [string, unknown][] = [];
  const server = {
    state,
    onDidChangeState: states.event,
    onStatus: statuses.event,
    program: async () => program,
    request: async (method: string, parameters: unknown) => {
      asked.push([method, parameters]);
      return answers[method]?.(parameters as never);
    },
  };
  return { server: server as unknown as Server, states, statuses, asked };
}

function editorAt(uri: string, line: number, character = 0) {
  return (mock.state.editor = { document: { uri: mock.Uri.parse(uri), lineCount: 20 }, selection: { active: new mock.Position(line, character) } });
}

describe('settings', () => {
  it.each([
    ['', []],
    [' wsl ', ['wsl']],
    [['a', '', ' b', 3], ['a', 'b']],
    [undefined, []],
    [{ a: 1 }, []],
  ])('reads the target %j', (value, expected) => expect(targetsOf(value)).toEqual(expected));

  it('has what the server reads, and not where the server is', () => {
    mock.state.settings = { 'envlint.target': 'platform=wsl2', 'envlint.severities': { WSL: 'off' }, 'envlint.path': '/x' };
    expect(serverSettings()).toEqual({ target: ['platform=wsl2'], severities: { WSL: 'off' } });
  });
});

describe('rules', () => {
  it.each([
    ['/FWK001.md', 'FWK001'],
    ['FWK001.md', 'FWK001'],
    ['/../FWK001.md', ''],
    ['/FWK001', ''],
  ])('reads the code in %s', (path, code) => expect(codeOf(path)).toBe(code));

  it('reads the code of a diagnostic of ours', () => {
    expect(codeOfDiagnostic({ source: 'envlint', code: 'FWK001' })).toBe('FWK001');
    expect(codeOfDiagnostic({ source: 'envlint', code: { value: 'FWK001', target: mock.Uri.file('/') as never } })).toBe('FWK001');
    expect(codeOfDiagnostic({ source: 'hadolint', code: 'DL3006' })).toBeUndefined();
  });

  it('gives a page a heading only where it has none', () => {
    const page = { code: 'A001', name: 'a', title: 'Title', markdown: 'Text.' };
    expect(pageText(page)).toBe('# A001: Title\n\nText.');
    expect(pageText({ ...page, markdown: '\n# Own\n' })).toBe('# Own\n');
  });

  it('says so where there is no page', async () => {
    const pages = new RulePages(serverWith().server);
    expect(await pages.provideTextDocumentContent(mock.Uri.parse('envlint-rule:/A001.md') as never, undefined as never)).toContain('knows no such rule');
  });

  it('puts the rules at the cursor first', () => {
    const rule = (code: string) => ({ code, name: code.toLowerCase(), title: code, severity: 'error' });
    expect(ruleItems([rule('A001'), rule('B001')], new Set(['B001'])).map(item => item.label)).toEqual(['At the cursor', 'B001', 'All others', 'A001']);
    expect(ruleItems([rule('A001')], new Set(['Z001'])).map(item => item.label)).toEqual(['A001']);
  });

  it('shows the rule that it is told, without asking', async () => {
    const { server, asked } = serverWith();
    await explainRule(server, 'FWK001');
    expect(asked).toEqual([]);
    expect(mock.state.executed.map(([command, uri]) => [command, String(uri)])).toEqual([['markdown.showPreview', 'envlint-rule:/FWK001.md']]);
  });

  it('lets a person choose, with the finding at the cursor on top', async () => {
    const editor = editorAt('file:///w/Dockerfile', 2, 4);
    mock.state.diagnostics = [[editor.document.uri, [
      { source: 'envlint', severity: 0, code: 'B001', range: new mock.Range(2, 0, 2, 9) },
      { source: 'envlint', severity: 0, code: 'A001', range: new mock.Range(3, 0, 3, 9) },
    ]]];
    mock.state.answer = { code: 'B001' };
    await explainRule(serverWith({ 'envlint/rules': () => ['A001', 'B001'].map(code => ({ code, name: '', title: '', severity: '' })) }).server);
    expect(mock.state.picked[0]?.map(item => (item as { label: string }).label)).toEqual(['At the cursor', 'B001', 'All others', 'A001']);
    expect(String(mock.state.executed[0]?.[1])).toBe('envlint-rule:/B001.md');
  });

  it('shows nothing where nothing was chosen, and says so where nobody answers', async () => {
    await explainRule(serverWith({ 'envlint/rules': () => [] }).server);
    await explainRule(serverWith().server);
    expect(mock.state.executed).toEqual([]);
    expect(mock.state.shown.map(message => message.kind)).toEqual(['warning']);
  });
});

describe('fix all', () => {
  it('applies the action of its kind', async () => {
    editorAt('file:///w/Dockerfile', 0);
    const edit = {};
    mock.state.results['vscode.executeCodeActionProvider'] = [{ kind: { value: 'source.fixAll.eslint' }, edit: { other: true } }, { kind: { value: fixAllKind }, edit }];
    await fixAll();
    expect(mock.state.applied).toEqual([edit]);
    expect(mock.state.executed[0]?.slice(-2)).toEqual([fixAllKind, 1]);
  });

  it('says so where there is nothing to mend', async () => {
    editorAt('file:///w/Dockerfile', 0);
    mock.state.results['vscode.executeCodeActionProvider'] = [];
    await fixAll();
    expect(mock.state.applied).toEqual([]);
    expect(mock.state.shown[0]?.message).toContain('nothing to mend');
  });

  it('does nothing without a document', async () => {
    await fixAll();
    expect(mock.state.executed).toEqual([]);
  });
});

describe('what a run of the program is told as', () => {
  it.each([
    [{ code: 0, output: 'WSL 2\n\ndriver 551.78\n' }, 'WSL 2 · driver 551.78'],
    [{ code: 0, output: '# What it is\n[target]\nplatform = "linux"  # the kernel\n# not known: gpu\n# written to envlint.toml\n' }, 'platform = "linux" · written to envlint.toml'],
    [{ code: 2, output: 'platform = 1\nno' }, 'platform = 1 · no'],
    [{ code: 0, output: '' }, 'Done.'],
    [{ code: 2, output: ' \n' }, 'envlint ended with code 2.'],
  ])('%j', (result, message) => expect(runMessage(result)).toBe(message));

  it('is kept short', () => expect(runMessage({ code: 1, output: 'x'.repeat(5000) })).toHaveLength(300));
});

it('has an example with mistakes that are none of spelling alone', () => expect(exampleText).toMatch(/memory=24gb[\s\S]*; more/));

describe('tasks', () => {
  it('run check in the format that the problem matcher reads', () => {
    expect(checkArguments({ args: ['/d/envlint.dll'] }, { type: 'envlint', args: ['--target', 'wsl', 3] })).toEqual(['/d/envlint.dll', 'check', '--format', 'concise', '--color', 'never', '--target', 'wsl']);
    mock.state.folders = [{ uri: mock.Uri.file('/w'), name: 'w', index: 0 }];
    const [task] = new Tasks(serverWith().server).provideTasks() as unknown as mock.Task[];
    expect(task).toMatchObject({ name: 'check', source: 'envlint', problemMatchers: '$envlint', scope: mock.state.folders[0], execution: { process: '/ext/envlint' } });
  });

  it('are not offered while no server runs', () => {
    mock.state.folders = [{ uri: mock.Uri.file('/w'), name: 'w', index: 0 }];
    expect(new Tasks(serverWith({}, { kind: 'starting' }).server).provideTasks()).toEqual([]);
  });
});

describe('the status bar', () => {
  it('shows what the server tells and what is counted', async () => {
    vi.useFakeTimers();
    const { server, statuses } = serverWith();
    const bar = new StatusBar(server);
    const [item] = mock.state.items;
    editorAt('file:///w/Dockerfile', 0);
    statuses.fire({ root: 'file:///w', configuration: 'file:///w/envlint.toml', targets: ['WSL 2'], problem: 'a [link](command:x) <b>' });
    expect(item?.['text']).toBe('$(layers) WSL 2 $(check)');
    expect((item?.['backgroundColor'] as mock.ThemeColor).id).toBe('statusBarItem.warningBackground');
    // What comes from a file is text in the tooltip, never a link.
    expect((item?.['tooltip'] as mock.MarkdownString).value).not.toContain('](command:x)');

    mock.state.diagnostics = [[mock.Uri.file('/w/Dockerfile'), [{ source: 'envlint', severity: 0, range: new mock.Range(0, 0, 0, 1) }]]];
    mock.events.diagnostics.fire({ uris: [] });
    mock.events.diagnostics.fire({ uris: [] });
    expect(item?.['text']).toBe('$(layers) WSL 2 $(check)');
    vi.advanceTimersByTime(100);
    expect(item?.['text']).toBe('$(layers) WSL 2 $(error) 1 $(warning) 0');
    bar.dispose();
    vi.useRealTimers();
  });

  it('offers to open a configuration, or to make one', () => {
    const { server, statuses } = serverWith();
    const bar = new StatusBar(server);
    const commands = () => bar.menu().map(item => item.command);
    expect(commands()).toContain('envlint.init');
    statuses.fire({ root: 'file:///w', configuration: 'file:///w/envlint.toml', targets: [], problem: '' });
    expect(commands()).toContain('vscode.open');
    expect(commands()).not.toContain('envlint.init');
    bar.dispose();
  });

  it('forgets the roots of a server that ended', () => {
    const { server, statuses, states } = serverWith();
    const bar = new StatusBar(server);
    statuses.fire({ root: 'file:///w', configuration: null, targets: ['WSL 2'], problem: '' });
    expect(bar.active?.targets).toEqual(['WSL 2']);
    states.fire({ kind: 'starting' });
    expect(bar.active).toBeUndefined();
    bar.dispose();
  });
});

describe('the stack', () => {
  const picture: StackPicture = { title: 'Dockerfile', svg: '<svg/>', text: 'words' };
  const makeStack = (server: Server) => new StackPanel(server, mock.Uri.file('/ext') as never, () => mock.Uri.file('/w') as never);
  const settle = () => vi.advanceTimersByTimeAsync(200);

  beforeEach(() => {
    vi.useFakeTimers();
    return () => vi.useRealTimers();
  });

  it('is asked for at the cursor once the page is ready, and follows it', async () => {
    const { server, asked } = serverWith({ 'envlint/stack': () => picture });
    const stack = makeStack(server);
    const editor = editorAt('file:///w/Dockerfile', 4, 2);
    await stack.show();
    const [panel] = mock.state.panels;
    expect(asked).toEqual([]);
    panel?.received.fire({ type: 'ready' });
    await settle();
    expect(asked).toEqual([['envlint/stack', { textDocument: { uri: 'file:///w/Dockerfile' }, position: { line: 4, character: 2 } }]]);
    expect(panel?.posted).toEqual([{ type: 'show', ...picture, place: { uri: 'file:///w/Dockerfile', line: 4, character: 2 } }]);

    for (const line of [5, 6, 7]) {
      editor.selection = { active: new mock.Position(line, 0) };
      mock.events.selection.fire({ textEditor: editor });
    }
    await settle();
    expect(asked).toHaveLength(2);
    expect(asked[1]?.[1]).toMatchObject({ position: { line: 7 } });
    stack.dispose();
  });

  it('stays with its document while another kind of document is in front', async () => {
    const { server, asked } = serverWith({ 'envlint/stack': () => picture });
    const stack = makeStack(server);
    editorAt('file:///w/Dockerfile', 4);
    await stack.show();
    mock.state.matches = false;
    mock.events.editor.fire(editorAt('file:///w/main.py', 1));
    await settle();
    expect(asked).toEqual([]);
    stack.dispose();
  });

  it('opens at the offset that a lens names', async () => {
    const { server, asked } = serverWith({ 'envlint/stack': () => picture });
    const stack = makeStack(server);
    await stack.show('file:///w/Dockerfile', 23);
    mock.state.panels[0]?.received.fire({ type: 'ready' });
    await settle();
    expect(asked[0]?.[1]).toMatchObject({ position: { line: 2, character: 3 } });
    stack.dispose();
  });

  it('says why there is no picture', async () => {
    const { server } = serverWith();
    const stack = makeStack(server);
    editorAt('file:///w/README.md', 0);
    await stack.show();
    mock.state.panels[0]?.received.fire({ type: 'ready' });
    await settle();
    expect(mock.state.panels[0]?.posted[0]).toMatchObject({ type: 'empty', message: expect.stringContaining('no environment') });
    stack.dispose();
  });

  it('drops an answer that a newer question overtook', async () => {
    const waiting: ((value: StackPicture) => void)[] = [];
    const { server } = serverWith({ 'envlint/stack': () => new Promise<StackPicture>(resolve => waiting.push(resolve)) });
    const stack = makeStack(server);
    editorAt('file:///w/Dockerfile', 0);
    await stack.show();
    const [panel] = mock.state.panels;
    panel?.received.fire({ type: 'ready' });
    panel?.received.fire({ type: 'ready' });
    waiting[1]?.({ ...picture, title: 'new' });
    waiting[0]?.({ ...picture, title: 'old' });
    await settle();
    expect(panel?.posted.map(message => message['title'])).toEqual(['new']);
    stack.dispose();
  });

  it('comes back with the window at the place that was kept', async () => {
    const { server, asked } = serverWith({ 'envlint/stack': () => picture });
    const stack = makeStack(server);
    const panel = mock.window.createWebviewPanel();
    await stack.deserializeWebviewPanel(panel as never, { uri: 'file:///w/Dockerfile', line: 9, character: 1 });
    panel.received.fire({ type: 'ready' });
    await settle();
    expect(asked[0]?.[1]).toMatchObject({ position: { line: 9, character: 1 } });
    stack.dispose();
  });

  it('opens files of the root, and nothing else; copies the words', async () => {
    const { server } = serverWith({ 'envlint/stack': () => picture });
    const stack = makeStack(server);
    editorAt('file:///w/Dockerfile', 0);
    await stack.show();
    const [panel] = mock.state.panels;
    panel?.received.fire({ type: 'ready' });
    await settle();
    panel?.received.fire({ type: 'open', path: 'docker/requirements.txt', line: 3, column: 1 });
    panel?.received.fire({ type: 'open', path: '../secret', line: 1, column: 1 });
    panel?.received.fire({ type: 'open', path: '/etc/passwd', line: 1, column: 1 });
    panel?.received.fire({ type: 'copy' });
    await settle();
    expect(mock.state.opened.map(String)).toEqual(['file:///w/docker/requirements.txt']);
    expect(mock.state.clipboard).toBe('words');
    stack.dispose();
  });
});
