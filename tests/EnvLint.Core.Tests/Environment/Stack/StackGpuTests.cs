using EnvLint.Environment;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.Testing;
using EnvLint.Text;

namespace EnvLint.Core.Tests.Environment.Stack;

/// <summary>The kernel question: does the build hold code for the GPU.</summary>
public sealed class StackGpuTests
{
    private const string NewDriver = "platform=linux,driver=590.44.01,gpu=";

    [Theory]
    [InlineData("2.6.0", "cu124", "RTX 5090", "error torch+GPU")]
    [InlineData("2.8.0", "cu126", "RTX 5090", "error torch+GPU")]
    [InlineData("2.6.0", "cu126", "RTX 5090", "error torch+GPU")]
    [InlineData("2.7.0", "cu128", "RTX 5090", "ok")]
    [InlineData("2.11.0", "cu128", "RTX 5090", "ok")]
    [InlineData("2.12.0", "cu130", "RTX 5090", "ok")]
    [InlineData("2.8.0", "cu126", "V100", "ok")]
    [InlineData("2.8.0", "cu128", "V100", "ok")]
    [InlineData("2.10.0", "cu128", "V100", "ok")]
    [InlineData("2.11.0", "cu128", "V100", "error torch+GPU")]
    [InlineData("2.9.0", "cu130", "V100", "error torch+GPU")]
    [InlineData("2.12.0", "cu126", "V100", "ok")]
    [InlineData("2.8.0", "cu126", "GTX 1080", "ok")]
    [InlineData("2.8.0", "cu128", "GTX 1080", "error torch+GPU")]
    [InlineData("2.12.0", "cu130", "GTX 1080", "error torch+GPU")]
    [InlineData("2.12.0", "cu130", "RTX 2080", "ok")]
    [InlineData("2.0.1", "cu117", "RTX 4090", "ok")]
    [InlineData("2.4.0", "cu121", "RTX 4090", "ok")]
    [InlineData("2.4.0", "cu121", "RTX 3060", "ok")]
    [InlineData("2.0.1", "cu117", "H100", "error torch+GPU")]
    [InlineData("2.0.1", "cu118", "H100", "ok")]
    public void Builds_have_code_for_some_gpus(string version, string tag, string gpu, string expected) =>
        Assert.Equal(expected, StackText.Short(StackText.Solve("Dockerfile", Dockerfile(version, tag), NewDriver + gpu)));

    [Fact]
    public void Code_runs_within_its_major_and_upwards()
    {
        // 8.6 code is all that cu117 of 2.0 has beside 8.0: Ada Lovelace is 8.9.
        var release = Torch.Find("2.0.1")!;
        Assert.Equal(GpuCode.Machine, Torch.CodeFor(release, "11.7", WheelPlatform.LinuxX64, "8.9", out _));
        Assert.Equal(GpuCode.Machine, Torch.CodeFor(release, "11.7", WheelPlatform.LinuxX64, "5.2", out _));
        Assert.Equal(GpuCode.None, Torch.CodeFor(release, "11.7", WheelPlatform.LinuxX64, "9.0", out _));
        Assert.Equal(GpuCode.None, Torch.CodeFor(release, "11.7", WheelPlatform.LinuxX64, "3.5", out _));
    }

    [Fact]
    public void The_table_of_torch_has_no_code_for_one_gpu_alone()
    {
        // 9.0a runs on 9.0 and on nothing else: a row with it would need a reading of its own.
        foreach (var release in Torch.Releases)
        {
            foreach (var platform in (ReadOnlySpan<WheelPlatform>)[WheelPlatform.LinuxX64, WheelPlatform.Windows])
            {
                foreach (var cuda in Torch.Builds(release, platform))
                {
                    Assert.Contains(CudaDrivers.ComputeCapabilities, gpu => Torch.CodeFor(release, cuda, platform, gpu, out _) != GpuCode.Machine);
                }
            }
        }

        Assert.All(PytorchTable.Arches.Map(static row => row), static row => Assert.All(row.Sm, static sm => Assert.True(DottedNumber.IsOne(sm), sm)));
        Assert.All(PytorchTable.Arches.Map(static row => row), static row => Assert.All(row.Ptx, static ptx => Assert.True(DottedNumber.IsOne(ptx), ptx)));
    }

