using System.Collections.Immutable;
using EnvLint.Configuration;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Text;

namespace EnvLint.Core.Tests.Engine;

public sealed class ResultFilterTests
{
    private static readonly SourceText Source = new("docker/Dockerfile", "RUN apt-get install cuda nvidia-driver\n");
    private static readonly TextSpan Cuda = new(20, 4);
    private static readonly TextSpan Command = new(4, 34);

    [Fact]
    public void Findings_come_in_order_of_position_and_code() => Assert.Equal(
        ["APT003 4", "APT002 20", "APT003 20", "DRV002 20"],
        Run(
            TestRules.DriverMetapackage.At(Source, Cuda),
            TestRules.PromptWillFail.At(Source, Cuda),
            TestRules.UpdateNotWithInstall.At(Source, Cuda),
            TestRules.PromptWillFail.At(Source, Command)));

    [Fact]
    public void Equal_findings_are_one() => Assert.Equal(
        ["APT003 20"],
        Run(TestRules.PromptWillFail.At(Source, Cuda), TestRules.PromptWillFail.At(Source, Cuda)));

    [Fact]
    public void Findings_that_say_something_else_stay() => Assert.Equal(
        ["APT003 20 ", "APT003 20 a", "APT003 20 b"],
        RunWithTargets(
            TestRules.PromptWillFail.At(Source, Cuda) with { Target = "a" },
            TestRules.PromptWillFail.At(Source, Cuda) with { Target = "b", Message = "its driver" },
            TestRules.PromptWillFail.At(Source, Cuda) with { Message = "other" }));

    [Fact]
    public void The_same_on_several_targets_is_one_finding_that_names_them() => Assert.Equal(
        ["APT003 20 a; b; c"],
        RunWithTargets(
            TestRules.PromptWillFail.At(Source, Cuda) with { Target = "b" },
            TestRules.PromptWillFail.At(Source, Cuda) with { Target = "c" },
            TestRules.PromptWillFail.At(Source, Cuda) with { Target = "a" }));

    [Fact]
    public void On_another_target_nothing_is_superseded() => Assert.Equal(
        ["CUD007 20 a", "DRV002 20 b"],
        RunWithTargets(
            TestRules.ToolkitTwice.At(Source, Cuda) with { Target = "a" },
            TestRules.ToolkitTwice.At(Source, Cuda) with { Target = "b" },
            TestRules.ToolkitTwice.At(Source, Cuda),
            TestRules.DriverMetapackage.At(Source, Cuda) with { Target = "b" }));

    [Fact]
    public void What_holds_on_all_targets_supersedes_on_each() => Assert.Equal(
        ["DRV002 20 "],
        RunWithTargets(
            TestRules.ToolkitTwice.At(Source, Cuda) with { Target = "a" },
            TestRules.ToolkitTwice.At(Source, Cuda),
            TestRules.DriverMetapackage.At(Source, Cuda)));

    [Fact]
    public void The_superseding_rule_speaks_alone_on_one_place() => Assert.Equal(
        ["DRV002 20"],
        Run(TestRules.DriverInImage.At(Source, Cuda), TestRules.DriverMetapackage.At(Source, Cuda), TestRules.ToolkitTwice.At(Source, Cuda)));

    [Fact]
    public void It_speaks_alone_within_its_place_too() => Assert.Equal(
        ["DRV002 4"],
        Run(TestRules.DriverInImage.At(Source, Cuda), TestRules.DriverMetapackage.At(Source, Command), TestRules.ToolkitTwice.At(Source, new TextSpan(4, 3))));

    [Fact]
    public void A_place_that_is_wider_or_elsewhere_keeps_its_finding() => Assert.Equal(
        ["DRV003 4", "DRV002 20", "APT003 20", "CUD007 25"],
        Run(
            TestRules.DriverInImage.At(Source, Command),
            TestRules.DriverMetapackage.At(Source, Cuda),
            TestRules.ToolkitTwice.At(Source, new TextSpan(25, 13)),
            TestRules.PromptWillFail.At(Source, new TextSpan(20, 18))));

