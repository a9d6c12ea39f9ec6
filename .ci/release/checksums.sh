#!/usr/bin/env bash
# Writes SHA256SUMS over everything that stands in artifacts/release, and reads it back.
#
#   .ci/release/checksums.sh [FOLDER]
set -euo pipefail
cd "${1:-$(dirname "$0")/../../artifacts/release}"
export LC_ALL=C
rm -f SHA256SUMS
files=()
for file in *; do
  if [ -f "$file" ]; then files+=("$file"); fi
done
if [ ${#files[@]} -eq 0 ]; then
  echo "$PWD is empty" >&2
  exit 2
fi
sha256sum -- "${files[@]}" >SHA256SUMS
sha256sum --check --strict SHA256SUMS
