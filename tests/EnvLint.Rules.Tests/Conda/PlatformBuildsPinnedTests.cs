using EnvLint.Diagnostics;
using EnvLint.Rules.Conda;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Conda;

public sealed class PlatformBuildsPinnedTests() : RuleTest<PlatformBuildsPinned>("environment.yml")
{
    private const string Linux = "  - ld_impl_linux-64=2.38=h1181459_1\n  - numpy=1.26.4=py311h08b1b3b_0\n  - zlib=1.2.13=h5eee18b_0\n";

    [Theory]
    [InlineData("wsl2")]
    [InlineData("linux")]
    public void An_export_of_Windows_for_Linux(string target) => Reports(
        "dependencies:\n  - python=3.11.8=he1021f5_0\n  - [|vc=14.2=h2eaa2aa_1|]\n",
        message: "'vc=14.2=h2eaa2aa_1' is a build for Windows, and the target is Linux: the environment cannot be made there",
        severity: Severity.Warning,
        target: target);

    [Fact]
    public void An_export_of_Linux_for_Windows() => Reports(
        "dependencies:\n  - ld_impl_linux-64=2.38=h1181459_1\n  - [|_openmp_mutex=4.5=h1181459_1|]\n", severity: Severity.Warning, target: "windows");

    // What nobody has checked of a package is no more than a hint.
    [Fact]
    public void A_package_that_was_not_checked() => Reports(
        "dependencies:\n  - [|ld_impl_linux-64=2.38=h1181459_1|]\n", severity: Severity.Info, target: "windows");

    [Fact]
    public void An_export_for_several_platforms() => Reports(
        "dependencies:\n" + Linux.Replace("ld_impl_linux-64=2.38=h1181459_1", "[|ld_impl_linux-64=2.38=h1181459_1|]") + "platforms: [linux-64, win-64]\n",
        message: "3 dependencies are pinned to builds of one platform, and the file is meant for linux-64, win-64",
        severity: Severity.Info);

    [Theory]
    [InlineData("dependencies:\n" + Linux, null)]
    [InlineData("dependencies:\n" + Linux, "wsl2")]
    [InlineData("dependencies:\n" + Linux + "platforms: [linux-64]\n", null)]
    [InlineData("dependencies:\n  - vc=14.2=h2eaa2aa_1\n", null)]
    [InlineData("dependencies:\n  - vc\n  - pywin32=306\n", "wsl2")]
    [InlineData("dependencies:\n  - pytorch=2.1.0=py3.11_cuda12.1_cudnn8.9.2_0\n  - pytorch=2.1=*cuda*\n", "windows")]
    [InlineData("dependencies:\n  - a=1=py_0\n  - b=1=0\n  - c=1=*\nplatforms: [linux-64, win-64]\n", null)]
    [InlineData("dependencies:\n  - a=1=h1181459_1\nplatforms: [linux-64, win-64]\n", null)]
    public void Nothing_to_say(string text, string? target) => IsSilent(text, target);
}
