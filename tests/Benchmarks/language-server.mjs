#!/usr/bin/env node
// Drives real language servers over stdio and times them side by side. Prints a table; asserts nothing.
//
//   tests/Benchmarks/language-server.mjs [--envlint FILE] [--peers FOLDER] [--runs N] [--workspace FOLDER]
//
// --envlint FILE      the native binary (artifacts/native/envlint)
// --peers FOLDER      where npm installed dockerfile-language-server-nodejs and yaml-language-server (artifacts/benchmarks/npm); what is not there is left out
// --runs N            starts of each server (15); the fastest half counts, which is the least disturbed one on a busy machine
// --workspace FOLDER  a tree of manifests, checked whole through workspace/diagnostic
//
// start       from the process to its first findings: initialize, initialized, didOpen
// open        from didOpen of another document to its findings, in a server that runs
// change      from a didChange of one character to the findings; EnvLint is asked for them (textDocument/diagnostic), for what it
//             sends by itself waits until nobody types
// completion, hover   from the request to the answer
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const repository = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const options = { envlint: join(repository, 'artifacts/native/envlint'), peers: join(repository, 'artifacts/benchmarks/npm'), runs: '15', workspace: '' };
for (let i = 2; i < process.argv.length; i += 2) {
  const name = process.argv[i].replace(/^--/, '');
  if (!(name in options) || process.argv[i + 1] === undefined) {
    console.error(`usage: language-server.mjs [--envlint FILE] [--peers FOLDER] [--runs N] [--workspace FOLDER]`);
    process.exit(2);
  }
  options[name] = process.argv[i + 1];
}

const now = () => Number(process.hrtime.bigint()) / 1e6;

// A Dockerfile of 300 lines as people write them, the same every time.
function dockerfile() {
  const lines = ['# syntax=docker/dockerfile:1', 'ARG CUDA=12.4.1', 'FROM nvidia/cuda:${CUDA}-cudnn-devel-ubuntu22.04 AS base', 'ENV DEBIAN_FRONTEND=noninteractive'];
  for (let step = 1; lines.length < 296; step++) {
    lines.push(
      `# step ${step}`,
      'RUN apt-get update && apt-get install -y --no-install-recommends \\',
      '    build-essential \\',
      `    libfoo${step}-dev \\`,
      '    && rm -rf /var/lib/apt/lists/*',
      `RUN pip install torch==2.${4 + (step % 3)}.0 numpy==1.26.4 "tool${step}>=1.${step}"`,
      `ENV STEP_${step}=1`,
      `COPY part${step} /workspace/part${step}`,
      `WORKDIR /workspace/part${step}`);
  }
  return lines.slice(0, 298).concat(['EXPOSE 8888', 'CMD ["python3", "train.py"]', '']).join('\n');
}

// An environment file of 300 lines.
function environment() {
  const lines = ['name: poses', 'channels:', '  - conda-forge', 'dependencies:', '  - python=3.11', '  - pytorch=2.4.1', '  - pip'];
  for (let i = 1; lines.length < 280; i++) lines.push(`  - package${i}=1.${i}`);
  lines.push('  - pip:');
  for (let i = 1; lines.length < 299; i++) lines.push(`    - extra${i}==2.${i}`);
  return lines.concat(['']).join('\n');
}

class Server {
  constructor(command) {
    this.started = now();
    this.process = spawn(command[0], command.slice(1), { stdio: ['pipe', 'pipe', 'ignore'] });
    this.waiting = [];
    this.buffer = Buffer.alloc(0);
    this.ids = 0;
    this.process.stdout.on('data', (chunk) => this.read(chunk));
    this.process.on('exit', () => this.waiting.splice(0).forEach((wait) => wait.fail(new Error('the server ended'))));
  }

