#!/usr/bin/env bash
# Sources the completion scripts in real shells and presses Tab in them: bash, zsh, fish.
#
#   tests/shells/run.sh [--install]
#
# --install   installs the shells first (Debian and its relatives; as root or with sudo)
#
# Uses the native binary that ENVLINT_NATIVE names, artifacts/native/envlint where there is one, else the build.
set -euo pipefail
cd "$(dirname "$0")/../.."

if [ "${1-}" = --install ]; then
    sudo=""
    [ "$(id -u)" -eq 0 ] || sudo=sudo
    $sudo apt-get update -qq
    $sudo apt-get install -y -qq --no-install-recommends bash zsh fish shellcheck
elif [ $# -gt 0 ]; then
    sed -n '2,8s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi

if [ -z "${ENVLINT_NATIVE-}" ] && [ -x artifacts/native/envlint ]; then
    export ENVLINT_NATIVE="$PWD/artifacts/native/envlint"
fi
export ENVLINT_SHELLS=required
exec dotnet test tests/EnvLint.Cli.Tests -c Release --nologo --filter FullyQualifiedName~Shells
