#!/usr/bin/env bash
# Publishes the native binary to artifacts/native/envlint.
#
#   .ci/publish-native.sh [runtime identifier]
#
# ENVLINT_TARGET_FRAMEWORK  net9.0 if not set: the NativeAOT pack of net10.0 is not in every registry. Releases set net10.0.
set -euo pipefail
cd "$(dirname "$0")/.."

framework="${ENVLINT_TARGET_FRAMEWORK:-net9.0}"
output="artifacts/native"
runtime=("--use-current-runtime")
if [ $# -gt 0 ]; then
    runtime=("--runtime" "$1")
fi

log="$(mktemp)"
trap 'rm -f "$log"' EXIT

dotnet publish src/EnvLint.Cli/EnvLint.Cli.csproj --nologo --configuration Release --output "$output" "${runtime[@]}" \
    "-p:EnvLintTargetFramework=$framework" -p:EnvLintNative=true 2>&1 | tee "$log"

# Warnings are errors of the compiler; those of the linker and of native compilation (IL....) are held to the same here.
if grep -E 'warning IL[0-9]+' "$log"; then
    echo "the native binary must be free of trim and AOT warnings" >&2
    exit 1
fi

# The symbols are for debuggers, and three times the binary's size.
rm -rf "$output"/*.dbg "$output"/*.dSYM "$output"/*.xml "$output"/*.pdb
ls -l "$output"
"$output/envlint" --version
