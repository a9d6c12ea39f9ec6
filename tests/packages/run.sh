#!/usr/bin/env bash
# Packs the dotnet tool and the package for MSBuild, then installs both as people do: into a folder, from a manifest, and in
# builds of throwaway projects.
#
#   tests/packages/run.sh
#
# Needs the .NET SDK; no network but for the packages that building needs.
set -euo pipefail
cd "$(dirname "$0")/../.."

if [ $# -gt 0 ]; then
    sed -n '2,7s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

# The whole solution first, as pre-commit does it: the tool has to be all that comes out.
dotnet pack --configuration Release --output "$work/packages" -nologo -v q
packed=$(cd "$work/packages" && ls)
if [[ $packed != envlint.*.nupkg || $packed == *$'\n'* ]]; then
    printf 'a pack of the solution has to make the tool and nothing else; it made:\n%s\n' "$packed" >&2
    exit 1
fi

dotnet pack src/EnvLint.MSBuild --configuration Release --output "$work/packages" -nologo -v q
ls -l "$work/packages"
export ENVLINT_PACKAGES="$work/packages"
dotnet test tests/EnvLint.MSBuild.Tests --configuration Release -nologo --logger "console;verbosity=normal"
