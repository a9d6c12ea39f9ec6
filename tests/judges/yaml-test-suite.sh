#!/usr/bin/env bash
# Judges the YAML tree by the cases of yaml/yaml-test-suite.
# usage: tests/judges/yaml-test-suite.sh <checkout of https://github.com/yaml/yaml-test-suite>
set -euo pipefail

if [ $# -ne 1 ] || [ ! -d "$1/src" ]; then
  echo "usage: $0 <checkout of https://github.com/yaml/yaml-test-suite>" >&2
  exit 2
fi

ENVLINT_YAML_TEST_SUITE=$(cd "$1" && pwd)
export ENVLINT_YAML_TEST_SUITE
cd "$(dirname "$0")/../.."

status=0
log=$(dotnet test --nologo tests/EnvLint.Core.Tests --filter FullyQualifiedName~YamlTestSuiteJudge --logger "console;verbosity=detailed" 2>&1) || status=$?
grep -E 'yaml-test-suite(:| failure:)' <<<"$log" | sed 's/^ *//' || { echo "$log" >&2; exit 1; }
exit "$status"
