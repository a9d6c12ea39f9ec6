#!/usr/bin/env bash
# Parses every file of a folder as a Dockerfile: each tree must be sound; what is refused is listed.
# usage: tests/judges/dockerfiles.sh <folder of Dockerfiles>
set -euo pipefail

if [ $# -ne 1 ] || [ ! -d "$1" ]; then
  echo "usage: $0 <folder of Dockerfiles>" >&2
  exit 2
fi

ENVLINT_DOCKERFILES=$(cd "$1" && pwd)
export ENVLINT_DOCKERFILES
cd "$(dirname "$0")/../.."

status=0
log=$(dotnet test --nologo tests/EnvLint.Core.Tests --filter FullyQualifiedName~DockerfileCorpusJudge --logger "console;verbosity=detailed" 2>&1) || status=$?
grep -oE "^ *dockerfiles (sound|error|word|words|time):.*" <<<"$log" | sed "s/^ *//" || { echo "$log" >&2; exit 1; }
exit "$status"
