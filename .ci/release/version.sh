#!/usr/bin/env bash
# Prints the version, which all files that name it must agree on. With a tag, that is of the same version, and the changes have a section of it.
#
#   .ci/release/version.sh [TAG]
#   .ci/release/version.sh --output     in a workflow: with the tag that it runs for, if it does; writes the version into its outputs
set -euo pipefail
cd "$(dirname "$0")/../.."

tag=${1-}
if [ "$tag" = --output ]; then
  tag=
  if [ "$GITHUB_REF_TYPE" = tag ]; then tag=$GITHUB_REF_NAME; fi
fi

status=0
wrong() {
  echo "$1" >&2
  status=1
}

version=$(sed -n 's:.*<VersionPrefix>\(.*\)</VersionPrefix>.*:\1:p' Directory.Build.props)
[[ "$version" =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]] || wrong "Directory.Build.props: '$version' is no version"
for place in package.json:.version package-lock.json:.version 'package-lock.json:.packages[""].version'; do
  found=$(jq -r "${place#*:} // \"none\"" "vscode-extension/${place%%:*}" | tr -d '\r')
  [ "$found" = "$version" ] || wrong "vscode-extension/${place%%:*} has the version $found, Directory.Build.props $version"
done

if [ -n "$tag" ]; then
  [ "$tag" = "v$version" ] || wrong "the tag is $tag, and the version v$version"
  .ci/release/notes.sh "$version" >/dev/null || status=1
fi
if [ "$status" -ne 0 ]; then exit "$status"; fi
echo "$version"
if [ "${1-}" = --output ]; then echo "version=$version" >>"$GITHUB_OUTPUT"; fi
