#!/usr/bin/env bash
# Judges the Dockerfile parser by the test files of BuildKit's own parser and shell lexer.
# usage: tests/judges/buildkit.sh <checkout of https://github.com/moby/buildkit>
set -euo pipefail

if [ $# -ne 1 ] || [ ! -d "$1/frontend/dockerfile/parser/testfiles" ]; then
  echo "usage: $0 <checkout of https://github.com/moby/buildkit>" >&2
  exit 2
fi

ENVLINT_BUILDKIT=$(cd "$1" && pwd)
export ENVLINT_BUILDKIT
cd "$(dirname "$0")/../.."

status=0
log=$(dotnet test --nologo tests/EnvLint.Core.Tests --filter FullyQualifiedName~BuildKitJudge --logger "console;verbosity=detailed" 2>&1) || status=$?
grep -oE "^ *buildkit (trees|refused|variables|words|note|failure):.*" <<<"$log" | sed "s/^ *//" || { echo "$log" >&2; exit 1; }
exit "$status"
