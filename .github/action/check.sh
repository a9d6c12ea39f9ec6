#!/usr/bin/env bash
# Runs the check once, and leaves everything behind that later steps need. Ends with 0 whatever is found: the last step of the action tells.
#
# ENVLINT_PROGRAM   what to run
# INPUT_...         the inputs of the action; INPUT_PATHS, INPUT_TARGET and INPUT_ARGS have one value per line
#
# Outputs: exit-code, findings, errors, sarif-file.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=.github/action/common.sh
. "$here/common.sh"

for input in "annotations=$INPUT_ANNOTATIONS" "summary=$INPUT_SUMMARY" "sarif=$INPUT_SARIF"; do
  case "${input#*=}" in
    true | false) ;;
    *) fail "${input%%=*}: '${input#*=}' is neither true nor false" ;;
  esac
done

# lines TEXT: its lines without blanks around them, into the array "values".
lines() {
  local line
  values=()
  while IFS= read -r line || [ -n "$line" ]; do
    line=${line#"${line%%[![:space:]]*}"}
    line=${line%"${line##*[![:space:]]}"}
    if [ -n "$line" ]; then values+=("$line"); fi
  done <<<"$1"
}

work=$RUNNER_TEMP/envlint-results
rm -rf "$work"
mkdir -p "$work"

# The options as one word each, so that a value that begins with '-' is still one.
arguments=(check)
if [ "$INPUT_ANNOTATIONS" = true ]; then arguments+=(--format=github); else arguments+=(--format=text); fi
arguments+=("--format=json=$work/envlint.json" "--format=sarif=$work/envlint.sarif")
if [ "$INPUT_SUMMARY" = true ]; then arguments+=("--format=markdown=$work/summary.md"); fi
if [ -n "$INPUT_FAIL_ON" ]; then arguments+=("--fail-on=$INPUT_FAIL_ON"); fi
if [ -n "$INPUT_CONFIG" ]; then arguments+=("--config=$INPUT_CONFIG"); fi
lines "$INPUT_TARGET"
for value in ${values[@]+"${values[@]}"}; do arguments+=("--target=$value"); done
lines "$INPUT_ARGS"
arguments+=(${values[@]+"${values[@]}"})
lines "$INPUT_PATHS"
arguments+=(-- ${values[@]+"${values[@]}"})

# What is printed is not ours: a line of it that begins with "::" must not be taken for a command. The format "github" escapes by itself.
quiet() {
  local token
  token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  printf '::stop-commands::%s\n' "$token"
  "$@"
  # On a line of its own, even where the last one has no end.
  printf '\n::%s::\n' "$token"
}

# Git's bash on Windows would take "/x" for a path of its own.
export MSYS2_ARG_CONV_EXCL='*'
export NO_COLOR=1
run() { "$ENVLINT_PROGRAM" "${arguments[@]}" </dev/null 2>"$work/stderr" || code=$?; }
code=0
if [ "$INPUT_ANNOTATIONS" = true ]; then run; else quiet run; fi

if [ -s "$work/stderr" ]; then
  if [ "$code" -ge 2 ]; then
    printf '::error title=EnvLint::%s\n' "$(escape "$(cat "$work/stderr")")"
  else
    quiet cat "$work/stderr"
  fi
fi

output exit-code "$code"
if [ -s "$work/envlint.json" ]; then
  # A quotation mark inside a string is written as \" or \u0022, so these can only be keys; those of the summary are the last.
  count() { sed -n "s/.*\"$1\": *\([0-9][0-9]*\).*/\1/p" "$work/envlint.json" | tail -n 1; }
  errors=$(count errors)
  output errors "$errors"
  output findings "$((errors + $(count warnings) + $(count infos)))"
fi
if [ -s "$work/envlint.sarif" ]; then output sarif-file "$work/envlint.sarif"; fi

# A runner shows 1 MiB of a step's summary, or nothing of it: the format stays below.
if [ -s "$work/summary.md" ]; then cat "$work/summary.md" >>"$GITHUB_STEP_SUMMARY"; fi
