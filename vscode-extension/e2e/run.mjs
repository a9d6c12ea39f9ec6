// Goes through the extension as a person would, in a real VS Code with the real server, and takes pictures on the way.
//   node e2e/run.mjs [--server FILE] --vscode DIR [--release newest|oldest] [--folder DIR] [--out DIR] [--readme] [--chromium EXE] [--package VSIX]
//   --server    the envlint program, or an envlint.dll; without it the package has to bring one
//   --vscode    where e2e/install.mjs put code-server (installed there if it is not)
//   --folder    what is checked: a copy of the repository's examples/pitfalls where it is not given
//   --out       where the pictures go
//   --readme    renews the pictures of README.md
//   --package   the extension; without it a package is made
// Exit code 0 where all was seen.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openBrowser, startCodeServer, until } from './codeServer.mjs';
import { install, releases } from './install.mjs';
import { personAt, serverProcess as serverProcessOf } from './person.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: {
    server: { type: 'string' },
    vscode: { type: 'string' },
    release: { type: 'string', default: 'newest' },
    folder: { type: 'string', default: path.join(root, '..', 'examples', 'pitfalls') },
    out: { type: 'string', default: path.join(root, 'out', 'e2e') },
    readme: { type: 'boolean', default: false },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
    package: { type: 'string' },
  },
});
if ((values.server ?? values.package) === undefined || values.vscode === undefined || !(values.release in releases)) {
  console.error('run.mjs --server FILE | --package VSIX --vscode DIR [--release newest|oldest] [--folder DIR] [--out DIR] [--readme] [--chromium EXE] [--package VSIX]');
  process.exit(2);
}
mkdirSync(values.out, { recursive: true });
const work = mkdtempSync(path.join(tmpdir(), 'envlint run '));
const folder = path.join(work, 'pitfalls');
cpSync(values.folder, folder, { recursive: true });
// There from the start: older releases do not notice a folder of settings that comes later.
mkdirSync(path.join(folder, '.vscode'));
writeFileSync(path.join(folder, '.vscode', 'settings.json'), '{}');
let vsix = values.package;
if (vsix === undefined) {
  if (spawnSync(process.execPath, ['scripts/package.mjs', '--out', work], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] }).status !== 0) {
    process.exit(1);
  }
  vsix = path.join(work, readdirSync(work).find(name => name.endsWith('.vsix')));
}

const code = await startCodeServer({
  ...install(values.vscode, releases[values.release]),
  packages: [vsix],
  settings: { ...(values.server === undefined ? {} : { 'envlint.path': path.resolve(values.server) }), 'workbench.colorTheme': 'Default Dark Modern' },
});
const size = { width: 1120, height: 700 };
const { browser, page } = await openBrowser(values.chromium, size);
const started = Date.now();
const { done, failures, shot, pointAway, step, texts, lines, problems, statusText, squiggles, command, open, goTo, frameWith } = personAt(page, size, values.out);
const serverProcess = () => serverProcessOf(code);

