using EnvLint.Diagnostics;
using EnvLint.Rules.Image;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Image;

public sealed class MuslAndWheelsTests() : RuleTest<MuslAndWheels>("Dockerfile")
{
    [Theory]
    [InlineData("FROM python:3.12-alpine\nRUN pip install [|torch|]\n")]
    [InlineData("FROM python:3.11-alpine3.19\nRUN pip install --no-cache-dir flask [|tensorflow==2.16.1|]\n")]
    [InlineData("FROM python:3.12-alpine AS base\nFROM base\nRUN pip install [|onnxruntime|] --index-url https://pypi.org/simple\n")]
    [InlineData("FROM python:3.12-alpine\nRUN pip install [|torch==2.5.1+cpu|] --index-url https://download.pytorch.org/whl/cpu\n")]
    public void Cannot_be_installed(string text) => Reports(text, severity: Severity.Error);

    [Fact]
    public void Says_why() => Reports(
        "FROM python:3.12-alpine\nRUN python3 -m pip install [|jaxlib|]\n",
        message: "'jaxlib' has no wheel for Alpine: its wheels are for glibc, Alpine has musl, and there is no source to build it from");

    [Fact]
    public void A_build_argument_may_choose_another_base() =>
        Reports("ARG B=python:3.12-alpine\nFROM ${B}\nRUN pip install [|torch|]\n", severity: Severity.Warning);

    [Theory]
    [InlineData("FROM python:3.12-slim\nRUN pip install torch\n")]
    [InlineData("FROM python:3.12-alpine\nRUN pip install flask numpy\n")]
    [InlineData("FROM python:3.12-alpine\nRUN pip install torch --extra-index-url https://alpine-wheels.example.org/simple\n")]
    [InlineData("FROM python:3.12-alpine\nRUN pip install https://example.org/torch-2.5.1-cp312-cp312-musllinux_1_2_x86_64.whl\n")]
    [InlineData("FROM python:3.12-alpine\nRUN pip install -f https://example.org/w torch\n")]
    [InlineData("FROM python:3.12-alpine\nRUN if [ -n \"$X\" ]; then pip install torch; fi\n")]
    [InlineData("FROM python:3.12-alpine\nCOPY --from=example/py:1 /usr /usr\nRUN pip install torch\n")]
    [InlineData("FROM alpine:3.20\nRUN wget https://repo.anaconda.com/miniconda/Miniconda3-latest-Linux-x86_64.sh && sh Miniconda3-latest-Linux-x86_64.sh -b && pip install torch\n")]
    [InlineData("FROM mambaorg/micromamba:1.5-alpine\nRUN pip install torch\n")]
    [InlineData("FROM alpine:3.20\nRUN apk add py3-torch\n")]
    [InlineData("FROM example/x:alpine\nRUN pip install torch\n")]
    public void Is_silent(string text) => IsSilent(text);
}
