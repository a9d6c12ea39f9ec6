using EnvLint.Rules.Cuda;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Cuda;

public sealed class ToolkitTwiceTests() : RuleTest<ToolkitTwice>("Dockerfile")
{
    [Fact]
    public void Package_of_another_release()
    {
        var found = Reports(
            "FROM nvidia/cuda:12.4.1-devel-ubuntu22.04\nRUN apt-get update && apt-get install -y [|cuda-toolkit-11-8|]\n",
            message: "'cuda-toolkit-11-8' installs CUDA 11.8 beside the CUDA 12.4.1 that the image has");
        Assert.Single(found[0].Related);
    }

    [Fact]
    public void Argument_of_the_image_is_shown()
    {
        var found = Reports(
            "ARG CUDA=12.4.1\nFROM nvidia/cuda:${CUDA}-devel-ubuntu22.04\nRUN apt-get update && apt-get install -y git [|cuda-12-8|] cuda-nvcc-12-8\n");
        Assert.Equal(2, found[0].Related.Length);
    }

    [Theory]
    [InlineData("apt-get install -y [|cuda|]")]
    [InlineData("apt-get install -y [|cuda-toolkit|]")]
    [InlineData("apt-get install -y [|cuda-nvcc-12-1|]")]
    [InlineData("sh [|cuda_11.8.0_520.61.05_linux.run|] --silent --toolkit")]
    [InlineData("chmod +x cuda_11.8.0_520.61.05_linux.run && [|./cuda_11.8.0_520.61.05_linux.run|] --silent --toolkit")]
    public void Newest_compiler_alone_and_installer(string command) => Reports($"FROM nvidia/cuda:12.4.1-cudnn-devel-ubuntu22.04\nRUN {command}\n");

    [Fact]
    public void Stage_that_begins_with_such_a_stage() =>
        Reports("FROM nvidia/cuda:12.4.1-devel-ubuntu22.04 AS base\nRUN make\nFROM base\nRUN apt-get install -y [|cuda-toolkit-12-1|]\n");

    [Theory]
    [InlineData("nvidia/cuda:12.4.1-devel-ubuntu22.04", "apt-get install -y cuda-toolkit-12-4 cuda-nvcc-12-4")]
    [InlineData("nvidia/cuda:12.4.1-devel-ubuntu22.04", "apt-get install -y cuda-compat-12-8 cuda-libraries-12-8 libcudnn9-cuda-12")]
    [InlineData("nvidia/cuda:12.4.1-base-ubuntu22.04", "apt-get install -y cuda-toolkit-12-8")]
    [InlineData("nvidia/cuda:12.4.1-runtime-ubuntu22.04", "apt-get install -y cuda-nvcc-12-4")]
    [InlineData("ubuntu:22.04", "apt-get install -y cuda-toolkit-12-4 cuda-toolkit-11-8")]
    [InlineData("registry.example.com/cuda:12.4.1-devel", "apt-get install -y cuda-toolkit-11-8")]
    [InlineData("$IMAGE", "apt-get install -y cuda-toolkit-11-8")]
    [InlineData("nvidia/cuda:12.4.1-devel-ubuntu22.04", "apt-get remove -y cuda-toolkit-11-8")]
    [InlineData("nvidia/cuda:12.4.1-devel-ubuntu22.04", "apt-get install -y nvidia-cuda-toolkit")]
    [InlineData("nvidia/cuda:12.4.1-devel-ubuntu22.04", "conda install -y cuda-toolkit=11.8")]
    [InlineData("nvidia/cuda:12.4.1-devel-ubuntu22.04", "echo apt-get install -y cuda-toolkit-11-8")]
    public void Others_are_silent(string image, string command) => IsSilent($"FROM {image}\nRUN {command}\n");

    [Fact]
    public void Script_is_silent() => IsSilent("apt-get install -y cuda-toolkit-12-4\napt-get install -y cuda-toolkit-11-8\n", file: "setup.sh", crlf: false);

    [Fact]
    public void Other_stage_is_silent() => IsSilent("FROM nvidia/cuda:12.4.1-devel-ubuntu22.04 AS build\nFROM ubuntu:22.04\nRUN apt-get install -y cuda-toolkit-11-8\n");
}
