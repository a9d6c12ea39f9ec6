// Makes the packages.
//   node scripts/package.mjs                                        without a program: envlint-0.1.0.vsix
//   node scripts/package.mjs --target linux-x64 [--binary FILE]     with one; artifacts/native/envlint of the repository where none is named
//   node scripts/package.mjs --all --binaries DIR                   for each target with DIR/<target>/envlint[.exe], and the one without
//   --out DIR                                                       where the packages go; here where it is not given
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { spawnSync } from 'node:child_process';
import { createVSIX } from '@vscode/vsce';

const targets = ['linux-x64', 'linux-arm64', 'win32-x64', 'win32-arm64', 'darwin-x64', 'darwin-arm64'];
const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: { target: { type: 'string' }, binary: { type: 'string' }, all: { type: 'boolean' }, binaries: { type: 'string' }, out: { type: 'string', default: root } },
});
const { name, version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const programOf = target => (target.startsWith('win32') ? 'envlint.exe' : 'envlint');

function fail(message) {
  console.error(message);
  process.exit(2);
}

/** The first bytes say what a file is made for; a wrong one would only be noticed by who installs it. */
function isFor(file, target) {
  const head = readFileSync(file).subarray(0, 4).toString('latin1');
  return target.startsWith('linux') ? head === '\x7fELF' : target.startsWith('win32') ? head.startsWith('MZ') : ['\xcf\xfa\xed\xfe', '\xca\xfe\xba\xbe'].includes(head);
}

async function make(target, binary) {
  const server = path.join(root, 'server');
  rmSync(server, { recursive: true, force: true });
  if (target !== undefined) {
    if (!existsSync(binary)) {
      fail(`${binary} is not there: name the program for ${target} with --binary, or build it with .ci/publish-native.sh`);
    }
    if (!isFor(binary, target)) {
      fail(`${binary} is no program for ${target}`);
    }
    mkdirSync(server);
    copyFileSync(binary, path.join(server, programOf(target)));
    chmodSync(path.join(server, programOf(target)), 0o755);
  }
  const packagePath = path.join(values.out, `${name}${target === undefined ? '' : `-${target}`}-${version}.vsix`);
  try {
    await createVSIX({ cwd: root, packagePath, dependencies: false, allowMissingRepository: true, rewriteRelativeLinks: false, ...(target === undefined ? {} : { target }) });
  } finally {
    rmSync(server, { recursive: true, force: true });
  }
  console.log(`${path.relative(process.cwd(), packagePath)}: ${(statSync(packagePath).size / 1024).toFixed(0)} KB`);
}

if (values.target !== undefined && !targets.includes(values.target)) {
  fail(`no such target: ${values.target}; there are ${targets.join(', ')}`);
}
if (spawnSync(process.execPath, ['esbuild.mjs'], { cwd: root, stdio: 'inherit' }).status !== 0) {
  process.exit(1);
}
if (values.all) {
  if (values.binaries === undefined) {
    fail('--all needs --binaries DIR with a folder for each target');
  }
  for (const target of targets) {
    const binary = path.join(values.binaries, target, programOf(target));
    if (existsSync(binary)) {
      await make(target, binary);
    } else {
      console.log(`${target}: left out, ${binary} is not there`);
    }
  }
  await make(undefined);
} else {
  await make(values.target, values.target && (values.binary ?? path.join(root, '..', 'artifacts', 'native', programOf(values.target))));
}
