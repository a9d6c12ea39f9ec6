using EnvLint.Diagnostics;
using EnvLint.Rules.Wsl;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Wsl;

public sealed class WslBadPortListTests() : RuleTest<WslBadPortList>(".wslconfig")
{
    [Fact]
    public void A_range_is_its_first_port() => Reports(
        "[experimental]\nignoredPorts=80,[|9000-9003|]\n",
        fixedText: "[experimental]\nignoredPorts=80,9000,9001,9002,9003\n",
        message: "`9000-9003` is the port 9000 to WSL, which drops what stands behind the digits",
        safety: FixSafety.Suggested);

    [Fact]
    public void Semicolons_and_blanks_separate_nothing() => Reports(
        "[experimental]\nignoredPorts=[|80;443|], [|8080 8081|]\n",
        fixedText: "[experimental]\nignoredPorts=80,443, 8080,8081\n");

    [Fact]
    public void A_long_range_has_no_fix() => Reports("[experimental]\nignoredPorts=[|9000-9100|]\n");

    [Fact]
    public void What_is_no_port_is_skipped() => Reports(
        "[experimental]\nignoredPorts=10,20,[|-100|],[|p|],[|65536|],[|0|]\n",
        message: "`-100` is no port from 1 to 65535: WSL skips it\n`p` is no port from 1 to 65535: WSL skips it\n`65536` is no port from 1 to 65535: WSL skips it\n`0` is no port from 1 to 65535: WSL skips it");

    [Fact]
    public void A_fraction_is_dropped() => Reports("[experimental]\nignoredPorts=[|3.4|]\n");

    [Fact]
    public void In_quotes_the_whole_value_is_marked() => Reports("[experimental]\nignoredPorts=[|\"80,9000-9001\"|]\n");

    [Theory]
    [InlineData("3000")]
    [InlineData("10000, 20000,   30000")]
    [InlineData("80,,443,")]
    [InlineData("")]
    [InlineData("\"80,443\"")]
    [InlineData("080,+443")]
    [InlineData("80 # 9000-9100")]
    public void Lists_of_ports_are_right(string list) => IsSilent($"[experimental]\nignoredPorts={list}\n");

    [Fact]
    public void In_the_wrong_section_it_is_another_rule() => IsSilent("[wsl2]\nignoredPorts=9000-9100\n");
}
