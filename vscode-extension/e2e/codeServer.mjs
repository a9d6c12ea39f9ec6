// A real VS Code for the scripts beside this file: code-server as a process, and its page in headless Chromium.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';

/** Asks again and again until there is an answer. */
export async function until(what, probe, milliseconds = 30_000) {
  const end = Date.now() + milliseconds;
  let last;
  for (;;) {
    try {
      const value = await probe();
      if (value) {
        return value;
      }
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) {
      throw new Error(`waited in vain for ${what}${last ? ` (${String(last.message).split('\n', 1)[0]})` : ''}`);
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Starts code-server with no memory of other runs, these packages and these settings. Without `trust` a folder is not trusted until a person says so. */
export async function startCodeServer({ entry, node, packages = [], settings = {}, environment = {}, trust = true }) {
  const state = mkdtempSync(path.join(tmpdir(), 'envlint-e2e-'));
  const data = path.join(state, 'data');
  mkdirSync(path.join(data, 'User'), { recursive: true });
  writeFileSync(path.join(data, 'User', 'settings.json'), JSON.stringify({
    'workbench.startupEditor': 'none',
    'workbench.tips.enabled': false,
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'workbench.activityBar.location': 'top',
    'telemetry.telemetryLevel': 'off',
    'extensions.autoUpdate': false,
    'extensions.autoCheckUpdates': false,
    'extensions.ignoreRecommendations': true,
    'update.mode': 'none',
    'git.enabled': false,
    'files.autoSave': 'off',
    'files.simpleDialog.enable': true,
    'editor.minimap.enabled': false,
    'editor.fontSize': 13,
    'chat.commandCenter.enabled': false,
    'chat.disableAIFeatures': true,
    'problems.autoReveal': false,
    'window.menuBarVisibility': 'hidden',
    'security.workspace.trust.startupPrompt': 'never',
    ...settings,
  }));
  // Settings of a machine count only where the machine's own file has them: the browser is the other side.
  mkdirSync(path.join(data, 'Machine'));
  writeFileSync(path.join(data, 'Machine', 'settings.json'), JSON.stringify(settings));
  const configuration = path.join(state, 'config.yaml');
  writeFileSync(configuration, 'auth: none\ncert: false\n');
  const base = [entry, '--config', configuration, '--user-data-dir', data, '--extensions-dir', path.join(state, 'extensions')];
  for (const file of packages) {
    const result = spawnSync(node, [...base, '--install-extension', path.resolve(file), '--force'], { encoding: 'utf8' });
    if (!/successfully installed/.test(result.stdout)) {
      throw new Error(`${file} could not be installed: ${result.stdout}${result.stderr}`);
    }
  }
  const port = await freePort();
  const log = openSync(path.join(state, 'server.log'), 'a');
  const child = spawn(node, [...base, '--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--disable-telemetry', '--disable-update-check', ...(trust ? ['--disable-workspace-trust'] : []), '--disable-getting-started-override'], {
    // A group of its own: what it starts ends with it.
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...process.env, EXTENSIONS_GALLERY: '{"serviceUrl":""}', ...environment },
  });
  let ended = false;
  child.once('exit', () => { ended = true; });
  const kill = signal => {
    try {
      process.kill(-child.pid, signal);
    } catch {
      // Gone already.
    }
  };
  process.once('exit', () => kill('SIGKILL'));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, () => process.exit(130));
  }
  const url = `http://127.0.0.1:${port}`;
  await until('code-server', async () => (await fetch(`${url}/healthz`)).ok);
  return {
    url,
    pid: child.pid,
    async stop() {
      kill('SIGTERM');
      await until('its end', () => ended, 10_000).catch(() => undefined);
      kill('SIGKILL');
      rmSync(state, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
    /** All that the editor and the extensions logged. */
    logs() {
      const folder = path.join(data, 'logs');
      const files = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entryOf => entryOf.name.endsWith('.log')) : [];
      return files.map(file => `== ${file.name}\n${readFileSync(path.join(file.parentPath ?? file.path, file.name), 'utf8')}`).join('\n');
    },
  };
}

/** Opens a browser that can reach nothing but this machine. */
export async function openBrowser(executablePath, size = { width: 1280, height: 800 }) {
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
  });
  const page = await (await browser.newContext({ viewport: size })).newPage();
  page.setDefaultTimeout(30_000);
  return { browser, page };
}
