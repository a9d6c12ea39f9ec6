#!/usr/bin/env bash
# Compares the shell parser with 'bash -n': every *.sh and *.bash file and every file with a sh or bash shebang below the given folders.
# usage: tests/judges/bash-n.sh [--debug] [folder ...]        (default: /usr /etc)
# Prints the number of files, how many bash takes and we do not (must be 0) and the reverse. Exit code 1 if the first is not 0.
set -u
cd "$(dirname "$0")/../.." || exit 2
configuration=Release
if [ "${1-}" = --debug ]; then
    configuration=Debug
    shift
fi
[ $# -gt 0 ] || set -- /usr /etc
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

# Candidates: by name, and by the first line of executable files and of files without an extension.
find "$@" -xdev -type f \( -name '*.sh' -o -name '*.bash' \) -readable -size -2M -print >"$work/found" 2>/dev/null
find "$@" -xdev -type f -readable -size -2M \( -perm /111 -o ! -name '*.*' \) -print 2>/dev/null |
    while IFS= read -r file; do
        IFS= read -r -n 40 line <"$file" 2>/dev/null
        if [[ $line =~ ^'#!'[[:blank:]]*(/usr)?/bin/(env[[:blank:]]+)?(bash|sh|dash)([[:blank:]]|$) ]]; then
            printf '%s\n' "$file"
        fi
    done 2>/dev/null >>"$work/found"
sort -u "$work/found" >"$work/files"

while IFS= read -r file; do
    # 'bash -n' ends with 0 after an error inside [[ ]], so what it says counts too; warnings are none.
    if message=$(LC_ALL=C bash -n -- "$file" 2>&1 </dev/null) && ! grep -aqE ': (syntax error|unexpected|conditional binary operator expected)' <<<"$message"; then
        printf '0\t%s\n' "$file"
    elif LC_ALL=C bash -O extglob -n -- "$file" >/dev/null 2>&1 </dev/null; then
        # The script switches extended patterns on itself, which -n does not see.
        printf '2\t%s\n' "$file"
    else
        printf '1\t%s\t%s\n' "$file" "$(grep -avE ': warning:' <<<"$message" | head -n 1)"
    fi
done <"$work/files" >"$work/bash"

ENVLINT_SHELL_FILES=$work/files ENVLINT_SHELL_RESULT=$work/ours \
    dotnet test --nologo -v q -c "$configuration" tests/EnvLint.Core.Tests --filter FullyQualifiedName~ShellJudgeTests >"$work/log" 2>&1 ||
    { cat "$work/log"; exit 2; }

awk -F '\t' -v OFS='\t' '
    FNR == NR { refused[$2] = $1; why[$2] = $3; next }
    /^#/ { summary = substr($0, 3); next }
    {
        files++
        if (refused[$2] == 2) extended++
        if (refused[$2] == 0) taken++
        if (refused[$2] != 1 && $1 > 0) { wrong++; print "bash takes it, we do not:", $2, $3 }
        if (refused[$2] == 1 && $1 == 0) { reverse++; print "bash refuses it, we do not:", $2, why[$2] }
    }
    END {
        printf "%d files, %d taken by bash -n and %d more with extglob: %d errors on those, %d accepted that bash refuses (%s)\n", files, taken, extended, wrong, reverse, summary
        exit wrong > 0
    }' "$work/bash" "$work/ours"
