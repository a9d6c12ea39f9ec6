#!/usr/bin/env bash
# Runs the hooks of .pre-commit-hooks.yaml as pre-commit does: tried from a clone of this repository, and installed in a
# repository where real commits are refused and accepted.
#
#   tests/pre-commit/run.sh [--install]
#
# --install   installs pre-commit first (Debian and its relatives; as root or with sudo)
#
# What is committed is what is tested: pre-commit clones the repository at a revision. The hooks in language system run the binary that
# ENVLINT_NATIVE names, artifacts/native/envlint where there is one, else the dotnet tool that pre-commit has built.
# Needs git and the .NET SDK; no network but for the packages that building the tool needs.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD

if [ "${1-}" = --install ]; then
    sudo=""
    [ "$(id -u)" -eq 0 ] || sudo=sudo
    $sudo apt-get update -qq
    $sudo apt-get install -y -qq --no-install-recommends pre-commit
elif [ $# -gt 0 ]; then
    sed -n '2,11s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi

for program in pre-commit git dotnet; do
    command -v "$program" >/dev/null || { echo "$program is missing" >&2; exit 2; }
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export PRE_COMMIT_HOME="$work/store" GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=Test GIT_AUTHOR_EMAIL=test@example.invalid GIT_COMMITTER_NAME=Test GIT_COMMITTER_EMAIL=test@example.invalid
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1 PRE_COMMIT_COLOR=never NO_COLOR=1

say() { printf '\n== %s\n' "$1"; }
fail() { echo "FAILED: $1" >&2; exit 1; }

# run CODE COMMAND...: runs it, shows and keeps what it printed, and fails unless it exits with the code.
run() {
    local expected=$1 code=0 start=$SECONDS
    shift
    "$@" >"$work/output" 2>&1 || code=$?
    sed 's/^/    /' "$work/output"
    echo "    -> $code ($((SECONDS - start)) s)"
    [ "$code" -eq "$expected" ] || fail "expected $expected of: $*"
}
has() { grep -qF -- "$1" "$work/output" || fail "the output does not have: $1"; }
lacks() { ! grep -qF -- "$1" "$work/output" || fail "the output has: $1"; }
unchanged() { git diff --quiet || { git diff --stat; fail "the working copy is changed"; }; }

hooks="$work/envlint repository"
git clone -q . "$hooks"
revision=$(git -C "$hooks" rev-parse HEAD)

# A project with a finding that only the linked file explains: torchvision 0.19.0 stands in requirements.txt, torch 2.5.1 in the Dockerfile.
new_project() {
    rm -rf "$work/project"
    mkdir -p "$work/project/vendor/docker"
    cd "$work/project"
    git init -q -b main
    printf 'exclude = ["vendor/**"]\n' >envlint.toml
    printf 'FROM python:3.12-slim\nCOPY requirements.txt /tmp/\nRUN pip install --no-cache-dir torch==2.5.1 && pip install --no-cache-dir -r /tmp/requirements.txt\n' >Dockerfile
    printf 'torchvision==0.19.0\n' >requirements.txt
    printf 'FROM ubuntu:24.04\nINSTALL curl\n' >vendor/docker/Dockerfile
    printf 'print("hello")\n' >train.py
    printf 'All rights reserved.\n' >LICENSE
    git add .
}

say "try-repo, language dotnet: built from the clone, then run on all files"
new_project
run 1 pre-commit try-repo "$hooks" envlint --all-files --verbose
has "error[FWK001]: torchvision 0.19.0 belongs to torch 2.4.0"
has "1 error in 1 file (2 checked)"
lacks "vendor"
unchanged

say "an installed hook, language dotnet: the first commit builds the tool, and is refused"
new_project
cat >.pre-commit-config.yaml <<EOF
repos:
  - repo: $hooks
    rev: $revision
    hooks:
      - id: envlint
EOF
git add .pre-commit-config.yaml
run 0 pre-commit install
run 1 git commit -m "An environment"
has "error[FWK001]"
has "hook id: envlint"
run 1 git rev-parse --verify --quiet HEAD

tools=("$PRE_COMMIT_HOME"/repo*/dotnetenv-default/bin)
[ -x "${tools[0]}/envlint" ] || fail "pre-commit has installed no tool"

say "after the fix it is accepted"
printf 'torchvision==0.20.1\n' >requirements.txt
git add requirements.txt
run 0 git commit -m "An environment"
has "Passed"
unchanged

say "a commit of a file that EnvLint does not read starts nothing"
printf 'print("goodbye")\n' >train.py
run 0 git commit -am "A script"
has "(no files to check)Skipped"

say "a commit of a file that may be a script, and is none"
printf 'No rights reserved.\n' >LICENSE
run 0 git commit -am "A licence"
has "Passed"

say "a commit of an excluded file: named by pre-commit, and still excluded"
printf 'FROM ubuntu:24.04\nINSTALL wget\n' >vendor/docker/Dockerfile
run 0 git commit -am "A vendor's file"
has "Passed"

say "a partial commit: the change of the linked file is not staged, so it does not count"
printf 'torchvision==0.19.0\n' >requirements.txt
printf 'FROM python:3.12-slim\nCOPY requirements.txt /tmp/\nENV A=b\nRUN pip install --no-cache-dir torch==2.5.1 && pip install --no-cache-dir -r /tmp/requirements.txt\n' >Dockerfile
git add Dockerfile
run 0 git commit -m "A variable"
has "Unstaged files detected"
has "Passed"
[ "$(cat requirements.txt)" = "torchvision==0.19.0" ] || fail "the unstaged change is lost"

say "a partial commit: the linked file is committed as it is, unnamed, and is read all the same"
git checkout -q requirements.txt
sed -i 's/torch==2.5.1/torch==2.4.0/' Dockerfile
git add Dockerfile
run 1 git commit -m "An older torch"
has "error[FWK001]: torchvision 0.20.1 belongs to torch 2.5.1, and torch 2.4.0 is installed with it"
has "::: requirements.txt:1:1"
git checkout -q HEAD -- Dockerfile

say "a configuration that is wrong is an error, not a finding"
printf 'excluded = []\n' >envlint.toml
run 1 git commit -am "A setting"
has "exit code: 2"
has "there is no key 'excluded'; did you mean 'exclude'?"
git checkout -q HEAD -- envlint.toml

if [ -n "${ENVLINT_NATIVE-}" ]; then
    program=$ENVLINT_NATIVE
elif [ -x "$root/artifacts/native/envlint" ]; then
    program="$root/artifacts/native/envlint"
else
    program="${tools[0]}/envlint"
fi
mkdir "$work/bin"
ln -s "$program" "$work/bin/envlint"
export PATH="$work/bin:$PATH"

say "try-repo, language system: the envlint on the path ($(envlint --version))"
new_project
run 1 pre-commit try-repo "$hooks" envlint-system --all-files --verbose
has "error[FWK001]"
lacks "vendor"

say "the fix hook, language system: what it mends has to be staged, then it is accepted"
new_project
printf 'torchvision==0.20.1\n' >requirements.txt
sed -i 's/ --no-cache-dir//' Dockerfile
cat >.pre-commit-config.yaml <<EOF
repos:
  - repo: $hooks
    rev: $revision
    hooks:
      - id: envlint-fix-system
      - id: envlint-system
        args: [--fail-on, info]
EOF
git add .
run 0 pre-commit install
run 1 git commit -m "An environment"
has "files were modified by this hook"
git diff --stat
grep -q -- "pip install --no-cache-dir torch" Dockerfile || fail "nothing was mended"
git add Dockerfile
run 0 git commit -m "An environment"
unchanged

say "all as expected ($SECONDS s)"
