using EnvLint.LanguageServer.Features;
using EnvLint.Testing;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Tests.Features.Hinting;

public sealed class InlayHintTests
{
    [Theory]
    [InlineData("FROM nvidia/cuda:12.4.1-devel-ubuntu22.04\n", "1:libraries: driver ≥ 525.60.13")]
    [InlineData("FROM nvcr.io/nvidia/pytorch:24.05-py3\n", "1:CUDA 12.4, torch 2.4, driver ≥ 525.60.13")]
    [InlineData("FROM pytorch/pytorch:2.4.0-cuda12.1-cudnn9-runtime\n", "1:needs driver ≥ 525.60.13")]
    [InlineData("ARG CUDA=12.4.1\nFROM nvidia/cuda:${CUDA}-base-ubuntu22.04\n", "2:= nvidia/cuda:12.4.1-base-ubuntu22.04", "2:libraries: driver ≥ 525.60.13")]
    [InlineData("ARG CUDA=12.4.1\nFROM nvidia/cuda:${CUDA}-cudnn-devel-ubuntu22.04\n", "2:= nvidia/cuda:12.4.1-cudnn-devel-ubuntu22.04", "2:libraries: driver ≥ 525.60.13")]
    [InlineData("ARG CUDA=12.4.1\nFROM nvidia/cuda:${CUDA}-cudnn-runtime-rockylinux8\n", "2:= …:12.4.1-cudnn-runtime-rockylinux8", "2:libraries: driver ≥ 525.60.13")]
    [InlineData("FROM nvidia/cuda:12.4.1-base-ubuntu22.04 AS base\nFROM base AS train\n", "1:libraries: driver ≥ 525.60.13")]
    [InlineData("ARG PYTHON=3.11\nFROM python:${PYTHON}-slim\n", "2:= python:3.11-slim")]
    public void AnImageSaysWhatItNeeds(string text, params string[] expected) => Assert.Equal(expected, HintsOf("Dockerfile", text));

    [Theory]
    [InlineData("FROM python:3.11-slim\n")]
    [InlineData("FROM registry.corp/team/base:1\n")]
    [InlineData("FROM nvidia/cuda:99.0.0-base-ubuntu22.04\n")]
    [InlineData("FROM nvidia/cuda:12.4.1-devel-ubuntu22.04 AS build\nFROM python:3.11-slim\nCOPY --from=build /opt/a /opt/a\n")]
    [InlineData("ARG IMAGE\nFROM ${IMAGE}\n")]
    [InlineData("FROM pytorch/pytorch:latest\n")]
    [InlineData("FROM tensorflow/tensorflow:2.17.0-gpu\n")]
    [InlineData("FROM nvidia/cuda:12.4.1-cudnn8-runtime-ubuntu22.04\n")]
    [InlineData("FROM pytorch/pytorch:2.4.1-cuda12.6-cudnn9-devel\n")]
    public void AnImageOfWhichThatIsNotKnownSaysNothing(string text) => Assert.Empty(HintsOf("Dockerfile", text));

    [Theory]
    [InlineData("Dockerfile", "FROM python:3.11-slim\nRUN pip install --no-cache-dir torch==2.4.1\n", "2:likely CUDA 12.1 build, driver ≥ 525.60.13")]
    [InlineData("Dockerfile", "FROM python:3.11-slim\nRUN pip install --no-cache-dir torch==2.4.1 --index-url https://download.pytorch.org/whl/cu121\n", "2:needs driver ≥ 525.60.13")]
    [InlineData("requirements.txt", "torch==2.4.1\n", "1:Linux: likely CUDA 12.1 build")]
    [InlineData("requirements.txt", "--index-url https://download.pytorch.org/whl/cu121\ntorch==2.4.1\n", "2:CUDA 12.1 build, driver ≥ 525.60.13")]
    [InlineData("requirements.txt", "tensorflow[and-cuda]==2.18.0\n", "1:Linux: CUDA 12.5 build, driver ≥ 525.60.13")]
    [InlineData("requirements.txt", "jax[cuda12]==0.4.34\n", "1:Linux: driver ≥ 525.60.13")]
    [InlineData("requirements.txt", "cupy-cuda12x==13.3.0\n", "1:needs driver ≥ 525.60.13")]
    [InlineData("requirements.txt", "onnxruntime-gpu==1.20.0\n", "1:CUDA 12 build, driver ≥ 525.60.13")]
    [InlineData("environment.yml", "channels:\n  - conda-forge\ndependencies:\n  - cuda-version=12.4\n", "4:needs driver ≥ 525.60.13")]
    [InlineData("README.md", "# A\n\n```dockerfile\nFROM nvidia/cuda:12.4.1-base-ubuntu22.04\n```\n", "4:libraries: driver ≥ 525.60.13")]
    [InlineData("run.sh", "docker run --rm --gpus all nvidia/cuda:12.4.1-base-ubuntu22.04 nvidia-smi\n", "1:libraries: driver ≥ 525.60.13")]
    [InlineData("compose.yaml", "services:\n  a:\n    image: nvidia/cuda:12.4.1-base-ubuntu22.04\n    gpus: all\n", "3:libraries: driver ≥ 525.60.13")]
    public void ARequestSaysWhichBuildIsTaken(string path, string text, params string[] expected) => Assert.Equal(expected, HintsOf(path, text));

