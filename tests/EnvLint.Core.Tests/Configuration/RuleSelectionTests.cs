using System.Collections.Immutable;
using EnvLint.Configuration;
using EnvLint.Diagnostics;
using EnvLint.Text;

namespace EnvLint.Core.Tests.Configuration;

public sealed class RuleSelectionTests
{
    [Theory]
    [InlineData("WSL005", "WSL005")]
    [InlineData("wsl005", "WSL005")]
    [InlineData("wsl-bad-size", "WSL005")]
    [InlineData("WSL", "WSL")]
    [InlineData("wsl00", "WSL00")]
    [InlineData("ALL", "")]
    public void A_word_that_names_rules_is_resolved(string text, string prefix) => Assert.Equal(prefix, TestRules.Names.Resolve(text)?.CodePrefix);

    [Theory]
    [InlineData("WSL999")]
    [InlineData("WS")]
    [InlineData("W")]
    [InlineData("")]
    [InlineData("WSL9")]
    [InlineData("wsl-bad")]
    [InlineData("WSL005x")]
    public void Another_word_is_not(string text) => Assert.Null(TestRules.Names.Resolve(text));

    [Theory]
    [InlineData("wsl-bad-sice", "wsl-bad-size")]
    [InlineData("APT03", "APT003")]
    [InlineData("DVR002", "DRV002")]
    public void A_slip_has_a_nearest_rule(string text, string expected) => Assert.Equal(expected, TestRules.Names.Nearest(text));

    [Fact]
    public void A_list_names_the_first_word_that_is_no_rule()
    {
        Assert.Null(TestRules.Names.ResolveList("WSL, apt003 ,", out var selectors));
        Assert.Equal(["WSL", "APT003"], selectors.Select(static selector => selector.CodePrefix));
        Assert.Equal("no rule is called 'WSLx05'; did you mean 'WSL005'?", TestRules.Names.ResolveList("APT003,WSLx05", out _));
        Assert.Equal("no rule is named", TestRules.Names.ResolveList(" , ", out _));
    }

    [Theory]
    [InlineData("", "", null, "", "APT002 APT003 WSL005")]
    [InlineData("APT", "", null, "", "APT002 APT003")]
    [InlineData("", "APT003", null, "", "APT002 WSL005")]
    [InlineData("APT003", "APT", null, "", "APT003")]
    [InlineData("APT003", "APT003", null, "", "")]
    [InlineData("ALL", "ALL", null, "", "")]
    [InlineData("", "APT003", "APT", "", "APT002 APT003")]
    [InlineData("APT", "", "WSL005", "", "WSL005")]
    [InlineData("APT003", "", null, "APT", "")]
    [InlineData("", "", "APT", "APT002", "APT003")]
    [InlineData("", "WSL", null, "APT", "")]
    [InlineData("nonsense", "", null, "", "")]
    public void The_command_line_beats_the_file_and_the_longer_prefix_the_shorter(
        string fileSelect, string fileIgnore, string? select, string ignore, string expected)
    {
        var file = new ProjectConfiguration
        {
            Source = Source,
            Select = fileSelect.Length == 0 ? default : References(fileSelect),
            Ignore = fileIgnore.Length == 0 ? default : References(fileIgnore),
        };
        var options = new SelectionOptions
        {
            Select = select is null ? default : [TestRules.Names.Resolve(select)!.Value],
            Ignore = ignore.Length == 0 ? [] : [TestRules.Names.Resolve(ignore)!.Value],
        };
        var selection = RuleSelection.Create(TestRules.Names, file, options);
        var enabled = new[] { TestRules.UpdateNotWithInstall, TestRules.PromptWillFail, TestRules.BadSize }.Where(selection.IsEnabled);
        Assert.Equal(expected, string.Join(' ', enabled.Select(static rule => rule.Code)));
    }

    [Fact]
    public void Without_configuration_all_rules_speak_with_their_own_severity()
    {
        var selection = RuleSelection.Create(TestRules.Names, null, SelectionOptions.None);
        Assert.All(TestRules.Names.Rules, rule => Assert.True(selection.IsEnabled(rule)));
        Assert.All(TestRules.Names.Rules, rule => Assert.Null(selection.SeverityOf(rule)));
    }

    [Fact]
    public void The_nearer_severity_wins()
    {
        var file = new ProjectConfiguration
        {
            Source = Source,
            Severities =
            [
                new ConfiguredSeverity(References("wsl-bad-size")[0], Severity.Info),
                new ConfiguredSeverity(References("WSL")[0], Severity.Error),
                new ConfiguredSeverity(References("APT003")[0], Severity.Info),
            ],
        };
        var options = new SelectionOptions { Severities = [new SeverityOverride(TestRules.Names.Resolve("APT")!.Value, Severity.Error)] };
        var selection = RuleSelection.Create(TestRules.Names, file, options);
        Assert.Equal(Severity.Info, selection.SeverityOf(TestRules.BadSize));
        Assert.Equal(Severity.Error, selection.SeverityOf(TestRules.UnknownKey));
        Assert.Equal(Severity.Error, selection.SeverityOf(TestRules.PromptWillFail));
        Assert.Null(selection.SeverityOf(TestRules.DriverInImage));
    }

    [Theory]
    [InlineData("APT003=error", null)]
    [InlineData("APT003", "'APT003' is not CODE=level")]
    [InlineData("APT003=fatal", "'fatal' is no severity: it is one of error, warning, info")]
    [InlineData("APT999=error", "no rule is called 'APT999'")]
    public void A_severity_option_is_read(string text, string? error)
    {
        var actual = ConfigurationWords.ParseSeverityOption(text, TestRules.Names, out var result);
        Assert.Equal(error, error is null ? actual : actual?[..Math.Min(error.Length, actual.Length)]);
        Assert.Equal(error is null ? "APT003" : null, result.Selector.CodePrefix);
    }

    [Theory]
    [InlineData(FailOn.Error, "error")]
    [InlineData(FailOn.Warning, "warning error")]
    [InlineData(FailOn.Info, "info warning error")]
    [InlineData(FailOn.Never, "")]
    public void Fail_on_includes_what_is_worse(FailOn failOn, string expected) =>
        Assert.Equal(expected, string.Join(' ', Enum.GetValues<Severity>().Where(severity => failOn.Includes(severity)).Select(static severity => severity.ToString().ToLowerInvariant())));

    private static readonly SourceText Source = new("envlint.toml", "");

    private static ImmutableArray<RuleReference> References(string text) => [new RuleReference(text, Source, default)];
}
