#!/usr/bin/env bash
# Builds the program as the first stage of .github/container/Dockerfile does, with what the recipe lets in and nothing else, then its last stage around
# it, and runs the image with nothing but what it holds: in its own root, as its user, without network.
#
#   tests/container/run.sh [--install] [PROGRAM]
#
# --install   installs buildah first (Debian and its relatives; as root or with sudo)
# PROGRAM     a statically linked program, in place of one that is built, which takes minutes
#
# ENVLINT_TARGET_FRAMEWORK   for another .NET than that of .ci/publish-native.sh: the recipe's is not in every registry
#
# Needs git, buildah and root or user namespaces, and no registry of images: the first stage's image, which comes from one, is this machine.
set -euo pipefail
cd "$(dirname "$0")/../.."

if [ "${1-}" = --install ]; then
    shift
    sudo=""
    [ "$(id -u)" -eq 0 ] || sudo=sudo
    $sudo apt-get update -qq
    $sudo apt-get install -y -qq --no-install-recommends buildah
fi

if [ $# -gt 1 ] || [[ ${1-} == -* ]]; then
    sed -n '2,12s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi

command -v buildah >/dev/null || { echo "buildah is missing" >&2; exit 2; }
fail() { echo "FAILED: $1" >&2; exit 1; }

work=$(mktemp -d)
storage=(--root "$work/storage" --runroot "$work/run" --storage-driver vfs)
container=""
cleanup() {
    [ -z "$container" ] || buildah "${storage[@]}" rm "$container" >/dev/null || true
    rm -rf "$work"
}
trap cleanup EXIT

if [ $# -eq 1 ]; then
    program=$1
else
    echo "== the program, from what the recipe lets in"
    recipe=.github/container/Dockerfile
    mapfile -t allowed < <(sed -n 's/^!//p' "$recipe.dockerignore")
    mkdir "$work/source"
    git ls-files -z --cached --others --exclude-standard -- "${allowed[@]}" | tar --create --null --files-from - | tar --extract --directory "$work/source"
    command=$(sed -n 's/^RUN \(StaticExecutable=true .*publish-native.*\)/\1/p' "$recipe" | sed "s/ENVLINT_TARGET_FRAMEWORK=[^ ]*/ENVLINT_TARGET_FRAMEWORK=${ENVLINT_TARGET_FRAMEWORK-}/")
    [ -n "$command" ] || fail "the recipe builds no static program"
    (cd "$work/source" && bash -euc "$command") >"$work/publish" 2>&1 || { cat "$work/publish"; exit 1; }
    program=$work/source/artifacts/native/envlint
fi

mkdir -p "$work/program" "$work/project" "$work/empty" "$work/reports"
install -m 0755 "$program" "$work/program/envlint"
printf 'FROM ubuntu:24.04\nINSTALL curl\n' >"$work/project/Dockerfile"
chmod -R a+rX "$work/project"
chmod a+rwx "$work/reports"

echo "== build"
buildah "${storage[@]}" bud --isolation chroot --build-context "program=$work/program" --build-arg VERSION=0.1.0 \
    -f .github/container/Dockerfile -t envlint-test "$work/empty"
buildah "${storage[@]}" inspect --type image --format '{{.OCIv1.Config}}' envlint-test

echo "== what it holds"
container=$(buildah "${storage[@]}" from envlint-test)
root=$(buildah "${storage[@]}" mount "$container")
(cd "$root" && find . -type f -exec ls -l {} +)
[ "$(cd "$root" && find . -type f)" = ./usr/bin/envlint ] || fail "the image holds more than the program"

echo "== run"
run() {
    local expected=$1 code=0
    shift
    buildah "${storage[@]}" run --isolation chroot -v "$work/project:/work:ro" -v "$work/reports:/reports" "$container" -- envlint "$@" >"$work/output" 2>&1 || code=$?
    sed 's/^/    /' "$work/output"
    echo "    -> $code"
    [ "$code" -eq "$expected" ] || fail "expected $expected of: envlint $*"
}
run 0 --version
# A busy machine's buildah may lose what goes to standard output.
run 1 check --format text --format concise=/reports/findings
grep -q '^Dockerfile:2:1: error\[ENV001\] ' "$work/reports/findings" || fail "the finding is missing"
run 1 check --format sarif=/reports/sarif
[ -s "$work/reports/sarif" ] || fail "the log is missing"
run 0 explain FWK001
run 0 host
# What is mounted for reading stays as it is.
run 1 fix --quiet

echo "all as expected"
