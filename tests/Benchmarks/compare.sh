#!/usr/bin/env bash
# Compares whole processes: the native envlint with the floors of its platform and with its peers. Prints a table; asserts nothing.
#
#   tests/Benchmarks/compare.sh DOCKERFILES SCRIPTS [ENVIRONMENTS]
#
# DOCKERFILES   a folder of Dockerfiles under names that envlint knows (Dockerfile, Dockerfile.x, x.Dockerfile)
# SCRIPTS       a folder of shell scripts (*.sh)
# ENVIRONMENTS  a folder of conda's environment files (environment*.yml)
#
# Needs hyperfine, jq and GNU time. Peers that are not installed are left out: shellcheck and yamllint (system packages), dockerfile-utils and
# dockerfilelint (npm; installed into artifacts/benchmarks/npm where npm is found, unless ENVLINT_NO_NPM is set).
# ENVLINT_RUNS   runs of each program (20); the fastest counts, which is the least disturbed one on a busy machine.
set -euo pipefail

if [ $# -lt 2 ] || [ $# -gt 3 ] || [ ! -d "$1" ] || [ ! -d "$2" ] || [ ! -d "${3:-$1}" ]; then
    sed -n '2,12s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi

for tool in hyperfine jq; do
    command -v "$tool" > /dev/null || { echo "compare.sh needs $tool" >&2; exit 2; }
done
[ -x /usr/bin/time ] || { echo "compare.sh needs GNU time as /usr/bin/time" >&2; exit 2; }

dockerfiles="$(cd "$1" && pwd)"
scripts="$(cd "$2" && pwd)"
environments="${3:+$(cd "$3" && pwd)}"
cd "$(dirname "$0")/../.."
runs="${ENVLINT_RUNS:-20}"
framework="${ENVLINT_TARGET_FRAMEWORK:-net9.0}"
out="$PWD/artifacts/benchmarks"
envlint="$PWD/artifacts/native/envlint"
mkdir -p "$out"

[ -x "$envlint" ] || .ci/publish-native.sh > /dev/null
for program in empty read-only; do
    [ -x "$out/$program/$program" ] || dotnet publish "tests/Benchmarks/$program" --nologo -v quiet --configuration Release \
        --output "$out/$program" --use-current-runtime "-p:EnvLintTargetFramework=$framework" -p:EnvLintNative=true > /dev/null
done

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# A file of the usual size: 20 lines.
mkdir "$work/one"
cat > "$work/one/Dockerfile" <<'EOF'
FROM nvidia/cuda:12.1.0-cudnn8-devel-ubuntu22.04
ENV DEBIAN_FRONTEND=noninteractive
ARG PYTHON_VERSION=3.10
WORKDIR /app
RUN apt-get update && apt-get install -y --no-install-recommends \
    python3 \
    python3-pip \
    git \
    curl \
    && rm -rf /var/lib/apt/lists/*
COPY requirements.txt .
RUN pip3 install --no-cache-dir torch==2.1.0 --index-url https://download.pytorch.org/whl/cu121
RUN pip3 install --no-cache-dir -r requirements.txt
COPY . .
ENV LD_LIBRARY_PATH=/usr/local/cuda/lib64:$LD_LIBRARY_PATH
RUN set -e; \
    echo "building"; \
    python3 -c "import torch"
EXPOSE 8080
CMD ["python3", "serve.py"]
EOF

find "$dockerfiles" -type f > "$work/dockerfiles"
find "$scripts" -type f -name '*.sh' > "$work/scripts"
# Peers that take seconds for a few files get a tenth of them; the table counts files per second.
awk 'NR % 10 == 1' "$work/scripts" > "$work/some-scripts"
awk 'NR % 10 == 1' "$work/dockerfiles" > "$work/some-dockerfiles"
n_dockerfiles=$(wc -l < "$work/dockerfiles")
n_scripts=$(wc -l < "$work/scripts")
n_some_scripts=$(wc -l < "$work/some-scripts")
n_some_dockerfiles=$(wc -l < "$work/some-dockerfiles")

names=()
files=()
commands=()
add() {
    names+=("$1")
    files+=("$2")
    commands+=("$3")
}

add "empty native program"             0                "'$out/empty/empty'"
add "envlint --version"                0                "'$envlint' --version"
add "envlint, one Dockerfile"          1                "'$envlint' check '$work/one/Dockerfile'"
add "read only, Dockerfiles"           "$n_dockerfiles" "'$out/read-only/read-only' '$dockerfiles'"
add "envlint, Dockerfiles"             "$n_dockerfiles" "'$envlint' check --no-config '$dockerfiles'"
add "envlint, Dockerfiles, one thread" "$n_dockerfiles" "'$envlint' check --no-config --jobs 1 '$dockerfiles'"
add "read only, scripts"               "$n_scripts"     "'$out/read-only/read-only' '$scripts'"
add "envlint, scripts"                 "$n_scripts"     "'$envlint' check --no-config '$scripts'"
add "envlint, scripts, one thread"     "$n_scripts"     "'$envlint' check --no-config --jobs 1 '$scripts'"

if command -v shellcheck > /dev/null; then
    add "shellcheck, scripts" "$n_some_scripts" "xargs -d '\n' -a '$work/some-scripts' shellcheck --shell=bash"
fi

if [ -n "$environments" ]; then
    find "$environments" -type f \( -name '*.yml' -o -name '*.yaml' \) > "$work/environments"
    awk 'NR % 10 == 1' "$work/environments" > "$work/some-environments"
    n_environments=$(wc -l < "$work/environments")
    n_some_environments=$(wc -l < "$work/some-environments")
    add "read only, environments"           "$n_environments" "'$out/read-only/read-only' '$environments'"
    add "envlint, environments"             "$n_environments" "'$envlint' check --no-config '$environments'"
    add "envlint, environments, one thread" "$n_environments" "'$envlint' check --no-config --jobs 1 '$environments'"
    if command -v yamllint > /dev/null; then
        add "yamllint, environments" "$n_some_environments" "xargs -d '\n' -a '$work/some-environments' yamllint"
    fi
fi

if command -v npm > /dev/null && [ -z "${ENVLINT_NO_NPM:-}" ]; then
    npm="$out/npm"
    mkdir -p "$npm"
    for peer in dockerfile-utils dockerfilelint; do
        if [ ! -d "$npm/node_modules/$peer" ] && ! npm install --silent --no-audit --no-fund --prefix "$npm" "$peer" > /dev/null 2>&1; then
            echo "$peer cannot be installed: left out" >&2
        fi
    done

    # One process for all files: what the libraries cost, not the start of node for each.
    cat > "$npm/dockerfile-utils.js" <<'EOF'
const { validate } = require("dockerfile-utils");
const fs = require("fs");
for (const file of fs.readFileSync(process.argv[2], "utf8").split("\n").filter(Boolean)) validate(fs.readFileSync(file, "utf8"));
EOF
    if [ -d "$npm/node_modules/dockerfile-utils" ]; then
        add "dockerfile-utils, Dockerfiles" "$n_dockerfiles" "node '$npm/dockerfile-utils.js' '$work/dockerfiles'"
    fi
    if [ -d "$npm/node_modules/dockerfilelint" ]; then
        add "dockerfilelint, Dockerfiles" "$n_some_dockerfiles" "xargs -d '\n' -a '$work/some-dockerfiles' node '$npm/node_modules/dockerfilelint/bin/dockerfilelint'"
    fi
fi

# All programs take turns, round by round, so that a busy minute of the machine hits them alike.
rounds=5
for ((round = 0; round < rounds; round++)); do
    for i in "${!commands[@]}"; do
        n=$(((runs + rounds - 1) / rounds))
        case "${names[$i]}" in
            shellcheck* | yamllint* | dockerfile*) [ "$round" -eq 0 ] || continue; n=2 ;;
        esac
        hyperfine --shell=none --ignore-failure --warmup 1 --runs "$n" --style none --export-json "$work/$i.$round.json" \
            "${commands[$i]}" > /dev/null 2>&1
    done
done

best() { jq -s 'map(.results[].times[]) | min' "$work/$1".*.json; }
cpu() { jq -s 'map(.results[] | .user + .system) | min' "$work/$1".*.json; }
rss() { eval "/usr/bin/time -f %M -o '$work/rss' ${commands[$1]} > /dev/null 2>&1" || true; tail -n 1 "$work/rss"; }

declare -A seconds
for i in "${!commands[@]}"; do seconds["${names[$i]}"]="$(best "$i")"; done

against() {
    case "$1" in
        "envlint --version" | "envlint, one Dockerfile") echo "empty native program" ;;
        *", Dockerfiles"*) echo "read only, Dockerfiles" ;;
        *", scripts"*) echo "read only, scripts" ;;
        *", environments"*) echo "read only, environments" ;;
        *) echo "$1" ;;
    esac
}

printf '%-36s %10s %10s %10s %9s  %s\n' "program" "ms" "CPU ms" "files/s" "RSS MiB" "ratio (per file)"
for i in "${!commands[@]}"; do
    name="${names[$i]}"
    floor="$(against "$name")"
    floor_files=0
    for j in "${!names[@]}"; do [ "${names[$j]}" != "$floor" ] || floor_files="${files[$j]}"; done
    awk -v name="$name" -v floor="$floor" -v s="${seconds[$name]}" -v f="${seconds[$floor]}" -v c="$(cpu "$i")" \
        -v n="${files[$i]}" -v m="$floor_files" -v k="$(rss "$i")" 'BEGIN {
        rate = n > 0 ? sprintf("%.0f", n / s) : "-"
        per = m > 0 ? (s / n) / (f / m) : s / f
        ratio = name == floor ? "" : sprintf("%.1f x %s", per, floor)
        printf "%-36s %10.2f %10.2f %10s %9.1f  %s\n", name, s * 1000, c * 1000, rate, k / 1024, ratio
    }'
done

# Files per second of envlint, in those of a peer that got some of the files.
beside() {
    [ -n "${seconds["$2, $1"]:-}" ] || return 0
    awk -v what="$1" -v peer="$2" -v a="${seconds["envlint, $1"]}" -v n="$3" -v b="${seconds["$2, $1"]}" -v m="$4" \
        'BEGIN { printf "\n%s: envlint checks %.0f times as many files per second as %s\n", what, (n / a) / (m / b), peer }'
}
beside scripts shellcheck "$n_scripts" "$n_some_scripts"
beside environments yamllint "${n_environments:-0}" "${n_some_environments:-0}"
