#!/usr/bin/env bash
# Holds the schema of envlint.toml to ajv: what holds is accepted, what is wrong is refused, and the configurations of the documents hold.
#   tests/judges/schema.sh            exit 1 where ajv says otherwise
# The tools come from npm into ${ENVLINT_TOOLS:-$HOME/.cache/envlint-tools}, once.
set -euo pipefail
cd "$(dirname "$0")/../.."

ajv=8.17.1
toml=1.3.1
folder=${ENVLINT_TOOLS:-$HOME/.cache/envlint-tools}/schema-$ajv-$toml
if [ ! -d "$folder/node_modules/ajv" ] || [ ! -d "$folder/node_modules/smol-toml" ]; then
  mkdir -p "$folder"
  npm install --prefix "$folder" --ignore-scripts --no-audit --no-fund --save-exact "ajv@$ajv" "smol-toml@$toml" >&2
fi

NODE_PATH=$folder/node_modules node <<'JS'
const fs = require('fs');
const Ajv = require('ajv');
const toml = require('smol-toml');
const validate = new Ajv({ strict: true, allErrors: true }).compile(JSON.parse(fs.readFileSync('docs/envlint.schema.json', 'utf8')));
let count = 0, wrong = 0;

function judge(place, text, expected) {
  count++;
  let errors;
  try {
    errors = validate(toml.parse(text)) ? [] : validate.errors.map(error => `${error.instancePath} ${error.message}`);
  } catch (error) {
    console.error(`${place}: no TOML: ${error.message}`);
    process.exit(2);
  }
  if ((errors.length === 0) !== expected) {
    wrong++;
    console.error(`${place}: ${expected ? `refused: ${errors.join('; ')}` : 'accepted'}\n${text.trim().replace(/^/gm, '    ')}`);
  }
}

for (const [file, expected] of [['accepted', true], ['refused', false]]) {
  const cases = fs.readFileSync(`tests/judges/schema/${file}.txt`, 'utf8').split(/^---\n/m).slice(1);
  cases.forEach((text, index) => judge(`${file} ${index + 1}`, text, expected));
}

// The configurations that the documents show: fences of TOML, and in those about pyproject.toml our own table.
for (const file of ['README.md', ...fs.readdirSync('docs').filter(name => name.endsWith('.md')).map(name => `docs/${name}`)]) {
  for (const [, fence] of fs.readFileSync(file, 'utf8').matchAll(/^```toml\n([^]*?)^```/gm)) {
    const shown = toml.parse(fence);
    const own = shown.tool?.envlint ?? (shown.project || shown.tool || shown['build-system'] ? undefined : shown);
    if (own) judge(file, toml.stringify(own), true);
  }
}

console.log(`${count} configurations, ${wrong} judged otherwise`);
process.exit(wrong === 0 ? 0 : 1);
JS
