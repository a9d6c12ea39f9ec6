#!/usr/bin/env bash
# Packs what goes to NuGet into artifacts/release: the dotnet tool, and the check inside a build.
#
#   .ci/release/packages.sh [OUTPUT]
set -euo pipefail
mkdir -p "${1:-$(dirname "$0")/../../artifacts/release}"
output=$(cd "${1:-$(dirname "$0")/../../artifacts/release}" && pwd)
cd "$(dirname "$0")/../.."
for project in EnvLint.Cli EnvLint.MSBuild; do
  dotnet pack "src/$project/$project.csproj" --nologo --configuration Release --verbosity quiet --output "$output"
done
ls "$output"/*.nupkg
