# shellcheck shell=bash
# What the steps of action.yml share. Bash 3.2 is enough, which is what macOS has.

# What stands behind "::" in a workflow command has to be one line.
escape() {
  local text=${1//'%'/'%25'}
  text=${text//$'\r'/'%0D'}
  printf '%s' "${text//$'\n'/'%0A'}"
}

# fail MESSAGE [EXIT CODE]
fail() {
  printf '::error title=EnvLint::%s\n' "$(escape "$1")"
  exit "${2:-2}"
}

# output NAME VALUE: a line break in the value would begin an output of its own.
output() {
  case "$2" in
    *$'\n'* | *$'\r'*) fail "the output '$1' has a line break" ;;
  esac
  printf '%s=%s\n' "$1" "$2" >>"$GITHUB_OUTPUT"
}

# The SHA-256 of standard input, in hexadecimal.
sha256() {
  if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi | cut -d ' ' -f 1
}
