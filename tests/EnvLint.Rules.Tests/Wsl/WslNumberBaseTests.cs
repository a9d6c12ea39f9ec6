using EnvLint.Diagnostics;
using EnvLint.Rules.Wsl;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Wsl;

public sealed class WslNumberBaseTests() : RuleTest<WslNumberBase>("wsl.conf")
{
    [Fact]
    public void A_mask_without_zero_is_decimal() => Reports(
        "[filesystem]\numask=[|22|]\n",
        fixedText: "[filesystem]\numask=0022\n",
        message: "`22` is a decimal number to WSL: the mask becomes octal 026",
        safety: FixSafety.Safe);

    [Fact]
    public void A_longer_mask_too() => Reports("[filesystem]\numask=[|077|]\n".Replace("077", "77", StringComparison.Ordinal), fixedText: "[filesystem]\numask=0077\n");

    [Fact]
    public void A_leading_zero_is_octal() => Reports(
        "[wsl2]\nprocessors=[|010|]\n",
        fixedText: "[wsl2]\nprocessors=10\n",
        message: "`010` is octal to WSL for its leading 0: `processors` becomes 8",
        file: ".wslconfig");

    [Fact]
    public void Hexadecimal_is_worth_knowing() => Reports(
        "[wsl2]\nprocessors=[|0x10|]\n",
        fixedText: "[wsl2]\nprocessors=16\n",
        message: "`0x10` is hexadecimal: `processors` is 16",
        severity: Severity.Info,
        file: ".wslconfig");

    [Theory]
    [InlineData("0022")]
    [InlineData("022")]
    [InlineData("0")]
    [InlineData("7")]
    [InlineData("0x12")]
    [InlineData("18")]
    [InlineData("0088")]
    public void Masks_that_say_what_they_mean_are_right(string mask) => IsSilent($"[filesystem]\numask={mask}\n");

    [Theory]
    [InlineData("10")]
    [InlineData("0")]
    [InlineData("00")]
    [InlineData("04")]
    [InlineData("0x4")]
    [InlineData("-1")]
    [InlineData("+8")]
    public void Numbers_that_read_the_same_are_right(string number) => IsSilent($"[wsl2]\nprocessors={number}\n", file: ".wslconfig");

    [Fact]
    public void Masks_in_mount_options_are_octal_anyway() => IsSilent("[automount]\noptions=\"umask=22,fmask=11\"\n");

    [Fact]
    public void A_debug_port_may_be_hexadecimal() => IsSilent("[wsl2]\nkernelDebugPort=0x10\n", file: ".wslconfig");
}
