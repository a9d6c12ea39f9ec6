using System.Text.Json;
using System.Text.Json.Nodes;
using EnvLint.Reporting.Json;

namespace EnvLint.Reporting.Tests;

public sealed class JsonLinesFormatTests
{
    [Fact]
    public void The_lines_are_the_findings_of_json_behind_a_version()
    {
        var report = Sample.Everything();
        var lines = new JsonLinesFormat().Write(report).TrimEnd('\n').Split('\n');
        var findings = JsonNode.Parse(new JsonFormat().Write(report))!["findings"]!.AsArray();

        Assert.Equal(findings.Count, lines.Length);
        for (var i = 0; i < lines.Length; i++)
        {
            var line = JsonNode.Parse(lines[i])!.AsObject();
            Assert.Equal("version", line.First().Key);
            Assert.Equal(1, line["version"]!.GetValue<int>());
            line.Remove("version");
            Assert.Equal(findings[i]!.ToJsonString(), line.ToJsonString());
        }
    }

    [Fact]
    public void Whatever_a_text_holds_a_finding_is_one_line()
    {
        var file = new Marked("a\nb", "[0|\u2028|0]\n");
        var output = new JsonLinesFormat().Write(Sample.Report(Sample.Finding(file, message: "a\r\n\u0085\u2028\u2029\vb")));

        Assert.Single(output.TrimEnd('\n').Split('\n', '\r', '\u0085', '\u2028', '\u2029', '\v'));
        Assert.Equal("a\r\n\u0085\u2028\u2029\vb", JsonDocument.Parse(output).RootElement.GetProperty("message").GetString());
    }
}
