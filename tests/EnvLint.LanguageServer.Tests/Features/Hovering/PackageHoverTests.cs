namespace EnvLint.LanguageServer.Tests.Features.Hovering;

public sealed class PackageHoverTests
{
    [Fact]
    public void APinnedTorchIsTheBuildThatIsTakenWithWhatItNeeds()
    {
        var markdown = HoverAt.Markdown("Dockerfile", "FROM python:3.11-slim\nRUN pip install --no-cache-dir [|to$$rch==2.4.1|] --index-url https://download.pytorch.org/whl/cu121\n");

        HoverAt.HasInOrder(
            markdown,
            "**torch 2.4.1+cu121**\n\n- Build for CUDA 12.1 from the index cu121\n- Needs driver ≥ 525.60.13 on Linux, ≥ 527.41 on Windows and in WSL\n",
            "- GPUs of compute capability 5.0 to 9.0\n- Python 3.8 to 3.12\n- Goes with torchvision 0.19.1 and torchaudio 2.4.1\n",
            "*From ",
            "github:pytorch/pytorch:RELEASE.md (table of ");
    }

    [Fact]
    public void AnOpenTorchIsWhatIsTakenToday() =>
        HoverAt.HasInOrder(
            HoverAt.Markdown("requirements.txt", "to$$rch\n"),
            "**torch 2.14.1+cu130** today: the request leaves it open",
            "- Build for CUDA 13.0 from PyPI",
            "- That is on Linux; on Windows it is 2.14.1+cpu",
            "not all of it was checked");

    [Fact]
    public void OnWindowsTheWheelOfPyPIIsForTheCpu() =>
        HoverAt.HasInOrder(HoverAt.Markdown("requirements.txt", "to$$rch==2.4.1\n", ["platform=windows"]), "**torch 2.4.1+cpu**", "- Build for the CPU from PyPI: uses no GPU");

    [Theory]
    [InlineData("platform=linux,driver=551.78", "fits driver 551.78")]
    [InlineData("platform=linux,driver=470.57", "needs driver ≥ 525.60.13, the target has the driver 470.57")]
    public void ATargetFitsOrDoesNot(string target, string expected) =>
        HoverAt.HasInOrder(HoverAt.Markdown("requirements.txt", "to$$rch==2.4.1\n", [target]), "**torch 2.4.1+cu121**", $"- Target `{target}`: {expected}");

    [Theory]
    [InlineData("platform=linux,driver=525")]
    [InlineData("platform=linux,gpu=RTX 3060")]
    public void WhereADriverIsNotCertainNothingIsSaidOfIt(string target) =>
        Assert.DoesNotContain("Target", HoverAt.Markdown("requirements.txt", "to$$rch==2.4.1\n", [target]), StringComparison.Ordinal);

