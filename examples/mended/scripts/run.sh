#!/usr/bin/env bash
# Builds the image, looks whether the GPU is there, trains.
set -euo pipefail

docker build -t posetrain docker

docker run --rm --gpus all nvidia/cuda:12.8.1-base-ubuntu24.04 nvidia-smi
docker run --rm --gpus all \
    -v "$PWD:/work" posetrain
