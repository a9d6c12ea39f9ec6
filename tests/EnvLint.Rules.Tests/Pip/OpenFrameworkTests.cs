using EnvLint.Diagnostics;
using EnvLint.Rules.Pip;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Pip;

public sealed class OpenFrameworkTests() : RuleTest<OpenFramework>("Dockerfile")
{
    [Fact]
    public void No_version_at_all()
    {
        var found = Reports("FROM python:3.12\nRUN pip install [|torch|] torchvision numpy\n");
        Assert.Matches("^'torch' has no upper bound: today it is 2\\.[0-9]+\\.[0-9] with CUDA 13\\.[0-9], which needs driver 580\\.65\\.06 or newer$", found[0].Message);
    }

    [Fact]
    public void In_a_requirements_file() => Reports("numpy\n[|torch|]\n", file: "requirements.txt", severity: null);

    [Fact]
    public void A_lower_bound_is_for_information() => Reports("numpy\n[|torch>=2.0|]\n", file: "requirements.txt", severity: Severity.Info);

    [Fact]
    public void In_WSL_the_driver_is_that_of_Windows()
    {
        var found = Reports("pip install [|torch|]\n", file: "setup.sh", target: "wsl2");
        Assert.EndsWith("which needs driver 580.88 on Windows or newer", found[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_frameworks_with_their_extras()
    {
        Reports("FROM python:3.12\nRUN pip install [|tensorflow[and-cuda]|]\n");
        Reports("FROM python:3.12\nRUN pip install [|\"jax[cuda12]\"|]\n");
    }

    [Theory]
    [InlineData("RUN pip install torch==2.6.0")]
    [InlineData("RUN pip install 'jax[cuda12]' numpy==1.26.4")]
    [InlineData("RUN pip install 'torch<2.11'")]
    [InlineData("RUN pip install 'torch~=2.6.0'")]
    [InlineData("RUN pip install torch --index-url https://download.pytorch.org/whl/cu126")]
    [InlineData("RUN pip install torch --index-url https://download.pytorch.org/whl/cpu")]
    [InlineData("RUN pip install torch --extra-index-url https://download.pytorch.org/whl/cu121")]
    [InlineData("RUN pip install torch --index-url https://pypi.example.org/simple")]
    [InlineData("RUN pip install torch torchvision==0.20.1")]
    [InlineData("RUN pip install torch vllm==0.6.0")]
    [InlineData("RUN pip install torch -r requirements.txt")]
    [InlineData("RUN pip install torch -c constraints.txt")]
    [InlineData("RUN pip install torch==2.6.0\nRUN pip install torch")]
    [InlineData("ENV PIP_CONSTRAINT=/c.txt\nRUN pip install torch")]
    [InlineData("RUN pip install git+https://github.com/pytorch/pytorch#egg=torch")]
    [InlineData("RUN pip install tensorflow jax 'jax[cpu]' onnxruntime-gpu")]
    [InlineData("RUN pip install 'tensorflow[and-cuda]==2.15.0' 'jax[cuda12]<0.5'")]
    [InlineData("RUN uv pip install torch --torch-backend=cu126")]
    [InlineData("RUN pip install --pre torch --index-url https://download.pytorch.org/whl/nightly/cu128")]
    [InlineData("RUN pip download $X torch")]
    public void What_is_bound_is_silent(string text) => IsSilent("FROM python:3.12\n" + text + "\n");

    [Fact]
    public void An_image_that_has_it_is_silent()
    {
        IsSilent("FROM nvcr.io/nvidia/pytorch:24.05-py3\nRUN pip install torch\n");
        IsSilent("FROM pytorch/pytorch:2.6.0-cuda12.4-cudnn9-runtime\nRUN pip install torch torchvision\n");
    }

    [Fact]
    public void The_last_release_for_a_Python_is_a_bound() => IsSilent("FROM python:3.8\nRUN pip install torch\n");

    [Theory]
    [InlineData("FROM ubuntu:18.04\nRUN apt-get update && apt-get install -y python3-pip\nRUN pip3 install torch\n")]
    [InlineData("FROM nvidia/cuda:11.6.2-cudnn8-devel-ubuntu20.04\nRUN apt-get update && apt-get install -y python3 python3-pip\nRUN pip3 install torch torchvision\n")]
    [InlineData("FROM ubuntu:20.04\nRUN apt-get update && apt-get install -y python3-pip\nRUN pip3 install 'jax[cuda13]'\n")]
    public void An_old_distribution_may_have_an_old_Python(string text) => IsSilent(text);

    [Fact]
    public void A_new_distribution_has_a_new_Python() => Reports("FROM ubuntu:22.04\nRUN apt-get update && apt-get install -y python3-pip\nRUN pip3 install [|torch|]\n");

    [Fact]
    public void Sources_of_pip_tools_are_silent() => IsSilent("torch\n", file: "requirements.in");

    [Fact]
    public void Constraints_are_silent()
    {
        IsSilent("torch>=2\n", file: "constraints.txt");
        IsSilent("torch\n-c constraints.txt\n", file: "requirements.txt");
    }

    [Fact]
    public void On_Windows_the_wheel_has_no_CUDA() => IsSilent("pip install torch\n", file: "setup.ps1");

    [Theory]
    [InlineData("requirements_macos_arm64.txt", "torch\n")]
    [InlineData("rocm/requirements.txt", "torch\n")]
    [InlineData("Dockerfile-cpu", "FROM python:3.12\nRUN pip install torch\n")]
    [InlineData("README.md", "## macOS\n\n```bash\npip install torch\n```\n")]
    public void For_another_machine(string file, string text) => IsSilent(text, file: file);
}