    [Theory]
    [InlineData("requirements.txt", "numpy==1.26.4\n")]
    [InlineData("requirements.txt", "torch @ https://example.org/torch.whl\n")]
    [InlineData("requirements.txt", "tensorflow==2.15.0\n")]
    [InlineData("requirements.txt", "jax==0.4.34\n")]
    [InlineData("constraints.txt", "torch==2.4.1\n")]
    [InlineData("Dockerfile", "FROM registry.corp/team/base:1\nRUN pip install --no-cache-dir torch==2.4.1\n")]
    [InlineData("Dockerfile", "FROM python:3.11-slim\nRUN pip install --no-cache-dir torch==2.4.1 --index-url https://pypi.corp/simple\n")]
    [InlineData("environment.yml", "channels:\n  - conda-forge\ndependencies:\n  - pytorch=2.4.1\n")]
    [InlineData("setup.sh", "#!/bin/bash\nif true; then pip install torch==2.4.1; fi\n")]
    [InlineData(".wslconfig", "[wsl2]\nmemory=8GB\n")]
    [InlineData("envlint.toml", "[target]\ndriver = \"551.78\"\n")]
    public void WhatIsNotCertainSaysNothing(string path, string text) => Assert.Empty(HintsOf(path, text));

    [Fact]
    public void AListSaysNothingWhereItIsInstalled() =>
        Assert.Empty(HintsOf("Dockerfile", "FROM python:3.11-slim\nCOPY requirements.txt .\nRUN pip install --no-cache-dir -r requirements.txt\n", [], ("requirements.txt", "torch==2.4.1\n")));

    [Fact]
    public void AListWhoseIndexIsNamedElsewhereSaysNothing() =>
        Assert.Empty(HintsOf("requirements.txt", "torch==2.4.1\n", [], ("Dockerfile", "FROM python:3.11-slim\nCOPY requirements.txt .\nRUN pip install -r requirements.txt --index-url https://download.pytorch.org/whl/cu118\n")));

    [Theory]
    [InlineData("platform=wsl2", "CUDA 12.1 build, driver ≥ 527.41")]
    [InlineData("platform=linux", "CUDA 12.1 build, driver ≥ 525.60.13")]
    [InlineData("platform=wsl2,driver=551.78", "CUDA 12.1 build, fits driver 551.78")]
    [InlineData("platform=linux,driver=525", "CUDA 12.1 build, driver ≥ 525.60.13")]
    [InlineData("platform=linux,cuda=12.2", "CUDA 12.1 build, fits a driver for CUDA 12.2")]
    [InlineData("platform=linux,driver=550.54,gpu=RTX 3060", "CUDA 12.1 build, fits driver 550.54")]
    public void ATargetDecidesOverTheSystemAndTheDriver(string target, string expected) =>
        Assert.Equal([$"2:{expected}"], HintsOf("requirements.txt", "--index-url https://download.pytorch.org/whl/cu121\ntorch==2.4.1\n", [target]));

    [Theory]
    [InlineData("platform=wsl2,driver=551.78", "likely CUDA 12.1 build, driver ≥ 527.41")]
    [InlineData("platform=linux,cuda=12.2", "likely CUDA 12.1 build, driver ≥ 525.60.13")]
    public void WhatPypiHasButWasNotCheckedIsLikelyAndSaidToFitNowhere(string target, string expected) =>
        Assert.Equal([$"1:{expected}"], HintsOf("requirements.txt", "torch==2.4.1\n", [target]));

    [Fact]
    public void OnWindowsTheBuildIsForTheCpu()
    {
        Assert.Equal(["1:CPU build"], HintsOf("requirements.txt", "torch==2.4.1\n", ["platform=windows"]));

        // With a GPU there a finding says so.
        Assert.Empty(HintsOf("requirements.txt", "torch==2.4.1\n", ["platform=windows,driver=576.80"]));
    }

