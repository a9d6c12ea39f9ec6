// What package.json promises is what the code does.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { languages, patterns, documentSelector } from '../src/features/selector';
import { taskType } from '../src/features/tasks';
import { stackView } from '../src/features/stackPanel';

const folder = new URL('..', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8');
const manifest = JSON.parse(read('package.json'));
const contributes = manifest.contributes;

describe('the manifest', () => {
  it('has exactly the settings that the server and the extension read', () => {
    expect(Object.keys(contributes.configuration.properties)).toEqual(['envlint.target', 'envlint.severities', 'envlint.path', 'envlint.trace.server']);
  });

  it('starts nothing that an untrusted workspace names', () => {
    expect(contributes.configuration.properties['envlint.path'].scope).toBe('machine-overridable');
    expect(manifest.capabilities.untrustedWorkspaces).toMatchObject({ supported: 'limited', restrictedConfigurations: ['envlint.path'] });
  });

  it('runs where the files are', () => expect(manifest.extensionKind).toEqual(['workspace']));

  it('is started by languages and names, not by everything', () => {
    expect(manifest.activationEvents).not.toContain('*');
    expect(manifest.activationEvents).not.toContain('onStartupFinished');
    for (const language of languages) {
      expect(manifest.activationEvents).toContain(`onLanguage:${language}`);
    }
    expect(manifest.activationEvents).toContain(`onWebviewPanel:${stackView}`);
    expect(manifest.activationEvents).toContain(`onTaskType:${taskType}`);
    expect(contributes.taskDefinitions.map((definition: { type: string }) => definition.type)).toEqual([taskType]);
  });

  it('puts all commands into one category', () => {
    const commands: { command: string; category: string }[] = contributes.commands;
    expect(commands.map(command => command.command)).toEqual(['envlint.showStack', 'envlint.fixAll', 'envlint.explainRule', 'envlint.probe', 'envlint.init', 'envlint.restart']);
    expect(new Set(commands.map(command => command.category))).toEqual(new Set(['EnvLint']));
  });

  it('has types of the lowest VS Code that it runs in', () => {
    expect(manifest.engines.vscode).toBe(`^${manifest.devDependencies['@types/vscode']}`);
  });

  it('names files that are there', () => {
    const named = [manifest.icon, contributes.languages[0].configuration, contributes.grammars[0].path, 'LICENSE', 'README.md', 'CHANGELOG.md', 'walkthrough/install.md'];
    for (const step of contributes.walkthroughs[0].steps) {
      named.push(step.media.image ?? step.media.markdown);
    }
    for (const [, image] of read('README.md').matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)) {
      named.push(image);
    }
    expect(named.filter(name => !existsSync(new URL(name, folder)))).toEqual([]);
  });

  it('sends no telemetry and asks no network', () => {
    const sources = ['server', 'commands', 'rules', 'stackPanel', 'lookup', 'statusBar', 'tasks'].map(name => read(`src/features/${name}.ts`)).join('\n');
    expect(sources).not.toMatch(/telemetry|\bfetch\(|node:https?/i);
  });
});

describe('the problem matcher', () => {
  const matcher = contributes.problemMatchers[0];
  const match = (line: string) => new RegExp(matcher.pattern.regexp).exec(line)?.slice(1);

  it('reads the concise format', () => {
    expect(match("docker/Dockerfile:14:29: error[FWK001] torchvision 0.19.0 does not belong to torch 2.5.1: it's old")).toEqual([
      'docker/Dockerfile', '14', '29', 'error', 'FWK001', "torchvision 0.19.0 does not belong to torch 2.5.1: it's old",
    ]);
    expect(match('C:\\ws\\.wslconfig:2:1: info[WSL002] x')?.slice(0, 3)).toEqual(['C:\\ws\\.wslconfig', '2', '1']);
    expect(Object.entries(matcher.pattern).slice(1)).toEqual([['file', 1], ['line', 2], ['column', 3], ['severity', 4], ['code', 5], ['message', 6]]);
  });

  // One owner for two sources of markers: they would overwrite each other.
  it('has an owner beside the server', () => expect(matcher.owner).not.toBe('envlint'));

  it.each(['12 errors in 3 files', 'a:1:2: fatal[X001] y', 'a:1: error[X001] y', ''])('does not read %j', line => expect(match(line)).toBeUndefined());
});

describe('the selector', () => {
  it('has files by language and by name, and unsaved documents by language', () => {
    const all = documentSelector();
    expect(all.every(filter => filter.scheme === 'file' || filter.scheme === 'untitled')).toBe(true);
    expect(all.filter(filter => filter.scheme === 'untitled').every(filter => filter.language !== undefined && filter.pattern === undefined)).toBe(true);
    expect(all.filter(filter => filter.pattern !== undefined)).toHaveLength(patterns.length);
  });
});
