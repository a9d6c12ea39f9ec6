using EnvLint.Diagnostics;
using EnvLint.Rules.Driver;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Driver;

public sealed class DriverInImageTests() : RuleTest<DriverInImage>("Dockerfile")
{
    [Theory]
    [InlineData("nvidia-utils-535")]
    [InlineData("libnvidia-compute-535")]
    [InlineData("libnvidia-gl-535-server")]
    [InlineData("nvidia-driver-550")]
    [InlineData("libcuda1")]
    public void Driver_package(string package) => Reports(
        $"FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y [|{package}|]\n",
        message: $"'{package}' puts a driver into the image, which clashes with the host's driver that is mounted at start");

    [Fact]
    public void One_command_is_one_finding()
    {
        var found = Reports("FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y ffmpeg [|libnvidia-decode-535|] libnvidia-encode-535\n");
        Assert.Equal("'libnvidia-encode-535' belongs to a driver too", Assert.Single(found[0].Related).Message);
    }

    [Fact]
    public void Run_file() => Reports("FROM ubuntu:24.04\nRUN wget https://example.com/NVIDIA-Linux-x86_64-550.54.14.run && sh [|NVIDIA-Linux-x86_64-550.54.14.run|] -s --no-kernel-module\n");

    [Fact]
    public void Stage_that_is_only_copied_from_is_worth_knowing() => Reports(
        "FROM ubuntu:24.04 AS build\nRUN apt-get update && apt-get install -y [|libnvidia-compute-535|]\nFROM ubuntu:24.04\nCOPY --from=build /app /app\n",
        severity: Severity.Info);

    [Fact]
    public void Stage_that_the_last_one_begins_with_counts() => Reports(
        "FROM ubuntu:24.04 AS base\nRUN apt-get update && apt-get install -y [|libnvidia-compute-535|]\nFROM base\nRUN true\n");

    [Theory]
    [InlineData("apt-get purge -y nvidia-utils-535")]
    [InlineData("apt-get remove -y 'nvidia-*'")]
    [InlineData("rm -f /usr/lib/x86_64-linux-gnu/libnvidia-ml.so.1")]
    public void Removed_again_is_silent(string remedy) =>
        IsSilent($"FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y nvidia-utils-535\nRUN {remedy}\n");

    [Fact]
    public void Image_of_a_driver_is_silent() =>
        IsSilent("FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y dkms linux-headers-generic nvidia-dkms-535\n");

    [Theory]
    [InlineData("cuda-toolkit-12-4 cuda-nvcc-12-4 cuda-driver-dev-12-4 cuda-compat-12-4")]
    [InlineData("nvidia-settings")]
    [InlineData("libnvinfer8 libcudnn8 libnccl2")]
    [InlineData("nvidia-container-toolkit")]
    public void No_driver_is_silent(string packages) => IsSilent($"FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y {packages}\n");

    [Fact]
    public void Meta_packages_are_another_rules() => IsSilent("FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y cuda-drivers\n");

    [Fact]
    public void Run_file_with_the_toolkit_only_is_silent() => IsSilent("FROM ubuntu:24.04\nRUN sh cuda_12.4.0_550.54.14_linux.run --silent --toolkit\n");

    [Fact]
    public void Script_of_a_host_is_silent() => IsSilent("sudo apt-get install -y nvidia-driver-535\n", file: "setup.sh");

    [Fact]
    public void Text_that_only_names_it_is_silent() => IsSilent("FROM ubuntu:24.04\n# RUN apt-get install -y nvidia-utils-535\nRUN echo apt-get install nvidia-utils-535\nLABEL note=\"apt-get install nvidia-utils-535\"\n");
}
