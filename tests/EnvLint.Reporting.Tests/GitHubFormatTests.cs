using System.Globalization;
using EnvLint.Diagnostics;
using EnvLint.Reporting.Display;
using EnvLint.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace EnvLint.Reporting.Tests;

public sealed class GitHubFormatTests
{
    private static readonly GitHubFormat Format = new();
    private static readonly ReportOptions Bare = new() { WriteSummary = false };

    [Fact]
    public void Quiet_leaves_nothing_of_a_run_without_findings() => Assert.Equal("", Format.Write(Sample.Report(), Bare));

    [Fact]
    public void The_most_severe_and_surest_come_first_for_the_rest_may_be_dropped()
    {
        var file = new Marked("f", "[0|a|0]");
        var report = Sample.Report(
            Of("a", Severity.Info, Confidence.High),
            Of("b", Severity.Warning, Confidence.Low),
            Of("c", Severity.Warning, Confidence.High),
            Of("d", Severity.Error, Confidence.Medium),
            Of("e", Severity.Error, Confidence.High),
            Of("f", Severity.Error, Confidence.High));

        Assert.Equal(
            ["error f:1:1: e", "error f:1:1: f", "error f:1:1: d", "warning f:1:1: c", "warning f:1:1: b", "notice f:1:1: a"],
            Parse(Format.Write(report, Bare)).Select(static command => $"{command.Name} {command.Message.Split('\n')[0]}"));

        Diagnostic Of(string message, Severity severity, Confidence confidence) =>
            Sample.Finding(file, message: message) with { Severity = severity, Confidence = confidence };
    }

    [Fact]
    public void Columns_are_given_for_places_on_one_line_only()
    {
        var commands = Parse(Format.Write(Sample.Report(Sample.Finding(new Marked("f", "a\n[0|b\nc|0]d\n")), Sample.Finding(new Marked("g", "a\n [0|b\n|0]"))), Bare));

        Assert.Equal(("2", "3", null, null), Place(commands[0]));
        Assert.Equal(("2", "2", "2", "3"), Place(commands[1]));
    }

    [Fact]
    public void What_the_runner_reads_is_what_was_meant()
    {
        var report = Sample.Hostile();
        var output = Format.Write(report, Bare);

        var command = Assert.Single(Parse(output));
        Assert.Equal("error", command.Name);
        Assert.Equal("a b/::error file=x,line=1::%0A\\x0a<&\"'>(1,2).sh", command.Properties["file"]);
        Assert.Equal("WSL005 wsl-bad-size", command.Properties["title"]);
        Assert.StartsWith("a b/::error file=x,line=1::%0A\\x0a<&\"'>(1,2).sh:1:6: bad\\x0d\\x0a::error::%25%0A \\x1b[2J<script>", command.Message, StringComparison.Ordinal);
        Assert.Equal(6, command.Message.Split('\n').Length);
        Assert.Equal(1, output.Count(static c => c == '\n'));
    }

    [Fact]
    public void The_last_line_sums_up_and_is_no_command()
    {
        var last = Format.Write(Sample.Everything()).TrimEnd('\n').Split('\n')[^1];

        Assert.Equal(TextFormat.Summarize(Sample.Everything()), last);
        Assert.Empty(Parse(last + "\n"));
    }

    [Fact]
    public void Any_path_and_text_comes_back_by_the_rules_of_the_runner_and_makes_no_command_of_its_own() => Prop.ForAll(HostileText.Findings.ToArbitrary(), static finding =>
    {
        var command = Assert.Single(Parse(Format.Write(Sample.Report(finding), Bare)));
        var place = new ShownPlace(finding.Source, finding.Span);
        var path = VisibleText.Escape(finding.Source.Path);

        Assert.Equal("error", command.Name);
        Assert.Equal(path, command.Properties["file"]);
        Assert.Equal("FWK001 torch-companions", command.Properties["title"]);
        Assert.Equal((place.Line.ToString(CultureInfo.InvariantCulture), place.EndLine.ToString(CultureInfo.InvariantCulture)), (command.Properties["line"], command.Properties["endLine"]));
        Assert.Equal([$"{place.With(finding.Source, Bare)}: {VisibleText.Escape(finding.Message)}", .. FindingText.LinesOf(finding, Sample.Tool, Bare)], command.Message.Split('\n'));
    }).QuickCheckThrowOnFailure();

    private static List<WorkflowCommand> Parse(string output) => WorkflowCommand.Parse(output);

    private static (string? Line, string? EndLine, string? Column, string? EndColumn) Place(WorkflowCommand command) =>
        (command.Properties.GetValueOrDefault("line"), command.Properties.GetValueOrDefault("endLine"), command.Properties.GetValueOrDefault("col"), command.Properties.GetValueOrDefault("endColumn"));
}
