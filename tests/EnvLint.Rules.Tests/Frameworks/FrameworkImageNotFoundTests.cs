using EnvLint.Diagnostics;
using EnvLint.Rules.Frameworks;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Frameworks;

public sealed class FrameworkImageNotFoundTests() : RuleTest<FrameworkImageNotFound>("Dockerfile")
{
    [Theory]
    [InlineData("2.4.0-cuda12.1-cudnn8-runtime", "2.4.0-cuda12.1-cudnn9-runtime")]
    [InlineData("2.6.0-cuda12.4-cudnn8-devel", "2.6.0-cuda12.4-cudnn9-devel")]
    public void Word_of_cuDNN_is_mended(string tag, string right) =>
        Reports($"FROM pytorch/pytorch:[|{tag}|]\n", $"FROM pytorch/pytorch:{right}\n", severity: Severity.Error, safety: FixSafety.Suggested);

    [Theory]
    [InlineData("2.4.1-cuda12.6-cudnn9-devel")]
    [InlineData("2.1.0-cuda12.2-cudnn8-runtime")]
    [InlineData("2.4.2-cuda12.1-cudnn9-runtime")]
    [InlineData("2.3.0-cuda12.1-cudnn9-runtime")]
    [InlineData("1.13.1-cuda11.8-cudnn8-devel")]
    public void Releases_and_builds_that_never_were(string tag) => Reports($"FROM pytorch/pytorch:[|{tag}|]\n", severity: Severity.Error);

    [Fact]
    public void Builds_of_the_release_are_named()
    {
        var findings = Reports(
            "FROM pytorch/pytorch:[|2.4.1-cuda12.6-cudnn9-devel|]\n",
            message: "'pytorch/pytorch' has no tag '2.4.1-cuda12.6-cudnn9-devel': PyTorch 2.4.1 was never built for CUDA 12.6");
        Assert.Equal("built for 11.8, 12.1, 12.4", findings[0].Label);
    }

    [Fact]
    public void Third_number_is_added() =>
        Reports("FROM pytorch/pytorch:[|2.1-cuda12.1-cudnn8-devel|]\n", "FROM pytorch/pytorch:2.1.0-cuda12.1-cudnn8-devel\n", severity: Severity.Warning);

    [Theory]
    [InlineData("2.3.0-gpu-py3", "2.3.0-gpu")]
    [InlineData("2.4.1-py3-jupyter", "2.4.1-jupyter")]
    public void Endings_of_old_are_taken_off(string tag, string right) =>
        Reports($"FROM tensorflow/tensorflow:[|{tag}|]\n", $"FROM tensorflow/tensorflow:{right}\n", severity: Severity.Warning);

    [Theory]
    [InlineData("tensorflow/tensorflow:[|latest-gpu-py3|]")]
    [InlineData("tensorflow/tensorflow:[|latest-py3|]")]
    [InlineData("tensorflow/tensorflow:[|2.17.1-gpu|]")]
    [InlineData("nvcr.io/nvidia/pytorch:[|latest|]")]
    [InlineData("[|nvcr.io/nvidia/pytorch|]")]
    public void Others_are_warnings(string image) => Reports($"FROM {image}\n", severity: Severity.Warning);

    [Fact]
    public void No_calendar_has_thirteen_months() => Reports("FROM nvcr.io/nvidia/pytorch:[|23.13-py3|]\n", severity: Severity.Error);

    [Fact]
    public void Every_use_of_an_image_counts()
    {
        Reports("#!/bin/bash\ndocker run --gpus all pytorch/pytorch:[|2.4.0-cuda12.1-cudnn8-runtime|] python -V\n",
            "#!/bin/bash\ndocker run --gpus all pytorch/pytorch:2.4.0-cuda12.1-cudnn9-runtime python -V\n", file: "run.sh");
        Reports("ARG CUDNN=8\nFROM pytorch/pytorch:[|2.4.0-cuda12.1-cudnn${CUDNN}-runtime|]\n", "ARG CUDNN=9\nFROM pytorch/pytorch:2.4.0-cuda12.1-cudnn${CUDNN}-runtime\n");
        Reports("FROM pytorch/pytorch:[|2.4.0-cuda12.1-cudnn8-runtime|]@sha256:f442e45b00000000000000000000000000000000000000000000000000000000\n", severity: Severity.Info);
    }

    [Theory]
    [InlineData("pytorch/pytorch:2.4.0-cuda12.1-cudnn9-runtime")]
    [InlineData("pytorch/pytorch:2.3.1-cuda12.1-cudnn8-devel")]
    [InlineData("pytorch/pytorch:1.7.1-cuda11.0-cudnn8-devel")]
    [InlineData("pytorch/pytorch:1.9.0-cuda10.2-cudnn7-devel")]
    [InlineData("pytorch/pytorch:1.9.1-cuda11.1-cudnn8-runtime")]
    [InlineData("pytorch/pytorch:1.4-cuda10.1-cudnn7-devel")]
    [InlineData("pytorch/pytorch:1.1.0-cuda10.0-cudnn7.5-devel")]
    [InlineData("pytorch/pytorch:0.4_cuda9_cudnn7")]
    [InlineData("pytorch/pytorch:99.0.0-cuda15.0-cudnn9-devel")]
    [InlineData("pytorch/pytorch:latest")]
    [InlineData("pytorch/pytorch:2.4.0-runtime")]
    [InlineData("tensorflow/tensorflow:2.15.0-gpu-jupyter")]
    [InlineData("tensorflow/tensorflow:latest-gpu")]
    [InlineData("tensorflow/tensorflow:1.15.5-gpu-py3")]
    [InlineData("tensorflow/tensorflow:2.1.0-py3")]
    [InlineData("tensorflow/tensorflow:2.2.0rc2-py3-jupyter")]
    [InlineData("tensorflow/tensorflow:nightly")]
    [InlineData("nvcr.io/nvidia/pytorch:24.08-py3")]
    [InlineData("nvcr.io/nvidia/pytorch:99.01-py3")]
    [InlineData("nvcr.io/nvidia/tensorflow:19.02-py2")]
    [InlineData("nvcr.io/nvidia/nemo")]
    [InlineData("registry.corp/pytorch/pytorch:2.4.0-cuda12.1-cudnn8-runtime")]
    [InlineData("nvidia/cuda")]
    public void Others_are_silent(string image) => IsSilent($"FROM {image}\n");

    [Fact]
    public void Unresolved_tags_are_silent() => IsSilent("ARG CUDA\nFROM pytorch/pytorch:2.4.0-cuda${CUDA}-cudnn8-runtime\n");
}
