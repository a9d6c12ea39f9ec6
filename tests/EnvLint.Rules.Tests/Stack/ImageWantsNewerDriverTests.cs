using EnvLint.Diagnostics;
using EnvLint.Rules.Stack;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Stack;

public sealed class ImageWantsNewerDriverTests() : RuleTest<ImageWantsNewerDriver>("Dockerfile")
{
    private const string GeForce = "platform=linux,driver=550.144.03,gpu=RTX 4090";

    [Fact]
    public void GeForce_is_exempt_nowhere_from_12_5_on() => Reports(
        "FROM nvidia/cuda:[|12.8.1-runtime-ubuntu24.04|]\nRUN true\n", fixedText: "FROM nvidia/cuda:12.8.1-runtime-ubuntu24.04\nENV NVIDIA_DISABLE_REQUIRE=true\nRUN true\n",
        message: "'nvidia/cuda:12.8.1-runtime-ubuntu24.04' starts only where the driver itself supports CUDA 12.8: the target has the driver 550.144.03, which supports 12.4, and no branch is exempt for GeForce",
        target: GeForce);

    [Fact]
    public void Branches_that_no_list_names() => Reports(
        "FROM nvidia/cuda:[|12.8.1-devel-ubuntu22.04|]\n", fixedText: "FROM nvidia/cuda:12.8.1-devel-ubuntu22.04\nENV NVIDIA_DISABLE_REQUIRE=true\n", target: "platform=linux,driver=545.23.08,gpu=A100");

    [Fact]
    public void Variables_that_give_the_tag()
    {
        var found = Reports("ARG CUDA=12.8.1\nFROM nvidia/cuda:[|${CUDA}-runtime-ubuntu24.04|]\n", fixedText: "ARG CUDA=12.8.1\nFROM nvidia/cuda:${CUDA}-runtime-ubuntu24.04\nENV NVIDIA_DISABLE_REQUIRE=true\n", target: GeForce);
        Assert.Equal("CUDA is '12.8.1' here", Assert.Single(found[0].Related).Message);
    }

    [Fact]
    public void Containers_that_are_started() => Reports(
        "docker run --gpus all nvidia/cuda:[|12.8.1-base-ubuntu24.04|] nvidia-smi\n", target: GeForce, file: "run.sh");

    [Fact]
    public void Devel_images_of_pytorch_inherit_it() => Reports(
        "FROM pytorch/pytorch:[|2.6.0-cuda12.6-cudnn9-devel|]\n", fixedText: "FROM pytorch/pytorch:2.6.0-cuda12.6-cudnn9-devel\nENV NVIDIA_DISABLE_REQUIRE=true\n", target: GeForce);

    [Theory]
    [InlineData("FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\n")]
    [InlineData("FROM nvidia/cuda:11.8.0-runtime-ubuntu22.04\n")]
    [InlineData("FROM pytorch/pytorch:2.7.1-cuda12.8-cudnn9-runtime\n")]
    [InlineData("FROM nvidia/cuda:99.8.1-runtime-ubuntu24.04\n")]
    [InlineData("ARG CUDA\nFROM nvidia/cuda:${CUDA}-runtime-ubuntu24.04\n")]
    [InlineData("FROM registry.corp/cuda:12.8.1-runtime-ubuntu24.04\n")]
    [InlineData("FROM nvidia/cuda:12.8.1-runtime-ubuntu24.04\nENV NVIDIA_DISABLE_REQUIRE=true\n")]
    [InlineData("FROM nvidia/cuda:12.8.1-devel-ubuntu24.04 AS build\nRUN make\nFROM ubuntu:24.04\nCOPY --from=build /a /a\n")]
    public void Nothing_refuses(string text) => IsSilent(text, target: GeForce);

    [Theory]
    [InlineData("platform=linux,driver=570.124.06,gpu=RTX 4090")]
    [InlineData("platform=linux,driver=550.144.03,gpu=A100")]
    [InlineData("platform=linux,driver=550.144.03")]
    [InlineData("platform=linux,cuda=12.8")]
    [InlineData("platform=linux,gpu=RTX 4090")]
    [InlineData("platform=linux,driver=580.65.06,gpu=RTX 4090")]
    public void Targets_that_start_it(string target) => IsSilent("FROM nvidia/cuda:12.8.1-runtime-ubuntu24.04\n", target: target);

    [Fact]
    public void Without_a_target_nothing_is_said() => IsSilent("FROM nvidia/cuda:12.8.1-runtime-ubuntu24.04\n");

    [Fact]
    public void A_container_with_the_check_switched_off() => IsSilent(
        "docker run --gpus all -e NVIDIA_DISABLE_REQUIRE=1 nvidia/cuda:12.8.1-base-ubuntu24.04 nvidia-smi\n", target: GeForce, file: "run.sh");

    [Fact]
    public void What_is_only_pulled() => IsSilent("docker pull nvidia/cuda:12.8.1-base-ubuntu24.04\n", target: GeForce, file: "run.sh");

    [Fact]
    public void The_check_is_switched_off_where_the_major_is_the_same() => Reports(
        "FROM nvidia/cuda:[|12.8.1-base-ubuntu22.04|]\nRUN echo ready\n",
        fixedText: "FROM nvidia/cuda:12.8.1-base-ubuntu22.04\nENV NVIDIA_DISABLE_REQUIRE=true\nRUN echo ready\n",
        file: "Dockerfile",
        target: "platform=linux,gpu=RTX 3060,driver=550.54");
}