    [Theory]
    [InlineData("platform=linux,driver=570.26,gpu=RTX 3060", "12.9", "error x+GPU+driver: x 1.0 has intermediate code only for the target's GPU (RTX 3060, compute capability 8.6), made for CUDA 12.9: the driver 570.26 cannot compile it")]
    [InlineData("platform=linux,driver=575.57.08,gpu=RTX 3060", "12.9", "ok: x 1.0 has intermediate code only for the target's GPU: the driver compiles it at the first start, which takes a while")]
    [InlineData("platform=linux,cuda=12.8,gpu=RTX 3060", "12.9", "error x+GPU+driver: x 1.0 has intermediate code only for the target's GPU (RTX 3060, compute capability 8.6), made for CUDA 12.9: a driver that supports CUDA 12.8 cannot compile it")]
    [InlineData("platform=linux,cuda=12.9,gpu=RTX 3060", "12.9", "ok: x 1.0 has intermediate code only for the target's GPU: the driver compiles it at the first start, which takes a while")]
    [InlineData("platform=linux,gpu=RTX 3060", "12.9", "unknown: the target's driver is not said")]
    [InlineData("platform=linux,driver=570.26,gpu=RTX 3060", "12.4", "ok: x 1.0 has intermediate code only for the target's GPU: the driver compiles it at the first start, which takes a while")]
    public void Intermediate_code_runs_where_the_driver_compiles_it(string target, string cuda, string expected)
    {
        var option = new StackOption("x", "1.0") { Cuda = cuda, Code = static gpu => gpu == "9.0" ? GpuCode.Machine : GpuCode.Ptx };

        Assert.Equal(expected, StackText.Show(Solve(target, new StackPart(StackLayer.Framework, "x", Place, [option]))));
    }

    [Fact]
    public void Code_that_is_not_known_is_no_conflict_and_not_ok()
    {
        var option = new StackOption("x", "1.0") { Cuda = "12.4", Code = static _ => GpuCode.Unknown };

        Assert.Equal("unknown: whether x 1.0 has code for the target's GPU is not known", StackText.Show(Solve("platform=linux,driver=570.26,gpu=RTX 3060", new StackPart(StackLayer.Framework, "x", Place, [option]))));
    }

    [Theory]
    [InlineData("GTX 980", "error GPU: WSL 2 hands no GPU over that is older than compute capability 6.0: the target has GTX 980, compute capability 5.2")]
    [InlineData("GTX 1080", "ok")]
    public void Wsl_hands_over_Pascal_and_newer(string gpu, string expected) =>
        Assert.Equal(expected, StackText.Show(StackText.Solve("Dockerfile", Dockerfile("2.8.0", "cu126"), $"platform=wsl2,driver=560.94,gpu={gpu}")));

    [Fact]
    public void Wsl_is_no_question_to_what_uses_no_gpu() =>
        Assert.Equal("ok: its torch is built for the CPU: it runs, and uses no GPU", StackText.Show(StackText.Solve("Dockerfile", Dockerfile("2.8.0", "cpu"), "platform=wsl2,driver=560.94,gpu=GTX 980")));

    [Theory]
    [InlineData("platform=linux,driver=590.44.01,compute-capability=12.0", "error torch+GPU: torch 2.6.0+cu124, a build for CUDA 12.4, has no code for the target's GPU (compute capability 12.0)")]
    [InlineData("platform=linux,driver=590.44.01,gpu=Banana 9000", "unknown: the target's GPU is not said, or not known")]
    [InlineData("platform=linux,driver=590.44.01", "unknown: the target's GPU is not said, or not known")]
    [InlineData("gpu=RTX 5090", "error torch+GPU: torch 2.6.0+cu124, a build for CUDA 12.4, has no code for the target's GPU (RTX 5090, compute capability 12.0)")]
    [InlineData("gpu=RTX 3060", "unknown: the target's driver is not said")]
    public void What_is_not_said_of_the_target_stays_open(string target, string expected) =>
        Assert.Equal(expected, StackText.Show(StackText.Solve("Dockerfile", Dockerfile("2.6.0", "cu124"), target)));

    [Fact]
    public void A_gpu_that_was_not_checked_is_never_certain()
    {
        var rows = GpuTable.Gpus.Keep(static row => row is { Verified: false, Cc: not null }).Map(static row => row);
        foreach (var row in rows)
        {
            var target = new TargetProfile("t", TargetPlatform.Linux) { Driver = "590.44.01", Gpu = row.Patterns[0].Trim('*', ' ').Replace("#", "1", StringComparison.Ordinal) };
            var stack = Assert.Single(StackText.Read("Dockerfile", Dockerfile("1.12.1", "cu102")));
            if (StackSolver.Solve(stack, target).Conflict is { WithGpu: true } conflict)
            {
                Assert.False(conflict.IsCertain, target.Gpu);
            }
        }
    }

    private static StackPlace Place { get; } = new(new SourceText("f", "x"), new TextSpan(0, 1));

    private static string Dockerfile(string version, string tag) => $"FROM ubuntu:22.04\nRUN pip install torch=={version} --index-url https://download.pytorch.org/whl/{tag}\n";

    private static StackAnswer Solve(string target, params StackPart[] parts) =>
        StackSolver.Solve(new EnvironmentStack("f", Place.File, new Scope(ScopeKind.Unknown, [], stage: null), WheelPlatform.LinuxX64, [.. parts]), Targets.Parse(target));
}
