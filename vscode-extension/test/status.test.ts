import { describe, expect, it } from 'vitest';
import type { Program } from '../src/features/lookup';
import type { RootStatus } from '../src/features/protocol';
import type { ServerState } from '../src/features/server';
import { countFindings, escapeIcons, nameOf, statusFor, statusView, targetText } from '../src/features/status';

const program: Program = { source: 'bundled', path: '/ext/server/envlint', version: '0.1.0', command: '/ext/server/envlint', args: [] };
const running: ServerState = { kind: 'running', program };
const root = (uri: string | null, more: Partial<RootStatus> = {}): RootStatus => ({ root: uri, configuration: null, targets: [], problem: '', ...more });
const none = { errors: 0, warnings: 0 };

describe('what the status bar shows', () => {
  it('has the target and the counts', () => {
    const view = statusView(running, root('file:///a', { targets: ['WSL 2, driver 551.78'], configuration: 'file:///a/envlint.toml' }), { errors: 3, warnings: 1 });
    expect(view.text).toBe('$(layers) WSL 2, driver 551.78 $(error) 3 $(warning) 1');
    expect(view.lines).toEqual(['Target: WSL 2, driver 551.78', 'Configuration: envlint.toml', '3 errors, 1 warning', 'envlint 0.1.0 (/ext/server/envlint)']);
    expect(view.severity).toBe('none');
  });

  it('has a mark where nothing is wrong, and says that no target is known', () => {
    const view = statusView(running, undefined, none);
    expect(view.text).toBe('$(layers) EnvLint $(check)');
    expect(view.lines[0]).toContain('No target');
    expect(view.lines[1]).toBe('No envlint.toml.');
  });

  it('shows the problem first', () => {
    const view = statusView(running, root('file:///a', { problem: "unknown key 'targt'" }), none);
    expect(view.lines[0]).toBe("unknown key 'targt'");
    expect(view.severity).toBe('warning');
  });

  it('tells starting and stopped apart', () => {
    expect(statusView({ kind: 'starting' }, undefined, none)).toMatchObject({ text: '$(loading~spin) EnvLint', severity: 'none' });
    expect(statusView({ kind: 'stopped', reason: 'no program' }, undefined, none)).toMatchObject({ lines: ['no program'], severity: 'error' });
  });

  it('keeps a long target short and draws no icons from it', () => {
    const view = statusView(running, root(null, { targets: [`$(bug) ${'x'.repeat(100)}`] }), none);
    expect(view.text.length).toBeLessThan(70);
    expect(view.text).not.toContain('$(bug)');
    expect(escapeIcons('$(a)')).toBe('$ (a)');
  });

  it.each([
    [[], ''],
    [['a'], 'a'],
    [['a', 'b', 'c'], 'a +2'],
  ])('puts targets %j into a few words', (targets, text) => expect(targetText(targets)).toBe(text));
});

describe('counting', () => {
  it('counts only our findings, errors and warnings', () => {
    const ours = (severity: number) => ({ source: 'envlint', severity });
    expect(countFindings([[1, [ours(0), ours(0), ours(1), ours(2), { source: 'hadolint', severity: 0 }]], [2, [{ severity: 0 }]]])).toEqual({ errors: 2, warnings: 1 });
  });
});

describe('the root of a document', () => {
  const roots = [root('file:///a'), root('file:///a/inner/'), root('file:///ab')];
  it.each([
    ['file:///a/x', 'file:///a'],
    ['file:///a/inner/x', 'file:///a/inner/'],
    ['file:///ab/x', 'file:///ab'],
    ['file:///other', undefined],
    [undefined, undefined],
  ])('of %s is %s', (document, expected) => expect(statusFor(document, roots)?.root).toBe(expected));

  it('is the only one where there is but one', () => {
    expect(statusFor('untitled:x', [roots[0]!])?.root).toBe('file:///a');
    expect(statusFor('untitled:x', [])).toBeUndefined();
  });
});

it('reads the name in a URI', () => {
  expect(nameOf('file:///a/b%20c.toml')).toBe('b c.toml');
  expect(nameOf('file:///a/%E0%A4%A')).toBe('%E0%A4%A');
});
