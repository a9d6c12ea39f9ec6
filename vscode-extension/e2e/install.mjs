// Installs code-server, which is VS Code served to a browser, from npm into a folder: node e2e/install.mjs DIR [VERSION [NODE_VERSION]]
// Of all install scripts only those of what it cannot do without are run. Needs g++, make and python3.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The newest and the oldest VS Code that the tests are run in, with the node that each wants. */
export const releases = {
  newest: { version: '4.139.1', node: '24.21.0' },
  oldest: { version: '4.93.1', node: '20.19.5' },
};

function npm(cwd, ...args) {
  const result = spawnSync('npm', [...args, '--no-audit', '--no-fund', '--legacy-peer-deps'], { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
  if (result.status !== 0) {
    throw new Error(`npm ${args.join(' ')} failed in ${cwd}`);
  }
}

/** Where code-server and its node are in such a folder. */
export function installed(folder) {
  return {
    entry: path.resolve(folder, 'node_modules/code-server/out/node/entry.js'),
    node: path.resolve(folder, `node_modules/node-linux-${process.arch}/bin/node`),
  };
}

/** Installs a release unless it is there. */
export function install(folder, { version, node }) {
  const places = installed(folder);
  if (existsSync(path.join(folder, '.ready')) || (existsSync(places.entry) && existsSync(places.node))) {
    return places;
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
  npm(folder, 'install', '--ignore-scripts', '--save-exact', `code-server@${version}`, `node-linux-${process.arch}@${node}`);
  const vscode = path.resolve(folder, 'node_modules/code-server/lib/vscode');
  npm(vscode, 'install', '--ignore-scripts', '--omit=dev');
  npm(path.join(vscode, 'extensions'), 'install', '--ignore-scripts', '--omit=dev');
  if (!existsSync(path.join(vscode, 'node_modules.asar'))) {
    symlinkSync('node_modules', path.join(vscode, 'node_modules.asar'));
  }
  // Older releases fetch ripgrep in an install script; without it no file is found by name.
  const ripgrep = path.join(vscode, 'node_modules/@vscode/ripgrep');
  if (existsSync(ripgrep) && !existsSync(path.join(ripgrep, 'bin/rg'))) {
    npm(folder, 'install', '--ignore-scripts', '--save-exact', '@vscode/ripgrep-universal@1.18.0');
    mkdirSync(path.join(ripgrep, 'bin'), { recursive: true });
    symlinkSync(path.resolve(folder, `node_modules/@vscode/ripgrep-universal/bin/linux-${process.arch}/rg`), path.join(ripgrep, 'bin/rg'));
  }
  npm(folder, 'rebuild', 'argon2');
  for (const native of ['@vscode/spdlog', 'native-watchdog', '@vscode/native-watchdog']) {
    if (existsSync(path.join(vscode, 'node_modules', native))) {
      npm(vscode, 'rebuild', native);
    }
  }
  writeFileSync(path.join(folder, '.ready'), '');
  return places;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, version = releases.newest.version, node = releases.newest.node] = process.argv.slice(2);
  if (folder === undefined) {
    throw new Error('install.mjs DIR [VERSION [NODE_VERSION]]');
  }
  console.log(install(folder, { version, node }));
}
