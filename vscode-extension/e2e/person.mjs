// What a person does and sees in VS Code, for the scripts beside this file.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { until } from './codeServer.mjs';

/** The eyes and hands for one page. `out` is where pictures go. */
export function personAt(page, size, out) {
  const failures = [];
  const done = [];

  /** Takes a picture. */
  async function shot(name) {
    await page.screenshot({ path: path.join(out, `${name}.png`) });
  }

  /** Rests the pointer where nothing is shown for it. */
  async function pointAway() {
    await page.mouse.move(size.width / 2, size.height - 40);
    await page.waitForTimeout(300);
  }

  /** One thing that a person does and sees. What fails is noted, and the rest goes on. */
  async function step(name, action) {
    const begin = Date.now();
    try {
      const note = await action();
      done.push(name);
      console.log(`ok    ${name} (${((Date.now() - begin) / 1000).toFixed(1)} s)${note ? `: ${note}` : ''}`);
    } catch (error) {
      failures.push(name);
      console.log(`FAIL  ${name}: ${error.message}`);
      await shot(`failed-${name.replaceAll(/\W+/g, '-')}`).catch(() => undefined);
    }
    await page.keyboard.press('Escape');
  }

  const texts = selector => page.$$eval(selector, all => all.map(element => (element.getAttribute('aria-label') || element.textContent || '').replaceAll('\u00a0', ' ')));
  const lines = () => page.$$eval('.editor-group-container.active .view-lines .view-line', all => all
    .map(line => [parseFloat(line.style.top) || 0, (line.textContent ?? '').replaceAll('\u00a0', ' ')])
    .sort((a, b) => a[0] - b[0]).map(([, text]) => text));
  const problems = () => texts('.markers-panel .monaco-list-row');
  const statusText = async () => (await page.$$eval('.statusbar-item[id*="envlint.status"]', all => all.map(item => item.innerText.replaceAll(/\s+/g, ' ').trim()))).join();
  const squiggles = () => page.$$eval('.monaco-editor .cdr', all => all.filter(element => /squiggly-(error|warning|info)/.test(element.className)).length);

  async function command(title) {
    await page.keyboard.press('F1');
    const input = page.locator('.quick-input-widget input.input');
    await input.waitFor({ state: 'visible' });
    await input.fill(`>${title}`);
    await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().click();
  }

  async function open(file) {
    const name = path.basename(file);
    await until(`${file} to open`, async () => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+P');
      const input = page.locator('.quick-input-widget input.input');
      await input.waitFor({ state: 'visible', timeout: 5000 });
      await input.fill(file);
      const folderOf = path.dirname(file);
      await page.locator('.quick-input-list .monaco-list-row', { hasText: folderOf === '.' ? name : `${name}${folderOf}` }).first().click({ timeout: 15_000 });
      await page.locator(`.tab.active[data-resource-name="${name}"]`).first().waitFor({ timeout: 5000 });
      return true;
    }, 60_000);
    await page.locator('.editor-group-container.active .view-line').first().waitFor();
  }

  async function goTo(line, column = 1) {
    await page.keyboard.press('Control+G');
    const input = page.locator('.quick-input-widget input.input');
    await input.waitFor({ state: 'visible' });
    await input.fill(`:${line}:${column}`);
    await page.keyboard.press('Enter');
    await input.waitFor({ state: 'hidden' });
  }

  /** Each squiggle of the editor in front: how severe it is and the text that stands above it. */
  const underlined = () => page.evaluate(() => {
    const group = document.querySelector('.editor-group-container.active');
    const lines = [...group.querySelectorAll('.view-lines .view-line')];
    return [...group.querySelectorAll('.cdr')].flatMap(mark => {
      const severity = /squiggly-(error|warning|info)/.exec(mark.className)?.[1];
      const box = mark.getBoundingClientRect();
      const line = severity && lines.find(candidate => {
        const own = candidate.getBoundingClientRect();
        return own.top <= box.top + box.height / 2 && box.top + box.height / 2 < own.bottom;
      });
      if (!line) {
        return [];
      }
      let text = '';
      const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        let at = 0;
        for (const character of walker.currentNode.data) {
          const range = document.createRange();
          range.setStart(walker.currentNode, at);
          range.setEnd(walker.currentNode, at += character.length);
          const place = range.getBoundingClientRect();
          const middle = place.left + place.width / 2;
          text += middle > box.left && middle < box.right ? character : '';
        }
      }
      return [`${severity}: ${text.replaceAll('\u00a0', ' ')}`];
    });
  });

  /** The frame of a webview, once it shows what is asked for. */
  async function frameWith(selector) {
    return until(`${selector} in a page`, async () => {
      for (const frame of page.frames()) {
        // A frame that is still loading answers late.
        const late = new Promise(resolve => setTimeout(resolve, 500, 0));
        if (await Promise.race([frame.locator(selector).count().catch(() => 0), late])) {
          return frame;
        }
      }
      return undefined;
    });
  }

  return { done, failures, shot, pointAway, step, texts, lines, problems, statusText, squiggles, command, open, goTo, frameWith, underlined };
}

/** The number of the server's process: a descendant of code-server's. */
export function serverProcess(code) {
  const all = readdirSync('/proc').filter(name => /^\d+$/.test(name)).flatMap(pid => {
    try {
      const parent = Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))[1]);
      return [{ pid: Number(pid), parent, args: readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0') }];
    } catch {
      return [];
    }
  });
  const byId = new Map(all.map(entry => [entry.pid, entry]));
  const isOurs = entry => entry !== undefined && (entry.parent === code.pid || isOurs(byId.get(entry.parent)));
  return all.find(entry => entry.args.includes('server') && entry.args.some(argument => argument.includes('envlint')) && isOurs(entry))?.pid;
}
