using EnvLint.Diagnostics;
using EnvLint.Rules.Frameworks;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Frameworks;

public sealed class OpencvLibglTests() : RuleTest<OpencvLibgl>("Dockerfile")
{
    [Fact]
    public void In_a_slim_image()
    {
        var found = Reports(
            "FROM python:3.11-slim\nRUN pip install numpy [|opencv-python==4.10.0.84|]\n",
            fixedText: "FROM python:3.11-slim\nRUN pip install numpy opencv-python-headless==4.10.0.84\n",
            message: "'opencv-python' loads libGL.so.1 at import, and nothing here brings it: the image python:3.11-slim has none",
            safety: FixSafety.Suggested);
        Assert.Single(found[0].Related);
    }

    [Fact]
    public void In_a_linked_file()
    {
        Beside("requirements.txt", "flask\nopencv-python==4.10.0.84\n");
        BesideFixed("requirements.txt", "flask\nopencv-python-headless==4.10.0.84\n");
        var found = Reports("FROM python:3.11-slim\nCOPY requirements.txt .\nRUN pip install -r [|requirements.txt|]\n");
        Assert.Equal("requirements.txt", found[0].Related[0].Source.Path);
    }

    [Theory]
    [InlineData("FROM nvidia/cuda:12.4.1-devel-ubuntu22.04\nRUN apt-get update && apt-get install -y python3-pip build-essential\nRUN pip3 install [|opencv-contrib-python|]\n")]
    [InlineData("FROM ubuntu:22.04 AS base\nRUN apt-get update && apt-get install -y python3-pip\nFROM base\nRUN pip3 install [|opencv-contrib-python|]\nRUN apt-get install -y git libsm6 libxext6\n")]
    public void In_plain_images(string text) => Reports(text, fixedText: text.Replace("[|opencv-contrib-python|]", "opencv-contrib-python-headless", StringComparison.Ordinal));

    [Fact]
    public void The_full_image_of_Python_is_less_certain() => Reports(
        "FROM python:3.9\nRUN pip install [|opencv-python|]\n", fixedText: "FROM python:3.9\nRUN pip install opencv-python-headless\n", severity: Severity.Info);

    [Theory]
    [InlineData("FROM python:3.11-slim\nRUN pip install opencv-python-headless")]
    [InlineData("FROM python:3.11-slim\nRUN apt-get update && apt-get install -y libgl1\nRUN pip install opencv-python")]
    [InlineData("FROM python:3.11-slim\nRUN pip install opencv-python\nRUN apt-get update && apt-get install -y libgl1-mesa-glx")]
    [InlineData("FROM python:3.11-slim\nRUN apt-get update && apt-get install -y ffmpeg\nRUN pip install opencv-python")]
    [InlineData("FROM python:3.11-slim\nRUN apt-get update && apt-get install -y $PACKAGES\nRUN pip install opencv-python")]
    [InlineData("FROM python:3.11-slim\nCOPY install.sh .\nRUN ./install.sh\nRUN pip install opencv-python")]
    [InlineData("FROM nvidia/cuda:11.8.0-devel-ubuntu22.04\nRUN apt-get update && apt-get install -y python3-pip nvidia-driver-525\nRUN pip install opencv-python")]
    [InlineData("FROM python:3.11-slim\nRUN bash install.sh && pip install opencv-python")]
    [InlineData("FROM python:3.11-slim\nRUN xargs apt-get install -y < packages.txt && pip install opencv-python")]
    [InlineData("FROM python:3.11-slim AS base\nRUN pip install opencv-python\nFROM base\nRUN apt-get update && apt-get install -y libgl1")]
    [InlineData("FROM python:3.11-slim AS build\nRUN pip install opencv-python\nFROM python:3.11-slim\nCOPY --from=build /usr/local /usr/local")]
    [InlineData("FROM python:3.11-slim\nRUN pip install opencv-python opencv-python-headless")]
    [InlineData("FROM example.org/base:1\nRUN pip install opencv-python")]
    [InlineData("ARG BASE\nFROM $BASE\nRUN pip install opencv-python")]
    [InlineData("FROM pytorch/pytorch:2.4.0-cuda12.1-cudnn9-runtime\nRUN pip install opencv-python")]
    [InlineData("FROM python:3.11-slim\nRUN if [ -n \"$X\" ]; then pip install opencv-python; fi")]
    public void Others(string text) => IsSilent(text + "\n");

    [Theory]
    [InlineData("requirements.txt", "opencv-python\n")]
    [InlineData("setup.sh", "pip install opencv-python\n")]
    public void Elsewhere(string file, string text) => IsSilent(text, file: file);
}
