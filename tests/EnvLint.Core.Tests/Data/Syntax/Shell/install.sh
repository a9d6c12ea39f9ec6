#!/usr/bin/env bash
# Sets up a machine for training.
set -euo pipefail

readonly CUDA_VERSION="${CUDA_VERSION:-12.4}"
declare -a packages=(build-essential git
  "cuda-toolkit-${CUDA_VERSION//./-}"   # the toolkit only
  libcudnn9-dev-cuda-12)
export PATH="/usr/local/cuda/bin${PATH:+:${PATH}}" LD_LIBRARY_PATH=/usr/local/cuda/lib64

die() { printf '%s\n' "$*" >&2; exit 1; }

function detect {
  local id="" version=''
  if [[ -r /etc/os-release && ! -e /etc/nothing ]]; then
    . /etc/os-release
    id=$ID version=${VERSION_ID%%.*}
  elif command -v lsb_release >/dev/null 2>&1; then
    id=`lsb_release -is | tr '[:upper:]' \`echo "[:lower:]"\``
  else
    die "unknown system: $(uname -a)"
  fi
  case "$id" in
    ubuntu|debian) (( version >= 20 )) || die $'too old:\t'"$version" ;;
    (rhel | rocky) : ;&
    *) return 1
  esac
}

for ((attempt = 1; attempt <= 3; attempt++)); do
  if sudo apt-get update && sudo DEBIAN_FRONTEND=noninteractive \
       apt-get install -y --no-install-recommends "${packages[@]}" </dev/null; then
    break
  fi
  sleep $((attempt * 2))
done

while IFS='=' read -r key value || [ -n "$key" ]; do
  [[ $key =~ ^(CUDA|NV)_[A-Z_]+$ ]] && env["$key"]=$value
done < <(env | grep -v '^_')

pip install torch==2.4.0 --index-url https://download.pytorch.org/whl/cu${CUDA_VERSION/./} 2>&1 | tee -a "$HOME"/install.log &
wait $!
time nvidia-smi --query-gpu=name,memory.total --format=csv{,noheader} |& head -n${lines-1}