  read(chunk) {
    this.buffer = this.buffer.length === 0 ? chunk : Buffer.concat([this.buffer, chunk]);
    for (;;) {
      const head = this.buffer.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/content-length: *(\d+)/i.exec(this.buffer.toString('latin1', 0, head))[1]);
      if (this.buffer.length < head + 4 + length) return;
      const message = JSON.parse(this.buffer.toString('utf8', head + 4, head + 4 + length));
      this.buffer = this.buffer.subarray(head + 4 + length);
      this.take(message);
    }
  }

  take(message) {
    if (message.method !== undefined && message.id !== undefined) {
      const result = message.method === 'workspace/configuration' ? message.params.items.map(() => null) : null;
      this.write({ jsonrpc: '2.0', id: message.id, result });
    }
    for (const wait of this.waiting.filter((wait) => wait.fits(message))) {
      this.waiting.splice(this.waiting.indexOf(wait), 1);
      wait.done(message);
    }
  }

  write(message) {
    const body = Buffer.from(JSON.stringify(message));
    this.process.stdin.write(Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]));
  }

  notify(method, params) {
    this.write({ jsonrpc: '2.0', method, params });
  }

  wait(fits, milliseconds = 60_000) {
    return new Promise((done, fail) => {
      const timer = setTimeout(() => fail(new Error('no answer')), milliseconds);
      this.waiting.push({ fits, done: (message) => (clearTimeout(timer), done(message)), fail: (error) => (clearTimeout(timer), fail(error)) });
    });
  }

  async ask(method, params) {
    const id = ++this.ids;
    const answer = this.wait((message) => message.id === id && message.method === undefined);
    this.write({ jsonrpc: '2.0', id, method, params });
    const message = await answer;
    if (message.error) throw new Error(`${method}: ${message.error.message}`);
    return message.result;
  }

  findings(uri, version) {
    return this.wait((message) => message.method === 'textDocument/publishDiagnostics' && message.params.uri === uri && (message.params.version ?? version) >= version);
  }

  memory(field) {
    return Number(new RegExp(`^${field}:\\s*(\\d+)`, 'm').exec(readFileSync(`/proc/${this.process.pid}/status`, 'utf8'))[1]) / 1024;
  }

  async stop() {
    const ended = new Promise((done) => this.process.once('exit', done));
    await this.ask('shutdown', null);
    this.notify('exit', null);
    await Promise.race([ended, new Promise((done) => setTimeout(done, 2000))]);
    this.process.kill('SIGKILL');
  }
}

function capabilities(pulls) {
  return {
    workspace: { configuration: true, workspaceFolders: true },
    textDocument: {
      synchronization: { didSave: true },
      publishDiagnostics: { versionSupport: true, relatedInformation: true },
      ...(pulls ? { diagnostic: { relatedDocumentSupport: false } } : {}),
      hover: { contentFormat: ['markdown'] },
      completion: { completionItem: { documentationFormat: ['markdown'] } },
      inlayHint: {},
    },
  };
}

async function session(peer, figures) {
  const folder = mkdtempSync(join(tmpdir(), 'envlint-lsp-'));
  const note = (key, milliseconds) => (figures[key] ??= []).push(milliseconds);
  const first = join(folder, peer.file);
  const second = join(folder, 'other', peer.file);
  writeFileSync(first, peer.text);
  const uri = pathToFileURL(first).href;
  const server = new Server(peer.command);
  try {
    const root = pathToFileURL(folder).href;
    const answer = await server.ask('initialize', { processId: process.pid, rootUri: root, workspaceFolders: [{ uri: root, name: 'bench' }], capabilities: capabilities(peer.pulls) });
    note('initialize', now() - server.started);
    server.notify('initialized', {});
    const found = async (document, version) =>
      peer.pulls ? server.ask('textDocument/diagnostic', { textDocument: { uri: document } }) : server.findings(document, version);
    const open = async (document) => {
      const begin = now();
      const pushed = peer.pulls ? null : server.findings(document, 1);
      server.notify('textDocument/didOpen', { textDocument: { uri: document, languageId: peer.language, version: 1, text: peer.text } });
      await (pushed ?? found(document, 1));
      return now() - begin;
    };
    await open(uri);
    note('start', now() - server.started);
    await new Promise((done) => setTimeout(done, 300));
    note('open', await open(pathToFileURL(second).href));

    const lines = peer.text.split('\n');
    const incremental = (answer.capabilities.textDocumentSync?.change ?? answer.capabilities.textDocumentSync) === 2;
    for (let i = 0, version = 2; i < 60; i++, version++) {
      const line = 5 + Math.trunc(i / 2) * 9;
      const at = lines[line].length;
      const typed = i % 2 === 0;
      const text = typed ? [...lines.slice(0, line), `${lines[line]}x`, ...lines.slice(line + 1)].join('\n') : peer.text;
      const change = incremental
        ? { range: { start: { line, character: at }, end: { line, character: typed ? at : at + 1 } }, text: typed ? 'x' : '' }
        : { text };
      const begin = now();
      const pushed = peer.pulls ? null : server.findings(uri, version);
      server.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [change] });
      await (pushed ?? found(uri, version));
      note('change', now() - begin);
    }

    for (const [key, provider, method] of [['completion', 'completionProvider', 'textDocument/completion'], ['hover', 'hoverProvider', 'textDocument/hover']]) {
      if (!answer.capabilities[provider]) continue;
      for (let i = 0; i < 30; i++) {
        const begin = now();
        await server.ask(method, { textDocument: { uri }, position: peer.position });
        note(key, now() - begin);
      }
    }
    note('memory', server.memory('VmHWM'));
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true });
  }
}

