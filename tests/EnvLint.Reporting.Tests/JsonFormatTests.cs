using System.Text.Json;
using EnvLint.Diagnostics;
using EnvLint.Reporting.Json;
using EnvLint.Text;

namespace EnvLint.Reporting.Tests;

public sealed class JsonFormatTests
{
    private static readonly JsonFormat Format = new();

    [Fact]
    public void A_report_with_everything() => Expected.Matches("json/everything.json", Format.Write(Sample.Everything()));

    [Fact]
    public void A_run_without_findings() => Expected.Matches("json/empty.json", Format.Write(Sample.Report()));

    [Fact]
    public void Every_finding_has_every_property()
    {
        using var json = JsonDocument.Parse(Format.Write(Sample.Everything()));
        Assert.Equal(1, json.RootElement.GetProperty("version").GetInt32());
        foreach (var finding in json.RootElement.GetProperty("findings").EnumerateArray())
        {
            Assert.Equal(
                ["code", "name", "severity", "confidence", "message", "path", "line", "column", "endLine", "endColumn", "target", "related", "notes", "help", "fingerprint", "fix"],
                finding.EnumerateObject().Select(static property => property.Name));
        }
    }

    [Fact]
    public void Fingerprints_are_those_of_the_baseline()
    {
        var report = Sample.Everything();
        using var json = JsonDocument.Parse(Format.Write(report));
        Assert.Equal(report.Fingerprints.Diagnostics, json.RootElement.GetProperty("findings").EnumerateArray().Select(static finding => finding.GetProperty("fingerprint").GetString()!));
    }

    [Fact]
    public void Whatever_a_message_holds_comes_back()
    {
        var all = string.Concat(Enumerable.Range(0, 0x3000).Where(static c => c is < 0xD800 or > 0xDFFF).Select(static c => (char)c)) + "\U0001F600\U000E0041\U000F0000\uFEFF\uFFFD";
        var output = Format.Write(Sample.Report(Sample.Finding(new Marked("f", "[0|a|0]"), message: all)));
        using var json = JsonDocument.Parse(output);
        Assert.Equal(all, json.RootElement.GetProperty("findings")[0].GetProperty("message").GetString());
        Assert.DoesNotContain(output, static c => c is (< ' ' and not '\n') or (>= '\x7f' and <= '\x9f') or '\u202e' or '\u200b' or '\u200d' or '\u2028' or '\ufeff');
        Assert.Contains("ÄÅ", output, StringComparison.Ordinal);
        Assert.Contains("\U0001F600", output, StringComparison.Ordinal);
        Assert.Contains(@"\udb40\udc41", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lone_surrogate_becomes_the_replacement_character()
    {
        using var json = JsonDocument.Parse(Format.Write(Sample.Report(Sample.Finding(new Marked("f", "[0|a|0]"), message: "a\ud83db"))));
        Assert.Equal("a\ufffdb", json.RootElement.GetProperty("findings")[0].GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("[0|a|0]", 1, 1, 1, 2)]
    [InlineData("a\r\n\t[0|bc|0]", 2, 2, 2, 4)]
    [InlineData("\U0001F600[0|b|0]", 1, 3, 1, 4)]
    [InlineData("a\rb\n[0|c\nd|0]", 3, 1, 4, 2)]
    [InlineData("a\n[0||0]", 2, 1, 2, 1)]
    public void Places_are_counted_from_one_with_exclusive_ends(string markup, int line, int column, int endLine, int endColumn)
    {
        using var json = JsonDocument.Parse(Format.Write(Sample.Report(Sample.Finding(new Marked("f", markup)))));
        var finding = json.RootElement.GetProperty("findings")[0];
        Assert.Equal(
            (line, column, endLine, endColumn),
            (finding.GetProperty("line").GetInt32(), finding.GetProperty("column").GetInt32(), finding.GetProperty("endLine").GetInt32(), finding.GetProperty("endColumn").GetInt32()));
    }

    [Fact]
    public void A_fix_of_the_encoding_says_which()
    {
        var fix = new Fix("Write the file as UTF-8", FixSafety.Safe, []) { Encoding = TextEncoding.Utf8 };
        using var json = JsonDocument.Parse(Format.Write(Sample.Report(Sample.Finding(new Marked("f", "[0|a|0]")) with { Fix = fix })));
        var written = json.RootElement.GetProperty("findings")[0].GetProperty("fix");
        Assert.Equal("utf-8", written.GetProperty("encoding").GetString());
        Assert.Equal(0, written.GetProperty("edits").GetArrayLength());
    }
}
