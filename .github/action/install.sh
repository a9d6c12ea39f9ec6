#!/usr/bin/env bash
# Makes the program that find.sh has found ready to run: unpacks what was downloaded, after a look at its checksum, or builds it.
#
# SOURCE, FOLDER, CACHE_PATH, ASSET, ADDRESS, CHECKSUM   what find.sh has put out
#
# Outputs: program.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=.github/action/common.sh
. "$here/common.sh"

name=envlint
if [ "$RUNNER_OS" = Windows ]; then name=envlint.exe; fi

case "$SOURCE" in
  tool-cache)
    program=$FOLDER/$name
    ;;
  release)
    mkdir -p "$CACHE_PATH"
    # Relative names from here on: tar takes the colon of a Windows path for a machine's name.
    cd "$CACHE_PATH"
    if [ ! -f "$ASSET" ]; then
      curl --silent --show-error --fail --location --retry 3 --max-time 300 --output "$ASSET" "$ADDRESS" || fail "$ADDRESS cannot be downloaded"
    fi
    # What the cache brought is looked at just as well.
    actual=$(sha256 <"$ASSET")
    if [ "$actual" != "$CHECKSUM" ]; then
      rm -f "$ASSET"
      fail "$ASSET is not what the release says: its SHA-256 is $actual, not $CHECKSUM"
    fi
    rm -rf "$FOLDER" unpacked
    mkdir -p "$FOLDER"
    case "$ASSET" in
      *.zip) unzip -q -o "$ASSET" -d unpacked ;;
      *) mkdir -p unpacked && tar -xzf "$ASSET" -C unpacked ;;
    esac
    mv unpacked/*/* "$FOLDER"
    rm -rf unpacked
    program=$FOLDER/$name
    [ -f "$program" ] || fail "$ASSET has no $name"
    : >"$FOLDER.complete"
    ;;
  build)
    program=$CACHE_PATH/$name
    if [ ! -f "$program" ]; then
      command -v dotnet >/dev/null || fail "there is no release to download, and no .NET SDK to build EnvLint with"
      cd "$FOLDER"
      dotnet publish src/EnvLint.Cli/EnvLint.Cli.csproj --nologo --configuration Release --verbosity quiet --output "$CACHE_PATH" || fail "EnvLint cannot be built"
    fi
    ;;
  *) fail "'$SOURCE' is no source" ;;
esac

# The proof that it runs on this machine.
version=$("$program" --version) || fail "$program does not run here"
echo "$version"
output program "$program"
