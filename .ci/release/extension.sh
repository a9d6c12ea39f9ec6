#!/usr/bin/env bash
# Packs the extension for VS Code into artifacts/release: one package for each platform that there is a binary for, and one without.
#
#   .ci/release/extension.sh BINARIES [OUTPUT]
#
# BINARIES   a folder with native-<platform>/envlint[.exe]
# OUTPUT     where the packages go; artifacts/release if it is not given
set -euo pipefail
binaries=$(cd "${1:?where the binaries are}" && pwd)
mkdir -p "${2:-$(dirname "$0")/../../artifacts/release}"
output=$(cd "${2:-$(dirname "$0")/../../artifacts/release}" && pwd)
cd "$(dirname "$0")/../../vscode-extension"

stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
# VS Code has names of its own for platforms.
for pair in linux-x64=linux-x64 linux-arm64=linux-arm64 win-x64=win32-x64 osx-arm64=darwin-arm64; do
  if [ -d "$binaries/native-${pair%=*}" ]; then cp -R "$binaries/native-${pair%=*}" "$stage/${pair#*=}"; fi
done
npm ci --silent --ignore-scripts --no-audit --no-fund
npm run --silent package -- --all --binaries "$stage" --out "$output"
