namespace EnvLint.MSBuild.Tests;

public sealed class FindingTests
{
    [Fact]
    public void A_report_is_read()
    {
        var findings = Finding.Read(Report("""
            { "code": "FWK001", "severity": "error", "message": "a \"b\" \u001b\n\ud800 {0}", "path": "d\u00e9/a b", "line": 14, "column": 29, "endLine": 15, "endColumn": 48, "help": null, "notes": [ "x" ] },
            { "code": "ENV004", "severity": "info", "message": "", "path": "x", "line": 1, "column": 1, "endLine": 1, "endColumn": 1, "help": "https://example.invalid/ENV004" }
            """));

        Assert.Equal(
            [
                new Finding("FWK001", Severity.Error, "a \"b\" \u001b\n\ud800 {0}", "dé/a b", 14, 29, 15, 48, null),
                new Finding("ENV004", Severity.Info, "", "x", 1, 1, 1, 1, "https://example.invalid/ENV004"),
            ],
            findings);
    }

    [Fact]
    public void A_report_without_findings_is_read() => Assert.Empty(Finding.Read(Report("")));

    [Theory]
    [InlineData("")]
    [InlineData("envlint: no")]
    [InlineData("[]")]
    [InlineData("{ \"version\": 2, \"findings\": [] }")]
    [InlineData("{ \"version\": 1 }")]
    [InlineData("{ \"version\": 1, \"findings\": [ { \"code\": \"A\" } ] }")]
    [InlineData("{ \"version\": 1, \"findings\": [ { \"code\": \"A\", \"severity\": \"worse\", \"message\": \"\", \"path\": \"\" } ] }")]
    [InlineData("{ \"version\": 1, \"findings\": [ { \"code\": \"A\", \"severity\": \"info\", \"message\": \"\", \"path\": \"\", \"line\": -1 } ] }")]
    [InlineData("{ \"version\": 1, \"findings\": [")]
    public void What_is_no_report_is_told(string text) => Assert.Throws<FormatException>(() => Finding.Read(text));

    private static string Report(string findings) => $$"""{ "version": 1, "tool": { "name": "envlint" }, "findings": [ {{findings}} ], "summary": { "files": 1 } }""";
}
