using EnvLint.Diagnostics;
using EnvLint.Rules.Wsl;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Wsl;

public sealed class WslMisplacedKeyTests() : RuleTest<WslMisplacedKey>(".wslconfig")
{
    [Fact]
    public void A_key_of_another_section_is_moved_to_its_end() => Reports(
        "[wsl2]\nmemory=4GB\n[|autoMemoryReclaim|]=gradual # c\n\n[experimental]\nsparseVhd=true\n# end\n",
        fixedText: "[wsl2]\nmemory=4GB\n\n[experimental]\nsparseVhd=true\nautoMemoryReclaim=gradual # c\n# end\n",
        message: "WSL does not look for `autoMemoryReclaim` under [wsl2]: it belongs under [experimental]",
        safety: FixSafety.Safe);

    [Fact]
    public void A_section_that_is_not_there_is_made() => Reports(
        "[experimental]\n[|memory|]=4GB\nsparseVhd=true",
        fixedText: "[experimental]\nsparseVhd=true\n[wsl2]\nmemory=4GB\n");

    [Fact]
    public void The_last_line_gets_its_header_in_front() => Reports(
        "[wsl2]\n[|hostAddressLoopback|]=true",
        fixedText: "[wsl2]\n[experimental]\nhostAddressLoopback=true");

    [Fact]
    public void A_key_that_is_at_home_already_is_not_moved() => Reports(
        "[wsl2]\nmemory=4GB\n[experimental]\n[|memory|]=8GB\n");

    [Fact]
    public void A_key_that_does_nothing_at_home_either_is_an_info() => Reports(
        "[wsl2]\n[|sparseVhd|]=true\n",
        message: "WSL does not look for `sparseVhd` under [wsl2]: it belongs under [experimental], where it has no effect either",
        severity: Severity.Info);

    [Fact]
    public void Keys_before_any_header_are_one_finding() => Reports(
        "# mine\n[|memory|]=4GB\nswap=0\n",
        fixedText: "# mine\n[wsl2]\nmemory=4GB\nswap=0\n",
        message: "`memory` and `swap` stand before any header, where WSL knows no key: they belong under [wsl2]");

    [Fact]
    public void A_header_behind_a_comment_sign_is_brought_back() => Reports(
        "# [boot]\n[|systemd|]=true\n",
        fixedText: "[boot]\nsystemd=true\n",
        message: "`systemd` stands before any header, where WSL knows no key: it belongs under [boot]",
        file: "wsl.conf");

    [Fact]
    public void Keys_of_several_sections_need_several_headers() => Reports(
        "[|memory|]=4GB\nautoMemoryReclaim=gradual\n",
        message: "`memory` and `autoMemoryReclaim` stand before any header, where WSL knows no key: they belong under headers of their own");

    [Fact]
    public void Keys_of_the_other_file_before_any_header_are_sent_there() => Reports(
        "[|memory|]=4GB\nswap=0\n",
        message: "`memory` and `swap` stand before any header, where WSL knows no key: they belong into .wslconfig, under [wsl2]",
        file: "wsl.conf");

    [Fact]
    public void A_misspelt_header_is_one_finding() => Reports(
        "[[|wls2|]]\nmemory=4GB\nswap=0\n",
        fixedText: "[wsl2]\nmemory=4GB\nswap=0\n",
        message: ".wslconfig has no section `[wls2]`: `memory` and `swap` below it belong under [wsl2]");

    [Fact]
    public void A_header_of_another_name_is_found_by_its_keys() => Reports(
        "[[|networking|]]\ngenerateResolvConf=false\n",
        fixedText: "[network]\ngenerateResolvConf=false\n",
        message: "wsl.conf has no section `[networking]`: `generateResolvConf` below it belongs under [network]",
        file: "wsl.conf");

    [Fact]
    public void A_section_of_the_other_file_is_named() => Reports(
        "[wsl2]\nmemory=4GB\n[[|boot|]]\nsystemd=true\n",
        message: "`[boot]` belongs into wsl.conf inside the distribution: `systemd` has no effect here");

    [Fact]
    public void Settings_of_the_machine_do_not_belong_into_a_distribution() => Reports(
        "[[|wsl2|]]\nmemory=4GB\nprocessors=4\n",
        message: "`[wsl2]` belongs into .wslconfig in the Windows user's profile: `memory` and `processors` have no effect here",
        file: "wsl.conf");

    [Fact]
    public void A_key_of_the_other_file_under_a_header_of_this_one_is_named() => Reports(
        "[wsl2]\n[|systemd|]=true\n",
        message: "`systemd` is a key of wsl.conf, [boot]; .wslconfig has none of this name");

    [Fact]
    public void A_dotted_key_needs_a_header() => Reports(
        "[|wsl2.memory=4GB|]\n[|wsl2.swap=0|]\n",
        fixedText: "[wsl2]\nmemory=4GB\nswap=0\n",
        message: "WSL knows no dotted keys, the section is a header [wsl2] of its own: it skips the line\nWSL knows no dotted keys, the section is a header [wsl2] of its own: it skips the line");

    [Fact]
    public void A_dotted_key_under_its_header_loses_the_dot() => Reports(
        "[boot]\n[|boot.systemd = true|]\ncommand=a\n",
        fixedText: "[boot]\nsystemd = true\ncommand=a\n",
        message: "WSL knows no dotted keys, the section is a header [boot] of its own: WSL stops reading here and ignores `boot.command`",
        file: "wsl.conf");

    [Fact]
    public void The_environment_of_WSLg_has_a_file_of_its_own() => Reports(
        "[|[system-distro-env]|]\nLIBGL_ALWAYS_SOFTWARE=1\n",
        message: "`[system-distro-env]` belongs into .wslgconfig, the file of WSLg: here WSL does not take the header");

    [Fact]
    public void Keys_at_home_are_right() => IsSilent("[wsl2]\nmemory=4GB\n[experimental]\nautoMemoryReclaim=gradual\n[general]\ninstanceIdleTimeout=-1\n");

    [Fact]
    public void Old_homes_are_right() => IsSilent("[experimental]\nnetworkingMode=mirrored\ndnsTunneling=true\nfirewall=true\nautoProxy=true\n");

    [Fact]
    public void A_name_that_several_sections_have_has_no_one_home() => IsSilent("[boot]\nenabled=true\n", file: "wsl.conf");

    [Fact]
    public void Keys_below_a_header_that_fails_are_another_rule() => IsSilent("[ wsl2 ]\nmemory=4GB\n[wsl2] ; a\nswap=0\n");

    [Fact]
    public void A_key_that_nobody_has_is_another_rule() => IsSilent("[wsl2]\nfoo=1\n[bar]\nbaz=2\n");

    [Fact]
    public void A_removed_key_is_another_rule() => IsSilent("[experimental]\nuseWindowsDnsCache=true\n[wsl2]\npageReporting=true\n");

    [Fact]
    public void A_dotted_word_of_another_kind_is_another_rule() => IsSilent("[wsl2]\nfoo.bar=1\nkernel.sysctl\n");

    [Fact]
    public void Behind_the_stop_nothing_is_said() => IsSilent("=\n[wsl2]\nmemory=4GB\n", file: "wsl.conf");
}
