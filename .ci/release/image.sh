#!/usr/bin/env bash
# The container image, out of .github/container/Dockerfile.
#
#   .ci/release/image.sh build VERSION     builds it for this machine, and tries it
#   .ci/release/image.sh push VERSION      pushes what was built to ghcr.io/<repository>:<version>-amd64 or -arm64
#   .ci/release/image.sh join VERSION      makes one image of the two: ghcr.io/<repository>:<version>
#
# Needs docker with buildx. For push and join: REGISTRY_TOKEN, GITHUB_ACTOR, GITHUB_REPOSITORY.
#
# Outputs of join: name, digest.
set -euo pipefail
cd "$(dirname "$0")/../.."
version=${2:?the version}
# Names of images are in small letters.
name=ghcr.io/$(printf '%s' "${GITHUB_REPOSITORY-}" | tr '[:upper:]' '[:lower:]')
login() { docker login ghcr.io --username "$GITHUB_ACTOR" --password-stdin <<<"$REGISTRY_TOKEN"; }

case "${1-}" in
  build)
    labels=()
    if [ -n "${GITHUB_SHA-}" ]; then
      labels=(--label "org.opencontainers.image.revision=$GITHUB_SHA" --label "org.opencontainers.image.source=$GITHUB_SERVER_URL/$GITHUB_REPOSITORY")
    fi
    docker buildx build --file .github/container/Dockerfile --build-arg "VERSION=$version" ${labels[@]+"${labels[@]}"} --tag "envlint:$version" --load .
    [ "$(docker run --rm "envlint:$version" --version)" = "envlint $version" ] || { echo "the image does not say its version" >&2; exit 1; }
    docker run --rm --network none --read-only --volume "$PWD/examples/mended:/work:ro" "envlint:$version" check --fail-on info
    ;;
  push)
    case "$(uname -m)" in
      x86_64) machine=amd64 ;;
      aarch64) machine=arm64 ;;
      *) echo "there is no image for $(uname -m)" >&2; exit 2 ;;
    esac
    login
    docker tag "envlint:$version" "$name:$version-$machine"
    docker push "$name:$version-$machine"
    ;;
  join)
    login
    docker buildx imagetools create --tag "$name:$version" "$name:$version-amd64" "$name:$version-arm64"
    digest=$(docker buildx imagetools inspect "$name:$version" --format '{{json .Manifest}}' | jq -r .digest)
    printf 'name=%s\ndigest=%s\n' "$name" "$digest" >>"$GITHUB_OUTPUT"
    ;;
  *)
    echo "usage: $0 build|push|join VERSION" >&2
    exit 2
    ;;
esac
