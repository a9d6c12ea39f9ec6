// The judges of tests/judges/formats.sh that are packages for Node.js. Each also has to refuse something that is wrong.
const assert = require('node:assert');
const { existsSync, readFileSync } = require('node:fs');
const path = require('node:path');

const data = process.argv[2];
const samples = ['everything', 'empty', 'places', 'hostile', 'targets'];
const read = (format, sample, extension) => readFileSync(path.join(data, format, `${sample}.${extension}`), 'utf8');
let failed = 0;

async function judge(name, ask) {
  try {
    console.log(`ok    ${name}: ${await ask()}`);
  } catch (error) {
    failed++;
    console.log(`FAIL  ${name}: ${error.message}`);
  }
}

/** What GitHub's own library prints for a command. */
function issue(core, name, properties, message) {
  const write = process.stdout.write;
  let printed = '';
  process.stdout.write = text => ((printed += text), true);
  try {
    core.issueCommand(name, properties, message);
  } finally {
    process.stdout.write = write;
  }
  return printed.replace(/\r?\n$/, '');
}

/** A command as the runner reads it: the rules of its ActionCommand.TryParseV2. */
function parseCommand(line) {
  const end = line.indexOf('::', 2);
  const head = line.slice(2, end);
  const blank = head.indexOf(' ');
  const unescape = (text, extra) => [['%0D', '\r'], ['%0A', '\n'], ...extra, ['%25', '%']].reduce((done, [from, to]) => done.split(from).join(to), text);
  const properties = {};
  for (const part of head.slice(blank + 1).split(',')) {
    const equals = part.indexOf('=');
    properties[part.slice(0, equals)] = unescape(part.slice(equals + 1), [['%3A', ':'], ['%2C', ',']]);
  }
  return { name: head.slice(0, blank), properties, message: unescape(line.slice(end + 2), []) };
}

async function main() {
  await judge("GitHub's @actions/core", () => {
    const core = require('@actions/core/lib/command');
    let commands = 0;
    for (const sample of samples) {
      const lines = read('github', sample, 'txt').trimEnd().split('\n');
      const findings = JSON.parse(read('gitlab', sample, 'json'));
      assert.equal(lines.length - 1, findings.length, 'one line for each finding and one that sums up');
      for (const line of lines.slice(0, -1)) {
        const { name, properties, message } = parseCommand(line);
        assert.equal(issue(core, name, properties, message), line);
        commands++;
      }
    }
    assert.notEqual(issue(core, 'error', { file: 'a,b' }, '50%'), '::error file=a,b::50%');
    return `prints the same ${commands} commands from what the runner reads in ours`;
  });

  const MarkdownIt = require('markdown-it');
  const { marked } = await import(require.resolve('marked').replace(/marked\.cjs$/, 'marked.esm.js'));
  const textOf = tokens => tokens.map(token => token.type === 'text' || token.type === 'code_inline' ? token.content : token.children ? textOf(token.children) : '').join('');

  function readMarkdownIt(text) {
    const tokens = new MarkdownIt({ html: true, linkify: false }).enable('table').parse(text, {});
    const all = tokens.flatMap(token => [token, ...(token.children ?? [])]);
    const cells = [];
    tokens.forEach((token, i) => token.type === 'td_open' && cells.push(textOf(tokens[i + 1].children)));
    return {
      forbidden: all.filter(token => /^(html|link|image|em|strong|s)_?/.test(token.type)).map(token => token.type),
      cells,
      fences: tokens.filter(token => token.type === 'fence').length,
    };
  }

  const entities = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  const decode = html => html.replace(/&(#\d+|\w+);/g, (whole, name) => entities[name] ?? (name[0] === '#' ? String.fromCodePoint(Number(name.slice(1))) : whole));
  function readMarked(text) {
    const html = marked.parse(text, { gfm: true });
    return {
      forbidden: [...html.matchAll(/<(?!\/?(h[23]|p|table|thead|tbody|tr|th|td|pre|code)\b)[^>]*>/g)].map(match => match[0]),
      cells: [...html.matchAll(/<td>(.*?)<\/td>/gs)].map(match => decode(match[1].replace(/<\/?code>/g, ''))),
      fences: (html.match(/<pre>/g) ?? []).length,
    };
  }

  for (const [name, readMarkdown] of [['markdown-it', readMarkdownIt], ['marked', readMarked]]) {
    await judge(name, () => {
      let cells = 0;
      for (const sample of samples) {
        const { forbidden, cells: found, fences } = readMarkdown(read('markdown', sample, 'md'));
        const issues = JSON.parse(read('gitlab', sample, 'json'));
        assert.deepEqual(forbidden, [], `${sample}: nothing but text, code and the table`);
        assert.equal(found.length, issues.length * 4, `${sample}: four cells for each finding`);
        assert.equal(fences, issues.length, `${sample}: a fence for each finding`);
        issues.forEach((finding, i) => {
          assert.equal(found[i * 4 + 1], finding.check_name);
          assert.equal(found[i * 4 + 3], finding.description, 'the sentence as it is elsewhere');
        });
        cells += found.length;
      }
      assert.notDeepEqual(readMarkdown('<b>a</b> [b](c) *d*').forbidden, []);
      return `${cells} cells hold what was meant; no HTML, link, image or emphasis`;
    });
  }

  await judge('junit2json', async () => {
    const { parse } = await import(require.resolve('junit2json'));
    let tests = 0;
    for (const sample of samples) {
      const suites = await parse(read('junit', sample, 'xml'));
      const issues = JSON.parse(read('gitlab', sample, 'json'));
      const cases = (suites.testsuite ?? []).flatMap(suite => suite.testcase ?? []);
      assert.equal(cases.length, issues.length);
      assert.equal(cases.filter(test => test.failure).length, issues.filter(finding => finding.severity !== 'info').length);
      assert.deepEqual(cases.map(test => test.name.replace(/ \(\d+\)$/, '')), issues.map(finding => `${finding.check_name}: ${finding.description}`));
      tests += cases.length;
    }
    return `${tests} tests, named by what was found`;
  });

  const schemas = process.env.ENVLINT_SCHEMAS ?? '';
  for (const [format, file, each] of [['rdjson', 'DiagnosticResult.json', false], ['gitlab', 'codeclimate.json', true]]) {
    if (!existsSync(path.join(schemas, file))) {
      console.log(`skip  schema of ${format}: ENVLINT_SCHEMAS names no folder with ${file}`);
      continue;
    }
    await judge(`schema of ${format}`, () => {
      const schema = JSON.parse(readFileSync(path.join(schemas, file), 'utf8'));
      const Ajv = /draft-04/.test(schema.$schema ?? '') ? require('ajv-draft-04').default : require('ajv').default;
      const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);
      for (const sample of samples) {
        const report = JSON.parse(read(format, sample, 'json'));
        for (const part of each ? report : [report]) {
          assert.ok(validate(part), `${sample}: ${JSON.stringify(validate.errors)}`);
        }
      }
      assert.ok(!validate(each ? { description: 1 } : { diagnostics: [{ severity: 'BAD' }] }), 'it takes something wrong');
      return 'valid';
    });
  }

  process.exit(failed === 0 ? 0 : 1);
}

main();
