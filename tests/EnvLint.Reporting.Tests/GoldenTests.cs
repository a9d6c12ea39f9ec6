namespace EnvLint.Reporting.Tests;

/// <summary>What the formats for programs write, byte for byte. Findings that are hidden are in none of them.</summary>
public sealed class GoldenTests
{
    public static TheoryData<string, string> Formats { get; } = new()
    {
        { "jsonl", "jsonl" },
        { "github", "txt" },
        { "gitlab", "json" },
        { "junit", "xml" },
        { "checkstyle", "xml" },
        { "sonarqube", "json" },
        { "rdjson", "json" },
        { "msbuild", "txt" },
        { "markdown", "md" },
    };

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_report_with_everything(string name, string extension) => Matches(name, $"everything.{extension}", Sample.Everything());

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_run_without_findings(string name, string extension) => Matches(name, $"empty.{extension}", Sample.Report());

    [Theory]
    [MemberData(nameof(Formats))]
    public void Places_that_are_easily_counted_wrong(string name, string extension) => Matches(name, $"places.{extension}", Sample.Places());

    [Theory]
    [MemberData(nameof(Formats))]
    public void Texts_that_mean_something_elsewhere(string name, string extension) => Matches(name, $"hostile.{extension}", Sample.Hostile());

    [Theory]
    [MemberData(nameof(Formats))]
    public void Several_targets(string name, string extension) =>
        Matches(name, $"targets.{extension}", Sample.Report(Of("cluster"), Of("laptop")), new ReportOptions { ShowTargets = true });

    private static Diagnostics.Diagnostic Of(string target) => Sample.Finding(new Marked("Dockerfile", "FROM [0|x|0]\n")) with { Target = target };

    private static void Matches(string name, string file, Engine.Report report, ReportOptions? options = null) =>
        Expected.Matches($"{name}/{file}", ReportFormat.Find(name)!.Write(report, options));
}
