#!/usr/bin/env bash
# Finds out which EnvLint to run, and where it comes from: the runner's tool cache, a release, or the source of the action itself, which is built.
#
# ACTION_REPOSITORY, ACTION_REF   where the action comes from; empty for "uses: ./"
# INPUT_VERSION                   the release that is asked for; empty for that of the action
# INPUT_TOKEN                     for the question which commit a tag is of
#
# Outputs: source (tool-cache, release, build), folder, cache-path, cache-key; for a release asset, address, checksum; for a build global-json.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=.github/action/common.sh
. "$here/common.sh"
action=$(cd "$here/../.." && pwd)

case "$RUNNER_OS-$RUNNER_ARCH" in
  Linux-X64) platform=linux-x64 ;;
  Linux-ARM64) platform=linux-arm64 ;;
  Windows-X64) platform=win-x64 ;;
  macOS-ARM64) platform=osx-arm64 ;;
  *) platform=$(printf '%s-%s' "$RUNNER_OS" "$RUNNER_ARCH" | tr '[:upper:]' '[:lower:]') ;;
esac
# The released binaries for Linux are for the C library of GNU. A machine may have both: what counts is that of its programs.
libc=$(ldd --version 2>&1 || true)
case "$platform-$libc" in
  linux-*musl*) platform=linux-musl-${platform#linux-} ;;
esac
case "$platform" in
  win-*) asset=envlint-$platform.zip ;;
  *) asset=envlint-$platform.tar.gz ;;
esac

# commit_of REF: nothing where it cannot be learned.
commit_of() {
  local authorization=
  if [[ "${INPUT_TOKEN-}" =~ ^[A-Za-z0-9_.-]+$ ]]; then authorization="header = \"Authorization: Bearer $INPUT_TOKEN\""; fi
  # By standard input, as arguments can be read by every process of the machine.
  printf '%s\n' "$authorization" | curl --config - --silent --fail --location --max-time 30 --header 'Accept: application/vnd.github.sha' \
    "$GITHUB_API_URL/repos/$ACTION_REPOSITORY/commits/$1" || true
}

# GitHub does not promise these two to composite actions; the folder into which a runner puts an action has them, too: _actions/OWNER/REPOSITORY/REF.
if [ -z "${ACTION_REPOSITORY-}" ] && [[ "$action" =~ /_actions/([^/]+/[^/]+)/(.+)$ ]]; then
  ACTION_REPOSITORY=${BASH_REMATCH[1]}
  ACTION_REF=${BASH_REMATCH[2]}
fi
repository=${ACTION_REPOSITORY-}
if [ -n "$repository" ] && ! [[ "$repository" =~ ^[A-Za-z0-9_-]+/\.?[A-Za-z0-9_-][A-Za-z0-9_.-]*$ ]]; then fail "'$repository' is no repository"; fi
release='^v[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$'
tag=
if [ -n "${INPUT_VERSION-}" ]; then
  tag=v${INPUT_VERSION#v}
  [[ "$tag" =~ $release ]] || fail "version: '$INPUT_VERSION' is no version; v0.1.0 is one"
  [ -n "$repository" ] || fail "version: a release can be asked for only where the action is used as OWNER/REPOSITORY@REF"
elif [ -n "$repository" ] && [[ "${ACTION_REF-}" =~ $release ]]; then
  tag=$ACTION_REF
elif [ -n "$repository" ] && [[ "${ACTION_REF-}" =~ ^[A-Za-z0-9_./-]+$ ]] && [[ "$ACTION_REF" != *..* ]]; then
  # A commit, a branch, or a tag that moves: it is the release of its version if it is the same commit, and no other program may run in its place.
  candidate=v$(sed -n 's:.*<VersionPrefix>\(.*\)</VersionPrefix>.*:\1:p' "$action/Directory.Build.props")
  commit=$(commit_of "$candidate")
  if [[ "$commit" =~ ^[0-9a-f]{40}$ ]]; then
    case "$ACTION_REF" in
      "$commit") tag=$candidate ;;
      *) if [ "$(commit_of "$ACTION_REF")" = "$commit" ]; then tag=$candidate; fi ;;
    esac
  fi
fi

if [ -n "$tag" ]; then
  # With the repository: what a fork calls v0.1.0 is another program.
  folder=${RUNNER_TOOL_CACHE:-$RUNNER_TEMP}/envlint/$repository/${tag#v}/$platform
  if [ -f "$folder.complete" ]; then
    echo "EnvLint $tag is in the tool cache"
    output source tool-cache
    output folder "$folder"
    exit 0
  fi

  downloads=$GITHUB_SERVER_URL/$repository/releases/download/$tag
  sums=$RUNNER_TEMP/envlint-SHA256SUMS
  status=$(curl --silent --show-error --location --retry 3 --max-time 60 --output "$sums" --write-out '%{http_code}' "$downloads/SHA256SUMS") || fail "the checksums of $tag cannot be read from $downloads"
  case "$status" in
    200)
      checksum=$(awk -v asset="$asset" '{ sub(/\r$/, "") } $2 == asset || $2 == "*" asset { print $1; exit }' "$sums")
      if [[ "$checksum" =~ ^[0-9a-f]{64}$ ]]; then
        echo "EnvLint $tag: $asset"
        output source release
        output folder "$folder"
        output asset "$asset"
        output address "$downloads/$asset"
        output checksum "$checksum"
        output cache-path "$RUNNER_TEMP/envlint-download"
        output cache-key "envlint-$tag-$platform-$checksum"
        exit 0
      fi
      [ -z "$checksum" ] || fail "the checksum of $asset in the release $tag is none"
      [ -z "${INPUT_VERSION-}" ] || fail "the release $tag has no $asset"
      echo "the release $tag has no $asset: EnvLint is built"
      ;;
    404)
      [ -z "${INPUT_VERSION-}" ] || fail "there is no release $tag at $GITHUB_SERVER_URL/$repository"
      echo "there is no release $tag: EnvLint is built"
      ;;
    *) fail "the checksums of $tag cannot be read from $downloads: status $status" ;;
  esac
else
  echo "${ACTION_REF:-this copy} is no release: EnvLint is built"
fi

# What it is built from, in one number: the same source is built once.
files() { find src rules server Directory.Build.props Directory.Build.targets Directory.Packages.props global.json -type f ! -path '*/bin/*' ! -path '*/obj/*' | LC_ALL=C sort; }
source_hash=$(cd "$action" && { files && files | tr '\n' '\0' | xargs -0 cat; } | sha256)
if command -v cygpath >/dev/null; then action=$(cygpath -m "$action"); fi
output source build
output folder "$action"
output global-json "$action/global.json"
output cache-path "$RUNNER_TEMP/envlint-build"
output cache-key "envlint-build-$platform-$source_hash"
