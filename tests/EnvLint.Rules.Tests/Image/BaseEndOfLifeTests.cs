using EnvLint.Rules.Image;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Image;

public sealed class BaseEndOfLifeTests() : RuleTest<BaseEndOfLife>("Dockerfile")
{
    [Theory]
    [InlineData("ubuntu:18.04", "Ubuntu 18.04 since 2023-05-31")]
    [InlineData("ubuntu:bionic", "Ubuntu 18.04 since 2023-05-31")]
    [InlineData("debian:buster-slim", "Debian 10 since 2024-06-30")]
    [InlineData("python:3.8-slim-bookworm", "Python 3.8 since 2024-10-07")]
    [InlineData("python:3.7-slim-buster", "Python 3.7 since 2023-06-27 and Debian 10 since 2024-06-30")]
    [InlineData("nvidia/cuda:12.1.1-devel-ubuntu20.04", "Ubuntu 20.04 since 2025-05-29")]
    public void Past_their_end(string image, string what)
    {
        var colon = image.IndexOf(':', StringComparison.Ordinal) + 1;
        Reports($"FROM {image[..colon]}[|{image[colon..]}|]\n", message: $"'{image}' gets no updates any more: {what}");
    }

    [Fact]
    public void Value_of_an_argument_counts() => Reports("ARG V=3.8\nFROM python:[|${V}-slim-bookworm|]\n");

    [Theory]
    [InlineData("ubuntu:22.04")]
    [InlineData("ubuntu:24.04")]
    [InlineData("ubuntu")]
    [InlineData("debian:12-slim")]
    [InlineData("python:3.12")]
    [InlineData("python:3-slim")]
    [InlineData("python:3.99")]
    [InlineData("nvidia/cuda:12.4.1-devel-ubuntu22.04")]
    [InlineData("pytorch/pytorch:1.9.0-cuda10.2-cudnn7-devel")]
    [InlineData("registry.corp/ubuntu:18.04")]
    [InlineData("example/app:18.04")]
    [InlineData("ubuntu@sha256:f442e45b00000000000000000000000000000000000000000000000000000000")]
    public void Others_are_silent(string image) => IsSilent($"FROM {image}\n");

    [Fact]
    public void Commands_are_silent()
    {
        IsSilent("#!/bin/bash\ndocker run --rm ubuntu:18.04 true\n", file: "run.sh");
        IsSilent("FROM ubuntu:24.04\nCOPY --from=ubuntu:18.04 /etc/os-release /old\n");
    }
}
