using EnvLint.Manifests;
using EnvLint.Text;

namespace EnvLint.Benchmarks;

/// <summary>One file of the usual size for each kind.</summary>
internal static class Samples
{
    public static SourceText Of(ManifestKind kind) => kind switch
    {
        ManifestKind.Dockerfile => new SourceText("Dockerfile", Dockerfile),
        ManifestKind.Shell => new SourceText("setup.sh", Script),
        ManifestKind.WslGlobalConfig => new SourceText(".wslconfig", WslConfig),
        ManifestKind.WslDistributionConfig => new SourceText("wsl.conf", WslConf),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private const string Dockerfile = """
        # syntax=docker/dockerfile:1
        ARG CUDA=12.4.1
        FROM nvidia/cuda:${CUDA}-cudnn-devel-ubuntu22.04 AS build
        ENV DEBIAN_FRONTEND=noninteractive \
            PATH=/opt/conda/bin:$PATH
        SHELL ["/bin/bash", "-o", "pipefail", "-c"]
        RUN apt-get update && apt-get install -y --no-install-recommends \
                build-essential \
                git \
                # for downloads
                wget \
            && rm -rf /var/lib/apt/lists/*
        RUN wget -q https://example.org/installer.sh -O /tmp/installer.sh \
            && bash /tmp/installer.sh -b -p /opt/conda \
            && rm /tmp/installer.sh
        COPY requirements.txt .
        RUN --mount=type=cache,target=/root/.cache/pip \
            pip install torch==2.4.1 --index-url https://download.pytorch.org/whl/cu124 && pip install -r requirements.txt
        RUN <<EOF
        set -e
        for part in a b c; do
            echo "part $part" >> /etc/parts
        done
        EOF

        FROM nvidia/cuda:${CUDA}-runtime-ubuntu22.04
        COPY --from=build /opt/conda /opt/conda
        ENV LD_LIBRARY_PATH=/usr/local/cuda/lib64:$LD_LIBRARY_PATH
        WORKDIR /work
        COPY . .
        EXPOSE 8000
        CMD ["python", "serve.py"]
        """;

    private const string Script = """
        #!/usr/bin/env bash
        set -euo pipefail
        CUDA_VERSION="${CUDA_VERSION:-12.4}"
        DIST=ubuntu2204

        log() {
            printf '%s\n' "[setup] $*" >&2
        }

        if grep -qi microsoft /proc/version; then
            DIST=wsl-ubuntu
        fi

        log "adding the repository of $DIST"
        wget -q "https://developer.download.nvidia.com/compute/cuda/repos/${DIST}/x86_64/cuda-keyring_1.1-1_all.deb"
        sudo dpkg -i cuda-keyring_1.1-1_all.deb
        sudo apt-get update
        sudo apt-get install -y "cuda-toolkit-${CUDA_VERSION//./-}"

        cat >> "$HOME/.bashrc" <<'EOF'
        export PATH=/usr/local/cuda/bin:$PATH
        EOF

        for package in torch torchvision torchaudio; do
            python3 -m pip install "$package" --index-url https://download.pytorch.org/whl/cu124 || exit 1
        done

        case "$(uname -m)" in
            x86_64) log done ;;
            *) log "other machine"; exit 2 ;;
        esac
        """;

    private const string WslConfig = """
        # settings of the virtual machine
        [wsl2]
        memory=16GB
        processors=8
        swap=8GB
        swapfile=D:\\wsl\\swap.vhdx
        localhostForwarding=true
        networkingMode=mirrored
        vmIdleTimeout=60000

        [experimental]
        autoMemoryReclaim=gradual
        sparseVhd=true
        """;

    private const string WslConf = """
        [boot]
        systemd=true

        [automount]
        enabled=true
        options="metadata,umask=22,fmask=11"

        [network]
        hostname=box
        generateResolvConf=false

        [user]
        default=me
        """;
}
