using EnvLint.Rules.Cuda;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Cuda;

public sealed class VisibleDevicesBakedInTests() : RuleTest<VisibleDevicesBakedIn>("Dockerfile")
{
    [Theory]
    [InlineData("ENV CUDA_VISIBLE_DEVICES=[|0|]")]
    [InlineData("ENV CUDA_VISIBLE_DEVICES [|0|]")]
    [InlineData("ENV A=1 NVIDIA_VISIBLE_DEVICES=[|0,1|] B=2")]
    [InlineData("ENV NVIDIA_VISIBLE_DEVICES=[|\"2\"|]")]
    [InlineData("ENV CUDA_VISIBLE_DEVICES=[|GPU-8932f937-d72c-4106-c12f-20bd9faed9f6|]")]
    [InlineData("ENV CUDA_VISIBLE_DEVICES=[|all|]")]
    public void GPUs_of_one_machine(string markup) => Reports($"FROM ubuntu:24.04\n{markup}\n");

    [Fact]
    public void Devices_are_named() => Reports(
        "FROM ubuntu:24.04\nENV CUDA_VISIBLE_DEVICES=[|0,1|]\n",
        message: "the image is tied to GPU 0,1: wherever it runs, CUDA_VISIBLE_DEVICES hides the others");

    [Fact]
    public void Stages_below_the_last_count() =>
        Reports("FROM ubuntu:24.04 AS base\nENV CUDA_VISIBLE_DEVICES=[|0|]\nFROM base\nRUN true\n");

    [Theory]
    [InlineData("ENV NVIDIA_VISIBLE_DEVICES=all")]
    [InlineData("ENV NVIDIA_VISIBLE_DEVICES all")]
    [InlineData("ENV NVIDIA_VISIBLE_DEVICES=void")]
    [InlineData("ENV NVIDIA_VISIBLE_DEVICES=none")]
    [InlineData("ENV NVIDIA_VISIBLE_DEVICES=")]
    [InlineData("ENV CUDA_VISIBLE_DEVICES=\"\"")]
    [InlineData("ENV CUDA_VISIBLE_DEVICES=-1")]
    [InlineData("ENV CUDA_VISIBLE_DEVICES=$GPUS")]
    [InlineData("ARG GPU=0\nENV CUDA_VISIBLE_DEVICES=$GPU")]
    [InlineData("ARG CUDA_VISIBLE_DEVICES=0")]
    [InlineData("RUN CUDA_VISIBLE_DEVICES=0 python build.py")]
    [InlineData("RUN export CUDA_VISIBLE_DEVICES=0 && python build.py")]
    [InlineData("CMD CUDA_VISIBLE_DEVICES=0 python run.py")]
    public void Others_are_silent(string text) => IsSilent($"FROM ubuntu:24.04\n{text}\n");

    [Fact]
    public void What_a_builder_sets_ends_with_it() =>
        IsSilent("FROM ubuntu:24.04 AS build\nENV CUDA_VISIBLE_DEVICES=0\nFROM ubuntu:24.04\nCOPY --from=build /app /app\n");

    [Fact]
    public void Scripts_are_silent() => IsSilent("#!/bin/bash\nexport CUDA_VISIBLE_DEVICES=0\npython train.py\n", file: "train.sh");
}
