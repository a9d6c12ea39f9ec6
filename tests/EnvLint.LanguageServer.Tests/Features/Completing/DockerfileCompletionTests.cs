using EnvLint.Knowledge;

namespace EnvLint.LanguageServer.Tests.Features.Completing;

public sealed class DockerfileCompletionTests
{
    [Theory]
    [InlineData("FROM $$")]
    [InlineData("FROM --platform=linux/amd64 nvi$$\n")]
    [InlineData("ARG X=1\nfrom nvid$$ AS build\n")]
    public void ImagesAreNamed(string markup) => Assert.Contains("nvidia/cuda", Completed.At("Dockerfile", markup).Labels);

    [Fact]
    public void AnImageIsFollowedByItsTag()
    {
        Assert.Equal("FROM nvidia/cuda:", Completed.At("Dockerfile", "FROM nvi$$").Accept("nvidia/cuda"));
        Assert.Equal("FROM nvidia/cuda:12.4.1-base-ubuntu22.04 AS a", Completed.At("Dockerfile", "FROM nvi$$dio:12.4.1-base-ubuntu22.04 AS a").Accept("nvidia/cuda"));
    }

    [Fact]
    public void TagsAreThoseThatExistTheLivingFirst()
    {
        var completed = Completed.At("Dockerfile", "FROM nvidia/cuda:$$\n");

        Assert.All(completed.Labels, static tag => Assert.Equal(CudaTagState.Exists, CudaImages.StateOf(tag)));
        Assert.StartsWith(CudaImages.Newest, completed.Labels[0], StringComparison.Ordinal);
        Assert.False(completed.Items[0].IsDeprecated);
    }

    [Fact]
    public void TagsAreFilteredByWhatIsTyped()
    {
        var completed = Completed.At("Dockerfile", "FROM nvidia/cuda:12.4.1-cu$$x-devel AS build\n");

        Assert.Contains("12.4.1-cudnn-devel-ubuntu22.04", completed.Labels);
        Assert.All(completed.Labels, static tag => Assert.Contains("12.4.1-cu", tag, StringComparison.Ordinal));
        Assert.Equal("FROM nvidia/cuda:12.4.1-cudnn-devel-ubuntu22.04 AS build\n", completed.Accept("12.4.1-cudnn-devel-ubuntu22.04"));
    }

    [Theory]
    [InlineData("FROM pytorch/pytorch:2.14.0$$", "2.14.0-cuda12.6-cudnn9-devel")]
    [InlineData("FROM docker.io/pytorch/pytorch:2.9.1-$$", "2.9.1-cuda12.8-cudnn9-runtime")]
    [InlineData("FROM nvcr.io/nvidia/pytorch:24.0$$", "24.05-py3")]
    [InlineData("FROM nvcr.io/nvidia/cuda:12.4.1$$", "12.4.1-base-ubuntu22.04")]
    public void OtherImagesHaveTheirTags(string markup, string tag) => Assert.Contains(tag, Completed.At("Dockerfile", markup).Labels);

    [Theory]
    [InlineData("FROM ubuntu:22.04 AS base\nFROM ba$$\n", "FROM ubuntu:22.04 AS base\nFROM base\n")]
    [InlineData("FROM ubuntu:22.04 AS base\nFROM ubuntu:22.04\nCOPY --from=$$ /a /b\n", "FROM ubuntu:22.04 AS base\nFROM ubuntu:22.04\nCOPY --from=base /a /b\n")]
    [InlineData("FROM ubuntu:22.04 AS base\nFROM ubuntu:22.04\nRUN --mount=type=bind,from=b$$,target=/x true\n", "FROM ubuntu:22.04 AS base\nFROM ubuntu:22.04\nRUN --mount=type=bind,from=base,target=/x true\n")]
    public void EarlierStagesAreOffered(string markup, string expected) => Assert.Equal(expected, Completed.At("Dockerfile", markup).Accept("base"));

    [Fact]
    public void AStageIsNotOfferedToItself() => Assert.Empty(Completed.At("Dockerfile", "FROM ubuntu:22.04 AS base\nCOPY --from=$$ /a /b\nFROM ubuntu:22.04 AS later\n").Labels);

