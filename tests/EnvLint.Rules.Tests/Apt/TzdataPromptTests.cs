using EnvLint.Diagnostics;
using EnvLint.Rules.Apt;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Apt;

public sealed class TzdataPromptTests() : RuleTest<TzdataPrompt>("Dockerfile")
{
    private const string From = "FROM ubuntu:20.04\n";

    [Theory]
    [InlineData("RUN apt-get update && apt-get install -y [|tzdata|]\n", "RUN apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y tzdata\n")]
    [InlineData("RUN apt-get update && apt-get install -y --no-install-recommends git [|cmake|] make\n", "RUN apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends git cmake make\n")]
    [InlineData("RUN apt-get install -y [|pkg-config|]\n", "RUN DEBIAN_FRONTEND=noninteractive apt-get install -y pkg-config\n")]
    public void Asks(string text, string expected) => Reports(From + text, fixedText: From + expected, severity: Severity.Warning, safety: FixSafety.Suggested, confidence: Confidence.Medium);

    [Fact]
    public void Says_what_brings_it() => Reports(
        From + "RUN sudo apt-get install -y [|cmake|]\n",
        message: "'cmake' brings 'tzdata' on Ubuntu 20.04, which asks for the time zone while it is installed, and nobody can answer");

    [Fact]
    public void CUDA_images_are_Ubuntu() => Reports("FROM nvidia/cuda:11.8.0-base-ubuntu20.04\nRUN sudo apt-get install -y [|cmake|]\n");

    [Fact]
    public void It_asks_once() => Reports(
        From + "RUN apt-get install -y [|cmake|]\nRUN apt-get install -y tzdata\n",
        fixedText: From + "RUN DEBIAN_FRONTEND=noninteractive apt-get install -y cmake\nRUN apt-get install -y tzdata\n");

    [Theory]
    [InlineData("RUN DEBIAN_FRONTEND=noninteractive apt-get install -y cmake\n")]
    [InlineData("RUN export DEBIAN_FRONTEND=noninteractive && apt-get install -y cmake\n")]
    [InlineData("RUN <<EOF\nexport DEBIAN_FRONTEND=noninteractive\napt-get install -y cmake\nEOF\n")]
    [InlineData("ARG DEBIAN_FRONTEND=noninteractive\nRUN apt-get install -y cmake\n")]
    [InlineData("ENV DEBIAN_FRONTEND noninteractive\nRUN apt-get install -y cmake\n")]
    [InlineData("RUN export DEBIAN_FRONTEND=noninteractive && bash -c 'apt-get install -y cmake'\n")]
    [InlineData("RUN ln -fs /usr/share/zoneinfo/Etc/UTC /etc/localtime && apt-get install -y cmake\n")]
    [InlineData("RUN echo Etc/UTC > /etc/timezone && apt-get install -y cmake\n")]
    [InlineData("RUN echo 'tzdata tzdata/Areas select Etc' | debconf-set-selections && apt-get install -y cmake\n")]
    [InlineData("RUN yes | apt-get install -y cmake\n")]
    [InlineData("RUN apt-get install -y cmake < /dev/null\n")]
    [InlineData("RUN apt-get install -y --no-install-recommends pkg-config\n")]
    [InlineData("RUN apt-get install -y git curl\n")]
    [InlineData("RUN DEBIAN_FRONTEND=noninteractive apt-get install -y something-else\nRUN apt-get install -y cmake\n")]
    [InlineData("RUN ./install.sh && apt-get install -y cmake\n")]
    [InlineData("RUN apt-get install -y $PACKAGES\nRUN apt-get install -y cmake\n")]
    public void Is_silent(string text) => IsSilent(From + text);

    [Theory]
    [InlineData("FROM debian:12\nRUN apt-get install -y cmake tzdata\n")]
    [InlineData("FROM ubuntu:24.04\nRUN apt-get install -y python3-pip tzdata\n")]
    [InlineData("FROM ubuntu:22.04\nRUN apt-get install -y cmake\n")]
    [InlineData("FROM example/x:1\nRUN apt-get install -y tzdata\n")]
    [InlineData("FROM ubuntu:20.04 AS a\nENV DEBIAN_FRONTEND=noninteractive\nFROM a\nRUN apt-get install -y cmake\n")]
    public void Is_silent_on_other_bases(string text) => IsSilent(text);
}
