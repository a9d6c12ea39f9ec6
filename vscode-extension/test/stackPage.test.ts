import { describe, expect, it } from 'vitest';
import { escapeHtml, fromPage, panelState, stackHtml } from '../src/features/stackPage';

describe('the page', () => {
  const html = stackHtml({ nonce: 'abc+/=', script: 'https://x/"><script>alert(1)</script>' });

  it('loads its own script only', () => {
    expect(html).toContain(`content="default-src 'none'; style-src 'nonce-abc+/='; script-src 'nonce-abc+/='"`);
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).not.toMatch(/https?:(?!\/\/x)/);
    expect(html).not.toContain('unsafe');
  });

  it('escapes what it is given', () => {
    expect(html).not.toContain('"><script>alert');
    expect(escapeHtml(`<a b="c" d='e'>&`)).toBe('&#60;a b=&#34;c&#34; d=&#39;e&#39;&#62;&#38;');
    expect(escapeHtml('plain, ü, 12')).toBe('plain, ü, 12');
  });

  it('names all colours by the theme', () => {
    const variables = [...html.matchAll(/^ {4}(--envlint-[a-z-]+): (.*);$/gm)];
    expect(variables.length).toBe(13);
    expect(variables.every(([, , value]) => value?.includes('var(--vscode-'))).toBe(true);
  });
});

describe('messages of the page', () => {
  it.each([
    [{ type: 'ready' }, { type: 'ready' }],
    [{ type: 'copy', more: 1 }, { type: 'copy' }],
    [{ type: 'open', path: 'a/b c', line: 3, column: 1 }, { type: 'open', path: 'a/b c', line: 3, column: 1 }],
    [{ type: 'open', path: 'a', line: 0, column: 1 }, undefined],
    [{ type: 'open', path: 'a', line: '3', column: 1 }, undefined],
    [{ type: 'open', line: 3, column: 1 }, undefined],
    [{ type: 'open', path: '', line: 3, column: 1 }, undefined],
    [{ type: 'open', path: '/etc/passwd', line: 3, column: 1 }, undefined],
    [{ type: 'open', path: 'a/../../b', line: 3, column: 1 }, undefined],
    [{ type: 'open', path: 'C:/x', line: 3, column: 1 }, undefined],
    [{ type: 'open', path: '..\\x', line: 3, column: 1 }, undefined],
    [{ type: 'run', command: 'x' }, undefined],
    [null, undefined],
    ['ready', undefined],
  ])('%j is %j', (message, expected) => expect(fromPage(message)).toEqual(expected));
});

it('takes back only a state that it kept', () => {
  expect(panelState({ uri: 'file:///a', line: 1, character: 2, more: 3 })).toEqual({ uri: 'file:///a', line: 1, character: 2 });
  expect(panelState(undefined)).toBeUndefined();
  expect(panelState({ uri: 'file:///a', line: 1.5, character: 2 })).toBeUndefined();
});
