// As much of VS Code's API as the tests need. `state` holds what a test sets and what was done.
type Listener<T> = (event: T) => unknown;

export class EventEmitter<T> {
  private listeners = new Set<Listener<T>>();
  readonly event = (listener: Listener<T>) => {
    this.listeners.add(listener);
    return new Disposable(() => this.listeners.delete(listener));
  };
  fire(value: T): void {
    for (const listener of [...this.listeners]) {
      listener(value);
    }
  }
  dispose(): void {
    this.listeners.clear();
  }
}

export class Disposable {
  constructor(private readonly action: () => unknown) {}
  static from(...all: { dispose(): unknown }[]): Disposable {
    return new Disposable(() => all.forEach(item => item.dispose()));
  }
  dispose(): void {
    this.action();
  }
}

export class Uri {
  private constructor(
    readonly scheme: string,
    readonly path: string,
  ) {}
  static from(parts: { scheme: string; path: string }): Uri {
    return new Uri(parts.scheme, parts.path);
  }
  static file(path: string): Uri {
    return new Uri('file', path);
  }
  static parse(text: string): Uri {
    const parts = /^([a-z][a-z0-9+.-]*):(?:\/\/[^/]*)?(.*)$/i.exec(text);
    return new Uri(parts?.[1] ?? '', decodeURIComponent(parts?.[2] ?? text));
  }
  static joinPath(base: Uri, ...parts: string[]): Uri {
    return new Uri(base.scheme, [base.path, ...parts].join('/'));
  }
  get fsPath(): string {
    return this.path;
  }
  toString(): string {
    return this.scheme === 'file' ? `file://${this.path}` : `${this.scheme}:${this.path}`;
  }
}

export class Position {
  constructor(
    readonly line: number,
    readonly character: number,
  ) {}
}

export class Range {
  readonly start: Position;
  readonly end: Position;
  constructor(a: number | Position, b: number | Position, c?: number, d?: number) {
    this.start = typeof a === 'number' ? new Position(a, b as number) : a;
    this.end = typeof b === 'number' ? new Position(c ?? 0, d ?? 0) : b;
  }
  contains(position: Position): boolean {
    const before = (x: Position, y: Position) => x.line < y.line || (x.line === y.line && x.character <= y.character);
    return before(this.start, position) && before(position, this.end);
  }
}

