// What the action does, step by step: where EnvLint comes from, how it is called, what is left behind, how the run ends.
//   node scenarios.mjs [FILTER]
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runAction } from './runner.mjs';

const repository = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const native = process.env.ENVLINT_NATIVE;
const version = /<VersionPrefix>(.*)<\/VersionPrefix>/.exec(readFileSync(path.join(repository, 'Directory.Build.props'), 'utf8'))[1];
const tag = `v${version}`;
const bad = 'FROM ubuntu:24.04\nRUN apt-get install -y curl\nRUN pip install torch>=2.0\n';
const good = 'FROM ubuntu:24.04\nRUN true\n';
const tagCommit = '1'.repeat(40);
const otherCommit = '2'.repeat(40);

const work = mkdtempSync(path.join(tmpdir(), 'envlint-action-'));
const served = path.join(work, 'served');
const requests = path.join(work, 'requests');
mkdirSync(served);

/** An archive as a release has it, with this program inside. */
function makeRelease(name, program, { sums = true, asset = 'envlint-linux-x64.tar.gz' } = {}) {
  const folder = path.join(served, 'envlint', 'envlint', 'releases', 'download', name);
  const stage = mkdtempSync(path.join(work, 'stage-'));
  mkdirSync(folder, { recursive: true });
  mkdirSync(path.join(stage, 'envlint-linux-x64'));
  cpSync(program, path.join(stage, 'envlint-linux-x64', 'envlint'));
  chmodSync(path.join(stage, 'envlint-linux-x64', 'envlint'), 0o755);
  const archive = path.join(folder, asset);
  assert.equal(spawnSync('tar', ['-czf', archive, '-C', stage, 'envlint-linux-x64']).status, 0);
  if (sums) {
    writeFileSync(path.join(folder, 'SHA256SUMS'), `${createHash('sha256').update(readFileSync(archive)).digest('hex')}  ${asset}\n`);
  }
  return folder;
}

