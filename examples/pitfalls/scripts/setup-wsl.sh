#!/usr/bin/env bash
# Sets up a fresh Ubuntu 24.04 in WSL 2 for training.
set -euo pipefail

wget https://developer.download.nvidia.com/compute/cuda/repos/ubuntu2404/x86_64/cuda-keyring_1.1-1_all.deb
sudo dpkg -i cuda-keyring_1.1-1_all.deb
sudo apt-get update
sudo apt-get install -y cuda-drivers cuda-toolkit-12-8

python3 -m venv ~/poses
~/poses/bin/pip install torch>=2.5 “torchvision”
