#!/usr/bin/env bash
# Holds what the formats for programs write to those programs' own readers, or to others' readers of the same format:
# GitHub's @actions/core, MSBuild, markdown-it and marked, junit2json and junitparser, xmllint.
#   tests/judges/formats.sh            exit 1 if one of them reads something else than what was meant
# What they are given are the files under tests/EnvLint.Reporting.Tests/Data, to which the tests hold the formats byte for byte.
# The packages come from npm into ${ENVLINT_TOOLS:-$HOME/.cache/envlint-tools}, once; xmllint and junitparser are Debian's.
# No package has the schemas of JUnit (Jenkins' xunit-plugin: junit-10.xsd), of reviewdog (proto/rdf/jsonschema: DiagnosticResult.json)
# and of GitLab (app/validators/json_schemas: codeclimate.json): ENVLINT_SCHEMAS names a folder that holds them, if there is one.
# SonarQube's format has neither schema nor reader outside of SonarQube, Checkstyle's no schema.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
data=$here/../EnvLint.Reporting.Tests/Data
folder=${ENVLINT_TOOLS:-$HOME/.cache/envlint-tools}/formats-1
if [ ! -d "$folder/node_modules/junit2json" ]; then
  mkdir -p "$folder"
  npm install --prefix "$folder" --ignore-scripts --no-audit --no-fund --save-exact \
    @actions/core@1.11.1 ajv@8.17.1 ajv-draft-04@1.0.0 marked@15.0.12 markdown-it@14.1.0 junit2json@3.1.12 >&2
fi

status=0
fail() { echo "FAIL  $1"; status=1; }

NODE_PATH=$folder/node_modules node "$here/formats.cjs" "$data" || status=1

if command -v xmllint >/dev/null; then
  xmllint --noout "$data"/junit/*.xml "$data"/checkstyle/*.xml || fail "xmllint: not well-formed"
  echo "ok    xmllint: JUnit and Checkstyle are well-formed"
  if [ -f "${ENVLINT_SCHEMAS-}/junit-10.xsd" ]; then
    xmllint --noout --schema "$ENVLINT_SCHEMAS/junit-10.xsd" "$data"/junit/*.xml >/dev/null 2>&1 || fail "JUnit: not as Jenkins' schema has it"
    ! sed 's/ errors="[0-9]*"//' "$data/junit/everything.xml" | xmllint --noout --schema "$ENVLINT_SCHEMAS/junit-10.xsd" - >/dev/null 2>&1 || fail "Jenkins' schema takes a wrong file"
    echo "ok    JUnit by Jenkins' schema"
  fi
else
  echo "skip  xmllint is not installed (libxml2-utils)"
fi

# Debian's packages are for Debian's Python, whichever comes first on the path.
python=python3
[ ! -x /usr/bin/python3 ] || python=/usr/bin/python3
if "$python" -c 'import junitparser' 2>/dev/null; then
  "$python" - "$data" <<'PY' || status=1
import glob, sys
from junitparser import JUnitXml, Failure

for path in sorted(glob.glob(sys.argv[1] + '/junit/*.xml')):
    suites = JUnitXml.fromfile(path)
    tests = sum(1 for suite in suites for case in suite)
    failures = sum(isinstance(result, Failure) for suite in suites for case in suite for result in case.result)
    assert (suites.tests, suites.failures) == (tests, failures), path
    names = [(suite.name, case.name) for suite in suites for case in suite]
    assert len(set(names)) == len(names), path
print("ok    junitparser: counts as written, no name twice")
PY
else
  echo "skip  junitparser is not installed (python3-junitparser)"
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/exec.proj" <<'XML'
<Project>
  <Target Name="Run"><Exec Command="cat lines.txt" WorkingDirectory="$(MSBuildProjectDirectory)" IgnoreExitCode="true" ContinueOnError="ErrorAndContinue" /></Target>
</Project>
XML
# Whatever MSBuild takes for an error or a warning it prints again, with the project behind it; the rest of a quiet build is silence.
taken() {
  cp "$1" "$work/lines.txt"
  { dotnet msbuild "$work/exec.proj" -t:Run -nologo -v:quiet -clp:NoSummary -tl:off 2>&1 || true; } | sed -n 's/^ *//; s/ \[[^]]*exec\.proj\]$//p'
}
for sample in everything places hostile targets; do
  grep -E '^[^:]*\): (error|warning) ' "$data/msbuild/$sample.txt" > "$work/expected"
  taken "$data/msbuild/$sample.txt" > "$work/taken"
  diff "$work/expected" "$work/taken" >&2 || fail "MSBuild reads $sample.txt otherwise"
done
# As the format writes infos of files and with texts that would make errors of them, and as it would without that care.
printf '%s\n' 'an\x20error\x20x.sh(1,1,1,2): message ENV007: m' 'a.sh(1,1,1,2): message ENV007: x:1:2:\x20error: m' 'a.sh(1,1,1,2): message ENV007: an error: no' > "$work/infos"
[ -z "$(taken "$work/infos")" ] || fail "MSBuild takes an info for an error"
printf '%s\n' 'an error x.sh(1,1,1,2): message ENV007: m' 'a.sh(1,1,1,2): message ENV007: x:1:2: error: m' > "$work/careless"
[ "$(taken "$work/careless" | wc -l)" -eq 2 ] || fail "the question to MSBuild is no question"
printf '%s\n' 'a(1,2).sh(3,4,5,6): warning ABC001: m' './12>a.sh(1,1,1,2): error ABC001: m' './ a.sh(1,1,1,2): error ABC001: m' > "$work/names"
taken "$work/names" | diff "$work/names" - >&2 || fail "MSBuild reads a name otherwise"
[ "$status" -ne 0 ] || echo "ok    MSBuild: every error and warning at its place, no info taken for one"

exit $status
