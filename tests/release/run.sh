#!/usr/bin/env bash
# Tries the scripts that make releases and the report about the tables of facts, as far as one machine can: the same input gives the same archives, checksums hold,
# what is unpacked runs, versions that do not agree are refused, drafts and issues are made with the words that gh is to hear.
#
#   tests/release/run.sh [--quick]     --quick leaves out the packages of the extension and for NuGet, which take minutes
#
# Needs GNU tar, zip, unzip, jq, and a binary: artifacts/native/envlint, or the one that ENVLINT_NATIVE names; without --quick also Node.js, npm's registry and the .NET SDK.
set -euo pipefail
cd "$(dirname "$0")/../.."
repository=$PWD
native=${ENVLINT_NATIVE:-$PWD/artifacts/native/envlint}
[ -x "$native" ] || { echo "$native is not there: .ci/publish-native.sh writes it" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

passed=0
failed=0
# ok NAME COMMAND...: it succeeds. no NAME TEXT COMMAND...: it fails, and says TEXT.
ok() {
  if "${@:2}" >"$work/said" 2>&1; then passed=$((passed + 1)) && echo "ok    $1"; else failed=$((failed + 1)) && echo "FAIL  $1" && cat "$work/said"; fi
}
no() {
  if ! "${@:3}" >"$work/said" 2>&1 && grep -qF -- "$2" "$work/said"; then passed=$((passed + 1)) && echo "ok    $1"; else failed=$((failed + 1)) && echo "FAIL  $1" && cat "$work/said"; fi
}
same() { [ "$1" = "$2" ] || { printf 'expected: %s\n     got: %s\n' "$1" "$2"; return 1; }; }

# A copy of what the scripts read, to change.
copy=$work/copy
mkdir -p "$copy/vscode-extension" "$work/bin"
cp -R .ci Directory.Build.props CHANGELOG.md LICENSE README.md "$copy"
cp vscode-extension/package.json vscode-extension/package-lock.json "$copy/vscode-extension"
version=$(.ci/release/version.sh)
export SOURCE_DATE_EPOCH=1790000000

# Archives.
mkdir -p "$work/a" "$work/b"
cp "$native" "$work/a/envlint"
cp "$native" "$work/b/envlint"
cp "$native" "$work/a/envlint.exe"
cp "$native" "$work/b/envlint.exe"
chmod 600 "$work/b/envlint"
touch -d 2001-01-01 "$work"/b/*
for platform in linux-x64 win-x64; do
  ok "$platform is packed" .ci/release/archive.sh "$platform" "$work/a" "$work/out-a"
  (umask 077 && TZ=Asia/Tokyo .ci/release/archive.sh "$platform" "$work/b" "$work/out-b" >/dev/null)
done
ok "the same binary gives the same archive, whatever its date, mode and machine" cmp "$work/out-a/envlint-linux-x64.tar.gz" "$work/out-b/envlint-linux-x64.tar.gz"
ok "and the same zip" cmp "$work/out-a/envlint-win-x64.zip" "$work/out-b/envlint-win-x64.zip"
ok "an archive has one folder, and no names of people" same "$(printf 'drwxr-xr-x 0/0 envlint-linux-x64/\n-rw-r--r-- 0/0 envlint-linux-x64/CHANGELOG.md\n-rw-r--r-- 0/0 envlint-linux-x64/LICENSE\n-rw-r--r-- 0/0 envlint-linux-x64/README.md\n-rwxr-xr-x 0/0 envlint-linux-x64/envlint')" \
  "$(tar -tvzf "$work/out-a/envlint-linux-x64.tar.gz" | awk '{ print $1, $2, $6 }')"
ok "the zip has the same files" same "$(printf 'envlint-win-x64/CHANGELOG.md\nenvlint-win-x64/LICENSE\nenvlint-win-x64/README.md\nenvlint-win-x64/envlint.exe')" "$(unzip -Z1 "$work/out-a/envlint-win-x64.zip")"
no "a platform that there is no release for" "usage:" .ci/release/archive.sh plan9-x64 "$work/a" "$work/out-a"
no "a binary that is not there" "envlint" .ci/release/archive.sh linux-arm64 "$work/out-a" "$work/out-a"

# Checksums, and what is unpacked.
ok "checksums are written and read back" .ci/release/checksums.sh "$work/out-a"
ok "in the order of the names" same "envlint-linux-x64.tar.gz envlint-win-x64.zip" "$(awk '{ print $2 }' "$work/out-a/SHA256SUMS" | xargs)"
ok "a second time they are the same" .ci/release/checksums.sh "$work/out-a"
mkdir "$work/unpacked" "$work/empty"
tar -xzf "$work/out-a/envlint-linux-x64.tar.gz" -C "$work/unpacked"
ok "what is unpacked runs" same "envlint $version" "$("$work/unpacked/envlint-linux-x64/envlint" --version)"
ok "and does what it is for" .ci/release/smoke.sh "$work/unpacked/envlint-linux-x64"
echo x >>"$work/out-a/envlint-win-x64.zip"
no "a file that was changed is seen" "FAILED" sh -c "cd '$work/out-a' && sha256sum --check --strict SHA256SUMS"
no "checksums of nothing" "is empty" .ci/release/checksums.sh "$work/empty"

# Versions and notes.
ok "files agree on the version" same "$version" "$(.ci/release/version.sh)"
no "a tag of another version" "the tag is v9.9.9" "$copy/.ci/release/version.sh" v9.9.9
sed -i "s/^## Unreleased/## Unreleased\n\n## $version - 2026-12-01/; s/^## 0.0.1//" "$copy/CHANGELOG.md"
printf '\n## 0.0.9\n\n- What was before.\n' >>"$copy/CHANGELOG.md"
ok "a tag of this version, with its changes" same "$version" "$("$copy/.ci/release/version.sh" "v$version")"
ok "in a workflow it is an output" env GITHUB_REF_TYPE=tag "GITHUB_REF_NAME=v$version" "GITHUB_OUTPUT=$work/output" "$copy/.ci/release/version.sh" --output
ok "of that name" same "version=$version" "$(cat "$work/output")"
no "notes of what is not there" "nothing under '## 3.0.0'" "$copy/.ci/release/notes.sh" 3.0.0
no "notes of an empty section" "nothing under '## Unreleased'" "$copy/.ci/release/notes.sh"
ok "notes end where the next version begins" same "- What was before." "$("$copy/.ci/release/notes.sh" 0.0.9)"
notes=$("$copy/.ci/release/notes.sh" "$version")
ok "notes are the section without its heading" test "${notes:0:3}" = "###" -a "${notes/What was before/}" = "$notes"
jq '.version = "0.0.7"' vscode-extension/package.json >"$copy/vscode-extension/package.json"
no "an extension of another version" "package.json has the version 0.0.7" "$copy/.ci/release/version.sh"

# A draft, with a gh that writes down what it hears.
cat >"$work/bin/gh" <<'END'
#!/usr/bin/env bash
printf '%s\n' "$*" >>"$GH_LOG"
while [ $# -gt 0 ]; do
  case "$1" in
    view) [ "$GH_STATE" != none ] || exit 1; echo "$GH_STATE" ;;
    list) echo "$GH_STATE" ;;
    --notes-file | --body-file) cp "$2" "$GH_LOG.text" ;;
  esac
  shift
done
END
chmod +x "$work/bin/gh"
mkdir -p "$copy/artifacts/release"
cp "$work/out-b/envlint-linux-x64.tar.gz" "$copy/artifacts/release"
"$copy/.ci/release/checksums.sh" >/dev/null
draft() { rm -f "$work/gh" && PATH="$work/bin:$PATH" GH_LOG=$work/gh GH_STATE=$1 GITHUB_REPOSITORY=somebody/envlint "$copy/.ci/release/draft.sh" "$version"; }
ok "a draft is made" draft none
ok "with all files, and only as a draft" grep -q "^release create v$version --draft --verify-tag --title EnvLint $version --notes-file .* artifacts/release/SHA256SUMS artifacts/release/envlint-linux-x64.tar.gz$" "$work/gh"
ok "its text is the changes, and how to check the files" grep -q 'gh attestation verify FILE --repo somebody/envlint' "$work/gh.text"
ok "a draft is brought up to date" draft true
ok "by its files" grep -q "^release upload v$version --clobber artifacts/release/SHA256SUMS" "$work/gh"
no "a release that is published stays as it is" "is published" draft false
ok "nothing was uploaded" same "1" "$(wc -l <"$work/gh")"
echo x >>"$copy/artifacts/release/envlint-linux-x64.tar.gz"
no "files that are not what the checksums say" "FAILED" draft none

# The image, with a docker that only plays.
cat >"$work/bin/docker" <<'END'
#!/usr/bin/env bash
printf '%s\n' "$*" >>"$DOCKER_LOG"
case "$*" in
  login*) cat >"$DOCKER_LOG.password" ;;
  run*--version) echo "$DOCKER_VERSION" ;;
  *"imagetools inspect"*) echo '{"digest": "sha256:abc"}' ;;
esac
END
chmod +x "$work/bin/docker"
image() {
  rm -f "$work"/docker* "$work/output"
  PATH="$work/bin:$PATH" DOCKER_LOG=$work/docker DOCKER_VERSION=${2-} GITHUB_OUTPUT=$work/output GITHUB_REPOSITORY=Some/EnvLint GITHUB_ACTOR=somebody GITHUB_SHA=1234 GITHUB_SERVER_URL=https://g.example REGISTRY_TOKEN=secret \
    .ci/release/image.sh "$1" "$version"
}
ok "the image is built and tried" image build "envlint $version"
ok "from the recipe, with its version and commit" grep -q "^buildx build --file .github/container/Dockerfile --build-arg VERSION=$version --label org.opencontainers.image.revision=1234 .*--load \.$" "$work/docker"
ok "without network, on a folder that is only read" grep -q "^run --rm --network none --read-only .*:/work:ro .* check --fail-on info$" "$work/docker"
no "an image of another version" "does not say its version" image build "envlint 0.0.1"
ok "the image is pushed" image push
ok "by version and machine, in small letters" grep -qE "^push ghcr.io/some/envlint:$version-(amd64|arm64)$" "$work/docker"
ok "the password is no argument" test "$(cat "$work/docker.password")" = secret -a "$(grep -c secret "$work/docker")" = 0
ok "one image is made of two" image join
ok "by the version" grep -q "^buildx imagetools create --tag ghcr.io/some/envlint:$version ghcr.io/some/envlint:$version-amd64 ghcr.io/some/envlint:$version-arm64$" "$work/docker"
ok "its digest is an output" same "$(printf 'name=ghcr.io/some/envlint\ndigest=sha256:abc')" "$(cat "$work/output")"
no "neither of these" "usage:" image pull

# The report about the tables, with a dotnet and a curl that only play.
cat >"$work/bin/dotnet" <<'END'
#!/usr/bin/env bash
case "$*" in
  *--addresses) printf 'https://a.example/here\nhttps://a.example/gone\nhttps://a.example/$(touch owned)\nhttps://a.example/refuses\n' ;;
  *"knowledge --today 2026-11-20") echo '## What EnvLint knows'; [ "$DOTNET_CODE" -lt 2 ] || echo 'as_of is missing' >&2; exit "$DOTNET_CODE" ;;
  *) exit 7 ;;
esac
END
cat >"$work/bin/curl" <<'END'
#!/usr/bin/env bash
case "${*: -1}" in */gone) printf "${GONE-404}" ;; */refuses) printf 403 ;; *'$('*) printf 000; exit 6 ;; *) printf 200 ;; esac
END
chmod +x "$work/bin/dotnet" "$work/bin/curl"
report() { rm -f "$work/output" && PATH="$work/bin:$PATH" DOTNET_CODE=$1 GONE=$2 ENVLINT_TODAY=2026-11-20 GITHUB_OUTPUT=$work/output GITHUB_STEP_SUMMARY=$work/summary .ci/knowledge/report.sh "$work/report/knowledge.md"; }
ok "a source that is gone is something to do" report 0 404
ok "it is said" same "due=true" "$(cat "$work/output")"
ok "with the address; one that refuses, or does not answer, is not gone" same "$(printf '## What EnvLint knows\n\n### Sources\n\n3 of 4 addresses answer.\n\nGone:\n\n- https://a.example/gone')" "$(cat "$work/report/knowledge.md")"
ok "it is the summary, too" cmp "$work/report/knowledge.md" "$work/summary"
ok "an old table is something to do" report 1 200
ok "that is said as well" same "due=true" "$(cat "$work/output")"
ok "nothing old, nothing gone" report 0 200
ok "nothing to do" same "due=false" "$(cat "$work/output")"
no "a tool that fails is no report" "as_of is missing" report 2 200
ok "an address is no command" test ! -e owned

