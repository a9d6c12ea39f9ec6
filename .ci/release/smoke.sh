#!/usr/bin/env bash
# Tries a binary on the machine that it is for: its version, a project in which nothing works, one in which all does, a page of a rule, and the language server's first answer.
#
#   .ci/release/smoke.sh FOLDER
set -euo pipefail
folder=$(cd "${1:?where the binary is}" && pwd)
cd "$(dirname "$0")/../.."
program=$folder/envlint
if [ -f "$program.exe" ]; then program=$program.exe; fi
[ -x "$program" ] || chmod +x "$program"

fail() {
  echo "$1" >&2
  exit 1
}
# expect CODE ARGUMENT...: what the program prints goes to the variable "printed".
expect() {
  local code=0
  printed=$("$program" "${@:2}" </dev/null) || code=$?
  [ "$code" -eq "$1" ] || fail "envlint ${*:2} ends with $code, not $1"
  echo "envlint ${*:2}: $code"
}

version=$(.ci/release/version.sh)
expect 0 --version
[ "${printed%$'\r'}" = "envlint $version" ] || fail "the version is '$printed', not 'envlint $version'"
expect 1 check --format concise examples/pitfalls
expect 0 check --fail-on info examples/mended
expect 0 explain DRV002
[[ "$printed" == *DRV002* ]] || fail "the page of DRV002 is not there"

request='{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"rootUri":null,"capabilities":{}}}'
answer=$(printf 'Content-Length: %s\r\n\r\n%s' "${#request}" "$request" | "$program" server || true)
[[ "$answer" == *textDocumentSync* ]] || fail "the language server does not answer"
echo "envlint server: answers"
