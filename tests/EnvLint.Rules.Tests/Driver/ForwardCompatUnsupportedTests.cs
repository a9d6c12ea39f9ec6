using EnvLint.Diagnostics;
using EnvLint.Rules.Driver;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Driver;

public sealed class ForwardCompatUnsupportedTests() : RuleTest<ForwardCompatUnsupported>("setup.sh")
{
    [Fact]
    public void Package_in_wsl() => Reports(
        "sudo apt-get install -y [|cuda-compat-12-4|]\n",
        message: "'cuda-compat-12-4' has no use in WSL, where forward compatibility does not work",
        severity: Severity.Warning,
        target: "wsl2");

    [Fact]
    public void Folder_on_the_path_is_an_error()
    {
        var found = Reports(
            "sudo apt-get install -y cuda-compat-12-4\nexport LD_LIBRARY_PATH=[|/usr/local/cuda/compat|]:$LD_LIBRARY_PATH\n",
            message: "'/usr/local/cuda/compat' on the loader path hides the driver of WSL, where forward compatibility does not work",
            severity: Severity.Error,
            target: "wsl2");
        Assert.Equal("'cuda-compat-12-4' brings the folder", Assert.Single(found[0].Related).Message);
    }

    [Theory]
    [InlineData("platform=linux,gpu=RTX 3060")]
    [InlineData("gpu=NVIDIA GeForce RTX 4090")]
    [InlineData("gpu=gtx1080")]
    public void Image_for_a_target_with_a_GeForce(string target)
    {
        var found = Reports(
            "FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\nENV LD_LIBRARY_PATH=[|/usr/local/cuda/compat|]:$LD_LIBRARY_PATH\n",
            severity: Severity.Error,
            target: target,
            file: "Dockerfile");
        Assert.Contains("error 804", found[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("platform=linux,gpu=H100")]
    [InlineData("gpu=RTX 6000 Ada")]
    [InlineData("gpu=RTX A4000")]
    [InlineData("gpu=Quadro RTX 4000")]
    public void Boards_that_it_is_made_for_are_silent(string target) => IsSilent(
        "FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\nENV LD_LIBRARY_PATH=/usr/local/cuda/compat:$LD_LIBRARY_PATH\n", target: target, file: "Dockerfile");

    [Fact]
    public void Image_for_a_target_in_wsl()
    {
        var found = Reports(
            "FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\nENV LD_LIBRARY_PATH=[|/usr/local/cuda/compat|]:$LD_LIBRARY_PATH\n",
            severity: Severity.Error,
            target: "wsl2",
            file: "Dockerfile");
        Assert.Equal("wsl2", found[0].Target);
    }

    [Fact]
    public void Folder_that_nothing_brings_is_a_warning() => Reports(
        "export LD_LIBRARY_PATH=[|/usr/local/cuda/compat|]:$LD_LIBRARY_PATH\npython train.py\n",
        severity: Severity.Warning,
        target: "wsl2");

    [Fact]
    public void Base_that_may_not_have_the_folder_is_a_warning() => Reports(
        "FROM nvcr.io/nvidia/pytorch:24.05-py3\nENV LD_LIBRARY_PATH=[|/usr/local/cuda/compat|]:$LD_LIBRARY_PATH\n",
        severity: Severity.Warning,
        target: "wsl2",
        file: "Dockerfile");

    [Theory]
    [InlineData("FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y cuda-compat-12-4\n")]
    [InlineData("ARG BASE\nFROM ${BASE}\nENV LD_LIBRARY_PATH=/usr/local/cuda/compat:$LD_LIBRARY_PATH\n")]
    [InlineData("FROM nvcr.io/nvidia/l4t-cuda:12.2.12-runtime\nENV LD_LIBRARY_PATH=/usr/local/cuda/compat:$LD_LIBRARY_PATH\n")]
    public void Image_that_may_run_elsewhere_is_silent(string text) => IsSilent(text, target: "wsl2", file: "Dockerfile");

    [Fact]
    public void Script_that_asks_first_is_silent() => IsSilent(
        "if [ \"$DRIVER\" != \"$WANTED\" ]; then\n  export LD_LIBRARY_PATH=/usr/local/cuda/compat:$LD_LIBRARY_PATH\nfi\n",
        target: "wsl2");

    [Theory]
    [InlineData("sudo apt-get install -y cuda-toolkit-12-4\n", "wsl2")]
    [InlineData("sudo apt-get install -y cuda-compat-12-4\n", "linux")]
    [InlineData("sudo apt-get install -y cuda-compat-12-4\n", null)]
    [InlineData("export LD_LIBRARY_PATH=/usr/local/cuda/compat:$LD_LIBRARY_PATH\n", null)]
    [InlineData("export LD_LIBRARY_PATH=/usr/local/cuda/lib64/stubs:$LD_LIBRARY_PATH\n", "wsl2")]
    [InlineData("export LD_LIBRARY_PATH=/usr/lib/wsl/lib:/usr/local/cuda/compat\n", "wsl2")]
    public void Elsewhere_is_silent(string script, string? target) => IsSilent(script, target: target);

    [Fact]
    public void Image_without_a_target_is_silent() => IsSilent(
        "FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y cuda-compat-12-4\nENV LD_LIBRARY_PATH=/usr/local/cuda/compat\n", file: "Dockerfile");
}
