// Runs it/suite.ts in the real extension host, where require('vscode') is the real API; the server is test/fake-server.mjs.
//   node e2e/host-tests.mjs --vscode DIR [--chromium EXE]      DIR: where e2e/install.mjs put code-server (installed there if it is not)
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openBrowser, startCodeServer } from './codeServer.mjs';
import { install, releases } from './install.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({ options: { vscode: { type: 'string' }, chromium: { type: 'string', default: '/usr/bin/chromium' } } });
if (values.vscode === undefined) {
  console.error('host-tests.mjs --vscode DIR [--chromium EXE]');
  process.exit(2);
}
if (spawnSync(process.execPath, ['esbuild.mjs'], { cwd: root, stdio: 'inherit' }).status !== 0) {
  process.exit(1);
}
const places = install(values.vscode, releases.newest);

const folder = mkdtempSync(path.join(tmpdir(), 'envlint host '));
writeFileSync(path.join(folder, '.wslconfig'), '[wsl2]\nmemroy=8GB\n');
writeFileSync(path.join(folder, 'notes.txt'), 'memroy\n');
writeFileSync(path.join(folder, 'never-opened.sh'), 'true\n');
const log = path.join(folder, '..', `${path.basename(folder)}.log`);
const starts = `${log}.starts`;
const code = await startCodeServer({
  ...places,
  settings: { 'envlint.path': path.join(root, 'test/fake-server.mjs'), 'envlint.target': 'platform=wsl2', 'envlint.severities': { WSL: 'error' } },
  environment: { ENVLINT_TEST_LOG: log, ENVLINT_FAKE_LOG: starts },
});
const { browser, page } = await openBrowser(values.chromium);
let exitCode = 1;
try {
  const verdict = new Promise(resolve => page.exposeFunction('codeAutomationExit', resolve));
  // A built workbench takes tests from its address only with the switch of its own smoke tests.
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      const meta = document.getElementById('vscode-workbench-web-configuration');
      if (meta !== null) {
        const settings = JSON.parse(meta.getAttribute('data-settings'));
        settings.developmentOptions = { ...settings.developmentOptions, enableSmokeTestDriver: true };
        meta.setAttribute('data-settings', JSON.stringify(settings));
        observer.disconnect();
      }
    }).observe(document, { childList: true, subtree: true });
  });
  const remote = file => `vscode-remote://${new URL(code.url).host}${path.resolve(file)}`;
  const payload = JSON.stringify([['extensionDevelopmentPath', remote(root)], ['extensionTestsPath', remote(path.join(root, 'out/it.cjs'))], ['enableProposedApi', ''], ['skipWelcome', 'true']]);
  await page.goto(`${code.url}/?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(payload)}`);
  exitCode = await Promise.race([verdict, new Promise((_, reject) => setTimeout(() => reject(new Error('the tests did not end')), 180_000))]);
} catch (error) {
  console.error(String(error));
} finally {
  if (existsSync(log)) {
    process.stdout.write(readFileSync(log, 'utf8'));
  }
  if (exitCode !== 0) {
    console.error(code.logs().slice(-8000));
  }
  await browser.close();
  await code.stop();
  for (const file of [folder, log, starts]) {
    rmSync(file, { recursive: true, force: true });
  }
}
process.exit(exitCode);
