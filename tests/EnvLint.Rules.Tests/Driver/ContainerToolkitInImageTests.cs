using EnvLint.Rules.Driver;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Driver;

public sealed class ContainerToolkitInImageTests() : RuleTest<ContainerToolkitInImage>("Dockerfile")
{
    [Theory]
    [InlineData("nvidia-container-toolkit")]
    [InlineData("libnvidia-container1")]
    public void Toolkit_in_an_image(string package) => Reports(
        $"FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y [|{package}|]\n",
        message: $"'{package}' belongs on the host: inside an image nothing calls it");

    [Fact]
    public void One_command_is_one_finding() => Reports("FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y [|nvidia-container-toolkit|] libnvidia-container1\n");

    [Theory]
    [InlineData("FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y docker.io nvidia-container-toolkit\n")]
    [InlineData("FROM ubuntu:24.04\nRUN curl -fsSL https://get.docker.com | sh\nRUN apt-get update && apt-get install -y nvidia-container-toolkit\n")]
    [InlineData("FROM docker:27-dind\nRUN apk add bash && apt-get install -y nvidia-container-toolkit\n")]
    [InlineData("FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y nvidia-container-toolkit && nvidia-ctk runtime configure --runtime=containerd\n")]
    [InlineData("FROM ubuntu:24.04 AS engine\nRUN apt-get update && apt-get install -y podman\nFROM engine\nRUN apt-get install -y nvidia-container-toolkit\n")]
    public void Image_with_an_engine_is_silent(string text) => IsSilent(text);

    [Theory]
    [InlineData("FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y cuda-toolkit-12-4\n")]
    [InlineData("FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y nvidia-docker2\n")]
    [InlineData("FROM ubuntu:24.04\nRUN echo apt-get install nvidia-container-toolkit\n")]
    public void Other_packages_are_silent(string text) => IsSilent(text);

    [Fact]
    public void Host_is_right() => IsSilent("sudo apt-get install -y nvidia-container-toolkit\n", file: "setup.sh");
}
