using EnvLint.Diagnostics;
using EnvLint.Rules.Cuda;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Cuda;

public sealed class DriverCapabilitiesTests() : RuleTest<DriverCapabilities>("Dockerfile")
{
    private const string Cuda = "FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\n";

    [Theory]
    [InlineData("[|graphics|]", "compute,utility,graphics")]
    [InlineData("[|video,utility|]", "compute,video,utility")]
    [InlineData("[|compute,video|]", "utility,compute,video")]
    public void Missing_capabilities_are_added(string markup, string fixedText) =>
        Reports($"{Cuda}ENV NVIDIA_DRIVER_CAPABILITIES={markup}\n", $"{Cuda}ENV NVIDIA_DRIVER_CAPABILITIES={fixedText}\n", safety: FixSafety.Suggested);

    [Fact]
    public void Without_compute_there_is_no_CUDA() =>
        Reports(Cuda + "ENV NVIDIA_DRIVER_CAPABILITIES [|graphics,utility|]\n", Cuda + "ENV NVIDIA_DRIVER_CAPABILITIES compute,graphics,utility\n",
            message: "without 'compute' the container gets no libcuda, so CUDA finds no GPU", confidence: Confidence.High);

    [Fact]
    public void Words_that_are_none_are_mended() =>
        Reports("FROM ubuntu:24.04\nENV NVIDIA_DRIVER_CAPABILITIES=[|compute,utilities|]\n", "FROM ubuntu:24.04\nENV NVIDIA_DRIVER_CAPABILITIES=compute,utility\n",
            message: "'utilities' is no driver capability: the container does not start with it");

    [Fact]
    public void Packages_and_commands_tell_of_CUDA()
    {
        Reports("FROM ubuntu:24.04\nRUN pip install cupy-cuda12x\nENV NVIDIA_DRIVER_CAPABILITIES=[|video|]\n", "FROM ubuntu:24.04\nRUN pip install cupy-cuda12x\nENV NVIDIA_DRIVER_CAPABILITIES=compute,utility,video\n");
        Reports("#!/bin/bash\ndocker run --gpus all -e NVIDIA_DRIVER_CAPABILITIES=[|video|] pytorch/pytorch:2.4.0-cuda12.1-cudnn9-runtime python -V\n",
            "#!/bin/bash\ndocker run --gpus all -e NVIDIA_DRIVER_CAPABILITIES=compute,utility,video pytorch/pytorch:2.4.0-cuda12.1-cudnn9-runtime python -V\n", file: "run.sh");
    }

    [Fact]
    public void Services_of_compose_count() =>
        Reports("services:\n  train:\n    image: nvidia/cuda:12.4.1-runtime-ubuntu22.04\n    environment:\n      NVIDIA_DRIVER_CAPABILITIES: [|graphics|]\n",
            "services:\n  train:\n    image: nvidia/cuda:12.4.1-runtime-ubuntu22.04\n    environment:\n      NVIDIA_DRIVER_CAPABILITIES: compute,utility,graphics\n", file: "compose.yaml");

    [Theory]
    [InlineData("ENV NVIDIA_DRIVER_CAPABILITIES=all")]
    [InlineData("ENV NVIDIA_DRIVER_CAPABILITIES=compute,utility")]
    [InlineData("ENV NVIDIA_DRIVER_CAPABILITIES=\"compute, utility, video\"")]
    [InlineData("ENV NVIDIA_DRIVER_CAPABILITIES=compute,utility,compute,graphics")]
    [InlineData("ENV NVIDIA_DRIVER_CAPABILITIES=")]
    [InlineData("ENV NVIDIA_DRIVER_CAPABILITIES=${NVIDIA_DRIVER_CAPABILITIES},graphics")]
    [InlineData("ENV NVIDIA_DRIVER_CAPABILITIES ${NVIDIA_DRIVER_CAPABILITIES:+$NVIDIA_DRIVER_CAPABILITIES,}graphics")]
    [InlineData("ARG NVIDIA_DRIVER_CAPABILITIES=graphics")]
    [InlineData("ENV NVIDIA_VISIBLE_DEVICES=all")]
    [InlineData("RUN echo NVIDIA_DRIVER_CAPABILITIES=graphics")]
    public void Others_are_silent(string text) => IsSilent($"{Cuda}{text}\n");

    [Fact]
    public void Programs_that_only_ask_are_silent() =>
        IsSilent("#!/bin/bash\ndocker run --gpus all -e NVIDIA_DRIVER_CAPABILITIES=utility nvidia/cuda:12.4.1-base-ubuntu22.04 nvidia-smi\n", file: "run.sh");

    [Theory]
    [InlineData("FROM ubuntu:24.04\nENV NVIDIA_DRIVER_CAPABILITIES=graphics,display\n")]
    [InlineData("FROM nvidia/opengl:1.2-glvnd-runtime-ubuntu22.04\nENV NVIDIA_DRIVER_CAPABILITIES=graphics\n")]
    [InlineData("FROM ubuntu:24.04\nRUN pip install torch\nENV NVIDIA_DRIVER_CAPABILITIES=video\n")]
    public void Images_that_only_render_are_silent(string text) => IsSilent(text);
}
