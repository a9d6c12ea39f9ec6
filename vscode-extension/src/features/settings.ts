// The settings that the server is told of.
import * as vscode from 'vscode';

/** The part of the section `envlint` that the server reads. */
export interface ServerSettings {
  target: string[];
  severities: Record<string, string>;
}

/** Reads a value of `envlint.target`: a text or several. */
export function targetsOf(value: unknown): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((item): item is string => typeof item === 'string').map(item => item.trim()).filter(item => item !== '');
}

/** The settings that hold for a resource, or for the window. */
export function serverSettings(scope?: vscode.Uri): ServerSettings {
  const configuration = vscode.workspace.getConfiguration('envlint', scope ?? null);
  return {
    target: targetsOf(configuration.get('target')),
    severities: { ...configuration.get<Record<string, string>>('severities') },
  };
}

/** The value of `envlint.path`. In a workspace that is not trusted VS Code leaves the workspace's own value out. */
export function pathSetting(): string {
  return vscode.workspace.getConfiguration('envlint').get('path', '');
}
