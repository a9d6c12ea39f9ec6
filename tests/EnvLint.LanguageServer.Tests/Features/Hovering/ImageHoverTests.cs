namespace EnvLint.LanguageServer.Tests.Features.Hovering;

public sealed class ImageHoverTests
{
    [Fact]
    public void AnImageOfCudaIsTakenApart()
    {
        var markdown = HoverAt.Markdown("Dockerfile", "FROM [|nvi$$dia/cuda:12.4.1-cudnn-devel-ubuntu22.04|]\n");

        HoverAt.HasInOrder(
            markdown,
            "**Image** `nvidia/cuda:12.4.1-cudnn-devel-ubuntu22.04`\n\n- CUDA 12.4.1, devel: libraries, headers and `nvcc`\n- cuDNN 9.1.0\n- Ubuntu 22.04\n- Its libraries need driver ≥ 525.60.13 on Linux, ≥ 527.41 on Windows and in WSL\n",
            "- `docker run --gpus` starts it where the driver supports CUDA 12.4; professional GPUs also on branch ",
            "; GeForce also on branch ",
            "(`NVIDIA_REQUIRE_CUDA`)",
            "- The tag exists",
            "*From ",
            "(table of ");
    }

    [Theory]
    [InlineData("nvidia/cuda:12.4.1-base-ubuntu22.04", "- CUDA 12.4.1, base: the runtime library alone")]
    [InlineData("nvidia/cuda:12.4.1-runtime-ubuntu22.04", "- CUDA 12.4.1, runtime: the libraries, without `nvcc` and headers")]
    [InlineData("nvidia/cuda:latest", "- The repository has no tag `latest`")]
    [InlineData("nvidia/cuda:12.4-base-ubuntu22.04", "- There is no such tag: the third number is part of each")]
    [InlineData("nvidia/cuda:10.0-base", "- The tag was deleted")]
    [InlineData("nvcr.io/nvidia/pytorch:24.05-py3", "- torch 2.4 of NVIDIA, built for CUDA 12.4.1")]
    [InlineData("pytorch/pytorch:2.4.0-cuda12.1-cudnn9-runtime", "- torch 2.4.0, built for CUDA 12.1")]
    [InlineData("pytorch/pytorch:latest", "- The tag moves, and with it torch, its CUDA and Python")]
    [InlineData("python:3.11-slim", "- No CUDA\n- Python 3.11\n- Debian")]
    [InlineData("ubuntu:22.04", "- No CUDA\n- Ubuntu 22.04")]
    public void WhatIsKnownOfAnImageIsTold(string image, string expected) => HoverAt.HasInOrder(HoverAt.Markdown("Dockerfile", $"FROM $${image}\n"), $"`{image}`", expected);

    [Theory]
    [InlineData("registry.corp/team/base:1")]
    [InlineData("someone/something:latest")]
    [InlineData("nvidia/cuda:99.0.0-base-ubuntu22.04")]
    [InlineData("scratch")]
    public void OfAnUnknownImageNothingIsSaid(string image) =>
        Assert.DoesNotContain("**Image**", HoverAt.Markdown("Dockerfile", $"FROM $${image}\n") ?? "", StringComparison.Ordinal);

    [Theory]
    [InlineData("nvidia/cuda:12.4.1-cudnn8-runtime-ubuntu22.04")]
    [InlineData("nvidia/cuda:12.4-base-ubuntu22.04")]
    [InlineData("pytorch/pytorch:2.4.1-cuda12.6-cudnn9-devel")]
    public void WhatIsNotThereHoldsNothing(string image)
    {
        var markdown = HoverAt.Markdown("Dockerfile", $"FROM $${image}\n");

        HoverAt.HasInOrder(markdown, $"**Image** `{image}`\n\n- There is no such tag");
        Assert.DoesNotContain("Needs driver", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void OfADigestNoTagIsAsked()
    {
        var digest = "@sha256:" + new string('0', 64);

        Assert.Null(HoverAt.Markdown("Dockerfile", $"FROM nvidia/cu$$da{digest}\n"));
        Assert.DoesNotContain("The tag", HoverAt.Markdown("Dockerfile", $"FROM nvidia/cu$$da:12.4.1-base-ubuntu22.04{digest}\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void AStageIsNoImage() =>
        Assert.DoesNotContain("**Image**", HoverAt.Markdown("Dockerfile", "FROM python:3.11-slim AS base\nFROM ba$$se\n") ?? "", StringComparison.Ordinal);

    [Fact]
    public void AnAliasIsWhatTheConfigurationSays() =>
        HoverAt.HasInOrder(
            HoverAt.Markdown("Dockerfile", "FROM registry.corp/cu$$da:1\n", ("envlint.toml", "[images.\"registry.corp/cuda:*\"]\nlike = \"nvidia/cuda:12.4.1-devel-ubuntu22.04\"\n")),
            "`registry.corp/cuda:1`",
            "- Like `nvidia/cuda:12.4.1-devel-ubuntu22.04`, as `[images]` says",
            "- CUDA 12.4.1, devel");

    [Fact]
    public void AVariableIsResolved() =>
        HoverAt.HasInOrder(
            HoverAt.Markdown("Dockerfile", "ARG CUDA=12.4.1\nFROM [|nvidia/cuda:${CU$$DA}-base-ubuntu22.04|]\n"),
            "`nvidia/cuda:12.4.1-base-ubuntu22.04`",
            "- `CUDA` = `12.4.1` in line 1");

    [Theory]
    [InlineData("compose.yaml", "services:\n  a:\n    image: nvidia/cu$$da:12.4.1-base-ubuntu22.04\n")]
    [InlineData("run.sh", "docker run --rm --gpus all nvidia/cu$$da:12.4.1-base-ubuntu22.04 nvidia-smi\n")]
    [InlineData("run.sh", "docker pull nvidia/cu$$da:12.4.1-base-ubuntu22.04\n")]
    [InlineData("README.md", "# A\n\n```dockerfile\nFROM nvidia/cu$$da:12.4.1-base-ubuntu22.04\n```\n")]
    public void ImagesAreKnownWhereverTheyStand(string path, string markup) =>
        HoverAt.HasInOrder(HoverAt.Markdown(path, markup), "**Image** `nvidia/cuda:12.4.1-base-ubuntu22.04`", "- CUDA 12.4.1, base");

    [Fact]
    public void ADriverThatTheImageRefusesIsNotSaidToFit()
    {
        const string Image = "FROM nvidia/cu$$da:12.8.1-base-ubuntu22.04\n";

        Assert.DoesNotContain("fits", HoverAt.Markdown("Dockerfile", Image, ["platform=wsl2,driver=551.78,gpu=RTX 3060"]), StringComparison.Ordinal);
        Assert.Contains("fits driver 572.16", HoverAt.Markdown("Dockerfile", Image, ["platform=wsl2,driver=572.16,gpu=RTX 3060"]), StringComparison.Ordinal);
    }
}
