using EnvLint.Rules.Frameworks;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Frameworks;

public sealed class CpuWheelOnGpuTests() : RuleTest<CpuWheelOnGpu>("Dockerfile")
{
    [Fact]
    public void The_index_cpu_in_a_CUDA_image()
    {
        var found = Reports(
            "FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\nRUN pip3 install [|torch==2.5.1|] torchvision --index-url https://download.pytorch.org/whl/cpu\n",
            message: "torch of the index cpu is a build for the CPU, and the image nvidia/cuda is for a GPU");
        Assert.Single(found[0].Related);
    }

    [Fact]
    public void A_local_version() => Reports(
        "FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\nRUN pip3 install [|torch==2.0.1+cpu|] -f https://download.pytorch.org/whl/torch_stable.html\n",
        message: "torch 2.0.1+cpu is a build for the CPU, and the image nvidia/cuda is for a GPU");

    [Fact]
    public void Packages_for_a_GPU_beside_it() => Reports(
        "--index-url https://download.pytorch.org/whl/cpu\n--extra-index-url https://pypi.org/simple\n[|torch==2.5.1|]\nonnxruntime-gpu==1.20.0\n",
        message: "torch of the index cpu is a build for the CPU, and 'onnxruntime-gpu' beside it is for a GPU",
        file: "requirements.txt");

    [Fact]
    public void The_selector_of_conda() => Reports(
        "channels:\n  - pytorch\ndependencies:\n  - pytorch=2.1\n  - [|cpuonly|]\n  - pip\n  - pip:\n      - cupy-cuda12x\n",
        message: "'cpuonly' chooses pytorch for the CPU, and 'cupy-cuda12x' beside it is for a GPU",
        file: "environment.yml");

    [Fact]
    public void In_a_linked_file()
    {
        Beside("requirements.txt", "--index-url https://download.pytorch.org/whl/cpu\ntorch==2.5.1\n");
        Reports("FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\nCOPY requirements.txt .\nRUN pip3 install -r [|requirements.txt|]\n");
    }

    [Theory]
    [InlineData("FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\nRUN pip3 install torch==2.5.1 --index-url https://download.pytorch.org/whl/cu124")]
    [InlineData("FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\nRUN pip3 install torch==2.5.1")]
    [InlineData("FROM python:3.11\nRUN pip install torch==2.5.1 --index-url https://download.pytorch.org/whl/cpu")]
    [InlineData("ARG BASE\nFROM $BASE\nRUN pip install torch==2.5.1 --index-url https://download.pytorch.org/whl/cpu")]
    [InlineData("FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04 AS cpu\nRUN pip install torch==2.5.1 --index-url https://download.pytorch.org/whl/cpu")]
    [InlineData("FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\nRUN if [ -n \"$CPU\" ]; then pip install torch --index-url https://download.pytorch.org/whl/cpu; else pip install torch --index-url https://download.pytorch.org/whl/cu124; fi")]
    [InlineData("FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04 AS a\nRUN pip install torch==2.5.1 --index-url https://download.pytorch.org/whl/cu124\nFROM nvidia/cuda:12.4.1-base-ubuntu22.04 AS b\nRUN pip install torch==2.5.1 --index-url https://download.pytorch.org/whl/cpu")]
    [InlineData("FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\nARG TAG\nRUN pip3 install torch==2.5.1 --index-url https://download.pytorch.org/whl/$TAG")]
    [InlineData("FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\n# CPU only, for the export\nRUN pip3 install torch==2.5.1 --index-url https://download.pytorch.org/whl/cpu")]
    public void Others(string text) => IsSilent(text + "\n");

    [Theory]
    [InlineData("Dockerfile.cpu", "FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\nRUN pip3 install torch==2.5.1 --index-url https://download.pytorch.org/whl/cpu\n")]
    [InlineData("requirements.txt", "--extra-index-url https://download.pytorch.org/whl/cpu\ntorch==2.5.1\n")]
    [InlineData("requirements.txt", "torch==2.5.1+cpu; sys_platform == 'win32'\nonnxruntime-gpu; sys_platform == 'linux'\n")]
    [InlineData("requirements-jax-cuda.txt", "--extra-index-url https://download.pytorch.org/whl/cpu\ntorch>=2.1.0\n--find-links https://storage.googleapis.com/jax-releases/jax_cuda_releases.html\njax[cuda12_pip]==0.4.23\n")]
    [InlineData("requirements.txt", "--extra-index-url https://download.pytorch.org/whl/cpu\ntorch==2.5.1\ntensorflow[and-cuda]==2.18.0\n")]
    [InlineData("environment.yml", "dependencies:\n  - pytorch=2.1\n  - cpuonly\n")]
    public void Files(string file, string text) => IsSilent(text, file: file);
}
