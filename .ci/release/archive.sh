#!/usr/bin/env bash
# Packs a native binary for a release: artifacts/release/envlint-<platform>.tar.gz, or .zip for Windows. The same binary and commit give the same bytes.
#
#   .ci/release/archive.sh PLATFORM [FOLDER [OUTPUT]]
#
# PLATFORM   linux-x64, linux-arm64, win-x64, osx-arm64
# FOLDER     where the binary is; artifacts/native if it is not given
# OUTPUT     where the archive goes; artifacts/release if it is not given
#
# Needs GNU tar, and zip for Windows.
set -euo pipefail
folder=$(cd "${2:-$(dirname "$0")/../../artifacts/native}" && pwd)
mkdir -p "${3:-$(dirname "$0")/../../artifacts/release}"
output=$(cd "${3:-$(dirname "$0")/../../artifacts/release}" && pwd)
cd "$(dirname "$0")/../.."

program=envlint
case "${1-}" in
  linux-x64 | linux-arm64 | osx-arm64) ;;
  win-x64) program=envlint.exe ;;
  *)
    echo "usage: $0 linux-x64|linux-arm64|win-x64|osx-arm64 [FOLDER [OUTPUT]]" >&2
    exit 2
    ;;
esac
name=envlint-$1
# The day of the commit, not that of the run.
time=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}

stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
install -d -m 755 "$stage/$name"
# What an artifact of a workflow was has lost its mode.
install -m 755 "$folder/$program" "$stage/$name/$program"
install -m 644 LICENSE README.md CHANGELOG.md "$stage/$name"
find "$stage/$name" -exec touch --no-dereference --date "@$time" {} +

if [ "$program" = envlint.exe ]; then
  archive=$output/$name.zip
  rm -f "$archive"
  (cd "$stage" && find "$name" -type f | LC_ALL=C sort | TZ=UTC zip -q -9 -X "$archive" -@)
else
  archive=$output/$name.tar.gz
  tar --create --directory "$stage" --sort=name --format=ustar --owner=0 --group=0 --numeric-owner "--mtime=@$time" "$name" | gzip --best --no-name >"$archive"
fi
echo "${archive##*/}: $(wc -c <"$archive") bytes"
