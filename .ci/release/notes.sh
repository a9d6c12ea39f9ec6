#!/usr/bin/env bash
# Prints what CHANGELOG.md says of a version: its section without the heading. Without a version, that of what is not released yet.
#
#   .ci/release/notes.sh [VERSION]
set -euo pipefail
cd "$(dirname "$0")/../.."
section=${1:-Unreleased}
# "## 0.1.0", "## [0.1.0] - 2026-12-01"
notes=$(awk -v section="$section" '
  /^## / { heading = $2; gsub(/[][]/, "", heading); inside = (heading == section); next }
  inside { print }
' CHANGELOG.md | sed -e '/./,$!d')
if [ -z "$notes" ]; then
  echo "CHANGELOG.md has nothing under '## $section'" >&2
  exit 1
fi
printf '%s\n' "$notes"
