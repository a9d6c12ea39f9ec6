using EnvLint.Diagnostics;
using EnvLint.Rules.Frameworks;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Frameworks;

public sealed class CupyCudaTests() : RuleTest<CupyCuda>("Dockerfile")
{
    [Fact]
    public void For_another_CUDA_than_the_image() => Reports(
        "FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\nRUN pip3 install [|cupy-cuda11x|]\n",
        fixedText: "FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\nRUN pip3 install cupy-cuda12x\n",
        message: "'cupy-cuda11x' loads the libraries of CUDA 11, and the image nvidia/cuda:12.4.1-runtime-ubuntu22.04 has CUDA 12.4.1",
        safety: FixSafety.Suggested);

    [Fact]
    public void An_old_name() => Reports(
        "FROM nvidia/cuda:11.8.0-devel-ubuntu22.04\nRUN pip3 install [|cupy-cuda102==12.0.0|]\n",
        fixedText: "FROM nvidia/cuda:11.8.0-devel-ubuntu22.04\nRUN pip3 install cupy-cuda11x==12.0.0\n");

    [Fact]
    public void Packages_of_the_distribution() => Reports(
        "FROM ubuntu:22.04\nRUN apt-get install -y cuda-libraries-11-8\nRUN pip3 install [|cupy-cuda12x|]\n",
        fixedText: "FROM ubuntu:22.04\nRUN apt-get install -y cuda-libraries-11-8\nRUN pip3 install cupy-cuda11x\n",
        message: "'cupy-cuda12x' loads the libraries of CUDA 12, and 'cuda-libraries-11-8' is of CUDA 11");

    [Fact]
    public void A_toolkit_of_conda() => Reports(
        "dependencies:\n  - python=3.10\n  - cudatoolkit=11.3\n  - pip\n  - pip:\n      - [|cupy-cuda12x|]\n",
        fixedText: "dependencies:\n  - python=3.10\n  - cudatoolkit=11.3\n  - pip\n  - pip:\n      - cupy-cuda11x\n",
        severity: Severity.Warning,
        file: "environment.yml");

    [Fact]
    public void In_a_linked_file()
    {
        Beside("requirements.txt", "cupy-cuda11x\n");
        BesideFixed("requirements.txt", "cupy-cuda12x\n");
        Reports("FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\nCOPY requirements.txt .\nRUN pip3 install -r [|requirements.txt|]\n");
    }

    [Theory]
    [InlineData("cupy\n[|cupy-cuda12x|]\n")]
    [InlineData("cupy-cuda11x==13.0.0\nnumpy\n[|cupy-cuda12x|]\n")]
    public void Twice(string text)
    {
        var found = Reports(text, file: "requirements.txt");
        Assert.Single(found[0].Related);
    }

    [Fact]
    public void Twice_in_two_commands() => Reports(
        "pip install cupy-cuda11x\npip install [|cupy-cuda12x|]\n",
        message: "'cupy-cuda12x' and 'cupy-cuda11x' bring the same module: the one that is installed last overwrites the other",
        file: "setup.sh");

    [Theory]
    [InlineData("FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\nRUN pip3 install cupy-cuda12x")]
    [InlineData("FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\nRUN pip3 install cupy")]
    [InlineData("FROM nvidia/cuda:12.4.1-base-ubuntu22.04\nRUN pip3 install 'cupy-cuda13x[ctk]'")]
    [InlineData("FROM nvidia/cuda:12.4.1-base-ubuntu22.04\nRUN pip3 install cupy-cuda11x nvidia-cublas-cu11 nvidia-cuda-nvrtc-cu11")]
    [InlineData("FROM python:3.11\nRUN pip install cupy-cuda12x")]
    [InlineData("FROM rapidsai/base:25.06-cuda12.0-py3.11\nRUN pip install cupy-cuda11x")]
    [InlineData("ARG CUDA\nFROM nvidia/cuda:${CUDA}-devel-ubuntu22.04\nRUN pip3 install cupy-cuda11x")]
    [InlineData("FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\nRUN pip3 install $PACKAGES\nRUN pip3 install cupy-cuda11x")]
    public void Others(string text) => IsSilent(text + "\n");

    [Theory]
    [InlineData("cupy-cuda12x", "requirements.txt")]
    [InlineData("torch==2.4.1\ncupy-cuda11x", "requirements.txt")]
    [InlineData("cupy-cuda11x; sys_platform == 'win32'\ncupy-cuda12x; sys_platform == 'linux'", "requirements.txt")]
    [InlineData("pip uninstall -y cupy-cuda11x\npip install cupy-cuda12x", "setup.sh")]
    [InlineData("if nvcc | grep -q 11; then pip install cupy-cuda11x; else pip install cupy-cuda12x; fi", "setup.sh")]
    [InlineData("```bash\npip install cupy-cuda11x\n```\nor\n```bash\npip install cupy-cuda12x\n```", "INSTALL.md")]
    [InlineData("dependencies:\n  - cudatoolkit=11.3\n  - cupy", "environment.yml")]
    public void Lists(string text, string file) => IsSilent(text + "\n", file: file);
}
