#!/usr/bin/env node
// A stand-in for envlint in tests of the extension: answers a little of everything that the extension uses. Not a model of what the real one finds.
//   fake-server.mjs --version | host --write | init | check | server
// ENVLINT_FAKE_VERSION  what --version says
import { appendFileSync, writeFileSync } from 'node:fs';

const [verb, ...rest] = process.argv.slice(2);
if (verb === '--version') {
  console.log(`envlint ${process.env.ENVLINT_FAKE_VERSION ?? '0.1.0'}`);
} else if (verb === 'host') {
  writeFileSync('envlint.toml', '[target]\nplatform = "linux"\n');
  console.log('Linux, no GPU\nwrote envlint.toml');
} else if (verb === 'init') {
  writeFileSync('envlint.toml', '# made by init\n');
  console.log('wrote envlint.toml');
} else if (verb === 'check') {
  console.log(`never-opened.sh:1:1: error[SHL001] told ${rest.join(' ')}`);
  process.exitCode = 1;
} else {
  serve();
}

function serve() {
  const texts = new Map();
  let buffer = Buffer.alloc(0);
  const send = message => {
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
    process.stdout.write(`Content-Length: ${body.length}\r\n\r\n`);
    process.stdout.write(body);
  };
  const rangeOf = (text, word) => {
    const offset = text.indexOf(word);
    if (offset < 0) {
      return undefined;
    }
    const before = text.slice(0, offset).split('\n');
    const start = { line: before.length - 1, character: before.at(-1).length };
    return { start, end: { line: start.line, character: start.character + word.length } };
  };
  const diagnostics = uri => {
    const range = rangeOf(texts.get(uri) ?? '', 'memroy');
    return range === undefined ? [] : [{ range, severity: 1, code: 'WSL001', source: 'envlint', message: "unknown key 'memroy'" }];
  };
  const publish = uri => send({ method: 'textDocument/publishDiagnostics', params: { uri, diagnostics: diagnostics(uri) } });
  const fix = (uri, kind, title) => {
    const [found] = diagnostics(uri);
    return found === undefined ? [] : [{ title, kind, diagnostics: [found], edit: { changes: { [uri]: [{ range: found.range, newText: 'memory' }] } } }];
  };
  const answers = {
    initialize: ({ initializationOptions, rootUri }) => {
      if (process.env.ENVLINT_FAKE_LOG) {
        appendFileSync(process.env.ENVLINT_FAKE_LOG, `${JSON.stringify({ pid: process.pid, initializationOptions })}\n`);
      }
      answers.root = rootUri;
      return {
        serverInfo: { name: 'envlint', version: '0.1.0' },
        capabilities: { textDocumentSync: 1, hoverProvider: true, codeActionProvider: { codeActionKinds: ['quickfix', 'source.fixAll.envlint'] }, codeLensProvider: {} },
      };
    },
    shutdown: () => null,
    'textDocument/hover': ({ textDocument }) => ({ contents: { kind: 'markdown', value: '`memory` is a size' }, range: rangeOf(texts.get(textDocument.uri), 'memroy') }),
    'textDocument/codeAction': ({ textDocument, context }) =>
      context.only?.some(kind => kind.startsWith('source.fixAll')) ? fix(textDocument.uri, 'source.fixAll.envlint', 'Fix all') : fix(textDocument.uri, 'quickfix', "Change to 'memory'"),
    'textDocument/codeLens': ({ textDocument }) => [
      { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } }, command: { title: 'a stack', command: 'envlint.showStack', arguments: [textDocument.uri, 0] } },
    ],
    'envlint/stack': ({ textDocument, position }) =>
      texts.get(textDocument.uri)?.includes('[wsl2]')
        ? { title: `line ${position.line}`, svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 20"><g class="envlint-part" tabindex="0" data-path=".wslconfig" data-line="1" data-column="1"><text y="12">${position.line}</text></g></svg>`, text: 'the stack' }
        : null,
    'envlint/rules': () => [{ code: 'WSL001', name: 'wsl-key', title: 'A key that WSL does not know', severity: 'error' }],
    'envlint/rulePage': ({ code }) => (code === 'WSL001' ? { code, name: 'wsl-key', title: 'A key that WSL does not know', markdown: 'Keys are read from a list.' } : null),
  };
  const notified = {
    initialized: () => send({ method: 'envlint/status', params: { root: answers.root, configuration: null, targets: ['WSL 2, driver 551.78'], problem: '' } }),
    exit: () => process.exit(0),
    'textDocument/didOpen': ({ textDocument }) => { texts.set(textDocument.uri, textDocument.text); publish(textDocument.uri); },
    'textDocument/didChange': ({ textDocument, contentChanges }) => { texts.set(textDocument.uri, contentChanges.at(-1).text); publish(textDocument.uri); },
    'textDocument/didClose': ({ textDocument }) => { texts.delete(textDocument.uri); publish(textDocument.uri); },
  };
  process.stdin.on('end', () => process.exit(1));
  process.stdin.on('data', chunk => {
    buffer = Buffer.concat([buffer, chunk]);
    for (;;) {
      const end = buffer.indexOf('\r\n\r\n');
      const length = end < 0 ? NaN : Number(/content-length: *(\d+)/i.exec(buffer.subarray(0, end).toString())?.[1]);
      if (!(buffer.length >= end + 4 + length)) {
        return;
      }
      const message = JSON.parse(buffer.subarray(end + 4, end + 4 + length).toString());
      buffer = buffer.subarray(end + 4 + length);
      if (Array.isArray(message.params)) {
        throw new Error(`${message.method}: parameters are an object`);
      }
      if (message.method === undefined) {
        continue;
      }
      if (message.id === undefined) {
        notified[message.method]?.(message.params);
      } else {
        send(answers[message.method] === undefined ? { id: message.id, error: { code: -32601, message: message.method } } : { id: message.id, result: answers[message.method](message.params) });
      }
    }
  });
}
