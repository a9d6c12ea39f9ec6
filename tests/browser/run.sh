#!/usr/bin/env bash
# Opens pages of `--format html`, written by the real program, in Chromium: what they ask for, filters, keys, addresses, paper, narrow and
# forced colours, and accessibility by axe-core in both colour schemes.
#
#   tests/browser/run.sh [--pictures FOLDER] [--readme]
#
# --pictures FOLDER   keeps the pages and their pictures there
# --readme            takes docs/images/report.png anew
#
# Needs node, npm and a Chromium: CHROMIUM names it, else it is looked for on the path. playwright-core and axe-core come from npm into
# ${ENVLINT_TOOLS:-$HOME/.cache/envlint-tools}, once. Uses the native binary that ENVLINT_NATIVE names, else the build of the sources.
set -euo pipefail
cd "$(dirname "$0")/../.."

pictures=""
readme=""
while [ $# -gt 0 ]; do
  case $1 in
    --pictures) pictures=${2:?a folder is missing}; shift ;;
    --readme) readme=docs/images/report.png ;;
    *) sed -n '2,12s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
  esac
  shift
done

chromium=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
if [ -z "$chromium" ]; then
  echo "no Chromium is found: name it with CHROMIUM" >&2
  exit 2
fi

tools=${ENVLINT_TOOLS:-$HOME/.cache/envlint-tools}/browser-1.55.1-4.11.0
if [ ! -d "$tools/node_modules/axe-core" ]; then
  mkdir -p "$tools"
  npm install --prefix "$tools" --ignore-scripts --no-audit --no-fund --save-exact playwright-core@1.55.1 axe-core@4.11.0 >&2
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ -n "$pictures" ]; then
  mkdir -p "$pictures"
  pictures=$(cd "$pictures" && pwd)
fi
if [ -n "${ENVLINT_NATIVE-}" ]; then
  program=("$ENVLINT_NATIVE")
else
  dotnet build src/EnvLint.Cli -nologo -v q -clp:ErrorsOnly >&2
  program=(dotnet src/EnvLint.Cli/bin/Debug/net10.0/envlint.dll)
fi
NODE_PATH=$tools/node_modules node tests/browser/html.mjs --tools "$tools" --chromium "$chromium" --work "${pictures:-$work}" --readme "$readme" -- "${program[@]}"
