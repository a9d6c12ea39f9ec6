using EnvLint.Diagnostics;
using EnvLint.Rules.Frameworks;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Frameworks;

public sealed class CompanionIndexTests() : RuleTest<CompanionIndex>("Dockerfile")
{
    [Fact]
    public void Vision_from_PyPI_beside_torch_for_the_CPU()
    {
        var found = Reports(
            "FROM python:3.11\nRUN pip install torch==2.12.0 --index-url https://download.pytorch.org/whl/cpu\nRUN pip install [|torchvision==0.27.0|]\n",
            "FROM python:3.11\nRUN pip install torch==2.12.0 --index-url https://download.pytorch.org/whl/cpu\nRUN pip install torchvision==0.27.0 --index-url https://download.pytorch.org/whl/cpu\n",
            "torchvision from PyPI is a build for CUDA 13.0, and torch from the index cpu is one for the CPU",
            safety: FixSafety.Suggested);
        Assert.Single(found[0].Related);
    }

    [Fact]
    public void Vision_for_the_CPU_beside_torch_from_PyPI() => Reports(
        "FROM python:3.11\nRUN pip install torch==2.12.0\nRUN pip install [|torchvision==0.27.0|] numpy --index-url https://download.pytorch.org/whl/cpu\n");

    [Fact]
    public void Majors_of_CUDA() => Reports(
        "FROM python:3.11\nRUN pip install torch==2.12.0 --index-url https://download.pytorch.org/whl/cu126\nRUN pip install [|torchvision==0.27.0|]\n",
        "FROM python:3.11\nRUN pip install torch==2.12.0 --index-url https://download.pytorch.org/whl/cu126\nRUN pip install torchvision==0.27.0 --index-url https://download.pytorch.org/whl/cu126\n");

    [Fact]
    public void Local_versions() => Reports(
        "FROM python:3.11\nRUN pip install torch==2.4.1+cu121 [|torchvision==0.19.1+cpu|] -f https://download.pytorch.org/whl/torch_stable.html\n",
        "FROM python:3.11\nRUN pip install torch==2.4.1+cu121 torchvision==0.19.1+cu121 -f https://download.pytorch.org/whl/torch_stable.html\n",
        "torchvision is a build for the CPU, and torch beside it is one for CUDA 12.1");

    [Fact]
    public void Local_versions_in_a_requirements_file() => Reports(
        "--find-links https://download.pytorch.org/whl/torch_stable.html\ntorch==1.13.1+cpu\n[|torchaudio==0.13.1+cu117|]\n",
        "--find-links https://download.pytorch.org/whl/torch_stable.html\ntorch==1.13.1+cpu\ntorchaudio==0.13.1+cpu\n",
        file: "requirements.txt");

    [Theory]
    [InlineData("pip install torch==2.12.0 torchvision==0.27.0 --index-url https://download.pytorch.org/whl/cpu")]
    [InlineData("pip install torch==2.4.1+cu121 torchvision==0.19.1+cu121 --index-url https://download.pytorch.org/whl/cu121")]
    [InlineData("pip install torch==2.4.1+cu121 torchvision==0.19.1 --index-url https://download.pytorch.org/whl/cu121")]
    [InlineData("pip install torch==2.4.1+cu121 torchvision==0.19.1+cu124 --extra-index-url https://download.pytorch.org/whl/cu121")]
    [InlineData("pip install torch==2.4.1+cu121 torchaudio==2.4.1+cpu --extra-index-url https://download.pytorch.org/whl/cu121")]
    [InlineData("pip install torch==2.4.1 --index-url https://download.pytorch.org/whl/cu124 && pip install torchvision==0.19.1")]
    [InlineData("pip install torch==2.4.1 --index-url https://download.pytorch.org/whl/cpu && pip install torchvision")]
    [InlineData("pip install torch==2.12.0 --index-url https://download.pytorch.org/whl/cpu && pip install torchvision==0.27.0 --index-url https://download.pytorch.org/whl/cpu")]
    [InlineData("pip install torch==2.12.0 --index-url https://download.pytorch.org/whl/cpu && pip install torchvision==0.27.0 --extra-index-url https://wheels.example.com/")]
    [InlineData("pip install torchvision==0.27.0 && pip install torch==2.12.0 --index-url https://download.pytorch.org/whl/cpu")]
    [InlineData("pip install torch==2.12.0 --index-url https://download.pytorch.org/whl/cpu && pip install torchaudio==2.11.0")]
    [InlineData("pip install torch==2.12.0 --index-url https://download.pytorch.org/whl/cpu && pip uninstall -y torch && pip install torchvision==0.27.0")]
    public void Others(string command) => IsSilent($"FROM python:3.11\nRUN {command}\n");

    [Fact]
    public void Base_image_has_torch() => IsSilent("FROM pytorch/pytorch:2.5.1-cuda12.4-cudnn9-runtime\nRUN pip install torchvision==0.20.1 --index-url https://download.pytorch.org/whl/cpu\n");

    [Fact]
    public void System_is_not_known() => IsSilent(
        "pip install torch==2.12.0 --index-url https://download.pytorch.org/whl/cpu\npip install torchvision==0.27.0\n", file: "setup.sh");

    [Fact]
    public void On_Windows_PyPI_is_for_the_CPU() => IsSilent(
        "pip install torch==2.12.0 --index-url https://download.pytorch.org/whl/cpu\npip install torchvision==0.27.0\n", file: "setup.sh", target: "windows");

    [Fact]
    public void On_declared_Linux() => Reports(
        "pip install torch==2.12.0 --index-url https://download.pytorch.org/whl/cpu\npip install [|torchvision==0.27.0|]\n",
        "pip install torch==2.12.0 --index-url https://download.pytorch.org/whl/cpu\npip install torchvision==0.27.0 --index-url https://download.pytorch.org/whl/cpu\n",
        file: "setup.sh",
        target: "linux");

    [Fact]
    public void Markers_part_them() => IsSilent(
        "torch==2.4.1+cpu; sys_platform == 'darwin'\ntorch==2.4.1+cu121; sys_platform == 'linux'\ntorchvision==0.19.1+cu121; sys_platform == 'linux'\n", file: "requirements.txt");
}