async function workspace(folder) {
  const root = pathToFileURL(resolve(folder)).href;
  const server = new Server([options.envlint, 'server']);
  const client = capabilities(true);
  await server.ask('initialize', { processId: process.pid, rootUri: root, workspaceFolders: [{ uri: root, name: 'bench' }], capabilities: client });
  server.notify('initialized', {});
  const begin = now();
  const report = await server.ask('workspace/diagnostic', { previousResultIds: [] });
  const took = now() - begin;
  const memory = server.memory('VmHWM');
  await server.stop();
  const findings = report.items.reduce((sum, item) => sum + (item.items?.length ?? 0), 0);
  return { took, memory, documents: report.items.length, findings };
}

const docker = { file: 'Dockerfile', language: 'dockerfile', text: dockerfile(), position: { line: 9, character: 22 } };
const conda = { file: 'environment.yml', language: 'yaml', text: environment(), position: { line: 5, character: 15 } };
const peers = [
  { name: 'envlint, Dockerfile', command: [options.envlint, 'server'], pulls: true, ...docker },
  { name: 'dockerfile-language-server-nodejs', module: 'dockerfile-language-server-nodejs/bin/docker-langserver', ...docker },
  { name: 'envlint, environment.yml', command: [options.envlint, 'server'], pulls: true, ...conda },
  { name: 'yaml-language-server', module: 'yaml-language-server/bin/yaml-language-server', ...conda },
];

const table = [];
for (const peer of peers) {
  if (peer.module) {
    const file = join(options.peers, 'node_modules', peer.module);
    if (!existsSync(file)) {
      console.error(`${peer.name} is not in ${options.peers}: left out`);
      continue;
    }
    peer.command = [process.execPath, file, '--stdio'];
  }
  const figures = {};
  for (let run = 0; run < Number(options.runs); run++) await session(peer, figures);
  const row = { server: peer.name };
  for (const [key, values] of Object.entries(figures)) {
    const half = values.sort((a, b) => a - b).slice(0, Math.ceil(values.length / 2));
    row[key] = half.reduce((sum, value) => sum + value, 0) / half.length;
  }
  table.push(row);
}

const columns = ['initialize', 'start', 'open', 'change', 'completion', 'hover', 'memory'];
console.log(`| server | ${columns.map((key) => (key === 'memory' ? 'memory (MiB)' : `${key} (ms)`)).join(' | ')} |`);
console.log(`|---|${columns.map(() => '---:|').join('')}`);
for (const row of table) console.log(`| ${row.server} | ${columns.map((key) => row[key]?.toFixed(2) ?? '').join(' | ')} |`);
for (let i = 0; i + 1 < table.length; i += 2) {
  console.log(`| ratio | ${columns.map((key) => (table[i][key] && table[i + 1][key] ? `${(table[i + 1][key] / table[i][key]).toFixed(1)} x` : '')).join(' | ')} |`);
}
if (options.workspace) {
  const runs = [];
  for (let run = 0; run < 5; run++) runs.push(await workspace(options.workspace));
  const best = runs.reduce((a, b) => (a.took < b.took ? a : b));
  console.log(`\nworkspace: ${best.documents} documents with ${best.findings} findings in ${best.took.toFixed(0)} ms, ${best.memory.toFixed(0)} MiB`);
}
