// The page around the picture of a stack. It may load nothing but its own script, and nothing from anywhere else.

/** What the page is told. */
export type ToPage =
  | { type: 'show'; title: string; svg: string; text: string; place: PanelState }
  | { type: 'empty'; message: string };

/** What the page tells. */
export type FromPage =
  | { type: 'ready' }
  | { type: 'open'; uri: string; line: number; character: number }
  | { type: 'copy' };

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
  const place = type === 'open' ? panelState(value) : undefined;
  return place === undefined ? undefined : { type: 'open', ...place };
}

function isIndex(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

/** Writes text so that it stays text within HTML, in attributes too. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}

/** The colours of the picture, from those of the theme. */
const colours: Record<string, string> = {
  '--envlint-text': 'var(--vscode-editor-foreground)',
  '--envlint-muted': 'var(--vscode-descriptionForeground)',
  '--envlint-background': 'var(--vscode-editor-background)',
  '--envlint-box': 'var(--vscode-editorWidget-background)',
  '--envlint-border': 'var(--vscode-editorWidget-border, var(--vscode-panel-border, #8888))',
  '--envlint-ok': 'var(--vscode-testing-iconPassed, #388a34)',
  '--envlint-error': 'var(--vscode-editorError-foreground)',
  '--envlint-warning': 'var(--vscode-editorWarning-foreground)',
  '--envlint-unknown': 'var(--vscode-descriptionForeground)',
  '--envlint-accent': 'var(--vscode-textLink-foreground)',
  '--envlint-font': 'var(--vscode-editor-font-family, monospace)',
};

/** The whole page. */
export function stackHtml(page: { nonce: string; script: string }): string {
  const nonce = escapeHtml(page.nonce);
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'`;
  const variables = Object.entries(colours).map(([name, value]) => `    ${name}: ${value};`).join('\n');
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
  body { margin: 0; padding: 12px 16px; }
  header { display: flex; align-items: baseline; gap: 12px; margin-bottom: 12px; }
  h1 { font-size: 1.1em; font-weight: 600; margin: 0; flex: 1; overflow-wrap: anywhere; }
  button { background: var(--vscode-button-secondaryBackground); color: var(--vscode-button-secondaryForeground); border: 1px solid var(--vscode-button-border, transparent); border-radius: 2px; padding: 3px 9px; font: inherit; cursor: pointer; white-space: nowrap; }
  button:hover { background: var(--vscode-button-secondaryHoverBackground); }
  svg { max-width: 100%; height: auto; display: block; }
  pre { overflow: auto; font-family: var(--vscode-editor-font-family); font-size: var(--vscode-editor-font-size); }
  [data-line] { cursor: pointer; }
  [data-line]:focus-visible { outline: 1px solid var(--vscode-focusBorder); }
  .message { color: var(--vscode-descriptionForeground); line-height: 1.5; max-width: 36em; }
  [hidden] { display: none; }
</style>
</head>
<body>
<header><h1 id="title"></h1><button id="copy" type="button" hidden>Copy as Text</button></header>
<main id="picture" aria-live="polite"></main>
<script nonce="${nonce}" src="${escapeHtml(page.script)}"></script>
</body>
</html>
`;
}
