// What run.mjs does not see: a workspace of two folders, envlint.toml in the editor, what other programs do to the files, fixes of two files, a baseline, the keyboard, and a folder that is not trusted.
//   node e2e/workspaces.mjs --server FILE --vscode DIR [--release newest|oldest] [--only TEXT] [--out DIR] [--chromium EXE] [--package VSIX]
//   --server    the envlint program, or an envlint.dll
//   --vscode    where e2e/install.mjs put code-server (installed there if it is not)
//   --only      only the steps with this in their name
//   --out       where the pictures go
//   --package   the extension; without it a package is made
// Exit code 0 where all was seen.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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
    only: { type: 'string', default: '' },
    out: { type: 'string', default: path.join(root, 'out', 'e2e') },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
    package: { type: 'string' },
  },
});
if (values.server === undefined || values.vscode === undefined || !(values.release in releases)) {
  console.error('workspaces.mjs --server FILE --vscode DIR [--release newest|oldest] [--only TEXT] [--out DIR] [--chromium EXE] [--package VSIX]');
  process.exit(2);
}
mkdirSync(values.out, { recursive: true });
const work = mkdtempSync(path.join(tmpdir(), 'envlint workspaces '));
let vsix = values.package;
if (vsix === undefined) {
  if (spawnSync(process.execPath, ['scripts/package.mjs', '--out', work], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] }).status !== 0) {
    process.exit(1);
  }
  vsix = path.join(work, readdirSync(work).find(name => name.endsWith('.vsix')));
}

const dockerfile = `FROM nvidia/cuda:12.8.1-cudnn-runtime-ubuntu22.04
RUN apt-get update && apt-get install -y python3-pip
RUN pip install torch==2.7.0 torchvision==0.20.0 --index-url https://download.pytorch.org/whl/cu128
`;
const configuration = `ignore = ["PIP007"]

[target]
platform = "wsl2"
driver = "537.13"
gpu = "RTX 4070"
`;
const files = {
  'configured/envlint.toml': configuration,
  'configured/Dockerfile': dockerfile,
  'configured/compose.yaml': 'services:\n  train:\n    build: .\n    command: python3 train.py --device cuda\n',
  'configured/pyproject.toml': '[project]\nname = "demo"\nversion = "0.1"\ndependencies = ["torch==2.1.0", "torchvision==0.15.2"]\n',
  'configured/setup.md': '# Setup\n\nSome words, then:\n\n```sh\nconda install pytorch pytorch-cuda=12.1\npip install torch==1.13.1+cu117\n```\n',
  'plain/Containerfile': dockerfile,
  'plain/.wslconfig': '# メモリ 🚀\r\n[wsl2]\r\nmemroy=8GB\r\nprocessors=8\r\n',
  'plain/environment.yml': '# 環境 🚀🚀\r\nname: demo\r\nchannels: [conda-forge]\r\ndependencies:\r\n  - python=3.10\r\n  - { pip: ["日本🚀"] }\r\n  - "pytorch-cuda=12.1" # 日本 🚀\r\n',
  'plain/guide.md': '# 手順 🚀\n\n```sh\necho "🚀🚀 準備" && pip install torch==1.13.1+cu117\n```\n',
};
for (const [name, text] of Object.entries(files)) {
  mkdirSync(path.dirname(path.join(work, name)), { recursive: true });
  writeFileSync(path.join(work, name), text);
}
const inWork = name => path.join(work, name);
const write = (name, text) => writeFileSync(inWork(name), text);
const workspace = inWork('two.code-workspace');
/** Renews the settings of the workspace, as another program would. */
const set = settings => writeFileSync(workspace, JSON.stringify({ folders: [{ path: 'configured' }, { path: 'plain' }], settings }));
set({});

const size = { width: 1280, height: 900 };
const { browser, page } = await openBrowser(values.chromium, size);
const { done, failures, shot, pointAway, step: anyStep, texts, lines, problems, statusText, squiggles, command, open, goTo, frameWith, underlined } = personAt(page, size, values.out);
const step = (name, action) => (name.includes(values.only) ? anyStep(name, action) : undefined);
const places = { ...install(values.vscode, releases[values.release]), packages: [vsix] };
const settings = { 'envlint.path': path.resolve(values.server), 'workbench.colorTheme': 'Default Dark Modern', 'workbench.panel.opensMaximized': 'never' };
let code = await startCodeServer({ ...places, settings });
const serverProcess = () => serverProcessOf(code);

