using EnvLint.Rules.Cuda;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Cuda;

public sealed class DistributionToolkitTests() : RuleTest<DistributionToolkit>("Dockerfile")
{
    [Theory]
    [InlineData("ubuntu:22.04", "Ubuntu 22.04", "11.5")]
    [InlineData("nvidia/cuda:12.4.1-base-ubuntu24.04", "Ubuntu 24.04", "12.0")]
    [InlineData("debian:bookworm-slim", "Debian 12", "11.8")]
    [InlineData("python:3.12-slim-bookworm", "Debian 12", "11.8")]
    public void Version_follows_from_the_base_image(string image, string distribution, string cuda) =>
        Reports(
            $"FROM {image}\nRUN apt-get install -y [|nvidia-cuda-toolkit|]",
            message: $"'nvidia-cuda-toolkit' of {distribution} is CUDA {cuda}: the distribution's own build, spread over /usr instead of /usr/local/cuda");

    [Theory]
    [InlineData("sudo apt install [|nvidia-cuda-toolkit|]")]
    [InlineData("apt-get install -y git [|nvidia-cuda-dev|] nvidia-cuda-toolkit")]
    public void In_a_script_too(string command) => Reports($"#!/bin/bash\n{command}\n", file: "setup.sh", crlf: false);

    [Theory]
    [InlineData("apt-get install -y cuda-toolkit-12-4")]
    [InlineData("apt-get install -y nvidia-cuda-mps")]
    [InlineData("apt-get remove -y nvidia-cuda-toolkit")]
    [InlineData("dnf install -y nvidia-cuda-toolkit")]
    [InlineData("echo apt install nvidia-cuda-toolkit")]
    public void Others_are_silent(string command) => IsSilent($"#!/bin/bash\n{command}\n", file: "setup.sh", crlf: false);
}
