using EnvLint.Diagnostics;
using EnvLint.Rules.Apt;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Apt;

public sealed class ToolNotInstalledTests() : RuleTest<ToolNotInstalled>("Dockerfile")
{
    [Theory]
    [InlineData("FROM ubuntu:22.04\nRUN [|wget|] https://example.com/x")]
    [InlineData("FROM ubuntu:22.04\nRUN apt-get update && [|curl|] -fsSL https://example.com/x -o x")]
    [InlineData("FROM ubuntu:22.04 AS base\nRUN mkdir /x\nFROM base\nRUN [|git|] clone https://example.com/x")]
    [InlineData("FROM python:3.12-slim\nRUN [|git|] clone https://example.com/x")]
    [InlineData("FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\nRUN [|curl|] -O https://example.com/x")]
    [InlineData("FROM ubuntu:22.04\nRUN [|sudo|] mkdir /x")]
    [InlineData("FROM ubuntu:24.04\nRUN [|curl|] -fsSL https://example.com/key | tee /x")]
    [InlineData("FROM ubuntu:24.04\nCOPY . /app\nRUN [|pip|] install -r /app/requirements.txt")]
    [InlineData("FROM ubuntu:24.04\nRUN [|python3|] -m pip install x")]
    public void Missing_tool_is_an_error(string markup) => Reports(markup, severity: Severity.Error);

    [Fact]
    public void Tool_joins_the_packages_before() =>
        Reports(
            "FROM ubuntu:22.04\nRUN apt-get update && apt-get install -y --no-install-recommends libgl1 libglib2.0-0\nRUN [|unzip|] x.zip && unzip y.zip\n",
            "FROM ubuntu:22.04\nRUN apt-get update && apt-get install -y --no-install-recommends libgl1 libglib2.0-0 unzip\nRUN unzip x.zip && unzip y.zip\n",
            message: "'unzip' is not installed: the image 'ubuntu:22.04' does not have it and no earlier step brings it",
            safety: FixSafety.Suggested);

    [Theory]
    [InlineData("FROM ubuntu:22.04\nRUN echo \"$([|lsb_release|] -cs)\"")]
    [InlineData("ARG BASE=ubuntu:22.04\nFROM $BASE\nRUN [|wget|] https://example.com/x")]
    [InlineData("FROM nvidia/cuda:12.4.1-devel-ubuntu22.04\nRUN [|git|] clone https://example.com/x")]
    [InlineData("FROM ubuntu:22.04\nRUN [|wget|] https://example.com/x; echo done")]
    public void Lost_failure_or_uncertain_base_is_a_warning(string markup) => Reports(markup, severity: Severity.Warning);

    [Theory]
    [InlineData("FROM ubuntu:22.04\nRUN apt-get update && apt-get install -y wget && wget https://example.com/x")]
    [InlineData("FROM ubuntu:22.04 AS base\nRUN apt-get update && apt-get install -y wget\nFROM base\nRUN wget https://example.com/x")]
    [InlineData("FROM ubuntu:22.04\nRUN apt-get update && apt-get install -y software-properties-common && add-apt-repository ppa:x/y")]
    [InlineData("FROM ubuntu:22.04\nRUN apt-get update && apt-get install -y python3-pip && pip install x")]
    [InlineData("FROM ubuntu:22.04\nRUN apt-get update && apt-get install -y build-essential && make")]
    [InlineData("FROM ubuntu:22.04\nRUN apt-get update && apt-get install -y some-package-of-ours\nRUN wget https://example.com/x")]
    [InlineData("FROM ubuntu:22.04\nRUN apt-get install -y $PACKAGES\nRUN wget https://example.com/x")]
    [InlineData("FROM ubuntu:22.04\nCOPY --from=tools /usr/bin/wget /usr/bin/\nRUN wget https://example.com/x")]
    [InlineData("FROM ubuntu:22.04\nCOPY wget /usr/local/bin/\nRUN wget https://example.com/x")]
    [InlineData("FROM ubuntu:22.04\nADD rootfs.tar.gz /\nRUN wget https://example.com/x")]
    [InlineData("FROM ubuntu:22.04\nCOPY setup.sh /tmp/\nRUN /tmp/setup.sh\nRUN wget https://example.com/x")]
    [InlineData("FROM ubuntu:22.04\nRUN apt-get update && apt-get install -y python3 && ln -s /usr/bin/python3 /usr/bin/python && python x.py")]
    [InlineData("FROM ubuntu:22.04\nRUN if command -v wget; then wget https://example.com/x; fi")]
    [InlineData("FROM ubuntu:22.04\nRUN git --version || true")]
    [InlineData("FROM ubuntu:22.04\nRUN which git && git clone https://example.com/x")]
    [InlineData("FROM ubuntu:22.04\nRUN echo wget curl git")]
    [InlineData("FROM ubuntu:22.04\nRUN --mount=type=bind,from=tools,target=/t /t/setup && wget https://example.com/x")]
    [InlineData("FROM ubuntu:22.04\nSHELL [\"conda\", \"run\", \"-n\", \"x\"]\nRUN something\nSHELL [\"/bin/sh\", \"-c\"]\nRUN wget https://example.com/x")]
    [InlineData("FROM ubuntu:22.04\nRUN /opt/tools/bin/wget https://example.com/x")]
    [InlineData("FROM python:3.12\nRUN git clone https://example.com/x && wget https://example.com/y")]
    [InlineData("FROM nvidia/cuda:12.4.1-devel-ubuntu22.04\nRUN wget https://example.com/x")]
    [InlineData("FROM nvcr.io/nvidia/pytorch:24.01-py3\nRUN git clone https://example.com/x")]
    [InlineData("FROM example.com/ubuntu-like:1\nRUN wget https://example.com/x")]
    [InlineData("FROM tensorflow/tensorflow:nightly-devel\nRUN git clone https://example.com/x")]
    [InlineData("FROM ${BASE}\nRUN wget https://example.com/x")]
    [InlineData("FROM alpine:3.8\nRUN apk add --no-cache python3 && pip3 install x")]
    [InlineData("FROM alpine:3.20\nRUN wget https://example.com/x")]
    public void Tools_that_may_be_there_are_silent(string text) => IsSilent(text);
}