/** Throws where something is not so. */
function see(what, isSo) {
  if (!isSo) {
    throw new Error(what);
  }
}

/** Opens a window. */
async function openWindow(query) {
  await page.goto(`${code.url}/?${query}`, { waitUntil: 'domcontentloaded' });
  await page.waitForSelector('.monaco-workbench .part.statusbar');
}

/** Shows the panel of problems over the whole window, as long as something is looked for in it. */
async function withProblems(look) {
  await page.keyboard.press('Control+Shift+M');
  await page.locator('.markers-panel').waitFor();
  await command('View: Toggle Maximized Panel');
  // Only rows that are in sight can be read: those of the files.
  await page.locator('.panel .action-label[aria-label="Collapse All"]').first().click();
  await pointAway();
  try {
    return await look();
  } catch (error) {
    await shot('failed-problems');
    throw error;
  } finally {
    await command('View: Toggle Maximized Panel');
    await page.waitForTimeout(400);
    await page.keyboard.press('Control+J');
    await page.locator('.markers-panel').waitFor({ state: 'hidden' });
  }
}

/** The program on a command line. */
const program = values.server.endsWith('.dll') ? ['dotnet', path.resolve(values.server)] : [path.resolve(values.server)];

/** Two files that replace what their image ships, as long as something is done with them. */
async function withTorch(look) {
  write('plain/requirements.txt', 'numpy\ntorch==2.4.1\n');
  write('plain/Dockerfile', 'FROM nvcr.io/nvidia/pytorch:24.05-py3\nCOPY requirements.txt .\nRUN pip install torchvision==0.19.1 einops timm -r requirements.txt\n');
  try {
    return await look();
  } finally {
    await page.keyboard.press('Escape');
    await command('View: Close All Editors');
    rmSync(inWork('plain/requirements.txt'));
    rmSync(inWork('plain/Dockerfile'));
  }
}
const shown = () => texts('.suggest-widget.visible .monaco-list-row');

