// Writes pages with the real program and tries them in a browser. Started by run.sh.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const args = process.argv.slice(2);
const program = args.splice(args.indexOf('--')).slice(1);
const option = (name) => args[args.indexOf('--' + name) + 1];
const load = createRequire(join(resolve(option('tools')), 'package.json'));
const { chromium } = load('playwright-core');
const axe = readFileSync(load.resolve('axe-core/axe.min.js'), 'utf8');
const work = resolve(option('work'));

let passed = 0;
const failures = [];
const check = (what, holds, detail = '') => {
  if (holds) {
    passed++;
  } else {
    failures.push(what);
    console.log(`not so: ${what}${detail === '' ? '' : `: ${detail}`}`);
  }
};
const same = (what, actual, expected) => check(what, JSON.stringify(actual) === JSON.stringify(expected), `${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`);

// What the program is to look at, and the page it makes of it.
const file = (path, text) => {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
};
const run = (name, ...options) => {
  const page = join(work, `${name}.html`);
  const [command, ...rest] = [...program, ...options];
  const result = spawnSync(command, rest, { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (result.error || ![0, 1].includes(result.status)) {
    throw new Error(`${options.join(' ')}: ${result.error ?? result.stderr}`);
  }
  if (!options.some((text) => text.startsWith('html='))) {
    writeFileSync(page, result.stdout);
  }
  return pathToFileURL(page).href;
};
const checked = (name, folder, ...options) => run(name, 'check', folder, '--format', `html=${join(work, `${name}.html`)}`, ...options);

const input = join(work, 'input');
rmSync(input, { recursive: true, force: true });
for (let i = 0; i < 80; i++) {
  file(join(input, 'many', `service-${i}`, 'Dockerfile'), 'FROM nvidia/cuda:latest\nRUN pip install torch==2.5.1 torchvision==0.19.0\nRUN sudo apt-get install curl\nRUN apt-get install -y nvidia-driver-535\nINSTALL curl\nENV NVIDIA_VISIBLE_DEVICES=none\n');
}
file(join(input, 'many', '.git', 'HEAD'), '');
file(join(input, 'hostile', '.git', 'HEAD'), '');
file(join(input, 'hostile', '<img src=x onerror=alert(1)>', 'Dockerfile'), 'FROM ubuntu:24.04\n\tINSTALL <script>alert(1)</script> 漢字 \u{1F600}\u{1F468}\u200D\u{1F469} \u202Eevil \x1b[31m é\u0301 שלום\nRUN pip install torch==2.5.1 torchvision==0.19.0 # \u{1F600} 漢\n');
file(join(input, 'hostile', 'a\'"&b', 'requirements.txt'), '--index-url javascript:alert(1)\ntorch==2.5.1+cu124\ntorchvision==0.19.0\n"><svg onload=alert(1)>\n');

const pages = {
  pitfalls: checked('pitfalls', 'examples/pitfalls', '--target', 'platform=wsl2,gpu=RTX 4070,driver=572.83'),
  many: checked('many', join(input, 'many')),
  none: checked('none', 'examples/mended'),
  hostile: checked('hostile', join(input, 'hostile')),
  stack: run('stack', 'stack', 'examples/pitfalls', '--format', 'html'),
};

const browser = await chromium.launch({ executablePath: option('chromium'), args: ['--no-sandbox', '--disable-gpu'] });

// A page on which everything that it asks for or complains of is written down.
const open = async (address, settings = {}) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...settings });
  const page = await context.newPage();
  const heard = [];
  page.on('console', (message) => heard.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => heard.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => { heard.push('dialog'); dialog.dismiss(); });
  page.on('request', (request) => { if (request.url().split('#')[0] !== address.split('#')[0]) { heard.push(`request: ${request.url()}`); } });
  await page.goto(address);
  return { page, context, heard };
};
const picture = async (page, name) => { await page.screenshot({ path: join(work, `${name}.png`) }); };
const shown = (page) => page.locator('.finding:not([hidden])').count();
const isWide = (page) => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
const focused = (page) => page.evaluate(() => document.activeElement?.id ?? '');
const fragment = (page) => page.evaluate(() => decodeURIComponent(location.hash));

