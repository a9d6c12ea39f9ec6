using EnvLint.Diagnostics;
using EnvLint.Rules.Wsl;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Wsl;

public sealed class WslSwapfileDangerTests() : RuleTest<WslSwapfileDanger>(".wslconfig")
{
    [Theory]
    [InlineData("D:\\\\wsl\\\\ext4.vhdx")]
    [InlineData("D:/wsl/EXT4.VHDX")]
    [InlineData("%LOCALAPPDATA%\\\\Ubuntu\\\\LocalState\\\\ext4.vhdx")]
    public void The_disk_of_a_distribution_is_no_swap_file(string path)
    {
        var finding = Assert.Single(Reports($"[wsl2]\nswapFile=[|{path}|]\n", severity: Severity.Error));
        Assert.EndsWith("is the name of a distribution's disk: WSL resizes the file and formats it as swap", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("%TEMP%\\\\swap.vhdx")]
    [InlineData("/mnt/d/swap.vhdx")]
    [InlineData("~/swap.vhdx")]
    public void A_place_that_cannot_exist_costs_the_swap(string path) => Reports($"[wsl2]\nswapFile=[|{path}|]\n", severity: Severity.Error);

    [Fact]
    public void A_name_without_folder_is_a_warning() => Reports(
        "[wsl2]\nswapFile=[|swap.vhdx|]\n",
        message: "the swap file `swap.vhdx` cannot be made there, it has no drive and no folder: WSL starts without swap",
        severity: Severity.Warning,
        confidence: Confidence.Medium);

    [Theory]
    [InlineData("D:\\\\wsl\\\\swap.vhdx")]
    [InlineData("D:/wsl/swap")]
    [InlineData("\\\\\\\\server\\\\share\\\\swap.vhdx")]
    [InlineData("D:\\\\wsl\\\\ext4.vhdx.swap.vhdx")]
    [InlineData("")]
    public void A_file_of_its_own_is_right(string path) => IsSilent($"[wsl2]\nswapFile={path}\n");

    [Fact]
    public void Without_swap_there_is_no_swap_file() => IsSilent("[wsl2]\nswap=0\nswapFile=%TEMP%\\\\swap.vhdx\n");

    [Fact]
    public void Lost_backslashes_are_another_rule() => IsSilent("[wsl2]\nswapFile=C:\\temp/swap.vhdx\n");

    [Fact]
    public void Other_keys_are_other_rules() => IsSilent("[wsl2]\nkernel=%X%\\\\ext4.vhdx\n");
}
