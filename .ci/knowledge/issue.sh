#!/usr/bin/env bash
# Keeps one issue about the tables of facts: opened or brought up to date where there is something to do, closed where there is nothing any more.
#
#   .ci/knowledge/issue.sh FILE true|false
#
# Needs gh, with GH_TOKEN.
set -euo pipefail
report=${1:?the report}
due=${2:?whether there is something to do}
title='Tables of facts: what to look at'
body=$(mktemp)
trap 'rm -f "$body"' EXIT
# An issue holds 65,536 characters.
head -c 60000 "$report" >"$body"

number=$(gh issue list --state open --search "in:title \"$title\"" --json number,title --jq "[.[] | select(.title == \"$title\")][0].number // empty")
case "$due-${number:+open}" in
  true-) gh issue create --title "$title" --body-file "$body" ;;
  true-open) gh issue edit "$number" --body-file "$body" ;;
  false-open) gh issue close "$number" --comment 'Nothing is left to look at.' ;;
  false-) echo "nothing to look at, and no issue" ;;
  *)
    echo "'$due' is neither true nor false" >&2
    exit 2
    ;;
esac
