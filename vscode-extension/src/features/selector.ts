// Which documents the server is told about. It decides by itself what each of them is; what is none of its business costs a message.
import type { DocumentFilter } from 'vscode';

/** Languages of VS Code and of common extensions that are ours as a whole. */
export const languages = ['dockerfile', 'dockercompose', 'wslconfig', 'pip-requirements', 'shellscript', 'powershell', 'bat', 'markdown'];

/** Names of manifests, whatever language the editor takes them for. */
export const patterns = [
  '**/{envlint,.envlint,pyproject}.toml',
  '**/{.wslconfig,wslconfig,.wslconfig.txt,.wslconf,wsl.conf,wsl.conf.txt}',
  '**/{Dockerfile,Containerfile}',
  '**/{Dockerfile,Containerfile}[._-]*',
  '**/*.{dockerfile,containerfile}',
  '**/*compose*.{yml,yaml}',
  '**/{env,conda}*.{yml,yaml}',
  '**/*{env,environment,conda}.{yml,yaml}',
  '**/{env,envs,environment,environments,conda,conda-env,conda-envs,conda_env,conda_envs}/*.{yml,yaml}',
  '**/*requirements*.{txt,in}',
  '**/requirements/*.{txt,in}',
  '**/constraints*.txt',
  '**/*.{sh,bash,ps1,bat,cmd,md,markdown}',
];

/** Files by language and by name; unsaved documents by language, for they have no name yet. */
export function documentSelector(): DocumentFilter[] {
  return [
    ...languages.map(language => ({ scheme: 'file', language })),
    ...patterns.map(pattern => ({ scheme: 'file', pattern })),
    ...[...languages, 'yaml'].map(language => ({ scheme: 'untitled', language })),
  ];
}
