using System.Collections.Immutable;
using EnvLint.Configuration;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Manifests;
using EnvLint.Testing;
using EnvLint.Text;

namespace EnvLint.Rules.Tests.Reported;

/// <summary>
/// The failures that users of CUDA, PyTorch, TensorFlow, containers and WSL report most, each as a file that has it and a near twin
/// that has not. All rules are at work: the first has the finding, the second has neither it nor any error.
/// </summary>
public sealed class ReportedFailuresTests
{
    private const string Driver550 = "platform=linux,driver=550.144.03,gpu=RTX 4090";
    private const string Blackwell = "platform=linux,driver=575.57.08,gpu=RTX 5090";
    private const string Volta = "platform=linux,driver=570.124.06,gpu=V100";
    private const string Wsl = "platform=wsl2,driver=551.78,gpu=RTX 3060";

    /// <summary>Number, what it is about, code, target, path, the file that has it, its twin.</summary>
    public static TheoryData<int, string, string, string, string, string, string> Cases { get; } = new()
    {
        {
            1, "driver too old for the build that is taken today", "STK001", Driver550, "requirements.txt",
            "torch\nnumpy\n",
            "--index-url https://download.pytorch.org/whl/cu126\ntorch==2.8.0\nnumpy\n"
        },
        {
            2, "unsatisfied condition: cuda>=12.8", "STK003", Driver550, "Dockerfile",
            "FROM nvidia/cuda:12.8.1-runtime-ubuntu24.04\nCMD [\"nvidia-smi\"]\n",
            "FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\nCMD [\"nvidia-smi\"]\n"
        },
        {
            3, "sm_120 is not compatible", "STK002", Blackwell, "setup.sh",
            "pip install torch==2.6.0 --index-url https://download.pytorch.org/whl/cu124\n",
            "pip install torch==2.8.0 --index-url https://download.pytorch.org/whl/cu128\n"
        },
        {
            4, "no kernel image on Volta", "STK002", Volta, "setup.sh",
            "pip install torch==2.11.0 --index-url https://download.pytorch.org/whl/cu128\n",
            "pip install torch==2.11.0 --index-url https://download.pytorch.org/whl/cu126\n"
        },
        {
            5, "could not select device driver", "GPU002", "", "compose.yaml",
            "services:\n  train:\n    image: nvidia/cuda:12.4.1-runtime-ubuntu22.04\n    command: nvidia-smi\n",
            "services:\n  train:\n    image: nvidia/cuda:12.4.1-runtime-ubuntu22.04\n    command: nvidia-smi\n    deploy:\n      resources:\n        reservations:\n          devices:\n            - driver: nvidia\n              count: all\n              capabilities: [gpu]\n"
        },
        {
            6, "Torch not compiled with CUDA enabled", "CND011", "", "Dockerfile",
            "FROM condaforge/miniforge3:24.11.3-0\nRUN conda install -y pytorch=2.5 && conda clean -afy\nRUN pip install --no-cache-dir cupy-cuda12x\n",
            "FROM condaforge/miniforge3:24.11.3-0\nENV CONDA_OVERRIDE_CUDA=12.6\nRUN conda install -y pytorch=2.5 && conda clean -afy\nRUN pip install --no-cache-dir cupy-cuda12x\n"
        },
        {
            7, "undefined symbol: iJIT_NotifyEvent", "CND012", "", "environment.yml",
            "name: ml\nchannels:\n  - pytorch\n  - nvidia\n  - conda-forge\ndependencies:\n  - python=3.10\n  - pytorch=2.1.2\n  - pytorch-cuda=12.1\n",
            "name: ml\nchannels:\n  - pytorch\n  - nvidia\n  - conda-forge\ndependencies:\n  - python=3.10\n  - pytorch=2.1.2\n  - pytorch-cuda=12.1\n  - mkl<2024.1\n"
        },
        {
            8, "Error 804: forward compatibility", "DRV005", "", "Dockerfile",
            "FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\nENV LD_LIBRARY_PATH=/usr/local/cuda/compat:${LD_LIBRARY_PATH}\n",
            "FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\nENV LD_LIBRARY_PATH=/opt/app/lib:${LD_LIBRARY_PATH}\n"
        },
        {
            9, "libcudnn_ops_infer.so.8", "FWK012", "", "requirements.txt",
            "torch==2.4.1\nctranslate2==4.4.0\n",
            "torch==2.4.1\nctranslate2==4.5.0\n"
        },
        {
            10, "torchvision::nms does not exist", "FWK001", "", "requirements.txt",
            "torch==2.5.1\ntorchvision==0.19.1\n",
            "torch==2.4.1\ntorchvision==0.19.1\n"
        },
        {
            11, "tensorflow-gpu is removed", "FWK003", "", "requirements.txt",
            "tensorflow-gpu\n",
            "tensorflow[and-cuda]==2.18.1\n"
        },
        {
            12, "a Linux driver inside WSL", "DRV002", Wsl, "setup.sh",
            "sudo apt-get update\nsudo apt-get install -y cuda-drivers\n",
            "sudo apt-get update\nsudo apt-get install -y cuda-toolkit-12-4\n"
        },
        {
            13, "manifest unknown", "CUD001", "", "Dockerfile",
            "FROM nvidia/cuda:12.4-devel-ubuntu22.04\nRUN nvcc --version\n",
            "FROM nvidia/cuda:12.4.1-devel-ubuntu22.04\nRUN nvcc --version\n"
        },
        {
            14, "NO_PUBKEY A4B469963BF863CC", "CUD006", "", "setup.sh",
            "sudo wget -qO /etc/apt/trusted.gpg.d/cuda.asc https://developer.download.nvidia.com/compute/cuda/repos/ubuntu2004/x86_64/7fa2af80.pub\n",
            "wget https://developer.download.nvidia.com/compute/cuda/repos/ubuntu2004/x86_64/cuda-keyring_1.1-1_all.deb\nsudo dpkg -i cuda-keyring_1.1-1_all.deb\n"
        },
        {
            15, "libcublasLt.so.11 not found", "FWK009", "", "requirements.txt",
            "torch==2.4.1\nonnxruntime-gpu==1.18.0\n",
            "torch==2.4.1\nonnxruntime-gpu==1.20.1\n"
        },
        {
            16, "CUDAExecutionProvider is missing", "FWK008", "", "requirements.txt",
            "onnxruntime==1.20.1\nonnxruntime-gpu==1.20.1\n",
            "onnxruntime-gpu==1.20.1\n"
        },
        {
            17, "PackagesNotFoundError for pytorch-cuda", "CND004", "", "environment.yml",
            "name: ml\nchannels:\n  - pytorch\n  - nvidia\n  - conda-forge\ndependencies:\n  - python=3.11\n  - pytorch=2.5.1\n  - pytorch-cuda=12.6\n  - mkl<2024.1\n",
            "name: ml\nchannels:\n  - pytorch\n  - nvidia\n  - conda-forge\ndependencies:\n  - python=3.11\n  - pytorch=2.5.1\n  - pytorch-cuda=12.4\n  - mkl<2024.1\n"
        },
        {
            18, "TensorFlow sees no GPU on Windows", "FWK004", "platform=windows,driver=551.78,gpu=RTX 3060", "setup.ps1",
            "pip install tensorflow==2.15.0\n",
            "pip install tensorflow==2.10.1 \"numpy<2\"\n"
        },
        {
            19, "Could not find a version that satisfies the requirement torch==2.1.0", "FWK005", "", "Dockerfile",
            "FROM python:3.13-slim\nRUN pip install --no-cache-dir torch==2.1.0 \"numpy<2\"\n",
            "FROM python:3.11-slim\nRUN pip install --no-cache-dir torch==2.1.0 \"numpy<2\"\n"
        },
        {
            20, "flash-attn: No module named 'torch'", "PIP009", "", "requirements.txt",
            "torch==2.4.1\nflash-attn==2.6.3\n",
            "torch==2.4.1\n"
        },
        {
            21, "the detected CUDA version mismatches", "STK007", "", "Dockerfile",
            "FROM nvidia/cuda:11.8.0-devel-ubuntu22.04\nRUN apt-get update && apt-get install -y --no-install-recommends python3-pip git && rm -rf /var/lib/apt/lists/*\nRUN pip3 install --no-cache-dir torch==2.4.1 \"numpy<2\"\nRUN pip3 install --no-cache-dir --no-build-isolation git+https://github.com/NVlabs/tiny-cuda-nn/#subdirectory=bindings/torch\n",
            "FROM nvidia/cuda:12.4.1-devel-ubuntu22.04\nRUN apt-get update && apt-get install -y --no-install-recommends python3-pip git && rm -rf /var/lib/apt/lists/*\nRUN pip3 install --no-cache-dir torch==2.4.1 \"numpy<2\"\nRUN pip3 install --no-cache-dir --no-build-isolation git+https://github.com/NVlabs/tiny-cuda-nn/#subdirectory=bindings/torch\n"
        },
        {
            22, "Unsupported gpu architecture compute_89", "CUD011", "", "Dockerfile",
            "FROM nvidia/cuda:11.3.1-devel-ubuntu20.04\nENV TORCH_CUDA_ARCH_LIST=\"8.6;8.9\"\nRUN make\n",
            "FROM nvidia/cuda:11.8.0-devel-ubuntu22.04\nENV TORCH_CUDA_ARCH_LIST=\"8.6;8.9\"\nRUN make\n"
        },
        {
            23, "No matching distribution found for torch==2.4.1+cu121", "PIP002", "", "setup.sh",
            "pip install torch==2.4.1+cu121\n",
            "pip install torch==2.4.1+cu121 --index-url https://download.pytorch.org/whl/cu121\n"
        },
        {
            24, "apt-key: not found", "APT001", "", "Dockerfile",
            "FROM debian:13\nRUN apt-get update && apt-get install -y --no-install-recommends curl ca-certificates gnupg && curl -fsSL https://example.org/key.asc -o key.asc && apt-key add key.asc && rm -rf /var/lib/apt/lists/*\n",
            "FROM debian:13\nRUN apt-get update && apt-get install -y --no-install-recommends curl ca-certificates gnupg && curl -fsSL https://example.org/key.asc -o /etc/apt/keyrings/example.asc && rm -rf /var/lib/apt/lists/*\n"
        },
        {
            25, "JAX falls back to the CPU", "FWK007", Wsl, "setup.sh",
            "pip install jax==0.4.38\n",
            "pip install \"jax[cuda12]==0.4.38\"\n"
        },
        {
            26, "A module that was compiled using NumPy 1.x", "PIP011", "", "requirements.txt",
            "torch==2.1.2\nnumpy\n",
            "torch==2.1.2\nnumpy<2\n"
        },
        {
            27, "DataLoader worker is killed by signal: Bus error", "GPU009", "", "compose.yaml",
            "services:\n  train:\n    image: pytorch/pytorch:2.5.1-cuda12.4-cudnn9-runtime\n    command: python train.py\n    gpus: all\n",
            "services:\n  train:\n    image: pytorch/pytorch:2.5.1-cuda12.4-cudnn9-runtime\n    command: python train.py\n    gpus: all\n    shm_size: 8gb\n"
        },
        {
            28, "Driver/library version mismatch in a container", "DRV003", "", "Dockerfile",
            "FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y --no-install-recommends libnvidia-compute-550 && rm -rf /var/lib/apt/lists/*\n",
            "FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y --no-install-recommends ffmpeg && rm -rf /var/lib/apt/lists/*\n"
        },
        {
            29, "cuda-nvcc-12-0 has no installation candidate", "CUD003", "", "Dockerfile",
            "FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y wget && wget https://developer.download.nvidia.com/compute/cuda/repos/ubuntu2404/x86_64/cuda-keyring_1.1-1_all.deb && dpkg -i cuda-keyring_1.1-1_all.deb && apt-get update && apt-get install -y cuda-nvcc-12-0\n",
            "FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y wget && wget https://developer.download.nvidia.com/compute/cuda/repos/ubuntu2404/x86_64/cuda-keyring_1.1-1_all.deb && dpkg -i cuda-keyring_1.1-1_all.deb && apt-get update && apt-get install -y cuda-nvcc-12-6\n"
        },
        {
            30, "vLLM pulls another torch", "FWK011", "", "requirements.txt",
            "torch==2.6.0\nvllm==0.10.2\n",
            "torch==2.8.0\nvllm==0.10.2\n"
        },
        {
            31, "libGL.so.1: cannot open shared object file", "FWK016", "", "Dockerfile",
            "FROM python:3.11-slim\nRUN pip install --no-cache-dir opencv-python==4.10.0.84\n",
            "FROM python:3.11-slim\nRUN pip install --no-cache-dir opencv-python-headless==4.10.0.84\n"
        },
        {
            33, "Killed while a wheel is built in WSL", "WSL024", Wsl, ".wslconfig",
            "[wsl2]\nmemory=4GB\n",
            "[wsl2]\nmemory=24GB\n"
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Its_file_has_the_finding_and_the_twin_has_not(int row, string symptom, string code, string target, string path, string file, string twin)
    {
        var found = Check(path, file, target);
        Assert.True(found.Any(diagnostic => diagnostic.Rule.Code == code), $"{row}, {symptom}: {code} is silent\n{DiagnosticText.Concise(found)}");

        var other = Check(path, twin, target);
        Assert.False(
            other.Any(diagnostic => diagnostic.Rule.Code == code || diagnostic.Severity == Severity.Error),
            $"{row}, {symptom}: the twin is to have neither {code} nor an error\n{DiagnosticText.Concise(other)}");
    }

    [Fact]
    public void Each_row_is_there_once() =>
        Assert.Equal([.. Enumerable.Range(1, 31), 33], Cases.Select(static row => (int)row[0]));

    private static ImmutableArray<Diagnostic> Check(string path, string text, string target)
    {
        var names = new RuleNames(RuleCatalog.Instance);
        var filter = new ResultFilter(names, RuleSelection.Create(names, null, SelectionOptions.None), null, new ResultFilterOptions());
        var options = new AnalysisOptions { Target = Targets.Parse(target.Length == 0 ? null : target), Files = new MemoryFiles(new Dictionary<string, string>()) };
        var result = new Analyzer(RuleCatalog.Instance).AnalyzeFile(new SourceText(path, text), ManifestClassifier.Classify(path, text), options, CancellationToken.None);
        Assert.False(result.HasFailure);
        return filter.Apply(result).Diagnostics;
    }
}
