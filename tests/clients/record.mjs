#!/usr/bin/env node
// Stands between an editor and a language server and writes down what they say to each other, one message per line, in the order in which it passed.
//
//   record.mjs OUT ROOT COMMAND [ARGUMENT...]
//
// OUT     the file to write; each line is { "from": "client" | "server", "message": {...} }
// ROOT    the folder of the project: its path becomes /project, so that the record is the same on every machine
import { spawn } from 'node:child_process';
import { appendFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [out, root, command, ...rest] = process.argv.slice(2);
if (command === undefined) {
  console.error('usage: record.mjs OUT ROOT COMMAND [ARGUMENT...]');
  process.exit(2);
}

const folder = resolve(root);
writeFileSync(out, '');

function reader(from) {
  let buffer = Buffer.alloc(0);
  return (chunk) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (;;) {
      const head = buffer.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/content-length: *(\d+)/i.exec(buffer.toString('latin1', 0, head))[1]);
      if (buffer.length < head + 4 + length) return;
      const text = buffer.toString('utf8', head + 4, head + 4 + length).replaceAll(pathToFileURL(folder).href, 'file:///project').replaceAll(folder, '/project');
      buffer = buffer.subarray(head + 4 + length);
      const message = JSON.parse(text);
      // The server watches this process: the one that replays the record has a number of its own.
      if (message.method === 'initialize') message.params.processId = null;
      appendFileSync(out, `${JSON.stringify({ from, message })}\n`);
    }
  };
}

const server = spawn(command, rest, { stdio: ['pipe', 'pipe', 'inherit'] });
const fromClient = reader('client');
const fromServer = reader('server');
process.stdin.on('data', (chunk) => (fromClient(chunk), server.stdin.write(chunk)));
process.stdin.on('end', () => server.stdin.end());
server.stdout.on('data', (chunk) => (fromServer(chunk), process.stdout.write(chunk)));
server.on('exit', (code, signal) => process.exit(signal ? 1 : code));
