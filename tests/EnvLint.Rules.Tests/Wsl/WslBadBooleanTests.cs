using EnvLint.Diagnostics;
using EnvLint.Rules.Wsl;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Wsl;

public sealed class WslBadBooleanTests() : RuleTest<WslBadBoolean>("wsl.conf")
{
    [Theory]
    [InlineData("yes")]
    [InlineData("On")]
    [InlineData("ENABLED")]
    [InlineData("y")]
    [InlineData("'true'")]
    [InlineData("t")]
    public void A_yes_of_another_spelling_is_none(string text) => Reports(
        $"[boot]\nsystemd=[|{text}|]\n",
        fixedText: "[boot]\nsystemd=true\n",
        message: $"`{text}` is no boolean to WSL, which takes true, false, 1 and 0: it keeps the default, false",
        severity: Severity.Error,
        safety: FixSafety.Safe);

    [Theory]
    [InlineData("no")]
    [InlineData("off")]
    [InlineData("Disabled")]
    public void A_no_of_another_spelling_is_none(string text) => Reports(
        $"[interop]\nappendWindowsPath=[|{text}|] # c\n",
        fixedText: "[interop]\nappendWindowsPath=false # c\n");

    [Fact]
    public void Where_the_default_is_what_is_meant_it_is_a_warning() => Reports(
        "[interop]\nenabled=[|yes|]\n",
        fixedText: "[interop]\nenabled=true\n",
        severity: Severity.Warning);

    [Theory]
    [InlineData("2")]
    [InlineData("maybe")]
    [InlineData("true_")]
    public void What_is_neither_has_no_fix(string text) => Reports($"[boot]\nsystemd=[|{text}|]\n");

    [Fact]
    public void An_empty_value_is_none() => Reports(
        "[boot]\n[|systemd=|]\n",
        message: "`systemd` has no value: it keeps the default, false");

    [Theory]
    [InlineData("true")]
    [InlineData("FALSE")]
    [InlineData("1")]
    [InlineData("0")]
    [InlineData("\"true\"")]
    [InlineData("true # yes")]
    public void Booleans_are_right(string text) => IsSilent($"[boot]\nsystemd={text}\n");

    [Fact]
    public void Other_kinds_of_value_are_other_rules() => IsSilent("[user]\ndefault=yes\n[automount]\ncgroups=on\n");

    [Fact]
    public void A_wrong_comment_is_another_rule() => IsSilent("[boot]\nsystemd=true ; yes\n");

    [Fact]
    public void Behind_the_stop_nothing_is_said() => IsSilent("; a\n[boot]\nsystemd=yes\n");

    [Fact]
    public void An_unknown_key_has_no_kind() => IsSilent("[boot]\nfoo=yes\n");
}
