// A small runner of composite actions: reads action.yml, evaluates conditions and expressions with GitHub's own evaluator, and runs the steps in bash with the files
// that a runner gives them. What a step "uses" is played: the cache is a folder, an upload is written down.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { data, Evaluator, Lexer, Parser } from '@actions/expressions';
import { parse } from 'yaml';

/** A value of JavaScript as one of an expression. */
function toData(value) {
  if (value === null || value === undefined) return new data.Null();
  if (typeof value === 'boolean') return new data.BooleanData(value);
  if (typeof value === 'string') return new data.StringData(value);
  return new data.Dictionary(...Object.entries(value).map(([key, inner]) => ({ key, value: toData(inner) })));
}

function evaluate(expression, contexts) {
  const functions = [{ name: 'always', minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(true) }];
  const { tokens } = new Lexer(expression).lex();
  const parsed = new Parser(tokens, Object.keys(contexts), functions).parse();
  return new Evaluator(parsed, toData(contexts), new Map(functions.map(f => [f.name, f]))).evaluate();
}

/** Text with ${{ }} in it. */
const substitute = (text, contexts) => String(text).replace(/\$\{\{(.*?)\}\}/gs, (_, expression) => evaluate(expression.trim(), contexts).coerceString());

/** The values that a step has written into its file, as the runner reads it. */
function readOutputs(file) {
  const outputs = {};
  const lines = readFileSync(file, 'utf8').split(/\r?\n/);
  for (let i = 0; i < lines.length; i++) {
    const heredoc = /^([^=<]+)<<(.+)$/.exec(lines[i]);
    if (heredoc) {
      const values = [];
      for (i++; i < lines.length && lines[i] !== heredoc[2]; i++) values.push(lines[i]);
      outputs[heredoc[1]] = values.join('\n');
    } else if (lines[i] !== '') {
      const at = lines[i].indexOf('=');
      if (at < 0) throw new Error(`no output: ${lines[i]}`);
      outputs[lines[i].slice(0, at)] = lines[i].slice(at + 1);
    }
  }
  return outputs;
}

/**
 * Runs an action.
 * @param {object} run action: its folder; workspace; temp: the runner's folder; inputs: what the workflow says; github: its context; environment: further variables;
 * cache: the folder that stands for the cache.
 * @returns {object} exitCode, log, outputs, summary, uploads, steps (names of those that ran).
 */
export function runAction({ action, workspace, temp, inputs = {}, github = {}, environment = {}, cache }) {
  const manifest = parse(readFileSync(path.join(action, 'action.yml'), 'utf8'));
  for (const name of Object.keys(inputs)) {
    if (!(name in manifest.inputs)) throw new Error(`no such input: ${name}`);
  }
  const contexts = {
    github: { action_repository: '', action_ref: '', actor: 'somebody', event_name: 'push', repository: 'somebody/project', token: 'token', event: {}, ...github },
    inputs: {},
    runner: { temp, os: 'Linux' },
    steps: {},
  };
  for (const [name, input] of Object.entries(manifest.inputs)) {
    contexts.inputs[name] = inputs[name] ?? substitute(input.default ?? '', contexts);
  }

  const result = { exitCode: 0, log: '', summary: '', uploads: [], steps: [] };
  const saves = [];
  mkdirSync(temp, { recursive: true });
  manifest.runs.steps.forEach((step, index) => {
    const condition = step.if === undefined ? 'true' : String(step.if);
    const isRun = (result.exitCode === 0 || /always\(\)/.test(condition)) && evaluate(condition, contexts).coerceString() === 'true';
    if (!isRun) return;
    result.steps.push(step.name);
    const outputs = {};
    if (step.uses !== undefined) {
      const values = Object.fromEntries(Object.entries(step.with ?? {}).map(([key, value]) => [key, substitute(value, contexts)]));
      const name = step.uses.split('@')[0];
      if (name === 'actions/cache') {
        if (values.path === '' || values.key === '') throw new Error('a cache without path or key');
        const entry = path.join(cache, encodeURIComponent(values.key));
        if (existsSync(entry)) {
          cpSync(entry, values.path, { recursive: true });
        } else {
          saves.push([values.path, entry]);
        }
      } else if (name === 'github/codeql-action/upload-sarif') {
        result.uploads.push({ ...values, log: JSON.parse(readFileSync(values.sarif_file, 'utf8')) });
      } else if (name === 'actions/setup-dotnet') {
        if (!existsSync(values['global-json-file'])) throw new Error(`no ${values['global-json-file']}`);
      } else {
        throw new Error(`not known here: ${step.uses}`);
      }
    } else {
      if (step.shell !== 'bash') throw new Error(`not bash: ${step.name}`);
      const script = substitute(step.run, contexts);
      if (script !== step.run) throw new Error(`an expression became part of a script: ${step.name}`);
      const files = {};
      for (const kind of ['OUTPUT', 'STEP_SUMMARY', 'PATH', 'ENV', 'STATE']) {
        files[`GITHUB_${kind}`] = path.join(temp, `${index}-${kind}`);
        writeFileSync(files[`GITHUB_${kind}`], '');
      }
      writeFileSync(path.join(temp, `${index}.sh`), script);
      // "shell: bash" is this, with these options.
      const ran = spawnSync('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', path.join(temp, `${index}.sh`)], {
        cwd: workspace,
        encoding: 'utf8',
        maxBuffer: 1 << 28,
        env: {
          PATH: process.env.PATH,
          HOME: process.env.HOME,
          LANG: 'C.UTF-8',
          CI: 'true',
          GITHUB_ACTIONS: 'true',
          GITHUB_ACTION_PATH: action,
          GITHUB_WORKSPACE: workspace,
          GITHUB_SERVER_URL: 'http://127.0.0.1:9',
          GITHUB_API_URL: 'http://127.0.0.1:9',
          RUNNER_OS: 'Linux',
          RUNNER_ARCH: 'X64',
          RUNNER_TEMP: temp,
          RUNNER_TOOL_CACHE: path.join(temp, 'tools'),
          ...files,
          ...environment,
          ...Object.fromEntries(Object.entries(step.env ?? {}).map(([key, value]) => [key, substitute(value, contexts)])),
        },
      });
      if (ran.error) throw ran.error;
      result.log += ran.stdout + ran.stderr;
      result.exitCode = result.exitCode || ran.status;
      Object.assign(outputs, readOutputs(files.GITHUB_OUTPUT));
      result.summary += readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8');
      for (const kind of ['PATH', 'ENV', 'STATE']) {
        if (readFileSync(files[`GITHUB_${kind}`], 'utf8') !== '') throw new Error(`${step.name} writes GITHUB_${kind}`);
      }
    }
    if (step.id !== undefined) contexts.steps[step.id] = { outputs };
  });

  // The cache is written when the job ends well.
  if (result.exitCode === 0) {
    for (const [from, to] of saves) {
      if (existsSync(from)) cpSync(from, to, { recursive: true });
    }
  }
  result.outputs = Object.fromEntries(Object.entries(manifest.outputs).map(([name, output]) => [name, substitute(output.value, contexts)]));
  return result;
}