export class MarkdownString {
  value = '';
  appendText(text: string): this {
    this.value += text.replace(/[\\`*_{}[\]()#+\-!<>]/g, '\\$&');
    return this;
  }
  appendMarkdown(text: string): this {
    this.value += text;
    return this;
  }
}

export class ThemeColor {
  constructor(readonly id: string) {}
}

export class ProcessExecution {
  constructor(
    readonly process: string,
    readonly args: string[],
  ) {}
}

export class Task {
  constructor(
    readonly definition: Record<string, unknown>,
    readonly scope: unknown,
    readonly name: string,
    readonly source: string,
    readonly execution: unknown,
    readonly problemMatchers: unknown,
  ) {}
}

export const TaskScope = { Global: 1, Workspace: 2 };
export const StatusBarAlignment = { Left: 1, Right: 2 };
export const ViewColumn = { One: 1, Beside: -2 };
export const ProgressLocation = { Window: 10 };
export const QuickPickItemKind = { Separator: -1, Default: 0 };

interface Editor {
  document: { uri: Uri; languageId?: string; lineCount?: number };
  selection: { active: Position };
}

const fresh = () => ({
  settings: {} as Record<string, unknown>,
  folders: undefined as { uri: Uri; name: string; index: number }[] | undefined,
  editor: undefined as Editor | undefined,
  diagnostics: [] as [Uri, { source?: string; severity: number; code?: unknown; range: Range }[]][],
  matches: true,
  commands: new Map<string, (...args: unknown[]) => unknown>(),
  executed: [] as unknown[][],
  results: {} as Record<string, unknown>,
  shown: [] as { kind: string; message: string }[],
  answer: undefined as unknown,
  applied: [] as unknown[],
  opened: [] as unknown[],
  panels: [] as ReturnType<typeof panel>[],
  items: [] as Record<string, unknown>[],
  output: [] as string[],
  picked: [] as unknown[][],
  clipboard: '',
});

export let state = fresh();

const events = {
  diagnostics: new EventEmitter<{ uris: Uri[] }>(),
  editor: new EventEmitter<unknown>(),
  selection: new EventEmitter<unknown>(),
  folders: new EventEmitter<{ added: unknown[]; removed: { uri: Uri }[] }>(),
  configuration: new EventEmitter<{ affectsConfiguration(section: string): boolean }>(),
  trust: new EventEmitter<void>(),
};

/** Begins anew, for each test. */
export function reset(): void {
  state = fresh();
  for (const emitter of Object.values(events)) {
    emitter.dispose();
  }
}

export { events };

function panel() {
  const received = new EventEmitter<unknown>();
  const disposed = new EventEmitter<void>();
  const viewState = new EventEmitter<void>();
  const made = {
    visible: true,
    viewColumn: 2,
    iconPath: undefined as unknown,
    posted: [] as Record<string, unknown>[],
    received,
    webview: {
      html: '',
      options: {},
      onDidReceiveMessage: received.event,
      asWebviewUri: (uri: Uri) => uri,
      postMessage: async (message: Record<string, unknown>) => made.posted.push(message) > 0,
    },
    onDidDispose: disposed.event,
    onDidChangeViewState: viewState.event,
    reveal: () => undefined,
    dispose: () => disposed.fire(),
  };
  return made;
}

const say = (kind: string) => async (message: string) => {
  state.shown.push({ kind, message });
  return state.answer;
};

export const window = {
  get activeTextEditor() {
    return state.editor;
  },
  visibleTextEditors: [] as unknown[],
  createStatusBarItem: () => {
    const item = { show: () => undefined, dispose: () => undefined } as Record<string, unknown>;
    state.items.push(item);
    return item;
  },
  createOutputChannel: () => ({ appendLine: (line: string) => state.output.push(line), show: () => undefined, dispose: () => undefined }),
  createWebviewPanel: () => {
    const made = panel();
    state.panels.push(made);
    return made;
  },
  registerWebviewPanelSerializer: () => new Disposable(() => undefined),
  onDidChangeActiveTextEditor: events.editor.event,
  onDidChangeTextEditorSelection: events.selection.event,
  showErrorMessage: say('error'),
  showWarningMessage: say('warning'),
  showInformationMessage: say('information'),
  showQuickPick: async (items: unknown[]) => {
    state.picked.push(items);
    return state.answer;
  },
  showTextDocument: async (document: unknown) => state.opened.push(document),
  withProgress: (_options: unknown, task: () => unknown) => task(),
};

export const languages = {
  getDiagnostics: (uri?: Uri) => (uri === undefined ? state.diagnostics : (state.diagnostics.find(([of]) => of.toString() === uri.toString())?.[1] ?? [])),
  onDidChangeDiagnostics: events.diagnostics.event,
  match: () => (state.matches ? 10 : 0),
};

export const workspace = {
  get workspaceFolders() {
    return state.folders;
  },
  getConfiguration: (section: string) => ({ get: (name: string, otherwise?: unknown) => state.settings[`${section}.${name}`] ?? otherwise }),
  onDidChangeConfiguration: events.configuration.event,
  onDidChangeWorkspaceFolders: events.folders.event,
  onDidGrantWorkspaceTrust: events.trust.event,
  registerTextDocumentContentProvider: () => new Disposable(() => undefined),
  openTextDocument: async (what: unknown) => ({ what, positionAt: (offset: number) => new Position(Math.floor(offset / 10), offset % 10) }),
  applyEdit: async (edit: unknown) => state.applied.push(edit) > 0,
};

export const commands = {
  registerCommand: (name: string, action: (...args: unknown[]) => unknown) => {
    state.commands.set(name, action);
    return new Disposable(() => state.commands.delete(name));
  },
  executeCommand: async (name: string, ...args: unknown[]) => {
    state.executed.push([name, ...args]);
    return state.results[name];
  },
};

export const tasks = { registerTaskProvider: () => new Disposable(() => undefined) };
export const env = { clipboard: { writeText: async (text: string) => { state.clipboard = text; } } };
