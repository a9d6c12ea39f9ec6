using System.Globalization;
using System.Text;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Rules;

namespace EnvLint.Reporting.Tests;

public sealed class MarkdownFormatTests
{
    [Theory]
    [InlineData("a|b", "a&#124;b")]
    [InlineData("<b> & `c`", "&#60;b&#62; &#38; &#96;c&#96;")]
    [InlineData("@team and @@x", "`@`team and `@@`x")]
    [InlineData("https://a.example, WWW.b.example", "https\\://a.example, WWW\\.b.example")]
    [InlineData("*a* _b_ [c](d) ~e~ $f$ #1 \\", "\\*a\\* \\_b\\_ \\[c\\](d) \\~e\\~ \\$f\\$ \\#1 \\\\")]
    [InlineData("torch 2.5.1: no (yes), 'x' - y!", "torch 2.5.1: no (yes), 'x' - y!")]
    public void No_text_becomes_markup(string message, string expected) =>
        Assert.Contains($"| f:1:1 | {expected} |\n", new MarkdownFormat().Write(Sample.Report(Sample.Finding(new Marked("f", "[0|a|0]"), message: message))), StringComparison.Ordinal);

    [Theory]
    [InlineData("a", "```")]
    [InlineData("```", "````")]
    [InlineData("` `` ````` ```", "``````")]
    public void A_fence_is_longer_than_any_within(string line, string fence)
    {
        var output = new MarkdownFormat().Write(Sample.Report(Sample.Finding(new Marked("f", $"[0|x|0] {line}\n"))));

        Assert.Contains($"\n{fence}text\n", output, StringComparison.Ordinal);
        Assert.EndsWith($"\n{fence}\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_with_an_address_links_to_it() => Assert.Contains(
        "| [ABC001](<https://example.org/ABC001>) |",
        new MarkdownFormat().Write(Sample.Report(Sample.Finding(new Marked("f", "[0|a|0]"), Sample.Rule("ABC001", "a-rule", "A rule", Severity.Error, help: "https://example.org/ABC001")))),
        StringComparison.Ordinal);

    [Theory]
    [InlineData(1_500)]
    [InlineData(4_000)]
    [InlineData(10_000)]
    public void What_does_not_fit_is_the_least_severe_and_is_counted(int limit)
    {
        var file = new Marked("größe", "[0|a|0]");
        var findings = Enumerable.Range(0, 100).Select(i => Sample.Finding(file, message: i.ToString("d3", CultureInfo.InvariantCulture)) with { Severity = i % 2 == 0 ? Severity.Info : Severity.Error });
        var output = new MarkdownFormat(limit).Write(Sample.Create([.. findings], []));

        Assert.InRange(Encoding.UTF8.GetByteCount(output), 0, limit);
        var rows = output.Split('\n').Where(static line => line.StartsWith("| error ", StringComparison.Ordinal) || line.StartsWith("| info ", StringComparison.Ordinal)).ToList();
        var details = output.Split('\n').Count(static line => line.StartsWith("error[", StringComparison.Ordinal) || line.StartsWith("info[", StringComparison.Ordinal));
        Assert.InRange(details, 1, rows.Count);
        Assert.True(rows.Count == 100 || rows.TrueForAll(static row => row.StartsWith("| error ", StringComparison.Ordinal)) || rows.Count(static row => row.StartsWith("| error ", StringComparison.Ordinal)) == 50);
        Assert.Equal(rows.Order(StringComparer.Ordinal).OrderBy(static row => row.Split('|')[4], StringComparer.Ordinal), rows);
        Assert.True(rows.Count < 100 || details < 100);
        Assert.EndsWith($"This summary is as long as it may be: {(rows.Count == 99 ? "1 finding is" : $"{100 - rows.Count} findings are")} missing in the table, {100 - details} in the details.\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Ten_thousand_findings_stay_below_a_mebibyte()
    {
        var file = new Marked("f", string.Concat(Enumerable.Repeat("RUN pip install torch torchvision\n", 10_000)) + "[0|x|0]");
        var findings = Enumerable.Range(0, 10_000).Select(i => Sample.Finding(file.Source, new Text.TextSpan(i * 34, 3)));
        var report = Sample.Create([.. findings], []);

        Assert.InRange(Encoding.UTF8.GetByteCount(new MarkdownFormat().Write(report)), 900_000, 1_048_576);
    }
}
