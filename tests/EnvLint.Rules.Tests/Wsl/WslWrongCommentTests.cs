using EnvLint.Diagnostics;
using EnvLint.Rules.Wsl;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Wsl;

public sealed class WslWrongCommentTests() : RuleTest<WslWrongComment>("wsl.conf")
{
    [Fact]
    public void A_semicolon_at_the_top_loses_the_file() => Reports(
        "[|;|] note\n[boot]\nsystemd=true\n",
        fixedText: "# note\n[boot]\nsystemd=true\n",
        message: "`;` begins no comment, only `#` does: WSL stops reading here and ignores `boot.systemd`",
        safety: FixSafety.Safe);

    [Fact]
    public void Slashes_are_no_comment_either() => Reports(
        "[boot]\nsystemd=true\n  [|//|] users\n[user]\ndefault=me\n",
        fixedText: "[boot]\nsystemd=true\n  # users\n[user]\ndefault=me\n",
        message: "`//` begins no comment, only `#` does: WSL stops reading here and ignores `user.default`");

    [Fact]
    public void With_nothing_below_it_is_a_warning() => Reports(
        "[boot]\nsystemd=true\n[|;|] end\n",
        fixedText: "[boot]\nsystemd=true\n# end\n",
        severity: Severity.Warning);

    [Fact]
    public void On_the_host_it_costs_nothing_but_a_message() => Reports(
        "[wsl2]\n[|;|] a\nmemory=4GB\n[|;|] b\n",
        fixedText: "[wsl2]\n# a\nmemory=4GB\n# b\n",
        severity: Severity.Warning,
        file: ".wslconfig");

    [Fact]
    public void Behind_a_value_it_spoils_the_value() => Reports(
        "[boot]\nsystemd=true [|;|] note\n[user]\ndefault=me\n",
        fixedText: "[boot]\nsystemd=true # note\n[user]\ndefault=me\n",
        message: "`;` begins no comment, only `#` does: WSL takes it as part of the value and keeps the default, false");

    [Fact]
    public void Behind_a_name_it_becomes_part_of_the_name() => Reports(
        "[user]\ndefault=me [|;|] main user\n",
        fixedText: "[user]\ndefault=me # main user\n",
        message: "`;` begins no comment, only `#` does: WSL takes it as part of the value of `default`");

    [Fact]
    public void Behind_a_header_it_takes_the_header_away() => Reports(
        "[wsl2] [|;|] main\nmemory=4GB\nswap=0\n",
        fixedText: "[wsl2] # main\nmemory=4GB\nswap=0\n",
        message: "`;` begins no comment, only `#` does: WSL skips the header `wsl2` and does not know `memory` and `swap` below it",
        file: ".wslconfig");

    [Fact]
    public void Behind_a_header_of_the_guest_it_ends_the_reading() => Reports(
        "[boot] [|//|] x\nsystemd=true\n",
        fixedText: "[boot] # x\nsystemd=true\n",
        message: "`//` begins no comment, only `#` does: WSL stops reading here and ignores `boot.systemd`");

    [Fact]
    public void The_next_one_is_found_when_the_first_is_mended() => Reports(
        "[|;|] a\n[boot]\nsystemd=true\n",
        fixedText: "# a\n[boot]\nsystemd=true\n");

    [Fact]
    public void A_number_sign_is_right() => IsSilent("# a\n[boot] # b\nsystemd=true # c\n");

    [Fact]
    public void Commands_may_hold_semicolons_and_slashes() => IsSilent("[boot]\ncommand=a ; b // c\n");

    [Fact]
    public void Paths_may_hold_semicolons() => IsSilent("[wsl2]\nswapFile=C:\\\\a ; b\\\\s.vhdx\n", file: ".wslconfig");

    [Fact]
    public void A_value_that_is_bad_anyway_is_another_rule() => IsSilent("[boot]\nsystemd=yes ; note\n");

    [Fact]
    public void A_semicolon_inside_a_number_is_no_comment() => IsSilent("[wsl2]\nprocessors=4;5\n", file: ".wslconfig");

    [Fact]
    public void A_line_with_another_sign_is_another_rule() => IsSilent("[boot]\n- note\n");

    [Fact]
    public void Behind_the_stop_nothing_is_said() => IsSilent("[boot\n; a\n; b\n");
}
