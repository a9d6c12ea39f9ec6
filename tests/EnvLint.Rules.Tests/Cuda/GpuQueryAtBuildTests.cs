using EnvLint.Diagnostics;
using EnvLint.Rules.Cuda;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Cuda;

public sealed class GpuQueryAtBuildTests() : RuleTest<GpuQueryAtBuild>("Dockerfile")
{
    [Theory]
    [InlineData("RUN [|nvidia-smi|]")]
    [InlineData("RUN mkdir /x && [|nvidia-smi|] -L")]
    [InlineData("RUN [\"nvidia-smi\"]", "\"nvidia-smi\"")]
    [InlineData("RUN [|python -c|] 'import torch; assert torch.cuda.is_available()'")]
    [InlineData("RUN [|python3 -c|] \"import torch; print(torch.cuda.get_device_name(0))\"")]
    [InlineData("RUN [|python3|] <<EOF\nimport torch\nassert torch.cuda.is_available(), 'no GPU'\nEOF")]
    [InlineData("RUN [|python -c|] 'import torch, sys; sys.exit(not torch.cuda.is_available())'")]
    public void Step_that_stops_is_a_warning(string line, string? span = null) =>
        Reports("FROM nvidia/cuda:12.4.1-base-ubuntu22.04\n" + (span is null ? line : line.Replace(span, $"[|{span}|]", StringComparison.Ordinal)));

    [Theory]
    [InlineData("RUN [|python -c|] 'import torch; print(torch.cuda.is_available())'")]
    [InlineData("RUN [|python -c|] \"import tensorflow as tf; print(tf.config.list_physical_devices('GPU'))\"")]
    public void Printed_answer_is_an_info(string line) => Reports("FROM python:3.12\n" + line, severity: Severity.Info);

    [Theory]
    [InlineData("RUN nvidia-smi || true")]
    [InlineData("RUN nvidia-smi; echo done")]
    [InlineData("RUN if nvidia-smi; then echo gpu; fi")]
    [InlineData("RUN command -v nvidia-smi || echo none")]
    [InlineData("RUN echo nvidia-smi")]
    [InlineData("RUN ln -s /usr/lib/wsl/lib/nvidia-smi /usr/bin/nvidia-smi")]
    [InlineData("CMD [\"nvidia-smi\"]")]
    [InlineData("RUN python -c 'import torch; print(torch.__version__, torch.version.cuda)'")]
    [InlineData("RUN python -c 'import torch; d = \"cuda\" if torch.cuda.is_available() else \"cpu\"; print(d)'")]
    [InlineData("RUN python -c 'import torch; assert not torch.cuda.is_available()'")]
    [InlineData("RUN echo 'torch.cuda.is_available()' > check.py")]
    [InlineData("RUN python -c 'import torch; assert torch.cuda.is_available()' || echo later")]
    [InlineData("RUN nvcc --version")]
    public void Other_steps_are_silent(string line) => IsSilent("FROM nvidia/cuda:12.4.1-devel-ubuntu22.04\n" + line);

    [Fact]
    public void Jetson_builders_have_the_GPU() => IsSilent("FROM nvcr.io/nvidia/l4t-pytorch:r35.2.1-pth2.0-py3\nRUN python3 -c 'import torch; assert torch.cuda.is_available()'");

    [Fact]
    public void Scripts_are_silent() => IsSilent("#!/bin/bash\nnvidia-smi\n", file: "setup.sh", crlf: false);
}
