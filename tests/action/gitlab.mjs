// Runs the job of docs/ci/gitlab.yml with gitlab-ci-local, against a release in a folder: what it downloads, keeps, refuses, and leaves behind.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const repository = fileURLToPath(new URL('../..', import.meta.url));
const local = path.join(path.dirname(require.resolve('gitlab-ci-local/package.json')), 'dist/index.js');
const union = `data:text/javascript,${encodeURIComponent('Set.prototype.union ??= function (other) { return new Set([...this, ...other]); }')}`;
if (spawnSync('rsync', ['--version']).error) {
  console.log('left out: gitlab-ci-local needs rsync, which is not installed');
  process.exit(0);
}

const template = readFileSync(path.join(repository, 'docs/ci/gitlab.yml'), 'utf8');
const tag = /ENVLINT_VERSION: (v[\d.]+)/.exec(template)[1];
const work = mkdtempSync(path.join(tmpdir(), 'envlint-gitlab-'));
const release = path.join(work, 'releases', tag);
mkdirSync(path.join(work, 'binary'));
cpSync(process.env.ENVLINT_NATIVE, path.join(work, 'binary', 'envlint'));
const packed = spawnSync('bash', [path.join(repository, '.ci/release/archive.sh'), 'linux-x64', path.join(work, 'binary'), release], { encoding: 'utf8' });
assert.equal(packed.status, 0, packed.stderr);
const sum = createHash('sha256').update(readFileSync(path.join(release, 'envlint-linux-x64.tar.gz'))).digest('hex');

const project = path.join(work, 'project');
mkdirSync(project);
const git = (...args) => assert.equal(spawnSync('git', ['-C', project, '-c', 'user.name=a', '-c', 'user.email=a@b.example', ...args]).status, 0);
git('init', '--quiet', '-b', 'main');
git('remote', 'add', 'origin', 'git@gitlab.example:group/project.git');
writeFileSync(path.join(project, '.gitlab-ci.yml'), template);
writeFileSync(path.join(project, '.gitignore'), '.gitlab-ci-local/\n');

/** Runs the job as a pipeline does: in a copy of what is committed. */
function run(dockerfile, variables) {
  writeFileSync(path.join(project, 'Dockerfile'), dockerfile);
  git('add', '.');
  git('commit', '--quiet', '--allow-empty', '-m', 'a');
  const options = Object.entries({ ENVLINT_RELEASES: `file://${path.join(work, 'releases')}`, ENVLINT_SHA256: sum, ...variables }).flatMap(([name, value]) => ['--variable', `${name}=${value}`]);
  const ran = spawnSync(process.execPath, ['--import', union, local, 'envlint', '--force-shell-executor', '--shell-isolation', ...options], { cwd: project, encoding: 'utf8' });
  const build = path.join(project, '.gitlab-ci-local', 'builds', 'envlint');
  const read = name => (existsSync(path.join(build, name)) ? readFileSync(path.join(build, name), 'utf8') : undefined);
  const result = { status: ran.status, log: ran.stdout + ran.stderr, quality: read('envlint-code-quality.json'), junit: read('envlint-junit.xml') };
  rmSync(path.join(project, '.gitlab-ci-local'), { recursive: true, force: true });
  return result;
}

const bad = 'FROM ubuntu:24.04\nRUN pip install torch>=2.0\n';
const good = 'FROM ubuntu:24.04\nRUN true\n';
let passed = 0;
let failed = 0;
function scenario(name, body) {
  try {
    body();
    passed++;
    console.log(`ok    GitLab: ${name}`);
  } catch (error) {
    failed++;
    console.log(`FAIL  GitLab: ${name}\n${error.stack}`);
  }
}

scenario('findings fail the job, and both reports are there', () => {
  const result = run(bad, {});
  assert.notEqual(result.status, 0);
  assert.match(result.log, /SHL007/);
  assert.ok(JSON.parse(result.quality).some(issue => issue.check_name === 'SHL007' && issue.location.path === 'Dockerfile'), result.quality);
  assert.match(result.junit, /<testsuites?[ >]/);
});

scenario('nothing found: the job passes, and both reports are there', () => {
  const result = run(good, {});
  assert.equal(result.status, 0, result.log);
  assert.deepEqual(JSON.parse(result.quality), []);
  assert.match(result.junit, /<testsuites?[ >]/);
});

scenario('another checksum is refused, and nothing is run', () => {
  const result = run(bad, { ENVLINT_SHA256: '0'.repeat(64) });
  assert.notEqual(result.status, 0);
  assert.match(result.log, /envlint-linux-x64\.tar\.gz: FAILED/);
  assert.doesNotMatch(result.log, /SHL007/);
});

scenario('without a checksum nothing is run', () => {
  const result = run(bad, { ENVLINT_SHA256: '' });
  assert.notEqual(result.status, 0);
  assert.match(result.log, /ENVLINT_SHA256: is the SHA-256/);
});

scenario('paths and options are lists of words', () => {
  const result = run(bad, { ENVLINT_PATHS: 'Dockerfile', ENVLINT_OPTIONS: '--fail-on never --ignore SHL007' });
  assert.equal(result.status, 0, result.log);
  assert.doesNotMatch(result.log, /SHL007\]/);
});

rmSync(work, { recursive: true, force: true });
console.log(`${passed} scenarios of GitLab passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
