using EnvLint.Diagnostics;
using EnvLint.Rules.Wsl;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Wsl;

public sealed class WslBadSectionTests() : RuleTest<WslBadSection>(".wslconfig")
{
    [Fact]
    public void Blanks_in_the_brackets_file_the_keys_under_the_section_before() => Reports(
        "[wsl2]\nmemory=4GB\n[|[ experimental ]|]\nautoMemoryReclaim=gradual\n",
        fixedText: "[wsl2]\nmemory=4GB\n[experimental]\nautoMemoryReclaim=gradual\n",
        message: "a section's name begins with a letter right behind `[`, and ` ` stands there: WSL skips it and looks for `autoMemoryReclaim` under [wsl2]",
        severity: Severity.Error,
        safety: FixSafety.Safe);

    [Fact]
    public void A_name_that_fails_is_cut_to_the_length_of_the_section_before() => Reports(
        "[wsl2]\n[|[experimental] x|]\nautoMemoryReclaim=gradual\n",
        fixedText: "[wsl2]\n[experimental] # x\nautoMemoryReclaim=gradual\n",
        message: "nothing but a `#` comment may follow the header, and `x` stands there: WSL skips it and looks for `autoMemoryReclaim` under [expe]");

    [Fact]
    public void A_shorter_name_loses_the_keys() => Reports(
        "[experimental]\n[|[wsl2|]\nmemory=4GB\nswap=0\n",
        fixedText: "[experimental]\n[wsl2]\nmemory=4GB\nswap=0\n",
        message: "a section's name is letters and digits up to `]`, and the line ends behind `wsl2`: WSL skips it and loses the names of `memory` and `swap` below it");

    [Fact]
    public void At_the_top_the_keys_have_no_section() => Reports(
        "[|[wsl-2]|]\nmemory=4GB\n",
        fixedText: "[wsl2]\nmemory=4GB\n",
        message: "a section's name is letters and digits up to `]`, and `-` stands behind `wsl`: WSL skips it and looks for `memory` without a section");

    [Fact]
    public void In_the_guest_the_reading_ends() => Reports(
        "[|[boot] settings|]\nsystemd=true\n",
        fixedText: "[boot] # settings\nsystemd=true\n",
        message: "nothing but a `#` comment may follow the header, and `s` stands there: WSL stops reading here and ignores `boot.systemd`",
        file: "wsl.conf");

    [Fact]
    public void Without_keys_below_it_is_a_warning() => Reports(
        "[wsl2]\nmemory=4GB\n[|[ experimental ]|]\n",
        fixedText: "[wsl2]\nmemory=4GB\n[experimental]\n",
        severity: Severity.Warning);

    [Fact]
    public void A_name_that_stands_for_nothing_has_no_fix() => Reports("[|[my settings]|]\nmemory=4GB\n");

    [Fact]
    public void Headers_that_parse_are_right() => IsSilent("  [wsl2]  # a\nmemory=4GB\n\t[experimental]\n");

    [Fact]
    public void A_comment_of_the_wrong_kind_is_another_rule() => IsSilent("[wsl2] ; a\nmemory=4GB\n");

    [Fact]
    public void A_no_break_space_is_another_rule() => IsSilent("[wsl2]\u00A0\nmemory=4GB\n");

    [Fact]
    public void A_section_of_another_file_is_another_rule() => IsSilent("[system-distro-env]\nA=1\n");

    [Fact]
    public void An_unknown_section_is_another_rule() => IsSilent("[wls2]\nmemory=4GB\n");

    [Fact]
    public void Behind_the_stop_nothing_is_said() => IsSilent("; a\n[ boot ]\nsystemd=true\n", file: "wsl.conf");
}
