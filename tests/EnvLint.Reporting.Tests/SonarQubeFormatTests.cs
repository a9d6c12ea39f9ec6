using System.Text.Json;
using EnvLint.Reporting.Json;
using EnvLint.Rules;

namespace EnvLint.Reporting.Tests;

public sealed class SonarQubeFormatTests
{
    [Fact]
    public void A_rule_is_written_once_as_severe_as_its_worst_finding()
    {
        var file = new Marked("f", "[0|a|0] [1|b|1]");
        var rule = Sample.Rule("ABC001", "a-rule", "A rule", Diagnostics.Severity.Info, category: RuleCategory.Security);
        using var json = Write(Sample.Report(
            Sample.Finding(file, rule),
            Sample.Finding(file.Source, file[1], rule) with { Severity = Diagnostics.Severity.Error },
            Sample.Finding(file.Source, file[1], rule) with { Severity = Diagnostics.Severity.Warning, Message = "b" }));

        var written = Assert.Single(json.RootElement.GetProperty("rules").EnumerateArray());
        Assert.Equal(("CRITICAL", "VULNERABILITY", "TRUSTWORTHY"), (Text(written, "severity"), Text(written, "type"), Text(written, "cleanCodeAttribute")));
        Assert.Equal(("SECURITY", "HIGH"), (Text(written.GetProperty("impacts")[0], "softwareQuality"), Text(written.GetProperty("impacts")[0], "severity")));
        Assert.Equal(3, json.RootElement.GetProperty("issues").GetArrayLength());
    }

    [Theory]
    [InlineData("a\n[0||0]b", "2")]
    [InlineData("a[0|\r\n|0]b", "1")]
    [InlineData("a\n[0||0]", "2")]
    [InlineData("[0||0]", "1")]
    [InlineData("\U0001F600[0|b|0]", "1:2-1:3")]
    [InlineData("a[0|b\nc|0]d", "1:1-2:1")]
    [InlineData("[0|b\r\n|0]d", "1:0-1:1")]
    public void No_range_is_empty_or_leaves_its_lines(string markup, string expected)
    {
        using var json = Write(Sample.Report(Sample.Finding(new Marked("f", markup))));

        var range = json.RootElement.GetProperty("issues")[0].GetProperty("primaryLocation").GetProperty("textRange");
        Assert.Equal(expected, range.TryGetProperty("startColumn", out var column)
            ? $"{range.GetProperty("startLine")}:{column}-{range.GetProperty("endLine")}:{range.GetProperty("endColumn")}"
            : $"{range.GetProperty("startLine")}");
    }

    private static JsonDocument Write(Engine.Report report) => JsonDocument.Parse(new SonarQubeFormat().Write(report));

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
