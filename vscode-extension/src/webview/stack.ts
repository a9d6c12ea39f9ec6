// The script of the stack's page. The picture comes from our own server, but its words come from whatever files are checked: only what a picture needs is taken over.
import type { FromPage, PanelState, ToPage } from '../features/stackPage';

interface Host {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: PanelState): void;
}

declare function acquireVsCodeApi(): Host;

const elements = new Set(['svg', 'g', 'rect', 'path', 'line', 'polyline', 'polygon', 'circle', 'ellipse', 'text', 'tspan', 'title', 'desc']);
const host = acquireVsCodeApi();
const picture = byId('picture');
const copy = byId('copy');

function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) {
    throw new Error(id);
  }
  return found;
}

/** Copies a tree without anything that could run or load. */
function adopt(source: Element): Element | undefined {
  if (source.namespaceURI !== 'http://www.w3.org/2000/svg' || !elements.has(source.localName)) {
    return undefined;
  }
  const target = document.createElementNS('http://www.w3.org/2000/svg', source.localName);
  for (const { name, value } of source.attributes) {
    if (!/^on|^style$|^xmlns|(^|:)href$/i.test(name)) {
      target.setAttribute(name, value);
    }
  }
  for (const child of source.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) {
      target.append(child.textContent ?? '');
    } else if (child instanceof Element) {
      const adopted = adopt(child);
      if (adopted !== undefined) {
        target.append(adopted);
      }
    }
  }
  return target;
}

let shown = '';

function show(message: Extract<ToPage, { type: 'show' }>): void {
  host.setState(message.place);
  // What has the focus keeps it where the picture stays the same.
  if (message.svg === shown) {
    return;
  }
  shown = message.svg;
  const parsed = new DOMParser().parseFromString(message.svg, 'image/svg+xml');
  const drawn = parsed.querySelector('parsererror') === null ? adopt(parsed.documentElement) : undefined;
  if (drawn === undefined) {
    const words = document.createElement('pre');
    words.textContent = message.text;
    picture.replaceChildren(words);
  } else {
    picture.replaceChildren(drawn);
  }
  copy.hidden = false;
}

function showMessage(text: string): void {
  shown = '';
  const words = document.createElement('p');
  words.className = 'message';
  words.textContent = text;
  picture.replaceChildren(words);
  copy.hidden = true;
}

function open(target: EventTarget | null): boolean {
  const part = target instanceof Element ? target.closest('.envlint-part') : null;
  const path = part?.getAttribute('data-path');
  if (!part || !path) {
    return false;
  }
  host.postMessage({ type: 'open', path, line: Number(part.getAttribute('data-line')), column: Number(part.getAttribute('data-column')) });
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