// Every page: silence, no sideways scrolling, accessibility in both schemes.
for (const [name, address] of Object.entries(pages)) {
  for (const colorScheme of ['light', 'dark']) {
    const { page, context, heard } = await open(address, { colorScheme, bypassCSP: false });
    await page.waitForFunction(() => !document.getElementById('theme').hidden);
    await picture(page, `${name}-${colorScheme}`);
    check(`${name}, ${colorScheme}: nothing is asked for and nothing complained of`, heard.length === 0, heard.slice(0, 3).join('; '));
    check(`${name}, ${colorScheme}: no sideways scrolling`, !await isWide(page));
    await context.close();

    // The judge is a script of its own, which the page's policy would forbid; all that is closed is opened for it.
    const judged = await open(address, { colorScheme, bypassCSP: true });
    await judged.page.evaluate(() => document.querySelectorAll('details').forEach((item) => { item.open = true; }));
    if (name === 'many') {
      await judged.page.selectOption('[name=file]', { index: 1 });
    }
    await judged.page.addStyleTag({ content: '.finding{content-visibility:visible!important}' });
    await judged.page.evaluate(axe);
    const violations = await judged.page.evaluate(async () => {
      const result = await globalThis.axe.run(document);
      globalThis.judgedBy = result.passes.length;
      return result.violations.map(({ id, impact, nodes }) => ({ id, impact, count: nodes.length, at: nodes[0].target.join(' '), html: nodes[0].html.slice(0, 160), why: nodes[0].failureSummary }));
    });
    for (const { id, impact, count, at, html, why } of violations) {
      if (!['serious', 'critical'].includes(impact)) {
        console.log(`${name}, ${colorScheme}: ${impact}: ${id}, ${count} times, ${at}`);
      }
      check(`${name}, ${colorScheme}: axe: ${id}`, !['serious', 'critical'].includes(impact), `${impact}, ${count} times, ${at} ${html} ${why}`);
    }
    const judges = await judged.page.evaluate(() => globalThis.judgedBy);
    check(`${name}, ${colorScheme}: axe judged by many rules`, judges > 25, `${judges}`);
    await judged.context.close();
  }
}

// The judge does see what is wrong.
{
  const { page, context } = await open(pages.none, { bypassCSP: true });
  await page.evaluate(() => { document.querySelector('main').insertAdjacentHTML('beforeend', '<p style="color:#bbb;background:#fff">pale</p><button></button>'); });
  await page.evaluate(axe);
  same('axe finds what is put in', await page.evaluate(async () => (await globalThis.axe.run(document)).violations.map(({ id }) => id).sort()), ['button-name', 'color-contrast']);
  await context.close();
}

// Filters.
{
  const { page, context, heard } = await open(pages.pitfalls);
  const all = await shown(page);
  check('pitfalls has findings of all severities', all > 30 && await page.locator('.chip').count() === 3, `${all}`);
  same('the count tells all', await page.textContent('#count'), `All ${all} findings are shown`);

  const errors = Number(await page.textContent('.chip.error b'));
  await page.uncheck('[value=warning]');
  await page.uncheck('[value=info]');
  same('only errors are left', [await shown(page), await page.locator('.finding:not([hidden]):not(.error)').count()], [errors, 0]);
  same('the live region tells how many', await page.textContent('#count'), `${errors} of ${all} findings are shown`);
  same('the live region is one', await page.getAttribute('#count', 'role'), 'status');
  check('the address holds the severity', (await fragment(page)).includes('severity=error'), await fragment(page));

  const [code, ofRule] = await page.evaluate(() => {
    const option = [...document.querySelector('[name=rule]').options].find((item) => item.value && !item.textContent.endsWith('(0)'));
    return [option.value, Number(/[(]([0-9]+)[)]$/.exec(option.textContent)[1])];
  });
  await page.selectOption('[name=rule]', code);
  same('a rule leaves as many as its number said', [await shown(page), await page.locator(`.finding:not([hidden]):not([data-rule=${code}])`).count()], [ofRule, 0]);
  await page.reload();
  same('the address brings the filter back', [await shown(page), await page.inputValue('[name=rule]'), await page.isChecked('[value=warning]')], [ofRule, code, false]);

  await page.click('#filter .clear');
  same('clear shows all', [await shown(page), await fragment(page), await focused(page) === '' && await page.evaluate(() => document.activeElement.name)], [all, '', 'q']);
  await page.selectOption('[name=file]', 'docker/Dockerfile');
  const ofFile = await shown(page);
  same('a file leaves its findings', [ofFile > 0 && ofFile < all, await page.locator('.group:not([hidden])').count()], [true, 1]);
  await page.fill('[name=q]', 'no such words');
  same('nothing left is said', [await shown(page), await page.isVisible('#none'), await page.locator('.group:not([hidden])').count()], [0, true, 0]);
  await page.click('#none .clear');
  await page.fill('[name=q]', 'TORCH 2.5.1');
  const found = await shown(page);
  check('words find what has them all', found > 0 && found < all && await page.evaluate(() => [...document.querySelectorAll('.finding:not([hidden])')].every((item) => /torch/i.test(item.textContent) && item.textContent.includes('2.5.1'))), `${found}`);
  await picture(page, 'pitfalls-filtered');

  // A link to what the filter hides shows it.
  const hidden = await page.evaluate(() => document.querySelector('.finding[hidden]').id);
  await page.goto(`${pages.pitfalls}#${hidden}`);
  same('an address of a finding shows it', [await page.isVisible(`#${hidden}`), await focused(page)], [true, hidden]);
  same('silence all along', heard, []);
  await context.close();
}

