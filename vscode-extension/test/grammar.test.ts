import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, it } from 'vitest';
import * as oniguruma from 'vscode-oniguruma';
import * as textmate from 'vscode-textmate';

// The real engine of VS Code reads the grammar.
let grammar: textmate.IGrammar;

beforeAll(async () => {
  await oniguruma.loadWASM(readFileSync(createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm')).buffer as ArrayBuffer);
  const file = new URL('../syntaxes/wslconfig.tmLanguage.json', import.meta.url).pathname;
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({ createOnigScanner: patterns => new oniguruma.OnigScanner(patterns), createOnigString: text => new oniguruma.OnigString(text) }),
    loadGrammar: async () => textmate.parseRawGrammar(readFileSync(file, 'utf8'), file),
  });
  grammar = (await registry.loadGrammar('source.wslconfig'))!;
});

/** The scopes of each word of a text, innermost only, without the language's name. */
function scopes(text: string): string[][] {
  let stack = textmate.INITIAL;
  return text.split('\n').map(line => {
    const result = grammar.tokenizeLine(line, stack);
    stack = result.ruleStack;
    return result.tokens
      .filter(token => line.slice(token.startIndex, token.endIndex).trim() !== '')
      .map(token => `${line.slice(token.startIndex, token.endIndex).trim()} ${token.scopes.at(-1)!.replace('.wslconfig', '')}`);
  });
}

describe('the grammar', () => {
  it('knows sections, keys, sizes, numbers and booleans', () => {
    expect(scopes('[wsl2]\nmemory = 24GB\nprocessors=8\nswap=0\ngpuSupport=False')).toEqual([
      ['[ punctuation.definition.section.begin', 'wsl2 entity.name.type.section', '] punctuation.definition.section.end'],
      ['memory variable.other.property', '= keyword.operator.assignment', '24 constant.numeric', 'GB keyword.other.unit'],
      ['processors variable.other.property', '= keyword.operator.assignment', '8 constant.numeric'],
      ['swap variable.other.property', '= keyword.operator.assignment', '0 constant.numeric'],
      ['gpuSupport variable.other.property', '= keyword.operator.assignment', 'False constant.language.boolean'],
    ]);
  });

  it('takes # for a comment anywhere, but not within quotes', () => {
    expect(scopes('a=b#c # d\ncommand="echo # no" # yes')).toEqual([
      ['a variable.other.property', '= keyword.operator.assignment', 'b string.unquoted', '#c # d comment.line.number-sign'],
      ['command variable.other.property', '= keyword.operator.assignment', '" string.quoted.double', 'echo # no string.quoted.double', '" string.quoted.double', '# yes comment.line.number-sign'],
    ]);
  });

  it('takes ; and // for mistakes', () => {
    expect(scopes('; no comment\n  // neither')).toEqual([['; no comment invalid.illegal.comment'], ['// neither invalid.illegal.comment']]);
  });

  it('takes a unit in lower case for a word, as WSL does not read it', () => {
    expect(scopes('memory=24gb\nmemory=24 GB')).toEqual([
      ['memory variable.other.property', '= keyword.operator.assignment', '24gb string.unquoted'],
      ['memory variable.other.property', '= keyword.operator.assignment', '24 string.unquoted', 'GB string.unquoted'],
    ]);
  });

  it('marks headers that are none', () => {
    for (const line of ['[ wsl2 ]', '[wsl-2]', '[wsl2', '[wsl2] ; more']) {
      expect(scopes(line)).toEqual([[`${line} invalid.illegal.section`]]);
    }
    expect(scopes('[wsl2] # fine')[0]).toHaveLength(4);
  });

  it('knows the escapes, and the wrong ones', () => {
    expect(scopes('kernel=C:\\\\bin\\new\\kernel')[0]).toEqual([
      'kernel variable.other.property',
      '= keyword.operator.assignment',
      'C: string.unquoted',
      '\\\\ constant.character.escape',
      'bin string.unquoted',
      '\\n constant.character.escape',
      'ew string.unquoted',
      '\\k invalid.illegal.escape',
      'ernel string.unquoted',
    ]);
  });

  it('lets a value go on after a backslash at the end, not after an escaped one', () => {
    expect(scopes('command=a \\\nb=c')[1]).toEqual(['b=c string.unquoted']);
    expect(scopes('swapFile=C:\\\\temp\\\\\nb=c')[1]).toEqual(['b variable.other.property', '= keyword.operator.assignment', 'c string.unquoted']);
    expect(scopes('a=\nb=c')[1]?.[0]).toBe('b variable.other.property');
  });

  it('ends an open quote with its line', () => {
    expect(scopes('a="open\nb=c')[1]?.[0]).toBe('b variable.other.property');
  });

  it('marks lines that are nothing', () => {
    expect(scopes('wsl2.memory=4GB\nmemory')).toEqual([['wsl2.memory=4GB invalid.illegal.line'], ['memory invalid.illegal.line']]);
  });
});
