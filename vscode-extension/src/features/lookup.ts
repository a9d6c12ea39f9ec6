// Where the envlint program may be, in the order in which the places are tried.
import * as path from 'node:path';

/** How a program was found. */
export type Source = 'setting' | 'bundled' | 'path' | 'tool';

/** A place where the program may be. */
export interface Candidate {
  source: Source;
  /** Absolute path. */
  path: string;
}

/** What the look-up depends on. */
export interface Surroundings {
  /** The value of `envlint.path`; empty for none. */
  setting: string;
  /** The folder of the workspace; undefined where none is open. */
  workspaceFolder: string | undefined;
  extensionPath: string;
  home: string;
  /** The value of PATH. */
  searchPath: string;
  platform: NodeJS.Platform;
}

/** The lowest version that is a language server. */
export const lowestVersion = '0.1.0';

const toolPath = (at: Surroundings) => join(at)(at.home, '.dotnet', 'tools', programName(at.platform));
const join = (at: Surroundings) => (at.platform === 'win32' ? path.win32.join : path.posix.join);
const isAbsolute = (at: Surroundings, value: string) => (at.platform === 'win32' ? path.win32 : path.posix).isAbsolute(value);

/** The program's file name. */
export function programName(platform: NodeJS.Platform): string {
  return platform === 'win32' ? 'envlint.exe' : 'envlint';
}

/** All places where a program of this name is on PATH. Relative folders are left out: they would mean whatever folder is open. */
export function onSearchPath(name: string, at: Surroundings): string[] {
  const names = at.platform === 'win32' && !/\.[a-z]+$/i.test(name) ? [`${name}.exe`] : [name];
  return at.searchPath
    .split(at.platform === 'win32' ? ';' : ':')
    .map(folder => folder.replace(/^"(.*)"$/, '$1'))
    .filter(folder => folder !== '' && isAbsolute(at, folder))
    .flatMap(folder => names.map(file => join(at)(folder, file)));
}

/** Writes out `~` and `${workspaceFolder}`; undefined where the workspace is asked for and none is open. */
export function expandPath(value: string, at: Surroundings): string | undefined {
  let expanded = value.trim();
  if (expanded === '~' || expanded.startsWith('~/') || (at.platform === 'win32' && expanded.startsWith('~\\'))) {
    expanded = at.home + expanded.slice(1);
  }
  if (expanded.includes('${workspaceFolder}')) {
    if (at.workspaceFolder === undefined) {
      return undefined;
    }
    expanded = expanded.replaceAll('${workspaceFolder}', at.workspaceFolder);
  }
  return expanded;
}

/** The places to try, best first. A program that a person named is the only one. */
export function candidates(at: Surroundings): Candidate[] {
  if (at.setting.trim() !== '') {
    const expanded = expandPath(at.setting, at);
    if (expanded === undefined) {
      return [];
    }
    if (isAbsolute(at, expanded)) {
      return [{ source: 'setting', path: expanded }];
    }
    if (!/[\\/]/.test(expanded)) {
      return onSearchPath(expanded, at).map(found => ({ source: 'setting', path: found }));
    }
    return at.workspaceFolder === undefined ? [] : [{ source: 'setting', path: join(at)(at.workspaceFolder, expanded) }];
  }
  return [
    { source: 'bundled', path: join(at)(at.extensionPath, 'server', programName(at.platform)) },
    ...onSearchPath('envlint', at).map(found => ({ source: 'path' as const, path: found })),
    { source: 'tool', path: toolPath(at) },
  ];
}

/** The version in what `envlint --version` printed; undefined where something else answered. */
export function versionIn(output: string): string | undefined {
  return /^envlint (\d+\.\d+\.\d+\S*)\s*$/m.exec(output)?.[1];
}

/** Whether a version is at least another one; what stands behind the three numbers does not count. */
export function isAtLeast(version: string, lowest: string): boolean {
  const [have, need] = [version, lowest].map(text => text.split(/[.+-]/).slice(0, 3).map(Number)) as [number[], number[]];
  for (let i = 0; i < 3; i++) {
    const difference = (have[i] ?? 0) - (need[i] ?? 0);
    if (difference !== 0) {
      return difference > 0;
    }
  }
  return true;
}

/** A program that can be started. */
export interface Program {
  source: Source;
  /** The file that was found. */
  path: string;
  version: string;
  /** What is executed, with these arguments before all others: `dotnet` for an envlint.dll. */
  command: string;
  args: string[];
}

/** Why a candidate is not the program. */
export interface Refusal {
  candidate: Candidate;
  reason: string;
}

/** How the look-up touches the machine. */
export interface Machine {
  exists(file: string): Promise<boolean>;
  /** What `command args` prints; throws where it cannot be run or fails. */
  run(command: string, args: string[]): Promise<string>;
}

/** Finds the first candidate that answers as envlint does. */
export async function findProgram(at: Surroundings, machine: Machine): Promise<{ program?: Program; refusals: Refusal[] }> {
  const refusals: Refusal[] = [];
  for (const candidate of candidates(at)) {
    if (!(await machine.exists(candidate.path))) {
      if (candidate.source === 'setting') {
        refusals.push({ candidate, reason: 'is not there' });
      }
      continue;
    }
    const [command, args] = await commandOf(candidate.path, at, machine);
    if (command === undefined) {
      refusals.push({ candidate, reason: 'needs dotnet, which is not on PATH' });
      continue;
    }
    try {
      const version = versionIn(await machine.run(command, [...args, '--version']));
      if (version === undefined) {
        refusals.push({ candidate, reason: 'does not answer --version as envlint does' });
      } else if (!isAtLeast(version, lowestVersion)) {
        refusals.push({ candidate, reason: `is version ${version}; ${lowestVersion} or newer is needed` });
      } else {
        return { program: { source: candidate.source, path: candidate.path, version, command, args }, refusals };
      }
    } catch (error) {
      refusals.push({ candidate, reason: `cannot be started (${firstLine(error)})` });
    }
  }
  return { refusals };
}

async function commandOf(file: string, at: Surroundings, machine: Machine): Promise<[string | undefined, string[]]> {
  if (!/\.dll$/i.test(file)) {
    return [file, []];
  }
  for (const dotnet of onSearchPath(at.platform === 'win32' ? 'dotnet.exe' : 'dotnet', at)) {
    if (await machine.exists(dotnet)) {
      return [dotnet, [file]];
    }
  }
  return [undefined, [file]];
}

/** The first line of what went wrong. */
export function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split(/\r?\n/, 1)[0] ?? '';
}

/** What a person is told where no program was found. */
export function missingMessage(at: Surroundings, refusals: Refusal[]): string {
  const refused = refusals.map(refusal => `${refusal.candidate.path} ${refusal.reason}`).join('; ');
  if (at.setting.trim() !== '') {
    return refused !== ''
      ? `EnvLint cannot start: ${refused} (setting envlint.path).`
      : `EnvLint cannot start: the setting envlint.path leads nowhere (${at.setting.trim()}).`;
  }
  return refused !== ''
    ? `EnvLint cannot start: ${refused}.`
    : 'EnvLint cannot start: this build of the extension brings no envlint program, and there is none on PATH or among the .NET tools.';
}
