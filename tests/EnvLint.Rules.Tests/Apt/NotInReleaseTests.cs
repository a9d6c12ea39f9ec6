using EnvLint.Diagnostics;
using EnvLint.Rules.Apt;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Apt;

public sealed class NotInReleaseTests() : RuleTest<NotInRelease>("Dockerfile")
{
    [Theory]
    [InlineData("FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y git [|libgl1-mesa-glx|]\n", "FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y git libgl1\n")]
    [InlineData("FROM python:3.12-slim-trixie\nRUN apt-get install -y [|libgl1-mesa-glx|]\n", "FROM python:3.12-slim-trixie\nRUN apt-get install -y libgl1\n")]
    [InlineData("FROM ubuntu:22.04\nRUN apt-get install -y [|qt5-default|]\n", "FROM ubuntu:22.04\nRUN apt-get install -y qtbase5-dev\n")]
    public void Has_another_name(string text, string expected) => Reports(text, fixedText: expected, severity: Severity.Warning, safety: FixSafety.Suggested);

    [Theory]
    [InlineData("FROM ubuntu:22.04\nRUN apt-get install -y [|python3.8|] [|python3.8-venv|]\n")]
    [InlineData("FROM nvidia/cuda:12.4.1-base-ubuntu22.04\nRUN apt-get install -y [|python3.12|]\n")]
    [InlineData("FROM debian:12\nRUN apt-get install -y [|openjdk-8-jdk|]\n")]
    [InlineData("FROM ubuntu:22.04 AS a\nFROM a\nRUN apt-get install -y [|cuda-toolkit-12-4|]\n")]
    [InlineData("FROM ubuntu:22.04\nRUN apt-get install -y [|nvidia-open|] [|docker-ce|]\n")]
    public void Is_in_no_archive(string text) => Reports(text);

    [Fact]
    public void Says_who_has_it() => Reports(
        "FROM ubuntu:22.04\nRUN apt-get install -y [|libcudnn8|]\n",
        message: "Ubuntu 22.04 has no package 'libcudnn8': it comes from NVIDIA's CUDA repository, which nothing adds before");

    [Fact]
    public void A_build_argument_may_choose_another_release() =>
        Reports("ARG R=24.04\nFROM ubuntu:$R\nRUN apt-get install -y [|python3.8|]\n", confidence: Confidence.Medium);

    [Theory]
    [InlineData("FROM ubuntu:22.04\nRUN apt-get install -y python3.10 python3.11-venv python3-pip\n")]
    [InlineData("FROM ubuntu:22.04\nRUN add-apt-repository ppa:deadsnakes/ppa && apt-get install -y python3.8\n")]
    [InlineData("FROM ubuntu:22.04 AS a\nRUN add-apt-repository ppa:deadsnakes/ppa\nFROM a\nRUN apt-get install -y python3.8\n")]
    [InlineData("FROM ubuntu:22.04\nRUN wget https://developer.download.nvidia.com/compute/cuda/repos/ubuntu2204/x86_64/cuda-keyring_1.1-1_all.deb && dpkg -i cuda-keyring_1.1-1_all.deb && apt-get update && apt-get install -y cuda-toolkit-12-4\n")]
    [InlineData("FROM ubuntu:22.04\nRUN curl -fsSL https://deb.nodesource.com/setup_20.x | bash - && apt-get install -y python3.8\n")]
    [InlineData("FROM ubuntu:22.04\nRUN echo 'deb http://x y z' > /etc/apt/sources.list.d/x.list && apt-get install -y python3.8\n")]
    [InlineData("FROM ubuntu:22.04\nRUN sed -i s/jammy/focal/ /etc/apt/sources.list && apt-get install -y python3.8\n")]
    [InlineData("FROM ubuntu:22.04\nCOPY x.list /etc/apt/sources.list.d/\nRUN apt-get install -y python3.8\n")]
    [InlineData("FROM debian:12\nRUN sed -i 's/main/main contrib non-free/' /etc/apt/sources.list.d/debian.sources && apt-get install -y unrar\n")]
    [InlineData("FROM nvidia/cuda:12.4.1-base-ubuntu22.04\nRUN apt-get install -y libcudnn8 cuda-toolkit-12-4 libnccl2\n")]
    [InlineData("FROM ubuntu:22.04\nRUN apt-get install -y python3.8 || true\n")]
    [InlineData("FROM ubuntu:22.04\nRUN if [ -n \"$OLD\" ]; then apt-get install -y python3.8; fi\n")]
    [InlineData("FROM ubuntu:25.10\nRUN apt-get install -y python3.8\n")]
    [InlineData("FROM example/x:22.04\nRUN apt-get install -y python3.8\n")]
    [InlineData("FROM tensorflow/tensorflow:2.15.0\nRUN apt-get install -y python3.8\n")]
    [InlineData("FROM ubuntu:24.04\nRUN apt-get install -y libglib2.0-0 libasound2t64\n")]
    public void Is_silent(string text) => IsSilent(text);
}
