#!/usr/bin/env bash
# Compares PIP004 with pip: every requirements and constraints file below the given folders, line by line.
# usage: tests/judges/requirements.sh FOLDER...
# PYTHON   a Python that has pip (python3); an own 'packaging' of 22 or later makes it as strict as today's pip.
# Prints the number of files, of lines that pip refuses, and what only one of the two refuses. Exit code 1 where pip takes what we refuse.
set -u
[ $# -gt 0 ] || { sed -n '2,5s/^# \{0,1\}//p' "$0" >&2; exit 2; }
folders=()
for folder in "$@"; do folders+=("$(cd "$folder" && pwd)") || exit 2; done
cd "$(dirname "$0")/../.." || exit 2
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

find "${folders[@]}" -type f \( -name 'requirements*.txt' -o -name '*requirements.txt' -o -name 'constraints*.txt' \) -size -2M | sort >"$work/files"
"${PYTHON:-python3}" tests/judges/requirements.py <"$work/files" >"$work/pip" || exit 2
dotnet build --nologo -v q -clp:ErrorsOnly -c Release src/EnvLint.Cli >"$work/log" 2>&1 || { cat "$work/log"; exit 2; }
# In parts, for a command line has an end.
split -l 250 "$work/files" "$work/part."
for part in "$work"/part.*; do
    xargs -d '\n' -x -n 250 -a "$part" dotnet run --no-build -c Release --project src/EnvLint.Cli -- \
        check --no-config --no-ignore --select PIP004,ENV001,ENV003 --fail-on never --format json="$work/ours.json" >/dev/null || exit 2
    jq -r '.findings[] | [.path, .line, .endLine, .code, .message] | @tsv' "$work/ours.json" >>"$work/ours"
done

awk -F '\t' -v files="$(wc -l <"$work/files")" '
    # Findings name a path below their root, pip the whole path.
    function same(whole, part) { return whole == part || substr(whole, length(whole) - length(part)) == "/" part }
    FNR == NR && /^#/ { judge = substr($0, 3); next }
    FNR == NR { refused++; path[refused] = $1; line[refused] = $2; words[refused] = $3; next }
    {
        found = 0
        for (i = 1; i <= refused; i++) if (line[i] >= $2 && line[i] <= $3 && same(path[i], $1)) { found = 1; seen[i] = 1 }
        if (!found) { wrong++; print "pip takes it, we do not:", $1 ":" $2, $4, $5 }
    }
    END {
        for (i = 1; i <= refused; i++) {
            if (i in seen) continue
            missed++
            # A list for conda under that name is not for pip.
            if (words[i] ~ /::|[A-Za-z0-9_.-]+=[0-9][^= ]*=[^= ]/) conda++
            else print "pip refuses it, we do not:", path[i] ":" line[i], words[i]
        }
        printf "%d files, %d lines refused by pip: %d of them by us, %d in lists for conda, %d by us alone (%s)\n", files, refused, refused - missed, conda, wrong, judge
        exit wrong > 0
    }' "$work/pip" "$work/ours"
