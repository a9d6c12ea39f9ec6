using EnvLint.Diagnostics;
using EnvLint.Rules.Cuda;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Cuda;

public sealed class CudaImageEndOfLifeTests() : RuleTest<CudaImageEndOfLife>("Dockerfile")
{
    [Theory]
    [InlineData("11.8.0-cudnn8-devel-ubuntu22.04")]
    [InlineData("11.3.1-base-ubuntu20.04")]
    [InlineData("11.6.1-devel-ubi8")]
    [InlineData("11.0.3-runtime-ubuntu18.04")]
    public void Lines_that_have_ended(string tag) => Reports($"FROM nvidia/cuda:[|{tag}|]\n");

    [Fact]
    public void Next_supported_tag_is_named()
    {
        var findings = Reports(
            "FROM nvidia/cuda:[|11.8.0-runtime-ubuntu22.04|]\n",
            message: "the images of CUDA 11.8.0 are past their end: they get no updates, and NVIDIA deletes such tags after six months");
        Assert.Equal("the next that is supported is 12.0.1-runtime-ubuntu22.04", findings[0].Label);
    }

    [Fact]
    public void Every_use_of_an_image_counts()
    {
        Reports("#!/bin/bash\ndocker run --gpus all nvidia/cuda:[|11.6.2-base-ubuntu20.04|] nvidia-smi\n", file: "start.sh");
        Reports("ARG V=11.8.0\nFROM nvidia/cuda:[|${V}-base-ubuntu22.04|]\n");
    }

    [Fact]
    public void A_digest_makes_it_a_hint() =>
        Reports("FROM nvidia/cuda:[|11.8.0-devel-ubuntu22.04|]@sha256:f442e45b00000000000000000000000000000000000000000000000000000000\n", severity: Severity.Info);

    [Theory]
    [InlineData("nvidia/cuda:12.3.1-base-ubuntu22.04")]
    [InlineData("nvidia/cuda:12.0.0-base-ubuntu22.04")]
    [InlineData("nvidia/cuda:12.4.1-base-ubuntu22.04")]
    [InlineData("nvidia/cuda:13.4.2-base-ubuntu24.04")]
    [InlineData("nvidia/cuda:11.7.0-base-ubuntu22.04")]
    [InlineData("nvidia/cuda:11.8.0-base-ubuntu24.04")]
    [InlineData("nvidia/cuda:11.8.0")]
    [InlineData("nvidia/cuda")]
    [InlineData("pytorch/pytorch:2.0.0-cuda11.7-cudnn8-devel")]
    [InlineData("registry.corp/nvidia/cuda:11.8.0-base-ubuntu22.04")]
    public void Others_are_silent(string image) => IsSilent($"FROM {image}\n");
}