    [Theory]
    [InlineData("requirements.txt", "torch$$vision==0.19.1\ntorch==2.4.1\n", "- Belongs to torch 2.4.1")]
    [InlineData("requirements.txt", "tens$$orflow[and-cuda]==2.18.0\n", "- Build for CUDA 12.5")]
    [InlineData("requirements.txt", "tens$$orflow==2.15.0\n", "- Built for CUDA 12.2 and cuDNN 8.9, which it does not bring: the extra `[and-cuda]` does")]
    [InlineData("requirements.txt", "ja$$x[cuda12]==0.4.34\n", "- Build for CUDA 12\n")]
    [InlineData("requirements.txt", "cu$$py-cuda12x\n", "- Build for CUDA 12\n")]
    [InlineData("requirements.txt", "onnx$$runtime-gpu==1.20.0\n", "- Needs cuDNN 9")]
    [InlineData("requirements.txt", "xform$$ers==0.0.24\n", "- Asks for torch 2.2.0 exactly")]
    [InlineData("requirements.txt", "nvidia-cud$$nn-cu12\n", "- cuDNN 9, built for CUDA 12")]
    [InlineData("requirements.txt", "nvidia-cub$$las-cu12\n", "- A library of NVIDIA's, of CUDA 12")]
    [InlineData("environment.yml", "channels:\n  - pytorch\n  - nvidia\ndependencies:\n  - pyto$$rch=2.4.1\n  - pytorch-cuda=12.4\n", "- Build for CUDA 12.4 from the channel pytorch")]
    [InlineData("environment.yml", "channels:\n  - pytorch\n  - nvidia\ndependencies:\n  - pytorch=2.4.1\n  - pytorch-cu$$da=12.4\n", "- Chooses the CUDA build of pytorch from the channel `pytorch`")]
    [InlineData("environment.yml", "channels:\n  - conda-forge\ndependencies:\n  - cuda-ver$$sion=12.4\n", "- CUDA 12.4\n- Needs driver ≥ 525.60.13")]
    [InlineData("environment.yml", "channels:\n  - conda-forge\ndependencies:\n  - cudatool$$kit=11.8\n", "- Ends with 11.8: nothing newer will come")]
    [InlineData("environment.yml", "channels:\n  - conda-forge\ndependencies:\n  - pytor$$ch\n", "- Which build is taken here is not known: conda chooses among builds that are not all known")]
    [InlineData("pyproject.toml", "[project]\nname = \"x\"\nversion = \"1\"\ndependencies = [\"tor$$ch==2.4.1\"]\n", "**torch 2.4.1+cu121**")]
    [InlineData("README.md", "# Setup\n\n```bash\npip install to$$rch==2.4.1 --index-url https://download.pytorch.org/whl/cu121\n```\n", "- Build for CUDA 12.1 from the index cu121")]
    [InlineData("setup.sh", "#!/bin/bash\nsudo apt-get install -y cuda-tool$$kit-12-4\n", "- CUDA 12.4: needs driver ≥ 525.60.13 on Linux")]
    [InlineData("environment.yml", "channels:\n  - conda-forge\ndependencies:\n  - cuda-nv$$cc\n", "- CUDA's compiler, `nvcc`, with what it needs")]
    [InlineData("environment.yml", "channels:\n  - nvidia\ndependencies:\n  - cuda-tool$$kit=12.4\n", "- The CUDA toolkit as a whole, with `nvcc`")]
    [InlineData("setup.sh", "#!/bin/bash\nsudo apt-get install -y cuda-dri$$vers\n", "- Brings the driver with its kernel module")]
    [InlineData("setup.sh", "#!/bin/bash\nsudo apt-get install -y nvidia-dri$$ver-535\n", "- Driver branch 535: supports CUDA up to 12.2")]
    [InlineData("setup.sh", "#!/bin/bash\nsudo apt-get install -y nvidia-dock$$er2\n", "\n- Instead: `nvidia-container-toolkit`")]
    [InlineData("setup.sh", "#!/bin/bash\nsudo apt-get install -y cuda-12$$-4\n", "\n- Without a driver: `cuda-toolkit-12-4`")]
    [InlineData("Dockerfile", "FROM ubuntu:22.04\nRUN apt-get update && apt-get install -y nvidia-cuda-tool$$kit\n", "- Ubuntu 22.04 has CUDA 11.5")]
    public void WhatIsKnownOfAPackageIsTold(string path, string markup, string expected) => HoverAt.HasInOrder(HoverAt.Markdown(path, markup), expected, "*From ", "(table of 20");

    [Theory]
    [InlineData("requirements.txt", "num$$py==1.26.4\n")]
    [InlineData("requirements.txt", "tor$$ch @ https://example.org/torch.whl\n")]
    [InlineData("environment.yml", "channels:\n  - conda-forge\ndependencies:\n  - mat$$plotlib=3.9\n")]
    [InlineData("setup.sh", "#!/bin/bash\nsudo apt-get install -y cu$$rl\n")]
    [InlineData("Dockerfile", "FROM python:3.11-slim\nCOPY requirements.txt .\nRUN pip install --no-cache-dir -r require$$ments.txt\n")]
    public void OfOtherPackagesNothingIsSaid(string path, string markup) =>
        Assert.Null(HoverAt.Markdown(path, markup, path == "requirements.txt" ? [] : [("requirements.txt", "torch==2.4.1\n")]));

    [Fact]
    public void ForwardCompatibilityNeedsNoDriverOfItsRelease()
    {
        var markdown = HoverAt.Markdown("setup.sh", "#!/bin/bash\nsudo apt-get install -y cuda-com$$pat-12-4\n");

        Assert.Contains("- Brings libraries of forward compatibility", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("eeds driver", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void WhereTheCommandNamesTheIndexTheListDoesNotSayTheBuild()
    {
        var markdown = HoverAt.Markdown(
            "requirements.txt",
            "to$$rch==2.4.1\n",
            ("Dockerfile", "FROM python:3.11-slim\nCOPY requirements.txt .\nRUN pip install -r requirements.txt --index-url https://download.pytorch.org/whl/cu118\n"));

        HoverAt.HasInOrder(markdown, "**torch 2.4.1**", "- CUDA builds for Linux: ", "- Which build is taken here is not known: the command that installs the file names the index");
        Assert.DoesNotContain("+cu", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void AVariableThatDecidesIsNamedWithItsPlace() =>
        HoverAt.HasInOrder(
            HoverAt.Markdown("Dockerfile", "FROM python:3.11-slim\nARG TORCH=2.4.1\nRUN pip install --no-cache-dir torch==${TO$$RCH}\n"),
            "**torch 2.4.1+cu121**",
            "- `TORCH` = `2.4.1` in line 2");
}
