// The script of the stack's page. The picture comes from our own server, but its words come from whatever files are checked: only what a picture needs is taken over.
import type { FromPage, PanelState, ToPage } from '../features/stackPage';

interface Host {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: PanelState): void;
}

declare function acquireVsCodeApi(): Host;

const elements = new Set(['svg', 'g', 'rect', 'path', 'line', 'polyline', 'polygon', 'circle', 'ellipse', 'text', 'tspan', 'title', 'desc', 'defs', 'marker', 'clipPath', 'linearGradient', 'stop', 'style']);
const host = acquireVsCodeApi();
const title = byId('title');
const picture = byId('picture');
const copy = byId('copy');

function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) {
    throw new Error(id);
  }
  return found;
}

/** Copies a tree without anything that could run or load. Styles become rules of the page, since its policy forbids them within the text. */
function adopt(source: Element, styles: string[]): Element | undefined {
  if (source.namespaceURI !== 'http://www.w3.org/2000/svg' || !elements.has(source.localName)) {
    return undefined;
  }
  if (source.localName === 'style') {
    styles.push(source.textContent ?? '');
    return undefined;
  }
  const target = document.createElementNS('http://www.w3.org/2000/svg', source.localName);
  for (const { name, value } of source.attributes) {
    if (name === 'style') {
      (target as SVGElement).style.cssText = value;
    } else if (!/^on/i.test(name) && !/(^|:)href$/i.test(name) && !name.startsWith('xmlns')) {
      target.setAttribute(name, value);
    }
  }
  for (const child of source.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) {
      target.append(child.textContent ?? '');
    } else if (child instanceof Element) {
      const adopted = adopt(child, styles);
      if (adopted !== undefined) {
        target.append(adopted);
      }
    }
  }
  return target;
}

function show(message: Extract<ToPage, { type: 'show' }>): void {
  host.setState(message.place);
  title.textContent = message.title;
  const styles: string[] = [];
  const parsed = new DOMParser().parseFromString(message.svg, 'image/svg+xml');
  const drawn = parsed.querySelector('parsererror') === null ? adopt(parsed.documentElement, styles) : undefined;
  if (drawn === undefined) {
    const words = document.createElement('pre');
    words.textContent = message.text;
    picture.replaceChildren(words);
  } else {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles.join('\n'));
    document.adoptedStyleSheets = [sheet];
    drawn.setAttribute('role', 'group');
    drawn.setAttribute('aria-label', message.text);
    for (const box of drawn.querySelectorAll('[data-line]')) {
      box.setAttribute('tabindex', '0');
      box.setAttribute('role', 'link');
    }
    picture.replaceChildren(drawn);
  }
  copy.hidden = false;
}

function showMessage(text: string): void {
  title.textContent = '';
  const words = document.createElement('p');
  words.className = 'message';
  words.textContent = text;
  picture.replaceChildren(words);
  copy.hidden = true;
}

function open(target: EventTarget | null): boolean {
  const box = target instanceof Element ? target.closest('[data-line]') : null;
  const uri = box?.getAttribute('data-uri');
  if (box === null || !uri) {
    return false;
  }
  host.postMessage({ type: 'open', uri, line: Number(box.getAttribute('data-line')), character: Number(box.getAttribute('data-character') ?? 0) });
  return true;
}

picture.addEventListener('click', event => open(event.target));
picture.addEventListener('keydown', event => {
  if ((event.key === 'Enter' || event.key === ' ') && open(event.target)) {
    event.preventDefault();
  }
});
copy.addEventListener('click', () => host.postMessage({ type: 'copy' }));
window.addEventListener('message', (event: MessageEvent<ToPage>) => {
  if (event.data.type === 'show') {
    show(event.data);
  } else if (event.data.type === 'empty') {
    showMessage(event.data.message);
  }
});
host.postMessage({ type: 'ready' });
