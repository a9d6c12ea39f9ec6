#!/usr/bin/env bash
# Everything that a release has, into artifacts/release: an archive for each platform, the extension, the packages for NuGet, and the checksums of all.
#
#   .ci/release/package.sh BINARIES
#
# BINARIES   a folder with native-<platform>/envlint[.exe] for all four platforms
set -euo pipefail
binaries=$(cd "${1:?where the binaries are}" && pwd)
cd "$(dirname "$0")/../.."
rm -rf artifacts/release
for platform in linux-x64 linux-arm64 win-x64 osx-arm64; do
  .ci/release/archive.sh "$platform" "$binaries/native-$platform"
done
.ci/release/extension.sh "$binaries"
.ci/release/packages.sh
.ci/release/checksums.sh