try {
  await page.goto(`${code.url}/?folder=${encodeURIComponent(folder)}`, { waitUntil: 'domcontentloaded' });
  await page.waitForSelector('.monaco-workbench .part.statusbar');
  console.log(`VS Code of release ${releases[values.release].version}, ready after ${((Date.now() - started) / 1000).toFixed(1)} s`);

  await step('squiggles', async () => {
    await open('docker/Dockerfile');
    return `${await until('squiggles', squiggles, 60_000)} in docker/Dockerfile`;
  });
  await step('problems panel', async () => {
    await page.keyboard.press('Control+Shift+M');
    const found = await until('rows', async () => {
      const rows = await problems();
      return rows.some(row => /envlint/.test(row)) && rows.length > 3 ? rows : undefined;
    });
    await goTo(1);
    await page.locator('.codelens-decoration').first().waitFor();
    await pointAway();
    await shot('problems');
    return `${found.length} rows, such as: ${found[1]}`;
  });
  await step('status bar', async () => until('the target', async () => {
    const text = await statusText();
    return /WSL 2|wsl2/i.test(text) ? text : undefined;
  }));
  await step('code lens', async () => {
    const lens = await until('a lens', async () => (await texts('.codelens-decoration a, .codelens-decoration span')).find(text => text.trim() !== ''));
    return lens;
  });
  await step('panel closed', () => page.keyboard.press('Control+J'));

  await step('hover', async () => {
    await open('windows/.wslconfig');
    await until('squiggles', squiggles);
    await page.waitForTimeout(300);
    await page.locator('.editor-group-container.active .view-line span', { hasText: /^memory$/ }).last().hover();
    // Buttons have hovers, too.
    const text = await until('a hover', async () => {
      const shown = (await page.$$eval('.monaco-hover:not(.hidden) .hover-row', all => all.map(row => row.innerText.trim()))).join(' | ');
      return /memory/i.test(shown) ? shown : undefined;
    });
    await page.waitForTimeout(500);
    await shot('hover');
    return text.slice(0, 200).replaceAll('\n', ' ');
  });
  await step('quick fix by keyboard', async () => {
    await goTo(1);
    await command('Go to Next Problem in Files');
    await page.waitForTimeout(300);
    await page.keyboard.press('Escape');
    const before = await lines();
    await page.keyboard.press('Control+Period');
    const menu = page.locator('.action-widget').first();
    await menu.waitFor({ state: 'visible' });
    const titles = await until('titles', async () => {
      const all = (await page.$$eval('.action-widget .monaco-list-row', rows => rows.map(row => row.textContent.trim()))).filter(text => text !== '');
      return all.length > 0 ? all : undefined;
    });
    await page.waitForTimeout(300);
    await shot('quick-fix');
    await page.keyboard.press('Enter');
    await until('the edit', async () => (await lines()).join('\n') !== before.join('\n'));
    await page.keyboard.press('Control+Z');
    await until('the old text', async () => (await lines()).join('\n') === before.join('\n'));
    return titles.join(' | ');
  });
  await step('fix all', async () => {
    const before = (await lines()).join('\n');
    await command('EnvLint: Fix All in This File');
    const after = await until('the edit', async () => {
      const text = (await lines()).join('\n');
      return text !== before ? text : undefined;
    });
    await command('File: Revert File');
    await until('the old text', async () => (await lines()).join('\n') === before);
    return after.split('\n').filter(line => !before.split('\n').includes(line)).join(' | ');
  });
  await step('completion', async () => {
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('hostAddr', { delay: 30 });
    await page.keyboard.press('Control+Space');
    const rows = await until('suggestions', async () => {
      const all = await texts('.suggest-widget.visible .monaco-list-row');
      return all.some(text => /hostAddressLoopback/.test(text)) ? all : undefined;
    });
    await page.keyboard.press('Control+Space');
    await pointAway();
    await shot('completion');
    await page.keyboard.press('Enter');
    await until('the word', async () => (await lines()).some(line => /hostAddressLoopback/.test(line)));
    await page.keyboard.press('Escape');
    await command('File: Revert File');
    return rows.join(' | ');
  });

  await step('inlay hints', async () => {
    await open('serve/requirements.txt');
    const hint = await until('a hint', async () => (await lines()).find(line => /driver|CUDA \d/.test(line)));
    await pointAway();
    await shot('inlay-hints');
    return hint;
  });
  await step('stack', async () => {
    await open('serve/Dockerfile');
    await until('the text', async () => (await lines()).length > 3);
    await goTo(3);
    await command('EnvLint: Show the Stack at the Cursor');
    const frame = await frameWith('svg .envlint-part');
    await pointAway();
    await page.waitForTimeout(1000);
    await shot('stack');
    return `${await frame.locator('.envlint-part').count()} parts`;
  });
  await step('a part of the stack leads to its line', async () => {
    const frame = await frameWith('svg .envlint-part');
    const part = frame.locator('.envlint-part').first();
    const label = await part.getAttribute('aria-label');
    const target = [await part.getAttribute('data-path'), await part.getAttribute('data-line')];
    await part.click({ position: { x: 60, y: 15 } });
    await page.locator(`.tab.active[data-resource-name="${path.basename(target[0])}"]`).first().waitFor();
    await until('the line', async () => (await texts('.statusbar-item[id="status.editor.selection"]')).some(text => text.includes(`Ln ${target[1]},`)));
    return `${label?.slice(0, 80)} → ${target.join(':')}`;
  });
  await step('the stack follows the cursor', async () => {
    await open('conda/environment.yml');
    await goTo(8);
    const frame = await frameWith('svg[class="envlint-stack"] >> text=environment.yml');
    await pointAway();
    await shot('stack-follows');
    return (await frame.locator('svg > text').first().textContent()) ?? '';
  });
  await step('the stack in a light theme', async () => {
    await command('Preferences: Toggle between Light/Dark Themes');
    await page.waitForTimeout(1500);
    await shot('stack-light');
    await command('Preferences: Toggle between Light/Dark Themes');
    await page.waitForTimeout(500);
  });
  await step('a file without environment', async () => {
    await open('windows/.wslconfig');
    const frame = await frameWith('p.message');
    await shot('stack-none');
    return (await frame.locator('p.message').textContent()) ?? '';
  });
  await step('the stack is closed', async () => {
    await page.locator('.tab[data-resource-name="Stack"], .tab', { hasText: 'Stack' }).first().click();
    await page.keyboard.press('Control+F4').catch(() => undefined);
    await command('View: Close Editor');
  });

  await step('a rule is explained', async () => {
    await open('docker/Dockerfile');
    await command('EnvLint: Explain a Rule');
    const input = page.locator('.quick-input-widget input.input');
    await until('the list', async () => (await texts('.quick-input-list .monaco-list-row')).length > 5);
    await input.fill('FWK001');
    await page.waitForTimeout(400);
    await shot('explain-list');
    await page.keyboard.press('Enter');
    const chosen = Date.now();
    const heading = await (await frameWith('h1:has-text("FWK001")')).locator('h1').first().textContent();
    await page.waitForTimeout(800);
    await shot('explain');
    await command('View: Close Editor');
    return `${heading}, ${Date.now() - chosen} ms after the choice`;
  });

  await step('a changed configuration changes the findings', async () => {
    await open('docker/Dockerfile');
    await until('squiggles', squiggles);
    const text = readFileSync(path.join(folder, 'envlint.toml'), 'utf8');
    const before = await statusText();
    writeFileSync(path.join(folder, 'envlint.toml'), `select = ["WSL"]\n${text}`);
    await until('no squiggles', async () => (await squiggles()) === 0);
    const after = await until('other numbers', async () => ((await statusText()) !== before ? statusText() : undefined));
    writeFileSync(path.join(folder, 'envlint.toml'), text);
    await until('squiggles', squiggles);
    return `${before} → ${after}`;
  });
  await step('a mistake in the configuration is shown', async () => {
    await open('envlint.toml');
    const before = await statusText();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('selct = []\n', { delay: 20 });
    await until('a squiggle', squiggles);
    await page.waitForTimeout(300);
    await shot('configuration');
    await page.waitForTimeout(2000);
    const after = await statusText();
    await command('File: Revert File');
    return `${before} → ${after}`;
  });
  await step('another target in the settings', async () => {
    await open('serve/Dockerfile');
    writeFileSync(path.join(folder, '.vscode', 'settings.json'), JSON.stringify({ 'envlint.target': 'platform=linux,driver=535.54.03,gpu=V100' }));
    const text = await until('the target', async () => ((await statusText()).includes('535.54.03') ? statusText() : undefined));
    await shot('target');
    writeFileSync(path.join(folder, '.vscode', 'settings.json'), '{}');
    await until('the old target', async () => !(await statusText()).includes('535.54.03'));
    return text;
  });
  await step('a server that is killed comes back', async () => {
    await open('docker/Dockerfile');
    await until('squiggles', squiggles);
    const first = serverProcess();
    process.kill(first, 'SIGKILL');
    const second = await until('another process', () => {
      const pid = serverProcess();
      return pid !== undefined && pid !== first ? pid : undefined;
    });
    await until('the status', async () => /\d/.test(await statusText()));
    await until('squiggles', squiggles);
    await shot('restarted');
    return `${first} → ${second}, ${await statusText()}`;
  });
  await step('a server that dies again and again is left alone, and says so', async () => {
    for (let i = 0; i < 4; i++) {
      const pid = await until('a process', serverProcess);
      await page.waitForTimeout(600);
      process.kill(pid, 'SIGKILL');
      await until('its end', () => serverProcess() !== pid);
    }
    const message = await until('a message', async () => (await texts('.notification-toast .notification-list-item-message')).find(text => /not started again/.test(text)));
    const others = (await texts('.notification-toast .notification-list-item-message')).filter(text => !/not started again/.test(text));
    await page.waitForTimeout(700);
    await shot('given-up');
    if (others.length > 0) {
      throw new Error(`more messages than one: ${others.join(' | ')}`);
    }
    await page.locator('.notification-toast .monaco-button', { hasText: 'Restart' }).first().click();
    await until('a process', serverProcess);
    await until('squiggles', squiggles);
    return message;
  });
  await step('a program that is not there is told of', async () => {
    await command('Notifications: Clear All Notifications');
    writeFileSync(path.join(folder, '.vscode', 'settings.json'), JSON.stringify({ 'envlint.path': '${workspaceFolder}/tools/envlint' }));
    const message = await until('a message', async () => (await texts('.notification-toast .notification-list-item-message')).find(text => /is not there/.test(text)));
    await page.waitForTimeout(700);
    await shot('no-program');
    await page.locator('.notification-toast .monaco-button', { hasText: 'How to Install' }).first().click();
    await frameWith('h1:has-text("Where EnvLint")');
    await command('View: Close Editor');
    writeFileSync(path.join(folder, '.vscode', 'settings.json'), '{}');
    await until('a process', serverProcess);
    return message;
  });
  await step('the walkthrough, and its example in an unsaved document', async () => {
    await command('Welcome: Open Walkthrough...');
    await page.locator('.quick-input-widget input.input').fill('EnvLint');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'EnvLint' }).first().click();
    const button = page.locator('.getting-started-step.expanded a, .getting-started-step.expanded .monaco-button', { hasText: 'Open an Example' }).first();
    await button.waitFor();
    await page.waitForTimeout(1500);
    await shot('walkthrough');
    await button.click();
    const number = await until('squiggles', async () => ((await lines()).some(line => /memory=24gb/.test(line)) ? squiggles() : 0));
    await shot('example');
    return `${number} squiggles`;
  });
  await step('this machine is probed', async () => {
    rmSync(path.join(folder, 'envlint.toml'));
    await command('EnvLint: Probe This Machine');
    await page.locator('.tab.active[data-resource-name="envlint.toml"]').first().waitFor({ timeout: 15_000 });
    await page.waitForTimeout(700);
    await shot('probe');
    return (await texts('.notification-toast .notification-list-item-message')).join(' | ').slice(0, 200);
  });
} catch (error) {
  failures.push(String(error));
  console.log(String(error.stack ?? error));
} finally {
  if (failures.length > 0) {
    writeFileSync(path.join(values.out, 'logs.txt'), code.logs());
  }
  if (values.readme && failures.length === 0) {
    for (const [name, image] of Object.entries({ problems: 'problems', hover: 'hover', 'quick-fix': 'quick-fix', 'stack-follows': 'stack' })) {
      cpSync(path.join(values.out, `${name}.png`), path.join(root, 'images', `${image}.png`));
    }
  }
  await browser.close();
  await code.stop();
  rmSync(work, { recursive: true, force: true });
}
console.log(`${done.length} seen, ${failures.length} not`);
process.exit(failures.length === 0 ? 0 : 1);
