#!/usr/bin/env bash
# Judges the TOML parser by the suite of toml-lang/toml-test, TOML 1.0.0.
# usage: tests/judges/toml-test.sh <checkout of https://github.com/toml-lang/toml-test>
set -euo pipefail

if [ $# -ne 1 ] || [ ! -f "$1/tests/files-toml-1.0.0" ]; then
  echo "usage: $0 <checkout of https://github.com/toml-lang/toml-test>" >&2
  exit 2
fi

ENVLINT_TOML_TEST=$(cd "$1" && pwd)
export ENVLINT_TOML_TEST
cd "$(dirname "$0")/../.."

status=0
log=$(dotnet test --nologo tests/EnvLint.Core.Tests --filter FullyQualifiedName~TomlTestJudge --logger "console;verbosity=detailed" 2>&1) || status=$?
grep -E 'toml-test (1\.0\.0|failure):' <<<"$log" | sed 's/^ *//' || { echo "$log" >&2; exit 1; }
exit "$status"
