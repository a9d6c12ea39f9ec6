#!/usr/bin/env bash
# Prints the version, which all files that name it must agree on. With a tag, that is of the same version, and the changes have a section of it.
#
#   .ci/release/version.sh [TAG]
set -euo pipefail
cd "$(dirname "$0")/../.."

status=0
wrong() {
  echo "$1" >&2
  status=1
}
# json FILE PATH: a value, by the names that lead to it.
json() { jq -r "$2 // \"none\"" "$1"; }

version=$(sed -n 's:.*<VersionPrefix>\(.*\)</VersionPrefix>.*:\1:p' Directory.Build.props)
[[ "$version" =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]] || wrong "Directory.Build.props: '$version' is no version"
for place in package.json:.version package-lock.json:.version 'package-lock.json:.packages[""].version'; do
  found=$(json "vscode-extension/${place%%:*}" "${place#*:}")
  [ "$found" = "$version" ] || wrong "vscode-extension/${place%%:*} has the version $found, Directory.Build.props $version"
done

if [ $# -gt 0 ]; then
  [ "$1" = "v$version" ] || wrong "the tag is $1, and the version v$version"
  .ci/release/notes.sh "$version" >/dev/null || status=1
fi
if [ "$status" -eq 0 ]; then echo "$version"; fi
exit "$status"
