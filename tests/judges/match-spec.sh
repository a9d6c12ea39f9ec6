#!/usr/bin/env bash
# Compares the reader of match specs with conda's own: all specs of the environment files below the given folders, over a list of versions.
# usage: tests/judges/match-spec.sh CONDA_CHECKOUT FOLDER...
# PYTHON   a Python that has what conda imports: boltons, packaging, platformdirs, pluggy, requests, ruamel.yaml, tqdm, yaml (python3)
# Prints the number of specs and of those on which the two differ. Exit code 1 where they do.
set -u
[ $# -gt 1 ] && [ -d "$1/conda" ] || { sed -n '2,5s/^# \{0,1\}//p' "$0" >&2; exit 2; }
conda="$(cd "$1" && pwd)"
shift
folders=()
for folder in "$@"; do folders+=("$(cd "$folder" && pwd)") || exit 2; done
cd "$(dirname "$0")/../.." || exit 2
python="${PYTHON:-python3}"
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

find "${folders[@]}" -type f \( -name 'env*.yml' -o -name 'env*.yaml' -o -name '*environment.yml' \) -size -2M >"$work/files"
"$python" - "$work/files" >"$work/found" <<'PYTHON' || exit 2
import sys, yaml
for path in open(sys.argv[1]).read().splitlines():
    try:
        document = yaml.load(open(path, encoding="utf-8"), Loader=yaml.BaseLoader)
    except Exception:
        continue
    for item in document.get("dependencies") or [] if isinstance(document, dict) else []:
        if isinstance(item, str) and item.strip() and "\n" not in item and "\t" not in item:
            print(item)
PYTHON
{ cat "$work/found"; cat tests/judges/match-specs.txt; } | sort -u >"$work/specs"
(cd "$conda" && PYTHONPATH="$conda" "$python" "$OLDPWD/tests/judges/match-spec.py" "$work/specs" "$OLDPWD/tests/judges/match-spec-versions.txt" >"$work/theirs" 2>"$work/log") || { cat "$work/log"; exit 2; }
ENVLINT_MATCH_SPECS=$work/specs ENVLINT_MATCH_SPEC_RESULT=$work/ours \
    dotnet test --nologo -v q -c "${CONFIGURATION:-Release}" -p:RunAnalyzers=false tests/EnvLint.Core.Tests --filter FullyQualifiedName~MatchSpecJudgeTests >"$work/log" 2>&1 ||
    { cat "$work/log"; exit 2; }

# Where our answer is "not known" it differs from neither.
awk -F '\t' '
    function differs(a, b, i) {
        if (length(a) != length(b)) return 1
        for (i = 1; i <= length(a); i++) if (substr(a, i, 1) != substr(b, i, 1) && substr(a, i, 1) != "?" && substr(b, i, 1) != "?") return 1
        return 0
    }
    FNR == NR { name[$1] = $2; build[$1] = $3; takes[$1] = $4; next }
    {
        specs++
        if (name[$1] == "refused") refused++
        if (name[$1] != $2 || build[$1] != $3 || differs(takes[$1], $4)) { wrong++; print "conda: " name[$1], build[$1], takes[$1]; print "ours:  " $2, $3, $4 "   " $1 }
    }
    END { printf "%d specs, %d refused by conda: %d differ\n", specs, refused, wrong; exit wrong > 0 }' "$work/theirs" "$work/ours"
