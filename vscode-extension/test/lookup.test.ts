import { describe, expect, it } from 'vitest';
import { candidates, expandPath, findProgram, isAtLeast, missingMessage, onSearchPath, versionIn, type Machine, type Surroundings } from '../src/features/lookup';

const linux: Surroundings = { setting: '', workspaceFolder: '/ws', extensionPath: '/ext', home: '/root', searchPath: '/usr/bin:/opt/my tools', platform: 'linux' };
const windows: Surroundings = { setting: '', workspaceFolder: 'C:\\ws', extensionPath: 'C:\\ext', home: 'C:\\Users\\me', searchPath: 'C:\\Windows;"D:\\my tools"', platform: 'win32' };

/** A machine with these files; what they print, or an error. */
function machineWith(files: Record<string, string | Error>): Machine & { runs: string[] } {
  const runs: string[] = [];
  return {
    runs,
    exists: async file => file in files,
    run: async (command, args) => {
      runs.push([command, ...args].join(' '));
      const answer = files[args.find(argument => argument.endsWith('.dll')) ?? command];
      if (answer instanceof Error) {
        throw answer;
      }
      return answer ?? '';
    },
  };
}

describe('where the program is looked for', () => {
  it('takes the bundled one, then PATH, then the .NET tool', () => {
    expect(candidates(linux)).toEqual([
      { source: 'bundled', path: '/ext/server/envlint' },
      { source: 'path', path: '/usr/bin/envlint' },
      { source: 'path', path: '/opt/my tools/envlint' },
      { source: 'tool', path: '/root/.dotnet/tools/envlint' },
    ]);
  });

  it('looks for .exe on Windows and reads quoted folders of PATH', () => {
    expect(candidates(windows).map(candidate => candidate.path)).toEqual([
      'C:\\ext\\server\\envlint.exe',
      'C:\\Windows\\envlint.exe',
      'D:\\my tools\\envlint.exe',
      'C:\\Users\\me\\.dotnet\\tools\\envlint.exe',
    ]);
  });

  it('leaves relative folders of PATH out', () => {
    expect(onSearchPath('envlint', { ...linux, searchPath: '.::bin:/usr/bin' })).toEqual(['/usr/bin/envlint']);
  });

  it.each([
    ['/opt/my tools/envlint', ['/opt/my tools/envlint']],
    ['  ~/bin/envlint ', ['/root/bin/envlint']],
    ['${workspaceFolder}/tools/envlint', ['/ws/tools/envlint']],
    ['tools/envlint', ['/ws/tools/envlint']],
    ['envlint-next', ['/usr/bin/envlint-next', '/opt/my tools/envlint-next']],
    ['~other/envlint', ['/ws/~other/envlint']],
  ])('takes %s as the only one', (setting, paths) => {
    expect(candidates({ ...linux, setting })).toEqual(paths.map(path => ({ source: 'setting', path })));
  });

  it('finds nothing for a path in a workspace where there is none', () => {
    const nowhere = { ...linux, workspaceFolder: undefined };
    expect(candidates({ ...nowhere, setting: '${workspaceFolder}/envlint' })).toEqual([]);
    expect(candidates({ ...nowhere, setting: 'tools/envlint' })).toEqual([]);
    expect(expandPath('${workspaceFolder}', nowhere)).toBeUndefined();
  });

  it('writes ~ out on Windows with either slash', () => {
    expect(expandPath('~\\envlint.exe', windows)).toBe('C:\\Users\\me\\envlint.exe');
    expect(expandPath('~/envlint.exe', windows)).toBe('C:\\Users\\me/envlint.exe');
  });
});

describe('which program is taken', () => {
  it('is the first that answers', async () => {
    const machine = machineWith({ '/usr/bin/envlint': 'envlint 0.1.0\n', '/root/.dotnet/tools/envlint': 'envlint 9.0.0\n' });
    expect((await findProgram(linux, machine)).program).toEqual({ source: 'path', path: '/usr/bin/envlint', version: '0.1.0', command: '/usr/bin/envlint', args: [] });
  });

  it('goes on after one that cannot run, is too old, or is something else', async () => {
    const machine = machineWith({
      '/ext/server/envlint': new Error('spawn ENOEXEC\nmore'),
      '/usr/bin/envlint': 'environment linter 3\n',
      '/opt/my tools/envlint': 'envlint 0.0.9\n',
      '/root/.dotnet/tools/envlint': 'envlint 0.2.0-rc.1\n',
    });
    const { program, refusals } = await findProgram(linux, machine);
    expect(program?.version).toBe('0.2.0-rc.1');
    expect(refusals.map(refusal => refusal.reason)).toEqual([
      'cannot be started (spawn ENOEXEC)',
      'does not answer --version as envlint does',
      'is version 0.0.9; 0.1.0 or newer is needed',
    ]);
  });

  it('starts a dll with dotnet from PATH', async () => {
    const machine = machineWith({ '/d/envlint.dll': 'envlint 0.1.0\n', '/usr/bin/dotnet': '' });
    const { program } = await findProgram({ ...linux, setting: '/d/envlint.dll' }, machine);
    expect(program).toMatchObject({ command: '/usr/bin/dotnet', args: ['/d/envlint.dll'] });
    expect(machine.runs).toEqual(['/usr/bin/dotnet /d/envlint.dll --version']);
  });

  it('says so where dotnet is missing', async () => {
    const { program, refusals } = await findProgram({ ...linux, setting: '/d/envlint.dll' }, machineWith({ '/d/envlint.dll': '' }));
    expect(program).toBeUndefined();
    expect(refusals[0]?.reason).toContain('dotnet');
  });

  it('does not run what is not there', async () => {
    const machine = machineWith({});
    expect(await findProgram(linux, machine)).toEqual({ refusals: [] });
    expect(machine.runs).toEqual([]);
  });
});

describe('versions', () => {
  it.each([
    ['envlint 0.1.0\n', '0.1.0'],
    ['envlint 1.2.3+abc\r\n', '1.2.3+abc'],
    ['welcome\nenvlint 1.0.0\n', '1.0.0'],
    ['envlint', undefined],
    ['other 1.0.0', undefined],
  ])('reads %j', (output, version) => expect(versionIn(output)).toBe(version));

  it.each([
    ['0.1.0', '0.1.0', true],
    ['0.10.0', '0.9.9', true],
    ['1.0.0-beta', '1.0.0', true],
    ['0.0.99', '0.1.0', false],
  ])('compares %s with %s', (version, lowest, expected) => expect(isAtLeast(version, lowest)).toBe(expected));
});

describe('what is said where there is none', () => {
  it('names the setting', () => {
    const at = { ...linux, setting: '/x/envlint' };
    expect(missingMessage(at, [{ candidate: { source: 'setting', path: '/x/envlint' }, reason: 'is not there' }])).toBe('EnvLint cannot start: /x/envlint is not there (setting envlint.path).');
    expect(missingMessage({ ...linux, setting: 'nope' }, [])).toContain('leads nowhere (nope)');
  });

  it('names what was tried', () => {
    expect(missingMessage(linux, [])).toContain('none on PATH');
    expect(missingMessage(linux, [{ candidate: { source: 'path', path: '/usr/bin/envlint' }, reason: 'cannot be started (EACCES)' }])).toBe('EnvLint cannot start: /usr/bin/envlint cannot be started (EACCES).');
  });
});
