using EnvLint.Diagnostics;
using EnvLint.Rules.Wsl;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Wsl;

public sealed class WslLowMemoryTests() : RuleTest<WslLowMemory>(".wslconfig")
{
    private const string Gpu = "platform=wsl2,gpu=RTX 3060";

    [Theory]
    [InlineData("4GB")]
    [InlineData("7G")]
    [InlineData("6144MB")]
    [InlineData("4294967296")]
    public void It_is_little(string size) => Reports(
        $"[wsl2]\n[|memory={size}|]\nswap=0\n",
        fixedText: "[wsl2]\nmemory=8GB\nswap=0\n",
        message: $"`memory={size}` is little for a project with a GPU: a model passes through memory before it is on the GPU, and the kernel ends what does not fit",
        safety: FixSafety.Suggested,
        target: Gpu);

    [Theory]
    [InlineData("8GB")]
    [InlineData("8192MB")]
    [InlineData("48GB")]
    [InlineData("0")]
    public void It_is_enough(string size) => IsSilent($"[wsl2]\nmemory={size}\n", target: Gpu);

    [Theory]
    [InlineData("8")]
    [InlineData("4gb")]
    [InlineData("100MB")]
    public void A_slip_is_another_rule(string size) => IsSilent($"[wsl2]\nmemory={size}\n", target: Gpu);

    [Fact]
    public void Without_a_gpu_it_is_a_matter_of_taste() => IsSilent("[wsl2]\nmemory=4GB\n", target: "wsl2");

    [Fact]
    public void Nothing_is_half_of_the_machine() => IsSilent("[wsl2]\nswap=4GB\n", target: Gpu);

    [Fact]
    public void A_script_that_installs_a_framework_loads_models() => Reports(
        "@'\n[wsl2]\n[|memory=4GB|]\n'@ | Set-Content \"$env:USERPROFILE\\.wslconfig\"\nwsl -- pip install torch transformers\n",
        fixedText: "@'\n[wsl2]\nmemory=8GB\n'@ | Set-Content \"$env:USERPROFILE\\.wslconfig\"\nwsl -- pip install torch transformers\n",
        file: "setup.ps1");

    [Fact]
    public void A_script_without_one_does_not() => IsSilent(
        "@'\n[wsl2]\nmemory=4GB\n'@ | Set-Content \"$env:USERPROFILE\\.wslconfig\"\nwsl -- pip install flask\n", file: "setup.ps1");
}
