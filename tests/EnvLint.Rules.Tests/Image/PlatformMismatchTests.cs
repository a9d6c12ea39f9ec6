using EnvLint.Rules.Image;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Image;

public sealed class PlatformMismatchTests() : RuleTest<PlatformMismatch>("Dockerfile")
{
    [Theory]
    [InlineData("wget [|https://repo.anaconda.com/miniconda/Miniconda3-latest-Linux-x86_64.sh|]")]
    [InlineData("curl -fsSLO [|https://example.org/tool_1.0_amd64.deb|]")]
    [InlineData("wget [|https://developer.download.nvidia.com/compute/cuda/repos/ubuntu2204/x86_64/cuda-keyring_1.1-1_all.deb|]")]
    [InlineData("wget [|https://developer.download.nvidia.com/compute/cuda/12.4.1/local_installers/cuda_12.4.1_550.54.15_linux.run|]")]
    [InlineData("pip install [|https://example.org/x-1.0-cp312-cp312-manylinux_2_17_x86_64.whl|]")]
    public void Is_for_another_processor(string command) => Reports($"FROM --platform=linux/arm64 debian:12\nRUN {command}\n");

    [Fact]
    public void Says_which() => Reports(
        "FROM --platform=linux/amd64 debian:12 AS a\nFROM a\nRUN wget [|https://example.org/tool-linux-arm64.tar.gz|]\n",
        message: "'tool-linux-arm64.tar.gz' is for arm64, and this stage is built for x86_64");

    [Theory]
    [InlineData("FROM arm64v8/ubuntu:22.04\nADD [|https://example.org/tool-amd64|] /usr/bin/tool\n")]
    [InlineData("FROM nvcr.io/nvidia/l4t-base:r32.4.4\nRUN wget [|https://example.org/tool-linux-x64.zip|]\n")]
    public void An_image_may_be_of_one_processor(string text) => Reports(text);

    [Fact]
    public void So_may_the_target() => Reports("FROM debian:12\nRUN wget [|https://example.org/tool-amd64|]\n", target: "platform=linux,arch=aarch64");

    [Theory]
    [InlineData("FROM debian:12\nRUN wget https://example.org/tool-amd64\n")]
    [InlineData("FROM --platform=$BUILDPLATFORM debian:12\nRUN wget https://example.org/tool-amd64\n")]
    [InlineData("FROM --platform=linux/amd64 debian:12\nRUN wget https://example.org/tool-amd64\n")]
    [InlineData("FROM --platform=linux/arm64 debian:12\nRUN wget https://example.org/tool-aarch64 https://example.org/famd640\n")]
    [InlineData("FROM --platform=linux/arm64 debian:12\nRUN if [ \"$(uname -m)\" = x86_64 ]; then wget https://example.org/tool-amd64; fi\n")]
    [InlineData("FROM --platform=linux/arm64 debian:12\nRUN wget https://example.org/tool-$(uname -m)\n")]
    [InlineData("FROM --platform=linux/arm64 debian:12\nRUN wget https://x/cuda_12.4.1_550.54.15_linux_sbsa.run\n")]
    [InlineData("FROM --platform=linux/arm64 debian:12\nRUN echo x86_64\n")]
    public void Is_silent(string text) => IsSilent(text);
}
