#!/usr/bin/env bash
# Writes what somebody who looks after the tables of facts should look at, as Markdown: old tables, rows that nobody has checked, sources that are gone.
#
#   .ci/knowledge/report.sh FILE
#
# ENVLINT_TODAY   the day of the report; today if it is not set
#
# In a workflow the report is its summary, too, and the output "due" says whether there is something to do: a table that is old, or a source that is gone.
set -euo pipefail
cd "$(dirname "$0")/../.."
report=${1:?where the report goes}
mkdir -p "$(dirname "$report")"
tools() { dotnet run --project src/EnvLint.DevTools --configuration Release -- knowledge "$@"; }

due=false
code=0
tools --today "${ENVLINT_TODAY:-$(date -u +%F)}" >"$report" || code=$?
case "$code" in
  0) ;;
  1) due=true ;;
  *) exit "$code" ;;
esac

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tools --addresses >"$work/addresses"
# A page that refuses programs, or a server that has a bad day, is no source that is gone.
# shellcheck disable=SC2016 # the inner shell expands
xargs -d '\n' -n 1 -P 8 sh -c '
  code=$(curl --silent --location --max-time 30 --range 0-0 --output /dev/null --write-out "%{http_code}" "$0") || code=000
  echo "$code $0"' <"$work/addresses" | LC_ALL=C sort >"$work/answers"
answered=$(grep -cv '^000 ' "$work/answers" || true)
{
  printf '\n### Sources\n\n%s of %s addresses answer.\n' "$answered" "$(wc -l <"$work/addresses")"
  if grep -q '^\(404\|410\) ' "$work/answers"; then
    due=true
    printf '\nGone:\n\n'
    sed -n 's/^\(404\|410\) \(.*\)/- \2/p' "$work/answers"
  fi
} >>"$report"

if [ -n "${GITHUB_STEP_SUMMARY-}" ]; then cat "$report" >>"$GITHUB_STEP_SUMMARY"; fi
if [ -n "${GITHUB_OUTPUT-}" ]; then echo "due=$due" >>"$GITHUB_OUTPUT"; fi
echo "something to do: $due"
