// The server's life: the client of the language server protocol is a stand-in, the program is a real process that only tells its version.
import * as path from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { activate, deactivate } from '../src/extension';
import { Server } from '../src/features/server';
import * as mock from './vscode.mock';

interface Options {
  initializationOptions: unknown;
  errorHandler: { closed(): Promise<{ action: number }>; error(error: Error, message: undefined, count: number): { action: number } };
}

const clients = vi.hoisted(() => [] as { options: Options; command: unknown; alive: boolean; fails: boolean; state(value: number): void; notify(method: string, value: unknown): void; sendRequest(method: string): Promise<unknown> }[]);
const next = vi.hoisted(() => ({ fails: false }));

vi.mock('vscode-languageclient/node', () => ({
  CloseAction: { DoNotRestart: 1, Restart: 2 },
  ErrorAction: { Continue: 1, Shutdown: 2 },
  State: { Stopped: 1, Starting: 3, Running: 2 },
  LanguageClient: class {
    alive = false;
    fails = next.fails;
    private listeners: ((change: { newState: number }) => void)[] = [];
    private handlers = new Map<string, (value: unknown) => void>();
    constructor(_id: string, _name: string, readonly command: unknown, readonly options: Options) {
      clients.push(this);
    }
    onNotification(method: string, handler: (value: unknown) => void) {
      this.handlers.set(method, handler);
    }
    onDidChangeState(listener: (change: { newState: number }) => void) {
      this.listeners.push(listener);
    }
    notify(method: string, value: unknown) {
      this.handlers.get(method)?.(value);
    }
    state(newState: number) {
      this.listeners.forEach(listener => listener({ newState }));
    }
    async start() {
      if (this.fails) {
        throw new Error('boom\nstack');
      }
      this.alive = true;
      this.state(2);
    }
    async sendRequest(method: string, ...parameters: unknown[]) {
      if (parameters.length !== 1) {
        throw new Error('one object is what the protocol knows');
      }
      if (method === 'bad') {
        throw new Error('unknown');
      }
      return method === 'null' ? null : { method };
    }
    async dispose() {
      this.alive = false;
    }
  },
}));

const fake = path.resolve(import.meta.dirname, 'fake-server.mjs');
const context = { extensionPath: '/nowhere', extensionUri: mock.Uri.file('/nowhere'), subscriptions: [] as { dispose(): void }[] } as never;

function makeServer(): Server {
  return new Server(context, mock.window.createOutputChannel() as never);
}

beforeEach(() => {
  mock.reset();
  clients.length = 0;
  next.fails = false;
  mock.state.settings = { 'envlint.path': fake, 'envlint.target': 'platform=wsl2' };
});