    [Fact]
    public void A_rule_that_is_ignored_supersedes_nothing() => Assert.Equal(
        ["DRV003 20"],
        Run(
            "ignore = [\"DRV002\"]",
            new ResultFilterOptions(),
            TestRules.DriverInImage.At(Source, Cuda),
            TestRules.DriverMetapackage.At(Source, Cuda)));

    [Theory]
    [InlineData("select = [\"DRV\"]", "DRV002 20")]
    [InlineData("ignore = [\"driver-metapackage\"]", "APT003 4")]
    [InlineData("[per-file-ignores]\n\"docker/**\" = [\"DRV\"]", "APT003 4")]
    [InlineData("[per-file-ignores]\n\"docker\" = [\"DRV\"]", "APT003 4")]
    [InlineData("[per-file-ignores]\n\"Dockerfile\" = [\"ALL\"]", "")]
    [InlineData("[per-file-ignores]\n\"examples/**\" = [\"ALL\"]", "APT003 4 DRV002 20")]
    [InlineData("", "APT003 4 DRV002 20")]
    public void The_configuration_selects(string toml, string expected) => Assert.Equal(
        expected,
        string.Join(' ', Run(toml, new ResultFilterOptions(), TestRules.DriverMetapackage.At(Source, Cuda), TestRules.PromptWillFail.At(Source, Command))));

    [Fact]
    public void A_severity_is_given_before_the_least_one_is_asked_for()
    {
        var options = new ResultFilterOptions { MinSeverity = Severity.Error };
        var found = Filter("[severity]\nAPT003 = \"error\"\nDRV002 = \"info\"\n", options)
            .Apply(Source, [TestRules.DriverMetapackage.At(Source, Cuda), TestRules.PromptWillFail.At(Source, Command)], []);
        Assert.Equal(("APT003", Severity.Error), (Assert.Single(found.Diagnostics).Rule.Code, found.Diagnostics[0].Severity));
    }

    [Theory]
    [InlineData(Confidence.Low, 3)]
    [InlineData(Confidence.Medium, 2)]
    [InlineData(Confidence.High, 1)]
    public void The_least_confidence_is_kept(Confidence least, int count) => Assert.Equal(
        count,
        Run("", new ResultFilterOptions { MinConfidence = least }, [.. Enum.GetValues<Confidence>().Select((confidence, i) => TestRules.PromptWillFail.At(Source, new TextSpan(i, 1)) with { Confidence = confidence })]).Count);

    [Fact]
    public void Syntax_errors_are_counted_even_where_they_are_not_shown()
    {
        var found = Filter("select = [\"APT\"]", new ResultFilterOptions()).Apply(Source, [TestRules.SyntaxError.At(Source, Cuda)], []);
        Assert.Empty(found.Diagnostics);
        Assert.Equal(1, found.SyntaxErrors);
    }

    [Fact]
    public void A_file_without_findings_has_none() => Assert.Empty(Run());

    private static List<string> Run(params ImmutableArray<Diagnostic> raw) => Run("", new ResultFilterOptions(), raw);

    private static List<string> RunWithTargets(params ImmutableArray<Diagnostic> raw) =>
        [.. Filter("", new ResultFilterOptions()).Apply(Source, raw, []).Diagnostics.Select(static diagnostic => $"{diagnostic.Rule.Code} {diagnostic.Span.Start} {diagnostic.Target}")];

    private static List<string> Run(string toml, ResultFilterOptions options, params ImmutableArray<Diagnostic> raw) =>
        [.. Filter(toml, options).Apply(Source, raw, []).Diagnostics.Select(static diagnostic => $"{diagnostic.Rule.Code} {diagnostic.Span.Start}")];

    private static ResultFilter Filter(string toml, ResultFilterOptions options)
    {
        var result = ConfigurationLoader.Parse(new SourceText("envlint.toml", toml), "0.1.0");
        Assert.Empty(result.Errors);
        return new ResultFilter(TestRules.Names, RuleSelection.Create(TestRules.Names, result.Configuration, SelectionOptions.None), result.Configuration, options);
    }
}
