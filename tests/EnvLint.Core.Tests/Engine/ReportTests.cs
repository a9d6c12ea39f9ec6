using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Rules;
using EnvLint.Text;

namespace EnvLint.Core.Tests.Engine;

public sealed class ReportTests
{
    private static readonly SourceText Left = new("a/Dockerfile", "FROM x\nRUN y\n");
    private static readonly SourceText Right = new("b.sh", "echo\n");

    [Fact]
    public void Findings_come_by_path_position_and_code()
    {
        var report = Create(Finding(Right, 0, "AAA001"), Finding(Left, 7, "AAA001"), Finding(Left, 0, "BBB001"), Finding(Left, 0, "AAA002"));
        Assert.Equal(
            ["a/Dockerfile 0 AAA002", "a/Dockerfile 0 BBB001", "a/Dockerfile 7 AAA001", "b.sh 0 AAA001"],
            report.Diagnostics.Select(static d => $"{d.Source.Path} {d.Span.Start} {d.Rule.Code}"));
    }

    [Fact]
    public void Counts_follow_the_findings()
    {
        var edit = TextEdit.Insert(0, "x");
        var report = Create(
            Finding(Left, 0, "AAA001") with { Severity = Severity.Error, Fix = Fix.Safe("Write x", edit) },
            Finding(Left, 1, "AAA001") with { Fix = Fix.Suggested("Write x", edit) },
            Finding(Right, 0, "AAA001") with { Severity = Severity.Info });
        Assert.Equal((1, 1, 1), (report.Errors, report.Warnings, report.Infos));
        Assert.Equal((1, 1), (report.FixableSafely, report.FixableUnsafely));
        Assert.Equal((2, 5), (report.FilesWithFindings, report.FilesChecked));
        Assert.Equal((1, 1), (report.SuppressedInSource, report.Baselined));
    }

    [Fact]
    public void A_run_without_findings_counts_nothing()
    {
        var report = Report.Create(new ToolInfo("envlint", "0.1.0", ""), [], [], [], 3);
        Assert.Equal((0, 0, 0, 0, 0, 0), (report.Errors, report.Warnings, report.Infos, report.FilesWithFindings, report.SuppressedInSource, report.Baselined));
        Assert.True(report.IsComplete);
    }

    private static Report Create(params ImmutableArray<Diagnostic> diagnostics) => Report.Create(
        new ToolInfo("envlint", "0.1.0", "2026-10"),
        [],
        diagnostics,
        [
            new SuppressedDiagnostic(Finding(Right, 0, "CCC001"), SuppressionKind.InSource, "known"),
            new SuppressedDiagnostic(Finding(Left, 0, "CCC001"), SuppressionKind.Baseline, ""),
        ],
        5);

    private static Diagnostic Finding(SourceText source, int start, string code) => new()
    {
        Rule = new RuleDescriptor
        {
            Code = code,
            Name = "a-rule",
            Title = "A rule",
            Category = RuleCategory.Correctness,
            Severity = Severity.Warning,
            Since = "0.1.0",
            Page = "",
        },
        Severity = Severity.Warning,
        Message = "Something is wrong",
        Source = source,
        Span = new TextSpan(start, 1),
    };
}
