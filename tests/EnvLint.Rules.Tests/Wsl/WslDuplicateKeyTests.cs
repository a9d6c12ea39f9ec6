using EnvLint.Diagnostics;
using EnvLint.Rules.Wsl;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Wsl;

public sealed class WslDuplicateKeyTests() : RuleTest<WslDuplicateKey>(".wslconfig")
{
    [Fact]
    public void The_second_line_has_no_effect()
    {
        var finding = Assert.Single(Reports(
            "[wsl2]\nmemory=4GB\n[|memory|]=8GB # more\nswap=0\n",
            fixedText: "[wsl2]\nmemory=4GB\nswap=0\n",
            message: "`memory` is set again: WSL keeps the first value, `4GB`, and ignores this one",
            severity: Severity.Warning,
            safety: FixSafety.Suggested));
        Assert.Equal("the first one", Assert.Single(finding.Related).Message);
    }

    [Fact]
    public void The_first_line_wins_even_when_it_is_invalid() => Reports(
        "[wsl2]\nmemory=8gb\n[|memory|]=8GB\n",
        fixedText: "[wsl2]\nmemory=8GB\n",
        message: "`memory` is set again: WSL looks at the first value only, `8gb`, does not take it and keeps the default, 50% of host RAM");

    [Fact]
    public void Both_homes_of_a_moved_key_are_one_key() => Reports(
        "[wsl2]\nnetworkingMode=nat\n[experimental]\n[|networkingMode|]=mirrored\n",
        fixedText: "[wsl2]\nnetworkingMode=nat\n[experimental]\n",
        message: "`networkingMode` under [experimental] is the same key as under [wsl2]: WSL keeps the first value, `nat`, and ignores this one");

    [Fact]
    public void Twice_the_same_is_an_info() => Reports(
        "[wsl2]\nnetworkingMode=nat\n[WSL2]\n[|NetworkingMode|]=NAT",
        fixedText: "[wsl2]\nnetworkingMode=nat\n[WSL2]\n",
        severity: Severity.Info);

    [Fact]
    public void A_continued_line_is_removed_whole() => Reports(
        "[boot]\ncommand=a\n[|command|]=b \\\n  c\nsystemd=true\n",
        fixedText: "[boot]\ncommand=a\nsystemd=true\n",
        file: "wsl.conf",
        crlf: false);

    [Fact]
    public void The_same_name_in_two_sections_is_two_keys() => IsSilent("[automount]\nenabled=true\n[interop]\nenabled=true\n", file: "wsl.conf");

    [Fact]
    public void A_section_may_be_reopened() => IsSilent("[wsl2]\nmemory=4GB\n[experimental]\n[wsl2]\nswap=0\n");

    [Fact]
    public void A_line_behind_a_comment_sign_does_not_count() => IsSilent("[wsl2]\n#memory=4GB\nmemory=8GB\n");

    [Fact]
    public void An_unknown_key_may_stand_twice() => IsSilent("[wsl2]\nfoo=1\nfoo=2\n");

    [Fact]
    public void A_line_that_is_dropped_does_not_count() => IsSilent("[wsl2]\nkernel=C:\\Users\nkernel=C:\\\\k\n");

    [Fact]
    public void A_line_in_the_wrong_section_does_not_count() => IsSilent("[wsl2]\nmemory=4GB\n[experimental]\nmemory=8GB\n");
}
