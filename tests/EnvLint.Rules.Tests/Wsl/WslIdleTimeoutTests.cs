using EnvLint.Diagnostics;
using EnvLint.Rules.Wsl;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Wsl;

public sealed class WslIdleTimeoutTests() : RuleTest<WslIdleTimeout>(".wslconfig")
{
    [Fact]
    public void The_distribution_has_a_clock_of_its_own() => Reports(
        "[wsl2]\n[|vmIdleTimeout=-1|]\nmemory=4GB\n",
        fixedText: "[wsl2]\nvmIdleTimeout=-1\nmemory=4GB\n[general]\ninstanceIdleTimeout=-1\n",
        message: "`vmIdleTimeout=-1` keeps the virtual machine; a distribution without a shell is still stopped after `instanceIdleTimeout`, 15000 ms by default",
        severity: Severity.Info,
        safety: FixSafety.Suggested);

    [Fact]
    public void A_section_that_is_there_is_used() => Reports(
        "[general]\n[wsl2]\n[|vmIdleTimeout = -1|]",
        fixedText: "[general]\ninstanceIdleTimeout=-1\n[wsl2]\nvmIdleTimeout = -1");

    [Fact]
    public void A_header_at_the_end_of_the_file_is_used() => Reports(
        "[wsl2]\n[|vmIdleTimeout=-1|]\n[general]",
        fixedText: "[wsl2]\nvmIdleTimeout=-1\n[general]\ninstanceIdleTimeout=-1");

    [Fact]
    public void With_both_it_is_right() => IsSilent("[wsl2]\nvmIdleTimeout=-1\n[general]\ninstanceIdleTimeout=-1\n");

    [Fact]
    public void Any_value_of_the_other_shows_that_it_is_known() => IsSilent("[general]\ninstanceIdleTimeout=60000\n[wsl2]\nvmIdleTimeout=-1\n");

    [Theory]
    [InlineData("60000")]
    [InlineData("0")]
    [InlineData("-1s")]
    public void Other_values_are_right(string value) => IsSilent($"[wsl2]\nvmIdleTimeout={value}\n");

    [Fact]
    public void In_the_wrong_section_it_is_another_rule() => IsSilent("[general]\nvmIdleTimeout=-1\n");
}
