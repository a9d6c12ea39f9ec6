// What the status bar says; texts only.
import type { RootStatus } from './protocol';
import type { ServerState } from './server';

/** How many findings there are. */
export interface Counts {
  errors: number;
  warnings: number;
}

/** What the item of the status bar shows. */
export interface StatusView {
  text: string;
  /** Lines of the tooltip, plain text. */
  lines: string[];
  severity: 'none' | 'warning' | 'error';
}

/** The source that all findings of the server carry. */
export const diagnosticSource = 'envlint';

/** Counts the findings of EnvLint among all diagnostics (severity 0 is an error, 1 a warning). */
export function countFindings(all: Iterable<readonly [unknown, readonly { source?: string | undefined; severity: number }[]]>): Counts {
  const counts: Counts = { errors: 0, warnings: 0 };
  for (const [, diagnostics] of all) {
    for (const diagnostic of diagnostics) {
      if (diagnostic.source === diagnosticSource) {
        counts.errors += diagnostic.severity === 0 ? 1 : 0;
        counts.warnings += diagnostic.severity === 1 ? 1 : 0;
      }
    }
  }
  return counts;
}

/** The root that a document belongs to: the longest that its URI begins with, else the only one there is. */
export function statusFor(document: string | undefined, roots: Iterable<RootStatus>): RootStatus | undefined {
  let best: RootStatus | undefined;
  let only: RootStatus | undefined;
  let number = 0;
  for (const status of roots) {
    number++;
    only = status;
    const root = status.root?.replace(/\/$/, '');
    if (root !== undefined && document !== undefined && (document === root || document.startsWith(`${root}/`)) && root.length > (best?.root?.length ?? -1)) {
      best = status;
    }
  }
  return best ?? (number === 1 ? only : undefined);
}

/** The targets in a few words: the first one, and how many more there are. */
export function targetText(targets: readonly string[]): string {
  const [first, ...more] = targets;
  return first === undefined ? '' : more.length === 0 ? first : `${first} +${more.length}`;
}

/** What is shown for a state, a root and its counts. */
export function statusView(state: ServerState, status: RootStatus | undefined, counts: Counts): StatusView {
  if (state.kind === 'starting') {
    return { text: '$(loading~spin) EnvLint', lines: ['EnvLint is starting.'], severity: 'none' };
  }
  if (state.kind === 'stopped') {
    return { text: '$(circle-slash) EnvLint', lines: [state.reason === '' ? 'EnvLint does not run.' : state.reason], severity: 'error' };
  }
  const numbers = counts.errors + counts.warnings === 0 ? '$(check)' : `$(error) ${counts.errors} $(warning) ${counts.warnings}`;
  const target = shorten(targetText(status?.targets ?? []), 40);
  const lines = [
    status === undefined || status.targets.length === 0
      ? 'No target: what depends on the machine is not judged.'
      : `${status.targets.length === 1 ? 'Target' : 'Targets'}: ${status.targets.join('; ')}`,
    status?.configuration ? `Configuration: ${nameOf(status.configuration)}` : 'No envlint.toml.',
    `${amount(counts.errors, 'error')}, ${amount(counts.warnings, 'warning')}`,
    `envlint ${state.program.version} (${state.program.path})`,
  ];
  if (status !== undefined && status.problem !== '') {
    lines.unshift(status.problem);
  }
  return {
    text: `$(layers) ${target === '' ? 'EnvLint' : escapeIcons(target)} ${numbers}`,
    lines,
    severity: status !== undefined && status.problem !== '' ? 'warning' : 'none',
  };
}

/** Takes the meaning from `$(…)`, which the status bar would draw as an icon. */
export function escapeIcons(text: string): string {
  return text.replaceAll('$(', '$ (');
}

function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

function amount(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** The last part of a URI as a person reads it. */
export function nameOf(uri: string): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
