#!/usr/bin/env bash
# Makes the draft of a release out of artifacts/release and the changes, or brings its files up to date. A published release is left alone.
#
#   .ci/release/draft.sh VERSION
#
# Needs gh, with GH_TOKEN.
set -euo pipefail
cd "$(dirname "$0")/../.."
version=${1:?the version}
tag=v$version

notes=$(mktemp)
trap 'rm -f "$notes"' EXIT
{
  .ci/release/notes.sh "$version"
  cat <<END

### Files

\`SHA256SUMS\` has the checksums of all files: \`sha256sum --check --ignore-missing SHA256SUMS\`. Which run of which workflow made a file says
\`gh attestation verify FILE --repo $GITHUB_REPOSITORY\`.
END
} >"$notes"

(cd artifacts/release && sha256sum --check --strict --quiet SHA256SUMS)
case "$(gh release view "$tag" --json isDraft --jq .isDraft 2>/dev/null || echo none)" in
  none) gh release create "$tag" --draft --verify-tag --title "EnvLint $version" --notes-file "$notes" artifacts/release/* ;;
  true)
    gh release edit "$tag" --draft --verify-tag --title "EnvLint $version" --notes-file "$notes"
    gh release upload "$tag" --clobber artifacts/release/*
    ;;
  *)
    echo "$tag is published: its files are not changed any more" >&2
    exit 1
    ;;
esac