issue() { rm -f "$work/gh" "$work/gh.text" && PATH="$work/bin:$PATH" GH_LOG=$work/gh GH_STATE=$1 .ci/knowledge/issue.sh "$work/report/knowledge.md" "$2"; }
for row in "|true|issue create" "12|true|issue edit 12" "12|false|issue close 12"; do
  IFS='|' read -r state due words <<<"$row"
  ok "issue: ${state:-none}, $due" issue "$state" "$due"
  ok "that is: $words" grep -q "^$words " "$work/gh"
done
ok "no issue, nothing to do" issue "" false
ok "nothing was written" same "1" "$(wc -l <"$work/gh")"
no "neither true nor false" "is neither true nor false" issue "" maybe

if [ "${1-}" != --quick ]; then
  mkdir -p "$work/binaries/native-linux-x64"
  cp "$native" "$work/binaries/native-linux-x64/envlint"
  ok "the extension is packed" .ci/release/extension.sh "$work/binaries" "$work/packages"
  ok "the packages for NuGet are made" .ci/release/packages.sh "$work/packages"
  for file in "envlint-$version.vsix" "envlint-linux-x64-$version.vsix" "envlint.$version.nupkg" "EnvLint.MSBuild.$version.nupkg"; do
    ok "$file is there" test -s "$work/packages/$file"
  done
  unzip -q "$work/packages/envlint-linux-x64-$version.vsix" extension/server/envlint -d "$work/vsix" || true
  ok "the extension has the binary" cmp "$native" "$work/vsix/extension/server/envlint"
  ok "the packages for NuGet install as a tool" dotnet tool install envlint --tool-path "$work/tool" --add-source "$work/packages" --version "$version"
  ok "that runs" same "envlint $version" "$("$work/tool/envlint" --version || true)"
fi

cd "$repository"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
