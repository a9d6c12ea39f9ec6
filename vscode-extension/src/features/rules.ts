// The pages of the rules, which come from the server and need no network.
import * as vscode from 'vscode';
import { rulePageRequest, rulesRequest, type RulePage, type RuleSummary } from './protocol';
import type { Server } from './server';
import { diagnosticSource } from './status';

/** The scheme of the pages' addresses: `envlint-rule:/FWK001.md`. */
export const ruleScheme = 'envlint-rule';

/** The code in a page's address; empty where it is none. */
export function codeOf(path: string): string {
  return /^\/?([A-Za-z]+[0-9]+)\.md$/.exec(path)?.[1] ?? '';
}

/** The address of a rule's page. */
export function pageUri(code: string): vscode.Uri {
  return vscode.Uri.from({ scheme: ruleScheme, path: `/${code}.md` });
}

/** The code that a diagnostic carries. */
export function codeOfDiagnostic(diagnostic: Pick<vscode.Diagnostic, 'code' | 'source'>): string | undefined {
  if (diagnostic.source !== diagnosticSource || diagnostic.code === undefined) {
    return undefined;
  }
  return String(typeof diagnostic.code === 'object' ? diagnostic.code.value : diagnostic.code);
}

/** The whole page: with a heading, if it has none of its own. */
export function pageText(page: RulePage): string {
  const text = page.markdown.trimStart();
  return text.startsWith('# ') ? text : `# ${page.code}: ${page.title}\n\n${text}`;
}

/** Gives VS Code the pages as documents. */
export class RulePages implements vscode.TextDocumentContentProvider {
  constructor(private readonly server: Server) {}

  async provideTextDocumentContent(uri: vscode.Uri, token: vscode.CancellationToken): Promise<string> {
    const code = codeOf(uri.path);
    const page = await this.server.request<RulePage>(rulePageRequest, { code }, token);
    return page === undefined ? `# ${code}\n\nEnvLint's server does not run, or knows no such rule.\n` : pageText(page);
  }
}

interface RuleItem extends vscode.QuickPickItem {
  code?: string;
}

/** The list to choose from: rules whose findings are at the cursor stand first. */
export function ruleItems(rules: readonly RuleSummary[], atCursor: ReadonlySet<string>): RuleItem[] {
  const item = (rule: RuleSummary): RuleItem => ({ label: rule.code, description: rule.title, detail: `${rule.name}, ${rule.severity}`, code: rule.code });
  const here = rules.filter(rule => atCursor.has(rule.code)).map(item);
  const others = rules.filter(rule => !atCursor.has(rule.code)).map(item);
  const separator = (label: string): RuleItem => ({ label, kind: vscode.QuickPickItemKind.Separator });
  return here.length === 0 ? others : [separator('At the cursor'), ...here, separator('All others'), ...others];
}

/** Shows the page of a rule; without a code a person chooses one. */
export async function explainRule(server: Server, code?: unknown): Promise<void> {
  const chosen = typeof code === 'string' && code !== '' ? code : await chooseRule(server);
  if (chosen !== undefined) {
    await vscode.commands.executeCommand('markdown.showPreview', pageUri(chosen));
  }
}

async function chooseRule(server: Server): Promise<string | undefined> {
  const rules = await server.request<RuleSummary[]>(rulesRequest, {});
  if (rules === undefined) {
    void vscode.window.showWarningMessage("EnvLint's server does not run: there is nobody to ask for its rules.");
    return undefined;
  }
  const choice = await vscode.window.showQuickPick(ruleItems(rules, codesAtCursor()), {
    placeHolder: 'Which rule?',
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return choice?.code;
}

function codesAtCursor(): Set<string> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    return new Set();
  }
  return new Set(
    vscode.languages
      .getDiagnostics(editor.document.uri)
      .filter(diagnostic => diagnostic.range.contains(editor.selection.active))
      .map(codeOfDiagnostic)
      .filter(code => code !== undefined),
  );
}