describe('the server', () => {
  it('is started with what the client can do and the settings', async () => {
    const server = makeServer();
    await server.restart();
    expect(server.state).toMatchObject({ kind: 'running', program: { path: fake, version: '0.1.0' } });
    expect(clients[0]?.command).toMatchObject({ command: fake, args: ['server'] });
    expect(clients[0]?.options.initializationOptions).toEqual({
      commands: ['envlint.showStack', 'envlint.explainRule'],
      status: true,
      settings: { target: ['platform=wsl2'], severities: {} },
    });
  });

  it('says what to do where there is no program', async () => {
    mock.state.settings = { 'envlint.path': '/nowhere/envlint' };
    mock.state.answer = 'Open Settings';
    const server = makeServer();
    await server.restart();
    await Promise.resolve();
    expect(clients).toEqual([]);
    expect(server.state.kind).toBe('stopped');
    expect(mock.state.shown).toEqual([{ kind: 'error', message: 'EnvLint cannot start: /nowhere/envlint is not there (setting envlint.path).' }]);
    expect(mock.state.executed).toEqual([['workbench.action.openSettings', 'envlint.path']]);
    expect(await server.request('envlint/rules', {})).toBeUndefined();
  });

  it('says so where it does not start', async () => {
    next.fails = true;
    const server = makeServer();
    await server.restart();
    expect(server.state).toEqual({ kind: 'stopped', reason: "EnvLint's server did not start: boom" });
  });

  it('ends the old one before a new one starts', async () => {
    const server = makeServer();
    await Promise.all([server.restart(), server.restart()]);
    expect(clients.map(client => client.alive)).toEqual([false, true]);
    expect(server.state.kind).toBe('running');
  });

  it('is started again after crashes, then no more', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'Date'] });
    const server = makeServer();
    await vi.waitFor(() => server.restart(), 30_000);
    const actions: number[] = [];
    for (let i = 0; i < 5; i++) {
      const closed = clients[0]!.options.errorHandler.closed();
      await vi.advanceTimersByTimeAsync(5000);
      actions.push((await closed).action);
    }
    expect(actions).toEqual([2, 2, 2, 2, 1]);
    expect(server.state).toMatchObject({ kind: 'stopped', reason: expect.stringContaining('5 times within 3 minutes') });
    vi.useRealTimers();
  });

  it('does not come back by itself after a person restarted it', async () => {
    const server = makeServer();
    await server.restart();
    await server.restart();
    expect((await clients[0]!.options.errorHandler.closed()).action).toBe(1);
    expect(server.state.kind).toBe('running');
  });

  it('answers requests, and undefined where the server has no answer', async () => {
    const server = makeServer();
    await server.restart();
    expect(await server.request('x', {})).toEqual({ method: 'x' });
    expect(await server.request('null', {})).toBeUndefined();
    expect(await server.request('bad', {})).toBeUndefined();
  });

  it('passes on what the server tells of a root', async () => {
    const server = makeServer();
    const seen: unknown[] = [];
    server.onStatus(status => seen.push(status));
    await server.restart();
    clients[0]?.notify('envlint/status', { root: 'file:///w' });
    expect(seen).toEqual([{ root: 'file:///w' }]);
  });
});

describe('the extension', () => {
  it('registers its commands and starts; restarts when the path changes; ends', async () => {
    await activate(context);
    expect([...mock.state.commands.keys()].sort()).toEqual([
      'envlint.explainRule', 'envlint.fixAll', 'envlint.init', 'envlint.menu', 'envlint.openExample', 'envlint.probe', 'envlint.restart', 'envlint.showStack',
    ]);
    expect(clients).toHaveLength(1);

    mock.events.configuration.fire({ affectsConfiguration: section => section === 'envlint.target' });
    expect(clients).toHaveLength(1);
    mock.events.configuration.fire({ affectsConfiguration: section => section === 'envlint.path' });
    await vi.waitFor(() => expect(clients).toHaveLength(2), 30_000);
    await mock.state.commands.get('envlint.restart')?.();
    expect(clients.map(client => client.alive)).toEqual([false, false, true]);
    await deactivate();
    expect(clients.at(-1)?.alive).toBe(false);
  });

  it('runs the program and opens what it wrote', async () => {
    const { mkdtemp, rm, readFile } = await import('node:fs/promises');
    const { tmpdir } = await import('node:os');
    const folder = await mkdtemp(path.join(tmpdir(), 'envlint probe '));
    mock.state.folders = [{ uri: mock.Uri.file(folder), name: 'w', index: 0 }];
    await activate(context);
    await mock.state.commands.get('envlint.probe')?.();
    expect(await readFile(path.join(folder, 'envlint.toml'), 'utf8')).toContain('platform = "linux"');
    expect(mock.state.executed.filter(([name]) => name === 'vscode.open').map(([, file]) => String(file))).toEqual([`file://${folder}/envlint.toml`]);
    expect(mock.state.shown.at(-1)).toEqual({ kind: 'information', message: 'Linux, no GPU · wrote envlint.toml' });
    await deactivate();
    await rm(folder, { recursive: true });
  });

  it('asks for a folder where none is open', async () => {
    await activate(context);
    await mock.state.commands.get('envlint.init')?.();
    expect(mock.state.shown).toEqual([{ kind: 'warning', message: expect.stringContaining('Open a folder first') }]);
    await deactivate();
  });
});
