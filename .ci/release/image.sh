#!/usr/bin/env bash
# The container image: the released binaries for Linux, x64 and arm64, in one image.
#
#   .ci/release/image.sh build VERSION     builds it for this machine out of artifacts/release, and tries it
#   .ci/release/image.sh push VERSION      builds it for both and pushes it to ghcr.io/<repository>:<version>; a release moves "latest", too
#
# Needs docker with buildx. For push: REGISTRY_TOKEN, GITHUB_ACTOR, GITHUB_REPOSITORY, GITHUB_SHA, GITHUB_SERVER_URL.
#
# Outputs of push: name, digest.
set -euo pipefail
cd "$(dirname "$0")/../.."
recipe=.ci/image/Dockerfile
version=${2:?the version}
[ -f "$recipe" ] || { echo "$recipe is not there" >&2; exit 2; }

# What the recipe copies: <architecture of docker>/envlint.
context=$(mktemp -d)
trap 'rm -rf "$context"' EXIT
(cd artifacts/release && sha256sum --check --strict --quiet --ignore-missing SHA256SUMS)
for pair in linux-x64=amd64 linux-arm64=arm64; do
  mkdir "$context/${pair#*=}"
  tar -xzf "artifacts/release/envlint-${pair%=*}.tar.gz" -C "$context/${pair#*=}" --strip-components=1
done

case "${1-}" in
  build)
    docker buildx build --file "$recipe" --tag "envlint:$version" --load "$context"
    [ "$(docker run --rm "envlint:$version" --version)" = "envlint $version" ] || { echo "the image does not say its version" >&2; exit 1; }
    docker run --rm --network none --read-only --volume "$PWD/examples/mended:/work:ro" --workdir /work "envlint:$version" check --fail-on info
    ;;
  push)
    # Names of images are in small letters.
    name=ghcr.io/$(printf '%s' "$GITHUB_REPOSITORY" | tr '[:upper:]' '[:lower:]')
    docker login ghcr.io --username "$GITHUB_ACTOR" --password-stdin <<<"$REGISTRY_TOKEN"
    docker buildx create --use >/dev/null
    docker buildx build --file "$recipe" --platform linux/amd64,linux/arm64 --tag "$name:$version" --tag "$name:latest" --provenance false \
      --label "org.opencontainers.image.version=$version" --label "org.opencontainers.image.revision=$GITHUB_SHA" \
      --label "org.opencontainers.image.source=$GITHUB_SERVER_URL/$GITHUB_REPOSITORY" --metadata-file "$context/metadata.json" --push "$context"
    {
      echo "name=$name"
      echo "digest=$(jq -r '."containerimage.digest"' "$context/metadata.json")"
    } >>"$GITHUB_OUTPUT"
    ;;
  *)
    echo "usage: $0 build|push VERSION" >&2
    exit 2
    ;;
esac
