namespace EnvLint.Core.Tests.Environment.Stack;

/// <summary>The driver question: is it new enough for the CUDA of the build.</summary>
public sealed class StackDriverTests
{
    [Theory]
    [InlineData("cu121", "2.5.0")]
    [InlineData("cu124", "2.6.0")]
    [InlineData("cu126", "2.8.0")]
    [InlineData("cu128", "2.8.0")]
    [InlineData("cu129", "2.8.0")]
    public void Builds_of_any_minor_of_12_run_on_the_floor_of_12(string tag, string version)
    {
        Assert.Equal("ok", Torch(version, tag, "platform=linux,driver=525.60.13,gpu=RTX 3060"));
        Assert.Equal("ok", Torch(version, tag, "platform=wsl2,driver=527.41,gpu=RTX 3060"));
        Assert.Equal("error torch+driver", Torch(version, tag, "platform=linux,driver=525.60.12,gpu=RTX 3060"));
        Assert.Equal("error torch+driver", Torch(version, tag, "platform=wsl2,driver=527.40,gpu=RTX 3060"));
    }

    [Theory]
    [InlineData("cu118", "2.4.0", "450.80.02", "450.80.01", "452.39", "452.38")]
    [InlineData("cu117", "2.0.1", "450.80.02", "450.80.01", "452.39", "452.38")]
    [InlineData("cu130", "2.12.0", "580.65.06", "580.65.05", "580.88", "580.87")]
    [InlineData("cu132", "2.12.0", "580.65.06", "575.57.08", "580.88", "576.88")]
    [InlineData("cu110", "1.7.1", "450.36.06", "450.36.05", "451.22", "451.21")]
    [InlineData("cu102", "1.12.1", "440.33", "440.32", "441.22", "441.21")]
    public void Floors_are_those_of_the_major_and_before_11_those_of_the_toolkit(string tag, string version, string linux, string belowLinux, string windows, string belowWindows)
    {
        Assert.DoesNotContain("driver", Torch(version, tag, $"platform=linux,driver={linux}"));
        Assert.Equal("error torch+driver", Torch(version, tag, $"platform=linux,driver={belowLinux}"));
        Assert.DoesNotContain("+driver", Torch(version, tag, $"platform=wsl2,driver={windows}"));
        Assert.Equal("error torch+driver", Torch(version, tag, $"platform=wsl2,driver={belowWindows}"));
    }

    [Fact]
    public void In_Wsl_the_driver_is_that_of_Windows()
    {
        // 528.33 is older than the floor of Linux counts by, and new enough.
        Assert.Equal("ok", Torch("2.6.0", "cu124", "platform=wsl2,driver=528.33,gpu=RTX 3060"));
        Assert.Equal("error torch+driver", Torch("2.6.0", "cu124", "platform=wsl2,driver=526.98,gpu=RTX 3060"));
        Assert.Equal("ok", Torch("2.6.0", "cu124", "platform=linux,driver=526.98,gpu=RTX 3060"));
    }

    [Theory]
    [InlineData("550")]
    [InlineData("525")]
    [InlineData("525.60")]
    public void A_branch_may_be_any_release_of_it(string driver) => Assert.Equal("ok", Torch("2.6.0", "cu124", $"platform=linux,driver={driver},gpu=RTX 3060"));

    [Theory]
    [InlineData("12.0", "cu129", "2.8.0", "ok")]
    [InlineData("11.8", "cu121", "2.4.0", "error torch+driver")]
    [InlineData("12.9", "cu130", "2.12.0", "error torch+driver")]
    [InlineData("13.0", "cu132", "2.12.0", "ok")]
    [InlineData("11.2", "cu118", "2.4.0", "ok")]
    [InlineData("10.1", "cu102", "1.12.1", "error torch+driver")]
    [InlineData("10.2", "cu102", "1.12.1", "ok")]
    public void What_nvidia_smi_prints_says_the_same(string cuda, string tag, string version, string expected) =>
        Assert.Equal(expected, Torch(version, tag, $"platform=linux,cuda={cuda},gpu={(cuda.StartsWith("10", StringComparison.Ordinal) ? "V100" : "RTX 3060")}"));