    [Fact]
    public void WhereTheLineFailsNothingIsSaidOfWhatItBrings() =>
        Assert.Empty(HintsOf("Dockerfile", "FROM python:3.11-slim\nRUN pip install --no-cache-dir torch == 2.1.0\n"));

    [Fact]
    public void WithSeveralTargetsNothingIsSaidToFit() =>
        Assert.Equal(["1:likely CUDA 12.1 build, driver ≥ 525.60.13"], HintsOf("requirements.txt", "torch==2.4.1\n", ["platform=linux,driver=551.78", "platform=linux,driver=535.104"]));

    [Fact]
    public void AnImageThatTheDriverIsRefusedByIsNotSaidToFit()
    {
        Assert.Equal(["1:fits driver 572.16"], HintsOf("Dockerfile", "FROM nvidia/cuda:12.8.1-base-ubuntu24.04\n", ["platform=wsl2,driver=572.16,gpu=RTX 3060"]));
        Assert.DoesNotContain(HintsOf("Dockerfile", "FROM nvidia/cuda:12.8.1-base-ubuntu24.04\n", ["platform=wsl2,driver=551.78,gpu=RTX 3060"]), static hint => hint.Contains("fits", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("platform=wsl2,driver=551.78", "torch\n")]
    [InlineData("platform=linux,driver=470.57", "torch==2.4.1\n")]
    public void WhatAFindingSaysIsNotSaidAgain(string target, string text)
    {
        var analysis = AnalysisOf.Text("requirements.txt", text, [target]);

        Assert.Contains(analysis.Findings.Diagnostics, static finding => finding.Rule.Code == "STK001");
        Assert.Empty(InlayHintProvider.In(analysis, new TextSpan(0, analysis.Text.Length), CancellationToken.None));
    }

    [Fact]
    public void AFindingAboutSomethingElseLeavesTheHint()
    {
        const string Text = "channels:\n  - pytorch\n  - nvidia\ndependencies:\n  - python=3.10\n  - pytorch=2.4.1\n  - pytorch-cuda=12.4\n";

        Assert.Contains(AnalysisOf.Text("environment.yml", Text).Findings.Diagnostics, static finding => finding.Rule.Code == "CND012");
        Assert.Equal(["6:CUDA 12.4 build, driver ≥ 525.60.13"], HintsOf("environment.yml", Text));
    }

    [Fact]
    public void AnOpenRequestSaysWhatItIsTodayWhereNoFindingDoes()
    {
        Assert.Empty(HintsOf("Dockerfile", "FROM python:3.11-slim\nRUN pip install --no-cache-dir torch\n"));
        Assert.Equal(
            ["2:today likely 2.14.1+cu130, driver ≥ 580.65.06"],
            HintsOf("Dockerfile", "FROM python:3.11-slim\nRUN pip install --no-cache-dir torch\n", [], ("envlint.toml", "ignore = [\"PIP\"]\n")));
    }

    [Fact]
    public void TheTooltipHasTheFactsAndTheTablesDate()
    {
        var analysis = AnalysisOf.Text("requirements.txt", "torch==2.4.1\n");

        var hint = Assert.Single(InlayHintProvider.In(analysis, new TextSpan(0, analysis.Text.Length), CancellationToken.None));

        Assert.Equal("torch==2.4.1".Length, hint.Position);
        Assert.Contains("- Needs driver ≥ 525.60.13 on Linux, ≥ 527.41 on Windows and in WSL", hint.Tooltip, StringComparison.Ordinal);
        Assert.Contains("(table of ", hint.Tooltip, StringComparison.Ordinal);
    }

    [Fact]
    public void OnlyTheRangeIsAnswered()
    {
        var analysis = AnalysisOf.Text("requirements.txt", "onnxruntime-gpu==1.20.0\ncupy-cuda12x==13.3.0\n");
        var second = analysis.Text.LineSpan(1);

        Assert.Equal(2, InlayHintProvider.In(analysis, new TextSpan(0, analysis.Text.Length), CancellationToken.None).Length);
        Assert.Equal(second.End, Assert.Single(InlayHintProvider.In(analysis, second, CancellationToken.None)).Position);
        Assert.Empty(InlayHintProvider.In(analysis, new TextSpan(0, 3), CancellationToken.None));
    }

    private static string[] HintsOf(string path, string text, string[]? targets = null, params (string Path, string Text)[] beside)
    {
        var analysis = AnalysisOf.Text(path, text, targets ?? [], beside);
        return [.. InlayHintProvider.In(analysis, new TextSpan(0, text.Length), CancellationToken.None).Select(hint => $"{analysis.Text.Lines.PositionOf(hint.Position).Line + 1}:{hint.Label}")];
    }
}
