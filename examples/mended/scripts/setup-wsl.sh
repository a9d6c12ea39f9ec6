#!/usr/bin/env bash
# Sets up a fresh Ubuntu 24.04 in WSL 2 for training. The driver is the one of Windows: nothing here brings another.
set -euo pipefail

wget https://developer.download.nvidia.com/compute/cuda/repos/wsl-ubuntu/x86_64/cuda-keyring_1.1-1_all.deb
sudo dpkg -i cuda-keyring_1.1-1_all.deb
sudo apt-get update
sudo apt-get install -y cuda-toolkit-12-8 nvidia-container-toolkit python3-venv
sudo nvidia-ctk runtime configure --runtime=docker
sudo systemctl restart docker

python3 -m venv ~/poses
~/poses/bin/pip install --index-url https://download.pytorch.org/whl/cu126 torch==2.8.0 torchvision==0.23.0