    [Fact]
    public void Without_a_platform_a_driver_is_too_old_only_where_it_is_for_both()
    {
        Assert.Equal("error torch+driver", Torch("2.4.0", "cu121", "driver=470.82"));
        Assert.DoesNotContain("driver:", Torch("2.4.0", "cu121", "driver=526.98"));
        Assert.Contains("needs the driver 525.60.13 or newer: the target has the driver 470.82", StackText.Show(StackText.Solve("Dockerfile", Dockerfile("2.4.0", "cu121"), "driver=470.82")));
    }

    [Fact]
    public void The_sentence_says_what_is_needed_and_what_is_there()
    {
        var answer = StackText.Solve("Dockerfile", Dockerfile("2.12.0", "cu130"), "platform=wsl2,driver=551.78,gpu=RTX 3060");

        Assert.Equal("error torch+driver: torch 2.12.0+cu130, a build for CUDA 13.0, needs the driver 580.88 or newer: the target has the driver 551.78", StackText.Show(answer));
        Assert.Contains(answer.Conflict!.Sources, static source => source.Contains("docs.nvidia.com", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("platform=linux,driver=470.82,gpu=A100", "unknown: it needs a newer driver than the target's, unless forward compatibility lifts it")]
    [InlineData("platform=linux,driver=470.82", "unknown: it needs a newer driver than the target's, unless forward compatibility lifts it")]
    [InlineData("platform=linux,driver=525.60.13,gpu=A100", "ok")]
    [InlineData("platform=linux,driver=470.82,gpu=RTX 3060", "error torch+driver: torch 2.4.0+cu124, a build for CUDA 12.4, needs the driver 525.60.13 or newer: the target has the driver 470.82")]
    [InlineData("platform=wsl2,driver=470.82,gpu=A100", "error torch+driver: torch 2.4.0+cu124, a build for CUDA 12.4, needs the driver 527.41 or newer: the target has the driver 470.82")]
    public void Forward_compatibility_may_lift_drivers_but_for_GeForce_and_in_Wsl(string target, string expected)
    {
        const string image = "FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\nRUN pip install torch==2.4.0 --index-url https://download.pytorch.org/whl/cu124\n";
        const string package = "FROM ubuntu:22.04\nRUN apt-get install -y cuda-compat-12-4\nRUN pip install torch==2.4.0 --index-url https://download.pytorch.org/whl/cu124\n";

        Assert.Equal(expected, StackText.Show(StackText.Solve("Dockerfile", image, target)));
        Assert.Equal(expected, StackText.Show(StackText.Solve("Dockerfile", package, target)));
    }

    [Theory]
    [InlineData("A100", true)]
    [InlineData("RTX 4090", false)]
    public void Images_of_NVIDIA_lift_drivers_as_well(string gpu, bool isLifted) => Assert.Equal(
        isLifted, StackText.Solve("Dockerfile", "FROM nvcr.io/nvidia/pytorch:26.07-py3\n", $"platform=linux,driver=570.124.06,gpu={gpu}").Conflict is null);

    [Fact]
    public void Without_forward_compatibility_a_data_centre_gpu_needs_the_driver_too() =>
        Assert.Equal("error torch+driver", Torch("2.4.0", "cu124", "platform=linux,driver=470.82,gpu=A100"));

    private static string Torch(string version, string tag, string target) => StackText.Short(StackText.Solve("Dockerfile", Dockerfile(version, tag), target));

    private static string Dockerfile(string version, string tag) => $"FROM ubuntu:22.04\nRUN pip install torch=={version} --index-url https://download.pytorch.org/whl/{tag}\n";
}
