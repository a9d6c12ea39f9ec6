#!/usr/bin/env bash
# Mends copies of real files and looks at what came of it: each FOLDER is a project of its own.
# usage: ENVLINT=/path/to/envlint tests/judges/fixes.sh FOLDER...        (KEEP=folder keeps the copies and the differences there)
# With the safe fixes, and with all of them: no file has more syntax errors, neither by EnvLint nor by an outside parser (bash -n, PyYAML, tomllib, json);
# no file has a finding of a rule that it did not have, unless one went that had hidden it; a second run changes nothing. Prints the numbers and every exception. Exit code 1 if there is one.
set -u
cd "$(dirname "$0")/../.." || exit 2
[ $# -gt 0 ] || { sed -n 3p "$0" >&2; exit 2; }
export ENVLINT=${ENVLINT:-artifacts/native/envlint}
exec python3 tests/judges/fixes.py "$@"
