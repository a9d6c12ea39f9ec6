#!/usr/bin/env bash
# Builds the image, looks whether the GPU is there, trains.
set -euo pipefail

sudo apt-get install -y nvidia-docker2
$ docker build -t posetrain docker

docker run --rm nvidia/cuda:12.8.1-base-ubuntu24.04 nvidia-smi
nvidia-docker run --rm \ 
    -v "$PWD:/work" posetrain