/** A program that writes its arguments down, one per line, and does what the rest of the script says. */
function makeProgram(script) {
  const file = path.join(mkdtempSync(path.join(work, 'program-')), 'envlint');
  writeFileSync(file, `#!/usr/bin/env bash\nif [ "$1" = --version ]; then echo 'envlint ${version}'; exit; fi\nprintf '%s\\n' "$@" >"$RUNNER_TEMP/arguments"\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

const server = spawn(process.execPath, [fileURLToPath(new URL('release-server.mjs', import.meta.url)), served, requests], { stdio: ['ignore', 'pipe', 'inherit'] });
const port = await new Promise(resolve => server.stdout.once('data', text => resolve(Number(text))));
const address = `http://127.0.0.1:${port}`;

// The release of this version is packed by the script that packs releases.
const release = makeRelease(tag, native);
for (const [platform, program] of [['linux-x64', 'envlint'], ['win-x64', 'envlint.exe']]) {
  const folder = mkdtempSync(path.join(work, 'binary-'));
  cpSync(native, path.join(folder, program));
  const packed = spawnSync('bash', [path.join(repository, '.ci/release/archive.sh'), platform, folder, release], { encoding: 'utf8' });
  assert.equal(packed.status, 0, packed.stderr);
}
assert.equal(spawnSync('bash', [path.join(repository, '.ci/release/checksums.sh'), release]).status, 0);
makeRelease('v9.9.1', makeProgram('exit 0'));
writeFileSync(path.join(makeRelease('v9.9.2', native), 'envlint-linux-x64.tar.gz'), 'something else');
makeRelease('v9.9.3', native, { asset: 'envlint-linux-arm64.tar.gz' });
rmSync(path.join(makeRelease('v9.9.4', native), 'envlint-linux-x64.tar.gz'));
writeFileSync(path.join(served, 'commits.json'), JSON.stringify({ [tag]: tagCommit, v0: tagCommit, main: otherCommit, [otherCommit]: otherCommit }));

// The action as a runner has it: without its history, and with a dotnet that only pretends.
const action = path.join(work, 'action');
mkdirSync(action);
for (const name of ['action.yml', '.github/action', 'Directory.Build.props', 'Directory.Build.targets', 'Directory.Packages.props', 'global.json', 'rules/README.md', 'server/README.md', 'src']) {
  if (name === 'src') {
    mkdirSync(path.join(action, 'src'));
    writeFileSync(path.join(action, 'src', 'a b.cs'), '// source\n');
  } else if (existsSync(path.join(repository, name))) {
    cpSync(path.join(repository, name), path.join(action, name), { recursive: true });
  }
}
mkdirSync(path.join(action, 'server'), { recursive: true });
const bin = path.join(work, 'bin');
mkdirSync(bin);
writeFileSync(path.join(bin, 'dotnet'), `#!/usr/bin/env bash\nprintf '%s\\n' "$*" >>"$RUNNER_TEMP/dotnet"\nwhile [ "$1" != --output ]; do shift; done\nmkdir -p "$2"\ncp "${native}" "$2/envlint"\n`);
chmodSync(path.join(bin, 'dotnet'), 0o755);

let count = 0;
let failed = 0;
const filter = process.argv[2] ?? '';
function scenario(name, body) {
  if (!name.includes(filter)) return;
  count++;
  const folder = path.join(work, `scenario-${count}`);
  const workspace = path.join(folder, 'a workspace');
  mkdirSync(path.join(workspace, '.git'), { recursive: true });
  writeFileSync(requests, '');
  let number = 0;
  const context = {
    workspace,
    write: (file, text) => {
      mkdirSync(path.dirname(path.join(workspace, file)), { recursive: true });
      writeFileSync(path.join(workspace, file), text);
    },
    requests: () => readFileSync(requests, 'utf8').trim().split('\n').filter(line => line !== ''),
    temp: () => path.join(folder, `temp ${number}`),
    arguments: () => readFileSync(path.join(folder, `temp ${number}`, 'arguments'), 'utf8').trimEnd().split('\n'),
    // Each run is a job of its own on a new machine; the cache is what they share.
    run: ({ inputs, github, environment, tools, from = action } = {}) => {
      number++;
      return runAction({
        action: from, workspace, inputs,
        temp: path.join(folder, `temp ${number}`),
        cache: path.join(folder, 'cache'),
        github: { action_repository: 'envlint/envlint', action_ref: tag, ...github },
        environment: {
          GITHUB_SERVER_URL: address,
          GITHUB_API_URL: address,
          PATH: `${bin}:${process.env.PATH}`,
          ...(tools === undefined ? {} : { RUNNER_TOOL_CACHE: path.join(folder, tools) }),
          ...environment,
        },
      });
    },
  };
  try {
    body(context);
    console.log(`ok    ${name}`);
  } catch (error) {
    failed++;
    console.log(`FAIL  ${name}\n${error.stack}`);
  }
}

const sarifCode = log => log.runs[0].results.map(result => result.ruleId);
const commands = log => log.split('\n').filter(line => line.trimStart().startsWith('::'));

// Where it comes from.

scenario('the release of the tag is downloaded, checked and run', t => {
  t.write('Dockerfile', bad);
  const run = t.run();
  assert.equal(run.exitCode, 1, run.log);
  assert.equal(run.outputs['exit-code'], '1');
  assert.ok(Number(run.outputs.errors) >= 1);
  assert.ok(Number(run.outputs.findings) >= Number(run.outputs.errors));
  assert.deepEqual(t.requests(), [`GET /envlint/envlint/releases/download/${tag}/SHA256SUMS`, `GET /envlint/envlint/releases/download/${tag}/envlint-linux-x64.tar.gz`]);
  assert.match(run.log, new RegExp(`^envlint ${version}$`, 'm'));
  assert.ok(!run.steps.some(name => name.includes('.NET')));
});

scenario('nothing is found: the run ends well, and everything is written', t => {
  t.write('Dockerfile', good);
  const run = t.run({ inputs: { sarif: 'true' } });
  assert.equal(run.exitCode, 0, run.log);
  assert.deepEqual([run.outputs['exit-code'], run.outputs.findings, run.outputs.errors], ['0', '0', '0']);
  assert.deepEqual(sarifCode(JSON.parse(readFileSync(run.outputs['sarif-file'], 'utf8'))), []);
  assert.equal(run.uploads.length, 1, 'an empty log closes what was found before');
  assert.notEqual(run.summary, '');
});

scenario('an archive that is not what the release says is refused, and not run', t => {
  const run = t.run({ github: { action_ref: 'v9.9.2' } });
  assert.equal(run.exitCode, 2);
  assert.match(run.log, /^::error title=EnvLint::envlint-linux-x64\.tar\.gz is not what the release says: its SHA-256 is [0-9a-f]{64}, not [0-9a-f]{64}$/m);
  assert.ok(!run.steps.includes('Check'));
  assert.ok(!existsSync(path.join(t.temp(), 'tools', 'envlint', 'envlint', 'envlint', '9.9.2', 'linux-x64.complete')));
});

scenario('the second run takes the archive from the cache, and looks at it again', t => {
  t.write('Dockerfile', good);
  assert.equal(t.run().exitCode, 0);
  t.run();
  assert.equal(t.requests().filter(request => request.endsWith('.tar.gz')).length, 1);
  assert.equal(t.requests().filter(request => request.endsWith('SHA256SUMS')).length, 2);
  const [entry] = readdirSync(path.join(t.temp(), '../cache'));
  writeFileSync(path.join(t.temp(), '../cache', entry, 'envlint-linux-x64.tar.gz'), 'poisoned');
  const run = t.run();
  assert.equal(run.exitCode, 2);
  assert.match(run.log, /is not what the release says/);
});

scenario('the tool cache of a machine that stays is used without the network', t => {
  t.write('Dockerfile', good);
  assert.equal(t.run({ tools: 'tools' }).exitCode, 0);
  const before = t.requests().length;
  const run = t.run({ tools: 'tools' });
  assert.equal(run.exitCode, 0, run.log);
  assert.equal(t.requests().length, before);
  assert.ok(!run.steps.some(name => name.startsWith('Keep')));
  // What another repository calls by the same version is another program.
  assert.equal(t.run({ tools: 'tools', github: { action_repository: 'somebody/envlint' } }).steps.some(name => name.startsWith('Keep')), true);
  assert.match(t.requests().at(-1), /somebody\/envlint/);
});

scenario('a commit that is the release is the release; a token asks, and is not sent along with downloads', t => {
  t.write('Dockerfile', good);
  const run = t.run({ github: { action_ref: tagCommit, token: 'ghs_secret1' } });
  assert.equal(run.exitCode, 0, run.log);
  assert.deepEqual(t.requests().map(request => request.replace(/.*\/(repos|releases)\//, '$1 ')), [
    `repos envlint/envlint/commits/${tag} with a token`, `releases download/${tag}/SHA256SUMS`, `releases download/${tag}/envlint-linux-x64.tar.gz`]);
  assert.doesNotMatch(run.log, /ghs_secret1/);
});

scenario('a tag that moves is the release where it is the same commit', t => {
  t.write('Dockerfile', good);
  const run = t.run({ github: { action_ref: 'v0' } });
  assert.equal(run.exitCode, 0, run.log);
  assert.ok(t.requests().some(request => request.endsWith('.tar.gz')));
});

for (const [name, ref] of [['a branch', 'main'], ['another commit', otherCommit], ['a name that the address cannot have', 'a b?c']]) {
  scenario(`${name} is built, never replaced by a release`, t => {
    t.write('Dockerfile', good);
    const run = t.run({ github: { action_ref: ref } });
    assert.equal(run.exitCode, 0, run.log);
    assert.ok(!t.requests().some(request => request.includes('/releases/')));
    assert.match(readFileSync(path.join(t.temp(), 'dotnet'), 'utf8'), /^publish src\/EnvLint\.Cli\/EnvLint\.Cli\.csproj /);
    assert.ok(run.steps.some(step => step.includes('.NET')));
  });
}

scenario('"uses: ./" builds once per source', t => {
  t.write('Dockerfile', good);
  assert.equal(t.run({ github: { action_repository: '', action_ref: '' } }).exitCode, 0);
  assert.ok(existsSync(path.join(t.temp(), 'dotnet')));
  assert.equal(t.run({ github: { action_repository: '', action_ref: '' } }).exitCode, 0);
  assert.ok(!existsSync(path.join(t.temp(), 'dotnet')), 'from the cache');
  const file = path.join(action, 'src', 'a b.cs');
  appendFileSync(file, '// changed\n');
  assert.equal(t.run({ github: { action_repository: '', action_ref: '' } }).exitCode, 0);
  assert.ok(existsSync(path.join(t.temp(), 'dotnet')), 'another source');
  assert.deepEqual(t.requests(), []);
});

scenario('where the runner does not say whose action it is, its folder does', t => {
  t.write('Dockerfile', good);
  const from = path.join(work, '_actions', 'envlint', 'envlint', tag);
  cpSync(action, from, { recursive: true });
  const run = t.run({ from, github: { action_repository: '', action_ref: '' } });
  assert.equal(run.exitCode, 0, run.log);
  assert.ok(t.requests().some(request => request === `GET /envlint/envlint/releases/download/${tag}/envlint-linux-x64.tar.gz`));
});

scenario('no release, and nothing to build with: said', t => {
  const tools = path.join(work, 'few');
  mkdirSync(tools, { recursive: true });
  for (const tool of ['bash', 'curl', 'sed', 'awk', 'cut', 'tr', 'sort', 'find', 'xargs', 'cat', 'sha256sum', 'mkdir', 'dirname', 'env']) {
    const found = spawnSync('bash', ['-c', `command -v ${tool}`], { encoding: 'utf8' }).stdout.trim();
    if (!existsSync(path.join(tools, tool))) spawnSync('ln', ['-s', found, path.join(tools, tool)]);
  }
  const run = t.run({ github: { action_ref: 'v7.7.7' }, environment: { PATH: tools } });
  assert.equal(run.exitCode, 2, run.log);
  assert.match(run.log, /^there is no release v7\.7\.7: EnvLint is built$/m);
  assert.match(run.log, /^::error title=EnvLint::there is no release to download, and no \.NET SDK to build EnvLint with$/m);
});

scenario('a platform that the release does not have is built', t => {
  t.write('Dockerfile', good);
  const run = t.run({ github: { action_ref: 'v9.9.3' } });
  assert.equal(run.exitCode, 0, run.log);
  assert.match(run.log, /^the release v9\.9\.3 has no envlint-linux-x64\.tar\.gz: EnvLint is built$/m);
});

for (const [os, arch, asset] of [['Linux', 'ARM64', 'envlint-linux-arm64.tar.gz'], ['Windows', 'ARM64', 'envlint-windows-arm64.tar.gz'], ['macOS', 'ARM64', 'envlint-osx-arm64.tar.gz'], ['Linux', 'X86', 'envlint-linux-x86.tar.gz']]) {
  scenario(`${os} on ${arch} asks for ${asset}`, t => {
    const run = t.run({ inputs: { version: tag }, environment: { RUNNER_OS: os, RUNNER_ARCH: arch } });
    assert.equal(run.exitCode, 2);
    assert.match(run.log, new RegExp(`the release ${tag} has no ${asset.replaceAll('.', '\\.')}`));
  });
}

scenario('a machine whose programs use musl is no machine for the released binaries', t => {
  const tools = path.join(work, 'musl');
  mkdirSync(tools);
  writeFileSync(path.join(tools, 'ldd'), "#!/bin/sh\necho 'musl libc (x86_64)' >&2\nexit 1\n");
  chmodSync(path.join(tools, 'ldd'), 0o755);
  const run = t.run({ inputs: { version: tag }, environment: { PATH: `${tools}:${process.env.PATH}` } });
  assert.match(run.log, new RegExp(`the release ${tag} has no envlint-linux-musl-x64`));
});

scenario('the archive for Windows is one of zip', t => {
  t.write('Dockerfile', good);
  const run = t.run({ environment: { RUNNER_OS: 'Windows' } });
  assert.equal(run.exitCode, 0, run.log);
  assert.ok(t.requests().some(request => request.endsWith('envlint-win-x64.zip')));
  assert.deepEqual(readdirSync(path.join(t.temp(), 'tools', 'envlint', 'envlint', 'envlint', version, 'win-x64')).sort(), ['CHANGELOG.md', 'LICENSE', 'README.md', 'envlint.exe']);
});

scenario('a version that is asked for is that version, or an error', t => {
  t.write('Dockerfile', bad);
  for (const name of ['v9.9.1', '9.9.1']) {
    assert.equal(t.run({ inputs: { version: name } }).exitCode, 0, 'a program that finds nothing');
  }
  assert.match(t.run({ inputs: { version: 'v7.7.7' } }).log, /^::error title=EnvLint::there is no release v7\.7\.7 at http:\/\/127\.0\.0\.1:\d+\/envlint\/envlint$/m);
  assert.match(t.run({ inputs: { version: 'v9.9.3' } }).log, /^::error title=EnvLint::the release v9\.9\.3 has no envlint-linux-x64\.tar\.gz$/m);
  assert.match(t.run({ inputs: { version: 'v9.9.4' } }).log, /envlint-linux-x64\.tar\.gz cannot be downloaded$/m);
  assert.match(t.run({ inputs: { version: tag }, github: { action_repository: '' } }).log, /::error .*OWNER\/REPOSITORY@REF/);
  for (const hostile of ['latest', '../../evil', '0.1.0\nsource=tool-cache', '$(touch owned)', 'v0.1.0"; touch owned; "']) {
    const run = t.run({ inputs: { version: hostile } });
    assert.equal(run.exitCode, 2);
    assert.match(run.log, /^::error title=EnvLint::version: '.*' is no version; v0\.1\.0 is one$/m);
    assert.deepEqual(run.steps, ['Find EnvLint']);
  }
  assert.ok(!existsSync(path.join(t.workspace, 'owned')));
});

scenario('a server that fails is no missing release', t => {
  const run = t.run({ github: { action_repository: 'broken/envlint' }, environment: { GITHUB_SERVER_URL: `${address}/broken` } });
  assert.equal(run.exitCode, 2);
  assert.match(run.log, /::error title=EnvLint::the checksums of v[0-9.]+ cannot be read from .*: status 500/);
  assert.match(t.run({ environment: { GITHUB_SERVER_URL: 'http://127.0.0.1:9' } }).log, /::error title=EnvLint::the checksums of v[0-9.]+ cannot be read/);
});

// How it is called.

scenario('inputs arrive as they are, one per line, and no shell sees them', t => {
  makeRelease('v9.9.5', makeProgram('exit 0'));
  const hostile = ['a b', '$(touch owned)', '`touch owned`', '"; touch owned; "', "'; touch owned; '", '-x', '*', '\\', '%0A::error::x', 'é\u202e', '@file'];
  const run = t.run({
    inputs: {
      version: 'v9.9.5', paths: `\n  ${hostile.join('\r\n\t')}  \n\n`, target: 'platform=wsl2,gpu=RTX 4070\n--fix', 'fail-on': '$(touch owned)', config: '-c ; touch owned',
      args: '--exclude=a b\n  --baseline=x.json',
    },
  });
  assert.equal(run.exitCode, 0, run.log);
  const results = path.join(t.temp(), 'envlint-results');
  assert.deepEqual(t.arguments(), [
    'check', '--format=github', `--format=json=${results}/envlint.json`, `--format=sarif=${results}/envlint.sarif`, `--format=markdown=${results}/summary.md`,
    '--fail-on=$(touch owned)', '--config=-c ; touch owned', '--target=platform=wsl2,gpu=RTX 4070', '--target=--fix', '--exclude=a b', '--baseline=x.json', '--', ...hostile]);
  assert.deepEqual(readdirSync(t.workspace), ['.git']);
});

scenario('without inputs the folder is checked, and nothing else is said', t => {
  const run = t.run({ inputs: { version: 'v9.9.1' } });
  assert.equal(run.exitCode, 0, run.log);
  assert.deepEqual(t.arguments().filter(argument => !argument.startsWith('--format')), ['check', '--', '.']);
});

scenario('paths with blanks, brackets and quotes are found', t => {
  for (const folder of ['a b', 'c[1]', "d'e", '-f']) t.write(`${folder}/Dockerfile`, bad);
  const run = t.run({ inputs: { paths: "a b\nc[1]\nd'e\n-f", sarif: 'true' } });
  assert.equal(run.exitCode, 1, run.log);
  const files = new Set(run.uploads[0].log.runs[0].results.map(result => decodeURIComponent(result.locations[0].physicalLocation.artifactLocation.uri)));
  assert.deepEqual([...files].sort(), ['-f/Dockerfile', 'a b/Dockerfile', 'c[1]/Dockerfile', "d'e/Dockerfile"]);
});

for (const input of ['annotations', 'summary', 'sarif']) {
  scenario(`${input} is true or false`, t => {
    const run = t.run({ inputs: { [input]: 'yes\n::error::x' } });
    assert.equal(run.exitCode, 2);
    assert.match(run.log, new RegExp(`^::error title=EnvLint::${input}: 'yes%0A::error::x' is neither true nor false$`, 'm'));
  });
}

// What is left behind.

scenario('annotations, summary and the log for code scanning are there before the run fails', t => {
  t.write('docker/Dockerfile', bad);
  const run = t.run({ inputs: { sarif: 'true', category: 'gpu files' } });
  assert.equal(run.exitCode, 1);
  assert.ok(commands(run.log).some(line => /^::error .*file=docker\/Dockerfile,.*line=3/.test(line)), run.log);
  assert.match(run.summary, /SHL007/);
  assert.equal(run.uploads.length, 1);
  assert.equal(run.uploads[0].category, 'gpu files');
  assert.ok(sarifCode(run.uploads[0].log).includes('SHL007'));
  assert.deepEqual(run.steps.slice(-2), ['Upload findings to code scanning', 'Verdict']);
  assert.equal(String(sarifCode(run.uploads[0].log).length), run.outputs.findings);
});

scenario('what is switched off is left out; frames in the log cannot be commands', t => {
  t.write('Dockerfile', `${bad}::error::from a file\n`);
  const run = t.run({ inputs: { annotations: 'false', summary: 'false' } });
  assert.equal(run.exitCode, 1);
  const [stop, ...rest] = commands(run.log);
  const token = /^::stop-commands::([0-9a-f]{32})$/.exec(stop)[1];
  assert.equal(rest.at(-1), `::${token}::`);
  assert.match(run.log, /┌─ Dockerfile:3/);
  assert.equal(run.summary, '');
  assert.equal(run.uploads.length, 0);
  assert.ok(existsSync(run.outputs['sarif-file']));
});

for (const [name, github, uploads] of [
  ['a pull request of the same repository', { event_name: 'pull_request', event: { pull_request: { head: { repo: { full_name: 'somebody/project' } } } } }, 1],
  ['a pull request of a fork', { event_name: 'pull_request', event: { pull_request: { head: { repo: { full_name: 'else/project' } } } } }, 0],
  ['Dependabot', { actor: 'dependabot[bot]' }, 0],
  ['a push', {}, 1],
]) {
  scenario(`${name}: ${uploads === 1 ? 'uploaded' : 'not uploaded'}`, t => {
    t.write('Dockerfile', bad);
    const run = t.run({ inputs: { sarif: 'true' }, github });
    assert.equal(run.uploads.length, uploads);
    assert.equal(run.exitCode, 1);
  });
}

scenario('never fails where that is asked for, and tells all the same', t => {
  t.write('Dockerfile', bad);
  const run = t.run({ inputs: { 'fail-on': 'never' } });
  assert.equal(run.exitCode, 0, run.log);
  assert.ok(Number(run.outputs.errors) >= 1);
});

for (const [name, inputs, write] of [
  ['a path that is not there', { paths: 'nowhere' }, undefined],
  ['a configuration with an unknown key', {}, ['envlint.toml', 'fail-onn = "error"\n']],
  ['a target that is none', { target: 'platform=moon' }, undefined],
  ['a level that is none', { 'fail-on': 'severe' }, undefined],
]) {
  scenario(`${name}: 2, with an annotation and without an upload`, t => {
    t.write('Dockerfile', bad);
    if (write !== undefined) t.write(...write);
    const run = t.run({ inputs: { ...inputs, sarif: 'true' } });
    assert.equal(run.exitCode, 2, run.log);
    assert.equal(run.outputs['exit-code'], '2');
    assert.ok(commands(run.log).some(line => line.startsWith('::error title=EnvLint::')), run.log);
    assert.equal(run.uploads.length, 0);
  });
}

scenario('what the program says on standard error is one line of a command, or none', t => {
  makeRelease('v9.9.6', makeProgram("printf 'wrong: 100%%\\n::warning::x\\n' >&2; exit 2"));
  const run = t.run({ inputs: { version: 'v9.9.6' } });
  assert.equal(run.exitCode, 2);
  assert.match(run.log, /^::error title=EnvLint::wrong: 100%25%0A::warning::x$/m);
  makeRelease('v9.9.7', makeProgram("printf '::warning::x\\n' >&2; exit 0"));
  const quiet = commands(t.run({ inputs: { version: 'v9.9.7' } }).log);
  assert.match(quiet[0], /^::stop-commands::/);
  assert.equal(quiet.length, 3);
  makeRelease('v9.8.1', makeProgram("printf '::warning::x\\nand no line end' >&2; exit 0"));
  const [stop, , go] = commands(t.run({ inputs: { version: 'v9.8.1' } }).log);
  assert.equal(go, `::${stop.slice('::stop-commands::'.length)}::`);
});

scenario('EnvLint itself fails: 3', t => {
  makeRelease('v9.9.8', makeProgram("echo 'a rule failed' >&2; exit 3"));
  const run = t.run({ inputs: { version: 'v9.9.8' } });
  assert.deepEqual([run.exitCode, run.outputs['exit-code']], [3, '3']);
});

scenario('findings of the examples are those that they plant, and the mended twin has none', t => {
  cpSync(path.join(repository, 'examples'), path.join(t.workspace, 'examples'), { recursive: true });
  const pitfalls = t.run({ inputs: { paths: 'examples/pitfalls' } });
  assert.equal(pitfalls.exitCode, 1, pitfalls.log);
  assert.ok(Number(pitfalls.outputs.errors) >= 10, pitfalls.outputs.errors);
  const mended = t.run({ inputs: { paths: 'examples/mended', 'fail-on': 'info' } });
  assert.deepEqual([mended.exitCode, mended.outputs.findings], [0, '0'], mended.log);
});

server.kill();
rmSync(work, { recursive: true, force: true });
console.log(`${count - failed} scenarios passed, ${failed} failed`);
process.exit(failed === 0 && count > 0 ? 0 : 1);