// Keys.
{
  const { page, context, heard } = await open(pages.pitfalls);
  await page.keyboard.press('Tab');
  same('the first key press leads to the way past the top', await page.evaluate(() => document.activeElement.className), 'skip');
  await picture(page, 'keyboard-skip');
  await page.keyboard.press('Enter');
  same('and that to the findings', await focused(page), 'findings');
  await page.keyboard.press('j');
  same('j is the first finding', await focused(page), 'f1');
  await page.keyboard.press('j');
  same('j again the next', [await focused(page), await fragment(page)], ['f2', '#f2']);
  check('it is in sight, and not below the filter', await page.evaluate(() => {
    const bar = document.getElementById('filter').getBoundingClientRect();
    const box = document.getElementById('f2').getBoundingClientRect();
    return box.top >= bar.bottom && box.top < innerHeight / 2;
  }));
  await picture(page, 'keyboard-finding');
  await page.keyboard.press('k');
  same('k the one before', await focused(page), 'f1');
  await page.keyboard.press('k');
  same('before the first is none', await focused(page), 'f1');
  await page.keyboard.press('/');
  await page.keyboard.type('j/k');
  same('a slash leads to the search, where keys are letters', [await page.inputValue('[name=q]'), await fragment(page)], ['j/k', '#q=j/k']);
  await page.keyboard.press('Escape');
  same('Escape empties it', [await page.inputValue('[name=q]'), await page.isVisible('#f1')], ['', true]);
  await page.click('.keys summary');
  await page.uncheck('#keys');
  await page.focus('#f3');
  await page.keyboard.press('j');
  same('keys that are off do nothing', await focused(page), 'f3');
  await page.reload();
  same('and stay off', await page.isChecked('#keys'), false);
  await page.evaluate(() => localStorage.clear());

  // By Tab alone, from the top: each stop in the order of the page, each visible.
  await page.goto(pages.pitfalls);
  await page.reload();
  const stops = [];
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab');
    stops.push(await page.evaluate(() => {
      const item = document.activeElement;
      const all = [...document.querySelectorAll('*')];
      const style = getComputedStyle(item);
      const ring = [item, item.nextElementSibling, item.querySelector('rect')].some((part) => part && (getComputedStyle(part).outlineStyle !== 'none' || getComputedStyle(part).strokeWidth === '3px'));
      const box = item.getBoundingClientRect();
      return { name: item.tagName + (item.id ? `#${item.id}` : ''), at: all.indexOf(item), ring, isSeen: box.bottom > 0 && box.top < innerHeight || style.position === 'absolute' };
    }));
  }
  check('Tab goes through the page in its order', stops.every(({ at }, i) => i === 0 || at > stops[i - 1].at), JSON.stringify(stops.map(({ name }) => name)));
  check('the focus is seen at each stop', stops.every(({ ring, isSeen }) => ring && isSeen), JSON.stringify(stops.filter(({ ring, isSeen }) => !ring || !isSeen)));
  check('Tab reaches the filter and a finding', stops.some(({ name }) => name === 'SELECT') && stops.some(({ name }) => name === 'PRE'), JSON.stringify(stops.map(({ name }) => name)));

  // A finding leads to its rule's page, and Back to where one was.
  await page.goto(`${pages.pitfalls}#f2`);
  const code = await page.getAttribute('#f2', 'data-rule');
  await page.click('#f2 a.code');
  check('the rule is open and in sight', await page.isVisible(`#rule-${code}`) && await page.evaluate(() => document.activeElement.tagName === 'SUMMARY'));
  await picture(page, 'rule');
  await page.goBack();
  same('Back leads back', await focused(page), 'f2');
  same('silence all along', heard, []);
  await context.close();
}