    [Fact]
    public void TheCompanionOfThePinnedTorchIsTheOneToChoose()
    {
        var completed = Completed.At("Dockerfile", "FROM python:3.11\nRUN pip install torch==2.4.0 \\\n    # the companion\n    torchvision==$$ \\\n    numpy\n");

        Assert.Equal("0.19.0", completed.Labels[0]);
        Assert.True(completed.Items[0].IsPreselected);
        Assert.Equal("FROM python:3.11\nRUN pip install torch==2.4.0 \\\n    # the companion\n    torchvision==0.19.0 \\\n    numpy\n", completed.Accept("0.19.0"));
    }

    [Theory]
    [InlineData("FROM python:3.11\nRUN pip install torch==2.4.0\nRUN pip install torchvision==$$\n")]
    [InlineData("FROM pytorch/pytorch:2.4.0-cuda12.4-cudnn9-devel\nRUN pip install torchvision==$$\n")]
    [InlineData("FROM python:3.11\r\nRUN pip install torch==2.4.0 \\\r\n  torchvision==$$\r\n")]
    [InlineData("FROM python:3.11\nRUN <<EOF\npip install torch==2.4.0\npip install torchvision==$$\nEOF\n")]
    public void ThePinMayStandElsewhereInTheStage(string markup) => Assert.Equal("0.19.0", Completed.At("Dockerfile", markup).Labels[0]);

    [Fact]
    public void APinOfAnotherStageDoesNotCount() =>
        Assert.DoesNotContain(true, Completed.At("Dockerfile", "FROM python:3.11 AS a\nRUN pip install torch==2.4.0\nFROM python:3.11\nRUN pip install torchvision==$$\n").Items.Select(static item => item.IsPreselected));

    [Fact]
    public void WhatBeginsAsItIsTypedComesFirst() =>
        Assert.StartsWith("2.8.0-cuda", Completed.At("Dockerfile", "FROM pytorch/pytorch:2.8$$\n").Labels[0], StringComparison.Ordinal);

    [Fact]
    public void ATagThatWasNotSeenIsNotOffered() =>
        Assert.DoesNotContain(Completed.At("Dockerfile", "FROM pytorch/pytorch:2.8.0-$$\n").Labels, static tag => tag.Contains("cuda12.9", StringComparison.Ordinal) || tag.EndsWith("devel", StringComparison.Ordinal));

    [Fact]
    public void AptOffersNoDriverInAnImage()
    {
        var labels = Completed.At("Dockerfile", "FROM nvidia/cuda:12.4.1-base-ubuntu22.04\nRUN apt-get update && apt-get install -y cuda-$$\n").Labels;

        Assert.Contains("cuda-toolkit-12-4", labels);
        Assert.DoesNotContain("cuda-drivers", labels);
    }

    [Fact]
    public void AptOffersWhatTheRepositoryHas() =>
        Assert.DoesNotContain("cuda-toolkit-12-4", Completed.At("Dockerfile", "FROM nvidia/cuda:12.6.0-base-ubuntu24.04\nRUN apt-get update && apt-get install -y cuda-$$\n").Labels);

    [Theory]
    [InlineData("# FROM $$")]
    [InlineData("FROM nvidia/cuda:12.4.1-base-ubuntu22.04 $$")]
    [InlineData("FROM nvidia/cuda:12.4.1-base-ubuntu22.04 AS $$")]
    [InlineData("FROM --platf$$")]
    [InlineData("FROM nosuch/image:$$")]
    [InlineData("FROM nvidia/cuda@sha256:$$")]
    [InlineData("FROM nvidia/cuda:${TAG$$}")]
    [InlineData("FROM ubuntu:22.04\nENV A=$$")]
    [InlineData("FROM ubuntu:22.04\nLABEL a=\"pip install torch==$$\"")]
    [InlineData("FROM ubuntu:22.04\nRUN echo \"pip install torch==$$\"")]
    [InlineData("FROM ubuntu:22.04\nRUN pip install a \\\n  # torch==$$\n  b")]
    [InlineData("FROM ubuntu:22.04\nRUN pip install a # torch==$$")]
    [InlineData("FROM ubuntu:22.04\nRUN pip install a > torch==$$")]
    [InlineData("FROM ubuntu:22.04\nRUN pip install a \\$$\n  b")]
    [InlineData("FROM ubuntu:22.04\nRUN apt-get install -y a \\ $$\n  b")]
    [InlineData("FROM ubuntu:22.04\nCOPY <<EOF /x\npip install torch==$$\nEOF\n")]
    [InlineData("FROM ubuntu:22.04\n\n$$")]
    [InlineData("$$")]
    public void ElsewhereNothingIs(string markup) => Assert.Empty(Completed.At("Dockerfile", markup).Labels);
}
