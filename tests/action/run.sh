#!/usr/bin/env bash
# Runs action.yml as a runner does, against releases that are served from a folder of this machine, and holds it, the workflows and the template for GitLab to outside
# judges: GitHub's own language service and expressions, actionlint, action-validator, GitLab's schema, gitlab-ci-local, shellcheck and yamllint.
#
#   tests/action/run.sh [FILTER]     only scenarios whose name holds FILTER
#
# Needs Node.js, npm's registry, curl, tar, zip, unzip and git, and a binary: artifacts/native/envlint, or the one that ENVLINT_NATIVE names. Where shellcheck or yamllint is
# not installed, that is said.
set -euo pipefail
cd "$(dirname "$0")/../.."
ENVLINT_NATIVE=${ENVLINT_NATIVE:-$PWD/artifacts/native/envlint}
export ENVLINT_NATIVE
if [ ! -x "$ENVLINT_NATIVE" ]; then
  echo "$ENVLINT_NATIVE is not there: .ci/publish-native.sh writes it" >&2
  exit 2
fi
(cd tests/action && npm ci --silent --ignore-scripts --no-audit --no-fund)

status=0
node tests/action/scenarios.mjs "${1-}" || status=1
node tests/action/gitlab.mjs || status=1
node tests/action/judges.mjs || status=1
for tool in shellcheck yamllint; do
  if ! command -v "$tool" >/dev/null; then
    echo "$tool is not installed: left out"
  elif [ "$tool" = shellcheck ]; then
    shellcheck --external-sources .ci/run .ci/test .ci/extension .ci/*.sh .ci/release/*.sh .ci/knowledge/*.sh .github/action/*.sh tests/action/*.sh tests/release/*.sh && echo "shellcheck: nothing" || status=1
  else
    yamllint --strict --config-data '{extends: default, rules: {line-length: disable, document-start: disable, truthy: {check-keys: false}, comments: {min-spaces-from-content: 1}}}' \
      action.yml .github/workflows docs/ci && echo "yamllint: nothing" || status=1
  fi
done
exit "$status"