try {
  await openWindow(`workspace=${encodeURIComponent(workspace)}`);

  await step('two folders, each with its own configuration', async () => {
    await open('configured/Dockerfile');
    await until('squiggles', squiggles, 60_000);
    const ours = await until('what the driver lacks', async () => {
      const found = await underlined();
      return found.includes('warning: 12.8.1-cudnn-runtime-ubuntu22.04') ? found : undefined;
    });
    await pointAway();
    await shot('two-configured');
    const target = await until('the target', async () => ((await statusText()).includes('537.13') ? statusText() : undefined));
    await open('plain/Containerfile');
    const theirs = await until('squiggles', async () => ((await squiggles()) >= 3 ? underlined() : undefined));
    const none = await until('no target', async () => (!(await statusText()).includes('537.13') ? statusText() : undefined));
    await shot('two-plain');
    see(`without a target the image is judged: ${theirs}`, !theirs.some(text => text.includes('12.8.1')));
    see(`PIP007 is ignored in the one only: ${ours} against ${theirs}`, theirs.length === ours.length);
    return `${target}: ${ours.join(' | ')}; ${none}: ${theirs.join(' | ')}`;
  });
  await step('problems of files that are not open', () => withProblems(async () => {
    const rows = await until('rows', async () => {
      const all = await problems();
      return all.length >= 8 ? all : undefined;
    });
    await shot('two-problems');
    return rows.join(' | ');
  }));

  await step('squiggles stand under their words', async () => {
    const seen = [];
    for (const [file, expected] of [
      ['plain/.wslconfig', 'memroy'],
      ['plain/environment.yml', 'pytorch-cuda'],
      ['plain/guide.md', 'torch==1.13.1+cu117'],
      ['configured/setup.md', 'pytorch-cuda'],
      ['configured/pyproject.toml', 'torchvision==0.15.2'],
      ['configured/compose.yaml', 'train'],
    ]) {
      await open(file);
      await until('squiggles', squiggles);
      await pointAway();
      await page.waitForTimeout(700);
      const found = await underlined();
      await shot(`under-${path.basename(file).replace(/^\./, '')}`);
      seen.push(`${file}: ${found.join(' | ')}`);
      see(seen.at(-1), found.some(text => text.replace(/^\w+: /, '').startsWith(expected)));
    }
    return seen.join('; ');
  });
  await step('a lens and hints in a Dockerfile', async () => {
    await open('configured/Dockerfile');
    const lens = await until('a lens', async () => (await texts('.editor-group-container.active .codelens-decoration a')).find(text => text.trim() !== ''));
    await pointAway();
    await shot('hints');
    return `${lens}; ${(await lines()).join(' / ')}`;
  });

  await step('severities of the settings, at once', async () => {
    await open('configured/Dockerfile');
    await until('squiggles', squiggles);
    const before = await underlined();
    const pid = serverProcess();
    set({ 'envlint.severities': { STK003: 'off', FWK001: 'info', PIP002: 'info' } });
    const after = await until('other squiggles', async () => {
      const found = await underlined();
      return !found.some(text => text.includes('12.8.1')) && found.some(text => text.startsWith('info: torchvision')) && !found.some(text => text.startsWith('error')) ? found : undefined;
    });
    await shot('severities');
    set({});
    await until('the old ones', async () => (await underlined()).length === before.length);
    see('the server is another one', serverProcess() === pid);
    return `${before.join(' | ')} → ${after.join(' | ')}`;
  });

  await step('an open file that is deleted', async () => {
    await open('plain/environment.yml');
    await until('squiggles', squiggles);
    rmSync(inWork('plain/environment.yml'));
    await page.waitForTimeout(700);
    await command('View: Close All Editors');
    await withProblems(() => until('its findings to go', async () => !(await problems()).some(row => row.includes('environment.yml'))));
    write('plain/environment.yml', files['plain/environment.yml']);
  });
  await step('files that others mend, delete and rename', () => withProblems(async () => {
    await until('rows', async () => (await problems()).length > 7 && !(await problems()).some(row => row.includes('first steps')));
    const named = async name => (await problems()).filter(row => row.includes(`in file ${name}`));
    await until('the guide', async () => (await named('guide.md')).length === 1);
    write('plain/guide.md', '# 手順\n');
    await until('the mended guide to go', async () => (await named('guide.md')).length === 0);
    rmSync(inWork('plain/environment.yml'));
    await until('the deleted environment to go', async () => (await named('environment.yml')).length === 0);
    renameSync(inWork('configured/setup.md'), inWork('plain/first steps.md'));
    await until('the renamed guide', async () => (await named('setup.md')).length === 0 && (await named('first steps.md')).length === 1);
    write('plain/guide.md', files['plain/guide.md']);
    await until('the broken guide', async () => (await named('guide.md')).length === 1);
    await shot('others');
    write('plain/environment.yml', files['plain/environment.yml']);
    renameSync(inWork('plain/first steps.md'), inWork('configured/setup.md'));
    await until('all as it was', async () => (await named('setup.md')).length === 1 && (await named('environment.yml')).length === 1);
  }));

  await step('a quick fix changes two files, one of them closed', async () => {
    await withTorch(async () => {
      await open('plain/Dockerfile');
      await until('squiggles', async () => (await underlined()).includes('warning: requirements.txt'));
      await goTo(3, 55);
      await page.keyboard.press('Control+Period');
      const row = page.locator('.action-widget .monaco-list-row', { hasText: 'Keep the torch of the image, here and in requirements.txt' }).first();
      await row.waitFor();
      await page.waitForTimeout(300);
      await shot('two-files');
      await page.keyboard.press('Enter');
      await until('the edit', async () => (await lines())[2] === 'RUN pip install einops timm -r requirements.txt');
      await until('no such finding', async () => !(await underlined()).includes('warning: requirements.txt'));
      const found = await underlined();
      await open('plain/requirements.txt');
      await until('the other text', async () => !(await lines()).some(line => line.includes('torch')));
      await shot('two-files-other');
      await command('File: Save All');
      await until('both on disk', () => readFileSync(inWork('plain/requirements.txt'), 'utf8') === 'numpy\n' && !readFileSync(inWork('plain/Dockerfile'), 'utf8').includes('torchvision'));
      await open('plain/Dockerfile');
      await until('the text', async () => (await lines()).length >= 3);
      await page.waitForTimeout(1000);
      see(`found again: ${await underlined()}`, !(await underlined()).includes('warning: requirements.txt'));
      return found.join(' | ');
    });
  });
  await step('what the baseline records is hidden, and comes back without it', async () => {
    await withTorch(async () => {
      await open('plain/Dockerfile');
      const before = await until('squiggles', async () => ((await squiggles()) >= 2 ? underlined() : undefined));
      const seen = [];
      // By the usual name, and by one that only the configuration knows, in a folder that is new.
      for (const name of ['envlint-baseline.json', 'ci/known today.json']) {
        mkdirSync(path.dirname(inWork(`plain/${name}`)), { recursive: true });
        write('plain/envlint.toml', `baseline = "${name}"\n`);
        const { status, stderr } = spawnSync(program[0], [...program.slice(1), 'baseline'], { cwd: inWork('plain'), encoding: 'utf8' });
        see(`envlint baseline ended with ${status}: ${stderr}`, status === 0);
        await until(`no squiggles with ${name}`, async () => (await squiggles()) === 0);
        await shot('baseline');
        const recorded = readFileSync(inWork(`plain/${name}`), 'utf8');
        rmSync(inWork(`plain/${name}`));
        await until(`the squiggles without ${name}`, async () => (await underlined()).length === before.length);
        write(`plain/${name}`, recorded);
        await until(`no squiggles with ${name} again`, async () => (await squiggles()) === 0);
        seen.push(name);
      }
      rmSync(inWork('plain/envlint.toml'));
      await until('the squiggles without a configuration', async () => (await underlined()).length === before.length);
      for (const name of seen) {
        rmSync(inWork(`plain/${name}`));
      }
      return `${seen.join(', ')}: ${before.join(' | ')}`;
    });
  });

  await step('the stack survives a reload, follows, and hears the keyboard', async () => {
    await open('configured/Dockerfile');
    await goTo(3);
    await command('EnvLint: Show the Stack at the Cursor');
    await frameWith('svg .envlint-part');
    await page.waitForTimeout(1500);
    await shot('stack-shown');
    await Promise.all([page.waitForEvent('domcontentloaded'), command('Developer: Reload Window')]);
    await page.waitForSelector('.monaco-workbench .part.statusbar');
    const again = await frameWith('svg .envlint-part');
    const title = await again.locator('svg > text').first().textContent();
    await page.waitForTimeout(500);
    await shot('stack-reloaded');
    await page.keyboard.press('Control+1');
    await open('plain/environment.yml');
    await frameWith('svg[class="envlint-stack"] >> text=environment.yml');
    await open('configured/Dockerfile');
    const frame = await frameWith('svg[class="envlint-stack"] >> text=Dockerfile');
    await goTo(1);
    await page.keyboard.press('Control+2');
    await page.waitForTimeout(500);
    await page.keyboard.press('Tab');
    const box = await until('a part with the focus', async () => {
      const found = await frame.evaluate(() => {
        const part = document.activeElement?.closest('.envlint-part');
        return part ? [part.getAttribute('aria-label'), part.getAttribute('data-path'), part.getAttribute('data-line')] : undefined;
      });
      if (!found) {
        await page.keyboard.press('Tab');
      }
      return found;
    }, 5000);
    await shot('stack-focus');
    await page.keyboard.press('Enter');
    await page.locator(`.tab.active[data-resource-name="${path.basename(box[1])}"]`).first().waitFor();
    await until('the line', async () => (await texts('.statusbar-item[id="status.editor.selection"]')).some(text => text.includes(`Ln ${box[2]},`)));
    await shot('stack-entered');
    await command('View: Close All Editors');
    return `${title}; ${box.join(', ')}`;
  });

  await step('envlint.toml: keys, values, what they mean', async () => {
    await open('configured/envlint.toml');
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('excl', { delay: 40 });
    await page.keyboard.press('Control+Space');
    const keys = await until('keys', async () => {
      const rows = await shown();
      return rows.some(text => text.includes('exclude')) ? rows : undefined;
    });
    await pointAway();
    await shot('toml-keys');
    await page.keyboard.press('Enter');
    await until('the key', async () => (await lines())[0].startsWith('exclude'));
    const typed = (await lines())[0];
    await page.keyboard.press('Escape');
    await command('File: Revert File');
    await until('the old text', async () => (await lines())[0].startsWith('ignore'));
    await goTo(4, 13);
    await page.keyboard.press('Control+Space');
    const platforms = await until('platforms', async () => {
      const rows = await shown();
      return rows.some(text => text.includes('windows')) ? rows : undefined;
    });
    await shot('toml-values');
    await page.keyboard.press('Escape');
    await goTo(1, 13);
    await page.keyboard.press('Control+Space');
    const codes = await until('codes', async () => {
      const rows = await shown();
      return rows.some(text => /PIP\d/.test(text)) ? rows : undefined;
    });
    await shot('toml-codes');
    await page.keyboard.press('Escape');
    await page.locator('.editor-group-container.active .view-line span', { hasText: /driver/ }).last().hover({ position: { x: 12, y: 8 } });
    const hover = await until('a hover', async () => (await page.$$eval('.monaco-hover:not(.hidden) .hover-row', all => all.map(row => row.innerText.trim()))).join(' | ') || undefined);
    await page.waitForTimeout(400);
    await shot('toml-hover');
    return `${keys.slice(0, 3).join(' | ')} → ${typed}; ${platforms.slice(0, 6).join(' | ')}; ${codes.slice(0, 3).join(' | ')}; ${hover.replaceAll('\n', ' ').slice(0, 160)}`;
  });
  await step('envlint.toml: mistakes, and a fix of one', async () => {
    await open('configured/envlint.toml');
    await page.keyboard.press('Control+Home');
    await page.keyboard.insertText('selct = ["WSL"]\nselect = ["PIP07"]\n');
    const found = await until('squiggles', async () => {
      const all = await underlined();
      return all.length >= 2 ? all : undefined;
    });
    await shot('toml-mistakes');
    await goTo(2, 13);
    await page.keyboard.press('Control+Period');
    await page.locator('.action-widget').first().waitFor({ state: 'visible' });
    const titles = await until('titles', async () => {
      const all = (await page.$$eval('.action-widget .monaco-list-row', rows => rows.map(row => row.textContent.trim()))).filter(text => text !== '');
      return all.length > 0 ? all : undefined;
    });
    await shot('toml-fix');
    await page.keyboard.press('Enter');
    const fixed = await until('the fix', async () => {
      const line = (await lines())[1];
      return line === 'select = ["PIP007"]' ? line : undefined;
    });
    await command('File: Revert File');
    return `${found.join(' | ')}; ${titles.join(' | ')} → ${fixed}`;
  });
  await step('envlint.toml is created', async () => {
    await open('plain/Containerfile');
    await until('squiggles', squiggles);
    await command('EnvLint: Create envlint.toml');
    const row = page.locator('.quick-input-list .monaco-list-row', { hasText: 'plain' }).first();
    await row.waitFor();
    await row.click();
    await page.locator('.tab.active[data-resource-name="envlint.toml"]').first().waitFor({ timeout: 15_000 });
    await until('the text', async () => (await lines()).join('').length > 10);
    await page.waitForTimeout(1500);
    const marks = await underlined();
    await shot('toml-created');
    see(`it has mistakes: ${marks}`, marks.length === 0);
    const [label] = await texts('.statusbar-item[id*="envlint.status"] [aria-label]');
    rmSync(inWork('plain/envlint.toml'));
    await command('View: Close All Editors');
    await open('plain/Containerfile');
    await until('no target', async () => /^EnvLint/.test(await statusText()));
    return label;
  });

  await step('mended on save, and never formatted', async () => {
    set({ 'editor.codeActionsOnSave': { 'source.fixAll.envlint': 'explicit' } });
    await open('plain/.wslconfig');
    await until('squiggles', squiggles);
    await page.keyboard.press('Control+End');
    await page.keyboard.insertText('guiApplications=yes\n');
    await page.waitForTimeout(800);
    await page.keyboard.press('Control+S');
    const saved = await until('the file', () => {
      const text = readFileSync(inWork('plain/.wslconfig'), 'utf8');
      return text.includes('guiApplications') ? text : undefined;
    });
    await page.waitForTimeout(500);
    await shot('saved');
    const dirty = await page.locator('.tab.active.dirty').count();
    set({});
    await command('Format Document');
    const said = await until('a message', async () => (await texts('.monaco-dialog-box .dialog-message-container, .notification-toast .notification-list-item-message')).join(' | '));
    await shot('format');
    await page.keyboard.press('Escape');
    see(`something formats: ${await lines()}`, readFileSync(inWork('plain/.wslconfig'), 'utf8') === saved && (await page.locator('.tab.active.dirty').count()) === 0);
    write('plain/.wslconfig', files['plain/.wslconfig']);
    await command('Notifications: Clear All Notifications');
    see(`not mended or not saved: ${JSON.stringify(saved)}`, saved.includes('guiApplications=true') && dirty === 0);
    see(`line ends are mixed: ${JSON.stringify(saved)}`, !/[^\r]\n/.test(saved));
    return `${JSON.stringify(saved)}; format: ${said}`;
  });
  await step('the server rests', async () => {
    const pid = await until('a process', serverProcess);
    const ticks = () => readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ').slice(11, 13).map(Number).reduce((a, b) => a + b);
    await page.waitForTimeout(3000);
    const before = ticks();
    await page.waitForTimeout(10_000);
    const spent = ticks() - before;
    const memory = /VmRSS:\s+(\d+ kB)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1];
    see(`${spent} ticks in ten seconds`, spent <= 5);
    return `${spent} ticks of 10 ms in 10 s, ${memory}`;
  });

  if ('a folder that is not trusted'.includes(values.only)) {
    await code.stop();
    code = await startCodeServer({ ...places, settings, trust: false });
    const folder = inWork('plain');
    mkdirSync(path.join(folder, '.vscode'), { recursive: true });
    write('plain/.vscode/settings.json', JSON.stringify({ 'envlint.path': '${workspaceFolder}/program' }));
    write('plain/program', '#!/bin/sh\necho "$@" >> "$(dirname "$0")/was-run"\necho envlint 0.0.1\n');
    chmodSync(inWork('plain/program'), 0o755);
    await openWindow(`folder=${encodeURIComponent(folder)}`);
    await step('a folder that is not trusted', async () => {
      await open('Containerfile');
      await until('squiggles', squiggles, 60_000);
      await page.waitForTimeout(1000);
      await shot('not-trusted');
      see('the program of the workspace was run', !existsSync(inWork('plain/was-run')));
      const restricted = (await texts('.statusbar-item')).filter(text => /restricted/i.test(text));
      see('the folder is trusted', restricted.length > 0);
      await command('Workspaces: Manage Workspace Trust');
      await page.locator('.workspace-trust-editor .monaco-button', { hasText: /^Trust$/ }).first().click();
      const message = await until('a message', async () => (await texts('.notification-toast .notification-list-item-message')).find(text => /0\.0\.1/.test(text)));
      await shot('trusted');
      return `${restricted[0]}; once trusted: ${message}`;
    });
  }
} catch (error) {
  failures.push(String(error));
  console.log(String(error.stack ?? error));
} finally {
  if (failures.length > 0) {
    writeFileSync(path.join(values.out, 'logs.txt'), code.logs());
  }
  await browser.close();
  await code.stop();
  rmSync(work, { recursive: true, force: true });
}
console.log(`${done.length} seen, ${failures.length} not`);
process.exit(failures.length === 0 ? 0 : 1);
