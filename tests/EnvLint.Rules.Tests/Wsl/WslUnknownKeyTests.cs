using EnvLint.Diagnostics;
using EnvLint.Rules.Wsl;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Wsl;

public sealed class WslUnknownKeyTests() : RuleTest<WslUnknownKey>(".wslconfig")
{
    [Fact]
    public void A_misspelt_key_gets_the_nearest_name() => Reports(
        "[wsl2]\n[|locahostForwarding|]=false\n",
        fixedText: "[wsl2]\nlocalhostForwarding=false\n",
        message: ".wslconfig has no key `locahostForwarding` under [wsl2]: WSL ignores it, did you mean `localhostForwarding`?",
        safety: FixSafety.Suggested);

    [Fact]
    public void A_key_that_nobody_has_is_ignored() => Reports(
        "[boot]\n[|foo|]=1\nsystemd=true\n",
        message: "wsl.conf has no key `foo` under [boot]: WSL ignores it",
        file: "wsl.conf");

    [Fact]
    public void A_removed_key_has_its_history()
    {
        var finding = Assert.Single(Reports(
            "[experimental]\n[|useWindowsDnsCache|]=true\n",
            fixedText: "[experimental]\n",
            message: "WSL has no key `useWindowsDnsCache` any more: the line has no effect"));
        Assert.Contains("Removed 2.3.22", Assert.Single(finding.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_never_was_is_told_from_the_real_one() => Reports(
        "[general]\n[|hostname|]=box\n",
        message: "no version of WSL knows `hostname` under [general]; it is [network] hostname",
        file: "wsl.conf");

    [Fact]
    public void A_removed_key_of_the_guest_is_named() => Reports(
        "[automount]\n[|crossDistro|]=true\nenabled=false\n",
        fixedText: "[automount]\nenabled=false\n",
        file: "wsl.conf");

    [Fact]
    public void An_unknown_section_is_one_finding() => Reports(
        "[[|docker|]]\na=1\nb=2\n",
        message: ".wslconfig has no section `docker`: WSL ignores `a` and `b` below it");

    [Fact]
    public void A_misspelt_section_with_unknown_keys_gets_the_nearest_name()
    {
        var source = new EnvLint.Text.SourceText(".wslconfig", "[experimantal]\nfoo=1\n");
        var finding = Assert.Single(Analyze(source).Diagnostics);
        Assert.Equal(".wslconfig has no section `experimantal`: WSL ignores `foo` below it, did you mean `experimental`?", finding.Message);
        Assert.Equal("experimental", Assert.Single(finding.Fix!.Edits).NewText);
    }

    [Fact]
    public void A_key_that_several_other_sections_have_is_not_moved() => Reports(
        "[boot]\n[|enabled|]=true\n",
        message: "wsl.conf has no key `enabled` under [boot]: WSL ignores it; it is a key of [automount], [fileServer], [gpu], [interop]",
        file: "wsl.conf");

    [Fact]
    public void Known_keys_are_right() => IsSilent("[wsl2]\nmemory=4GB\ngpuSupport=true\nkernelBootTimeout=1\n");

    [Fact]
    public void An_unknown_section_without_keys_is_fine() => IsSilent("[foo]\n");

    [Fact]
    public void Names_are_compared_without_case() => IsSilent("[Wsl2]\nLOCALHOSTFORWARDING=false\n");

    [Fact]
    public void A_key_of_another_section_is_another_rule() => IsSilent("[wsl2]\nautoMemoryReclaim=gradual\n");

    [Fact]
    public void A_key_of_another_file_is_another_rule() => IsSilent("[wsl2]\nsystemd=true\n[boot]\ncommand=a\n");

    [Fact]
    public void Page_reporting_is_another_rule() => IsSilent("[wsl2]\npageReporting=false\n");

    [Fact]
    public void Keys_below_a_header_that_fails_are_another_rule() => IsSilent("[ wsl2 ]\nfoo=1\n");
}
