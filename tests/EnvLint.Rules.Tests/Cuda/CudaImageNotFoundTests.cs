using EnvLint.Diagnostics;
using EnvLint.Rules.Cuda;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Cuda;

public sealed class CudaImageNotFoundTests() : RuleTest<CudaImageNotFound>("Dockerfile")
{
    [Theory]
    [InlineData("12.4-devel-ubuntu22.04", "12.4.1-devel-ubuntu22.04")]
    [InlineData("12.4.1-cudnn8-devel-ubuntu22.04", "12.4.1-cudnn-devel-ubuntu22.04")]
    [InlineData("12.1.1-cudnn-runtime-ubuntu20.04", "12.1.1-cudnn8-runtime-ubuntu20.04")]
    [InlineData("12.2.2-cudnn8-base-ubuntu22.04", "12.2.2-cudnn8-runtime-ubuntu22.04")]
    [InlineData("12.4.0-cudnn-devel-ubuntu22.04", "12.4.1-cudnn-devel-ubuntu22.04")]
    [InlineData("11.7.0-base-ubuntu20.04", "11.7.1-base-ubuntu20.04")]
    [InlineData("12.2.1-base-ubuntu20.04", "12.2.2-base-ubuntu20.04")]
    [InlineData("12.1.1-devel-ubuntu18.04", "12.1.0-devel-ubuntu18.04")]
    public void Nearest_tag_is_offered(string tag, string nearest) =>
        Reports($"FROM nvidia/cuda:[|{tag}|] AS base\n", $"FROM nvidia/cuda:{nearest} AS base\n", safety: FixSafety.Suggested, confidence: Confidence.High);

    [Theory]
    [InlineData("10.2-cudnn7-devel-ubuntu18.04")]
    [InlineData("9.0-base")]
    [InlineData("12.4.1-devel-ubuntu24.04")]
    [InlineData("12.4.1-devel")]
    [InlineData("11.8.0")]
    [InlineData("latest")]
    [InlineData("12.7.0-base-ubuntu24.04")]
    public void No_tag_is_near_enough(string tag) => Reports($"FROM nvidia/cuda:[|{tag}|]\n");

    // A whole line of releases ends at once, so no release that is as near is better.
    [Theory]
    [InlineData("11.4.0-base-ubuntu20.04", "11.4.3-base-ubuntu20.04", ", which is past its end")]
    [InlineData("12.4-base-ubuntu22.04", "12.4.1-base-ubuntu22.04", "")]
    public void The_title_tells_of_a_tag_past_its_end(string tag, string instead, string but)
    {
        var found = Reports($"FROM nvidia/cuda:[|{tag}|]\n", $"FROM nvidia/cuda:{instead}\n");
        Assert.Equal($"Write {instead}{but}", found[0].Fix!.Title);
    }

    [Fact]
    public void Without_a_tag_latest_is_asked_for() =>
        Reports("FROM [|nvidia/cuda|]\n", message: "'nvidia/cuda' has no tag 'latest', which is what is asked for without a tag");

    [Fact]
    public void Registry_of_NVIDIA_has_the_same_tags() =>
        Reports("FROM nvcr.io/nvidia/cuda:[|12.4-base-ubuntu22.04|]\n", "FROM nvcr.io/nvidia/cuda:12.4.1-base-ubuntu22.04\n");

    [Fact]
    public void Every_use_of_an_image_counts()
    {
        Reports("FROM ubuntu:24.04\nCOPY --from=nvidia/cuda:[|10.2-base-ubuntu18.04|] /usr/local/cuda /usr/local/cuda\n");
        Reports("#!/bin/bash\ndocker run --gpus all [|nvidia/cuda|] nvidia-smi\n", file: "start.sh");
        Reports("#!/bin/bash\ndocker pull \"nvidia/cuda:[|12.4-base-ubuntu22.04|]\"\n".Replace("\"nvidia/cuda:[|12.4-base-ubuntu22.04|]\"", "[|\"nvidia/cuda:12.4-base-ubuntu22.04\"|]", StringComparison.Ordinal),
            "#!/bin/bash\ndocker pull \"nvidia/cuda:12.4.1-base-ubuntu22.04\"\n", file: "start.sh");
        Reports("# Setup\n\n```bash\ndocker run --rm --gpus all nvidia/cuda:[|11.0-base|] nvidia-smi\n```\n", file: "README.md");
    }

