using EnvLint.Rules.Wsl;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Wsl;

public sealed class WslBridgedWithoutSwitchTests() : RuleTest<WslBridgedWithoutSwitch>(".wslconfig")
{
    [Fact]
    public void Bridged_mode_needs_a_switch() => Reports(
        "[wsl2]\nnetworkingMode=[|bridged|]\n",
        message: "`networkingMode=bridged` needs `vmSwitch`, the name of a Hyper-V switch: without it WSL has no network");

    [Fact]
    public void The_old_home_counts_too() => Reports("[experimental]\nnetworkingMode=[|Bridged|]\n");

    [Fact]
    public void An_empty_switch_is_none() => Reports("[wsl2]\nnetworkingMode=[|bridged|]\nvmSwitch=\n");

    [Fact]
    public void With_a_switch_it_is_right() => IsSilent("[wsl2]\nvmSwitch=External Switch\nnetworkingMode=bridged\n");

    [Theory]
    [InlineData("nat")]
    [InlineData("mirrored")]
    [InlineData("none")]
    [InlineData("bridge")]
    public void Other_modes_need_none(string mode) => IsSilent($"[wsl2]\nnetworkingMode={mode}\n");

    [Fact]
    public void A_mode_that_does_not_count_needs_none() => IsSilent("[wsl2]\nnetworkingMode=nat\nnetworkingMode=bridged\n");

    [Fact]
    public void A_switch_in_the_wrong_section_is_another_rule() => IsSilent("[wsl2]\nnetworkingMode=bridged\n[experimental]\nvmSwitch=x\n");

    [Fact]
    public void Safe_mode_has_no_network_anyway() => IsSilent("[wsl2]\nsafeMode=true\nnetworkingMode=bridged\n");
}