// Colours by choice.
{
  const { page, context } = await open(pages.pitfalls, { colorScheme: 'light' });
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  await page.check('[name=theme][value=dark]', { force: true });
  const dark = await background();
  await page.reload();
  same('the choice of colours stays', [await background(), await page.isChecked('[name=theme][value=dark]'), dark !== light], [dark, true, true]);
  await page.check('[name=theme][value=""]', { force: true });
  same('and can be left to the system again', await background(), light);
  await context.close();
}

// Many findings: there at once, filtered at once.
{
  const started = Date.now();
  const { page, context } = await open(pages.many);
  const all = await shown(page);
  const took = Date.now() - started;
  check('there are more than 400', all > 400, `${all}`);
  check('the page is there within five seconds', took < 5_000, `${took} ms`);
  const filtering = await page.evaluate(() => {
    const from = performance.now();
    const search = document.querySelector('[name=q]');
    search.value = 'service-7 torch';
    search.dispatchEvent(new Event('input', { bubbles: true }));
    document.body.getBoundingClientRect();
    return performance.now() - from;
  });
  const left = await shown(page);
  check('a search takes less than half a second', filtering < 500, `${filtering} ms`);
  check('and leaves some', left > 0 && left < all, `${left}`);
  console.log(`${all} findings: there after ${took} ms, searched in ${Math.round(filtering)} ms, ${statSync(join(work, 'many.html')).size} bytes`);
  await context.close();
}

// Hostile names and lines.
{
  const { page, context, heard } = await open(pages.hostile);
  same('one script, no picture from outside', [await page.locator('script').count(), await page.locator('img').count(), await page.locator('[onload], [onerror], a[href^=javascript]').count()], [1, 0, 0]);
  check('the markup is text', (await page.textContent('#list')).includes('<script>alert(1)</script>'));
  check('what is hidden is spelled out', (await page.textContent('#list')).includes('\\u{202e}evil \\x1b[31m'));
  // Each caret stands below the place it means: the two are measured.
  const misplaced = await page.evaluate(() => [...document.querySelectorAll('.frame')].flatMap((frame) => {
    const text = frame.textContent.split('\n');
    const lineOf = (range) => range.getBoundingClientRect();
    const at = (row, column) => {
      let left = text.slice(0, row).reduce((sum, line) => sum + line.length + 1, 0) + column;
      const walker = document.createTreeWalker(frame, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (left >= node.length) { left -= node.length; continue; }
        const range = document.createRange();
        range.setStart(node, left);
        range.setEnd(node, left + 1);
        const box = node.parentElement.matches('.c1, .c2') ? node.parentElement : range;
        return lineOf(box);
      }
      return null;
    };
    return text.flatMap((line, row) => {
      const caret = line.indexOf('^');
      const source = text[row - 1] ?? '';
      const word = ['INSTALL', 'torchvision==0.19.0', '0.19.0', 'ubuntu:24.04'].find((item) => source.includes(item));
      if (caret === -1 || !word) { return []; }
      const place = ['INSTALL', 'torchvision', '0.19.0', 'ubuntu'].map((item) => source.indexOf(item)).filter((index) => index >= 0).map((index) => at(row - 1, index).left);
      const mark = at(row, caret).left;
      return place.some((left) => Math.abs(left - mark) < 1) ? [] : [`${line} ${place} ${mark}`];
    });
  }));
  same('carets stand below what they mean', misplaced, []);
  const widths = await page.evaluate(() => {
    const one = document.createElement('span');
    one.textContent = '0000000000';
    document.querySelector('.frame').append(one);
    const width = one.getBoundingClientRect().width / 10;
    one.remove();
    return [...document.querySelectorAll('.c1, .c2')].map((box) => box.getBoundingClientRect().width / width / (box.className === 'c2' ? 2 : 1)).filter((ratio) => Math.abs(ratio - 1) > .01);
  });
  same('wide characters take two columns', widths, []);
  await picture(page, 'hostile-top');
  await page.locator('.frame').first().scrollIntoViewIfNeeded();
  await picture(page, 'hostile-frames');
  same('silence all along', heard, []);
  await context.close();
}