    [Fact]
    public void An_argument_is_edited_where_nothing_else_uses_it()
    {
        var findings = Reports(
            "ARG CUDA=12.4\nFROM nvidia/cuda:[|${CUDA}-devel-ubuntu22.04|]\n",
            "ARG CUDA=12.4.1\nFROM nvidia/cuda:${CUDA}-devel-ubuntu22.04\n");
        Assert.Equal("CUDA is '12.4' here", findings[0].Related[0].Message);
        Reports("ARG CUDA_VERSION=\"12.4\"\nFROM nvidia/cuda:[|$CUDA_VERSION-devel-ubuntu22.04|]\n", "ARG CUDA_VERSION=\"12.4.1\"\nFROM nvidia/cuda:$CUDA_VERSION-devel-ubuntu22.04\n");
        Reports("ARG BASE=nvidia/cuda:12.4-devel-ubuntu22.04\nFROM [|${BASE}|]\n", "ARG BASE=nvidia/cuda:12.4.1-devel-ubuntu22.04\nFROM ${BASE}\n");
    }

    [Theory]
    [InlineData("ARG CUDA=12.4\nFROM nvidia/cuda:[|${CUDA}-devel-ubuntu22.04|] AS a\nFROM nvidia/cuda:[|${CUDA}-base-ubuntu22.04|]\n")]
    [InlineData("ARG CUDA=12.4\nARG OS=ubuntu22.04\nFROM nvidia/cuda:[|${CUDA}-devel-${OS}|]\n")]
    [InlineData("ARG CUDA=12.4\nARG TAG=${CUDA}-devel-ubuntu22.04\nFROM nvidia/cuda:[|${TAG}|]\n")]
    public void Other_variables_are_left_alone(string markup) => Reports(markup);

    [Fact]
    public void A_digest_makes_it_a_hint() =>
        Reports("FROM nvidia/cuda:[|12.4-devel-ubuntu22.04|]@sha256:f442e45b00000000000000000000000000000000000000000000000000000000\n", severity: Severity.Info);

    [Theory]
    [InlineData("12.4.1-cudnn-devel-ubuntu22.04")]
    [InlineData("12.3.1-base-ubuntu22.04")]
    [InlineData("11.8.0-cudnn8-devel-ubuntu22.04")]
    [InlineData("11.1.1-devel-ubuntu18.04")]
    [InlineData("13.1.0-cudnn-devel-ubuntu24.04")]
    [InlineData("13.4.2-cudnn-runtime-ubi9")]
    [InlineData("14.0.0-base-ubuntu26.04")]
    [InlineData("12.9.3-base-ubuntu26.04")]
    [InlineData("12.4.1-devel-ubuntu22.04-mine")]
    [InlineData("nightly-devel")]
    public void Tags_that_are_there_or_unknown_are_silent(string tag) => IsSilent($"FROM nvidia/cuda:{tag}\n");

    [Theory]
    [InlineData("ARG CUDA\nFROM nvidia/cuda:${CUDA}-devel-ubuntu22.04\n")]
    [InlineData("FROM nvidia/cuda:${CUDA:+12.4}-devel-ubuntu22.04\n")]
    [InlineData("FROM nvidia/cuda@sha256:f442e45b00000000000000000000000000000000000000000000000000000000\n")]
    [InlineData("FROM registry.corp/nvidia/cuda:latest\n")]
    [InlineData("FROM nvidia/cuda-arm64:11.4.1-base-ubuntu20.04\n")]
    [InlineData("FROM nvidia/cudagl:10.2-devel-ubuntu18.04\n")]
    [InlineData("FROM ubuntu:24.04\n# FROM nvidia/cuda:10.2-base\nRUN echo nvidia/cuda:10.2-base\n")]
    [InlineData("FROM ubuntu:24.04 AS cuda\nFROM cuda\n")]
    public void Unresolved_and_other_images_are_silent(string text) => IsSilent(text);

    [Fact]
    public void Images_that_the_script_makes_are_there() =>
        IsSilent("#!/bin/bash\ndocker build -t nvidia/cuda:10.2-base-ubuntu18.04 .\ndocker run nvidia/cuda:10.2-base-ubuntu18.04 true\n", file: "start.sh");

    [Fact]
    public void Placeholders_of_guides_are_silent() =>
        IsSilent("# Setup\n\n```bash\ndocker run --gpus all nvidia/cuda:<tag> nvidia-smi\n```\n", file: "README.md");
}
