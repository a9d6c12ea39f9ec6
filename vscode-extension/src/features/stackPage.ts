// The page around the picture of a stack. It may load nothing but its own script, and nothing from anywhere else.

/** What the page is told. */
export type ToPage =
  | { type: 'show'; title: string; svg: string; text: string; place: PanelState }
  | { type: 'empty'; message: string };

/** What the page tells. */
export type FromPage =
  | { type: 'ready' }
  | ({ type: 'open' } & Part)
  | { type: 'copy' };

/** What the picture says of a place that a part of it is made of: the path from the root, line and column from 1. */
export interface Part {
  path: string;
  line: number;
  column: number;
}

/** What is kept when the window is closed: the place whose stack is shown. */
export interface PanelState {
  uri: string;
  line: number;
  character: number;
}

/** Reads a state that was kept; undefined where it is none of ours. */
export function panelState(value: unknown): PanelState | undefined {
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  const { uri, line, character } = value as Partial<Record<keyof PanelState, unknown>>;
  return typeof uri === 'string' && isIndex(line) && isIndex(character) ? { uri, line, character } : undefined;
}

/** Reads a message of the page; undefined where it makes no sense. */
export function fromPage(value: unknown): FromPage | undefined {
  const type = typeof value === 'object' && value !== null ? (value as { type?: unknown }).type : undefined;
  if (type === 'ready' || type === 'copy') {
    return { type };
  }
  if (type !== 'open') {
    return undefined;
  }
  const { path, line, column } = value as Partial<Record<keyof Part, unknown>>;
  return typeof path === 'string' && isPath(path) && isIndex(line) && isIndex(column) && line > 0 && column > 0 ? { type, path, line, column } : undefined;
}

// Nothing leads out of the root.
function isPath(path: string): boolean {
  return path !== '' && !path.startsWith('/') && !/^[A-Za-z]:|\\/.test(path) && !path.split('/').includes('..');
}

function isIndex(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

/** Writes text so that it stays text within HTML, in attributes too. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}

/** The colours and fonts of the picture, from those of the theme. */
const properties: Record<string, string> = {
  '--envlint-foreground': 'var(--vscode-editor-foreground)',
  '--envlint-muted': 'var(--vscode-descriptionForeground)',
  '--envlint-box': 'var(--vscode-editorWidget-background)',
  '--envlint-border': 'var(--vscode-editorWidget-border, #8888)',
  '--envlint-machine': 'var(--vscode-sideBar-background)',
  '--envlint-link': 'var(--vscode-textLink-foreground)',
  '--envlint-ok': 'var(--vscode-testing-iconPassed)',
  '--envlint-conflict': 'var(--vscode-editorError-foreground)',
  '--envlint-conflict-box': 'color-mix(in srgb, var(--vscode-editorError-foreground) 12%, var(--vscode-editor-background))',
  '--envlint-unknown': 'var(--vscode-editorWarning-foreground)',
  '--envlint-on-color': 'var(--vscode-editor-background)',
  '--envlint-font': 'var(--vscode-font-family)',
  '--envlint-mono': 'var(--vscode-editor-font-family)',
};

/** The whole page. */
export function stackHtml(page: { nonce: string; script: string }): string {
  const nonce = escapeHtml(page.nonce);
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'`;
  const variables = Object.entries(properties).map(([name, value]) => `    ${name}: ${value};`).join('\n');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Stack</title>
<style nonce="${nonce}">
  :root {
${variables}
  }
  body { margin: 0; padding: 4px 8px 16px; }
  button { margin: 4px 0 0 14px; background: var(--vscode-button-secondaryBackground); color: var(--vscode-button-secondaryForeground); border: 1px solid var(--vscode-button-border, transparent); border-radius: 2px; padding: 3px 9px; font: inherit; cursor: pointer; }
  button:hover { background: var(--vscode-button-secondaryHoverBackground); }
  svg { max-width: 100%; height: auto; display: block; }
  pre { overflow: auto; font-family: var(--vscode-editor-font-family); font-size: var(--vscode-editor-font-size); }
  .envlint-part { cursor: pointer; }
  .envlint-part:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
  .message { color: var(--vscode-descriptionForeground); line-height: 1.5; max-width: 36em; }
  [hidden] { display: none; }
</style>
</head>
<body>
<main id="picture"></main>
<button id="copy" type="button" hidden>Copy as Text</button>
<script nonce="${nonce}" src="${escapeHtml(page.script)}"></script>
</body>
</html>
`;
}