// Without script everything is there to be read.
{
  const { page, context, heard } = await open(pages.pitfalls, { javaScriptEnabled: false });
  same('no control that does nothing', [await page.isVisible('#filter'), await page.isVisible('#theme'), await page.isVisible('#none')], [false, false, false]);
  check('the findings stand there', await page.locator('.finding').count() > 30 && await page.isVisible('#f1'));
  const code = await page.getAttribute('#f1', 'data-rule');
  await page.click('#f1 a.code');
  check('a rule opens by its link', await page.isVisible(`#rule-${code}`));
  same('silence all along', heard, []);
  await picture(page, 'no-script');
  await context.close();
}

// Narrow, large, forced colours, less motion, paper.
for (const [name, address] of Object.entries(pages)) {
  for (const [kind, settings] of Object.entries({
    narrow: { viewport: { width: 320, height: 800 } },
    zoomed: { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 },
    forced: { forcedColors: 'active' },
    still: { reducedMotion: 'reduce' },
  })) {
    const { page, context, heard } = await open(address, settings);
    check(`${name}, ${kind}: no sideways scrolling`, !await isWide(page));
    if (kind === 'narrow' && await page.locator('#f1').count()) {
      await page.locator('#findings').scrollIntoViewIfNeeded();
      await page.evaluate(() => document.getElementById('findings').scrollIntoView());
      check(`${name}, ${kind}: no sideways scrolling at the findings`, !await isWide(page));
    }
    if (kind !== 'still' && kind !== 'zoomed' || name === 'pitfalls') {
      await picture(page, `${name}-${kind}`);
    }
    if (kind === 'still') {
      same(`${name}, ${kind}: nothing moves`, await page.evaluate(() => [...document.querySelectorAll('*')].filter((item) => ['', '::before'].some((part) => !/^(0s(, )?)+$/.test(getComputedStyle(item, part || null).transitionDuration))).length), 0);
    }
    same(`${name}, ${kind}: silence`, heard, []);
    await context.close();
  }
}
{
  const { page, context } = await open(pages.pitfalls, { colorScheme: 'dark', viewport: { width: 794, height: 1123 } });
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  same('on paper there are no controls', [await page.isVisible('#filter'), await page.isVisible('#theme')], [false, false]);
  check('on paper every rule and picture is open', await page.evaluate(() => [...document.querySelectorAll('.rule, .environment')].every((item) => item.open)));
  check('on paper text is dark', await page.evaluate(() => { const [r, g, b] = getComputedStyle(document.body).color.match(/[0-9.]+/g).map(Number); return r + g + b < 200; }));
  check('on paper nothing is cut', await page.evaluate(() => [...document.querySelectorAll('.frame, .diff')].every((item) => item.scrollWidth <= item.clientWidth + 1)));
  await picture(page, 'paper');
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  check('afterwards they are closed again', await page.evaluate(() => [...document.querySelectorAll('.rule')].every((item) => !item.open)));
  await context.close();
}

// A part of a picture leads to its finding.
{
  const { page, context } = await open(pages.pitfalls);
  const link = page.locator('.environment[open] .envlint-link').first();
  const id = (await link.getAttribute('href')).slice(1);
  await link.focus();
  await page.keyboard.press('Enter');
  same('a part of a picture leads to its finding', await focused(page), id);
  await context.close();
}

if (option('readme')) {
  const { page, context } = await open(checked('readme', 'examples/pitfalls/docker', '--target', 'platform=wsl2,gpu=RTX 4070,driver=572.83'), { colorScheme: 'light', viewport: { width: 1120, height: 1560 } });
  await page.screenshot({ path: option('readme') });
  const size = statSync(option('readme')).size;
  check('the picture is no larger than 250 KB', size <= 250 * 1024, `${size}`);
  await context.close();
}

await browser.close();
console.log(`${passed} held, ${failures.length} did not`);
process.exit(failures.length === 0 ? 0 : 1);
