// What the server and the extension say to each other beyond the language server protocol.

/** A place in a document; lines and characters (UTF-16 units) count from 0. */
export interface Place {
  line: number;
  character: number;
}

/** The commands that the server may put into lenses and actions. */
export const serverCommands = ['envlint.showStack', 'envlint.explainRule'] as const;

/** What holds for a root: the notification `envlint/status`. */
export interface RootStatus {
  root: string | null;
  configuration: string | null;
  targets: string[];
  problem: string;
}

/** The answer to `envlint/stack`. */
export interface StackPicture {
  title: string;
  svg: string;
  text: string;
}

/** One entry of the answer to `envlint/rules`. */
export interface RuleSummary {
  code: string;
  name: string;
  title: string;
  severity: string;
}

/** The answer to `envlint/rulePage`. */
export interface RulePage {
  code: string;
  name: string;
  title: string;
  markdown: string;
}

export const statusNotification = 'envlint/status';
export const stackRequest = 'envlint/stack';
export const rulesRequest = 'envlint/rules';
export const rulePageRequest = 'envlint/rulePage';
