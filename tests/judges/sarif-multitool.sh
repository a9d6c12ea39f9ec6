#!/usr/bin/env bash
# Holds SARIF logs to Microsoft's SARIF Multitool, with the rules of the standard and of GitHub's ingestion.
#   tests/judges/sarif-multitool.sh FILE...    exit 1 if there is an error; warnings are printed, notes counted
#   tests/judges/sarif-multitool.sh --install  installs the tool and prints the folder, for ENVLINT_SARIF_MULTITOOL
# The tool comes from npm into ${ENVLINT_TOOLS:-$HOME/.cache/envlint-tools}, once.
set -euo pipefail

version=5.7.0
folder=${ENVLINT_TOOLS:-$HOME/.cache/envlint-tools}/sarif-multitool-$version
program=$folder/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool

if [ ! -f "$program" ]; then
  mkdir -p "$folder"
  npm install --prefix "$folder" --ignore-scripts --no-audit --no-fund --save-exact "@microsoft/sarif-multitool-linux@$version" >&2
fi
chmod +x "$program"

if [ "${1-}" = --install ]; then
  echo "$folder"
  exit 0
fi
if [ $# -eq 0 ]; then
  echo "usage: $0 FILE... | --install" >&2
  exit 2
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0
for file in "$@"; do
  # The program ends with 0 whatever it found: its verdict is a log of its own.
  "$program" validate "$file" --rule-kind 'Sarif;Ghas' --level 'Error;Warning;Note' --max-file-size-in-kb 1048576 \
    --output "$work/verdict.sarif" --log ForceOverwrite > "$work/printed" 2>&1 || { cat "$work/printed" >&2; exit 1; }
  node - "$file" "$work/verdict.sarif" <<'JS' || status=1
const [file, verdict] = process.argv.slice(2);
const log = JSON.parse(require('fs').readFileSync(verdict, 'utf8').replace(/^\uFEFF/, ''));
const count = { error: 0, warning: 0, note: 0, none: 0 };
function tell(level, id, message, rule, location) {
  count[level]++;
  if (level !== 'error' && level !== 'warning') return;
  const template = message.text ?? rule?.messageStrings?.[message.id]?.text ?? message.id ?? '';
  const text = template.replace(/\{(\d+)\}/g, (whole, index) => message.arguments?.[index] ?? whole);
  const region = location?.physicalLocation?.region;
  console.log(`${file}${region ? `:${region.startLine}:${region.startColumn}` : ''}: ${level} ${id}: ${text}`);
}
for (const run of log.runs) {
  const rules = run.tool.driver.rules ?? [];
  for (const result of run.results ?? []) {
    tell(result.level ?? 'warning', result.ruleId, result.message, rules[result.ruleIndex], result.locations?.[0]);
  }
  for (const invocation of run.invocations ?? []) {
    for (const kind of ['toolConfigurationNotifications', 'toolExecutionNotifications']) {
      for (const notification of invocation[kind] ?? []) {
        tell(notification.level ?? 'warning', notification.descriptor?.id ?? kind, notification.message);
      }
    }
  }
}
console.log(`${file}: ${count.error} errors, ${count.warning} warnings, ${count.note} notes`);
process.exit(count.error > 0 ? 1 : 0);
JS
done
exit $status
