using System.IO.Compression;
using System.Text.Json;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Reporting.Sarif;
using EnvLint.Rules;
using EnvLint.Text;

namespace EnvLint.Reporting.Tests.Sarif;

public sealed class SarifFormatTests
{
    private static readonly SarifFormat Format = new();

    [Fact]
    public void A_log_with_everything() => Expected.Matches("sarif/everything.sarif", Format.Write(Sample.Everything()));

    [Fact]
    public void A_log_with_hidden_results_a_root_and_a_category() => Expected.Matches(
        "sarif/suppressed.sarif",
        Format.Write(Sample.Everything(), new ReportOptions { IncludeSuppressed = true, Root = new Uri("file:///src/my%20project"), Category = "images" }));

    [Fact]
    public void A_run_without_findings_has_an_empty_array_of_results()
    {
        var run = Run(Sample.Report());
        Assert.Equal(JsonValueKind.Array, run.GetProperty("results").ValueKind);
        Assert.Equal(0, run.GetProperty("results").GetArrayLength());
        Assert.Equal(4, run.GetProperty("tool").GetProperty("driver").GetProperty("rules").GetArrayLength());
        Assert.True(run.GetProperty("invocations")[0].GetProperty("executionSuccessful").GetBoolean());
        Assert.False(run.GetProperty("invocations")[0].TryGetProperty("toolExecutionNotifications", out _));
    }

    [Fact]
    public void A_run_that_failed_in_part_says_so() =>
        Assert.False(Run(Sample.Report() with { IsComplete = false }).GetProperty("invocations")[0].GetProperty("executionSuccessful").GetBoolean());

    [Fact]
    public void Every_result_has_what_code_scanning_demands()
    {
        var run = Run(Sample.Everything());
        Assert.Equal("utf16CodeUnits", run.GetProperty("columnKind").GetString());
        var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules");
        Assert.Equal(4, run.GetProperty("results").GetArrayLength());
        foreach (var result in run.GetProperty("results").EnumerateArray())
        {
            Assert.Equal(result.GetProperty("ruleId").GetString(), rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString());
            Assert.Contains(result.GetProperty("level").GetString(), new[] { "error", "warning", "note" });
            Assert.False(string.IsNullOrWhiteSpace(Text(result.GetProperty("message"))));
            Assert.False(result.TryGetProperty("suppressions", out _));
            var location = Assert.Single(result.GetProperty("locations").EnumerateArray()).GetProperty("physicalLocation");
            Assert.Equal("%SRCROOT%", location.GetProperty("artifactLocation").GetProperty("uriBaseId").GetString());
            Assert.All(["startLine", "startColumn", "endLine", "endColumn"], (string name) => Assert.True(location.GetProperty("region").GetProperty(name).GetInt32() >= 1));
            Assert.Matches("^[0-9a-f]{1,16}:[1-9][0-9]*$", result.GetProperty("partialFingerprints").GetProperty("primaryLocationLineHash").GetString());
            Assert.Matches("^[0-9a-f]{64}$", result.GetProperty("partialFingerprints").GetProperty("envlint/v1").GetString());
        }
    }

    [Fact]
    public void Every_rule_is_described_once()
    {
        var file = new Marked("f", "[0|a|0]");
        var stranger = Sample.Rule("ZZZ001", "a-stranger", "A rule that the table does not hold", Severity.Warning);
        var rules = Run(Sample.Report(Sample.Finding(file, stranger), Sample.Finding(file, stranger), Sample.Finding(file, Sample.Size)))
            .GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().ToArray();
        Assert.Equal(["ENV007", "FWK001", "WSL005", "WSL024", "ZZZ001"], rules.Select(static rule => rule.GetProperty("id").GetString()!));
        foreach (var rule in rules)
        {
            Assert.InRange(Text(rule.GetProperty("shortDescription")).Length, 1, 1024);
            Assert.InRange(Text(rule.GetProperty("fullDescription")).Length, 1, 1024);
            Assert.NotEqual("", Text(rule.GetProperty("help")));
            Assert.False(rule.TryGetProperty("helpUri", out _));
            Assert.True(rule.GetProperty("defaultConfiguration").TryGetProperty("level", out _));
            Assert.Contains(rule.GetProperty("properties").GetProperty("precision").GetString(), new[] { "high", "medium", "low" });
            Assert.InRange(rule.GetProperty("properties").GetProperty("tags").GetArrayLength(), 1, 10);
        }
    }

    [Fact]
    public void The_address_of_a_page_is_written_where_there_is_one()
    {
        var rule = Sample.Rule("ABC001", "a-rule", "A rule", Severity.Error, help: "https://example.org/rules/ABC001");
        var written = Run(Sample.Report(Sample.Finding(new Marked("f", "[0|a|0]"), rule))).GetProperty("tool").GetProperty("driver").GetProperty("rules")[4];
        Assert.Equal("https://example.org/rules/ABC001", written.GetProperty("helpUri").GetString());
    }

    [Fact]
    public void Long_descriptions_are_cut()
    {
        var rule = Sample.Rule("ABC001", "a-rule", new string('t', 2000), Severity.Error, page: "# ABC001: a-rule\n\n" + new string('p', 5000));
        var written = Run(Sample.Report(Sample.Finding(new Marked("f", "[0|a|0]"), rule))).GetProperty("tool").GetProperty("driver").GetProperty("rules")[4];
        Assert.Equal(1024, Text(written.GetProperty("shortDescription")).Length);
        Assert.Equal(1024, Text(written.GetProperty("fullDescription")).Length);
        Assert.Equal(5018, written.GetProperty("help").GetProperty("markdown").GetString()!.Length);
    }

    [Theory]
    [InlineData("Dockerfile", "Dockerfile", true)]
    [InlineData("docker/my app/Docker#file", "docker/my%20app/Docker%23file", true)]
    [InlineData("c:odd/100%.sh", "c%3Aodd/100%25.sh", true)]
    [InlineData("größe/漢.sh", "gr%C3%B6%C3%9Fe/%E6%BC%A2.sh", true)]
    [InlineData("a\\b\n.sh", "a%5Cb%0A.sh", true)]
    [InlineData("~x/.wslconfig_1-2", "~x/.wslconfig_1-2", true)]
    [InlineData("/etc/wsl.conf", "file:///etc/wsl.conf", false)]
    [InlineData("C:/Users/A B/.wslconfig", "file:///C:/Users/A%20B/.wslconfig", false)]
    [InlineData("//wsl.localhost/Ubuntu/etc/wsl.conf", "file://wsl.localhost/Ubuntu/etc/wsl.conf", false)]
    public void Paths_become_addresses(string path, string expected, bool isRelative)
    {
        Assert.Equal(expected, SarifUri.Of(path, out var actual));
        Assert.Equal(isRelative, actual);
        Assert.True(Uri.TryCreate(expected, isRelative ? UriKind.Relative : UriKind.Absolute, out _));
    }

    [Fact]
    public void The_hash_of_the_line_is_that_of_the_primary_place()
    {
        var file = new Marked("f", " a\nb\n  \t\tc\n [0|d|0]");
        Assert.Equal("a23a3dc5e078b07b:1", Single(Sample.Report(Sample.Finding(file))).GetProperty("partialFingerprints").GetProperty("primaryLocationLineHash").GetString());
    }

    [Fact]
    public void Messages_are_sentences_with_notes_and_links()
    {
        var file = new Marked("f", "[0|a|0] [1|b|1]");
        var result = Single(Sample.Report(Sample.Finding(file, message: "\"x\" is wrong").With(new RelatedLocation(file.Source, file[1], "torch[cuda] is here")) with { Notes = ["Known since 2.0", "Really?"] }));
        Assert.Equal("\"x\" is wrong. Known since 2.0. Really? See [torch\\[cuda\\] is here](1).", Text(result.GetProperty("message")));
        var related = Assert.Single(result.GetProperty("relatedLocations").EnumerateArray());
        Assert.Equal(1, related.GetProperty("id").GetInt32());
        Assert.Equal("torch[cuda] is here.", Text(related.GetProperty("message")));
    }

    [Fact]
    public void Brackets_of_a_message_make_no_link() =>
        Assert.Equal("\\[a\\](b) is wrong.", Text(Single(Sample.Report(Sample.Finding(new Marked("f", "[0|a|0]"), message: "[a](b) is wrong"))).GetProperty("message")));

    [Fact]
    public void Hidden_characters_of_messages_are_spelled_out_and_those_of_edits_kept()
    {
        var file = new Marked("f", "[0|a|0]");
        var output = Format.Write(Sample.Report(Sample.Finding(file, message: "bad \x1b\u202e") with { Fix = Fix.Safe("Do", TextEdit.Replace(file[0], "\x1b\u202e")) }));
        Assert.DoesNotContain(output, static c => c is (< ' ' and not '\n') or '\u202e');
        using var json = JsonDocument.Parse(output);
        var result = json.RootElement.GetProperty("runs")[0].GetProperty("results")[0];
        Assert.Equal(@"bad \x1b\u{202e}.", Text(result.GetProperty("message")));
        Assert.Equal("\x1b\u202e", Text(result.GetProperty("fixes")[0].GetProperty("artifactChanges")[0].GetProperty("replacements")[0].GetProperty("insertedContent")));
    }

    [Fact]
    public void A_fix_without_edits_is_left_out() =>
        Assert.False(Single(Sample.Report(Sample.Finding(new Marked("f", "[0|a|0]")) with { Fix = new Fix("Write as UTF-8", FixSafety.Safe, []) { Encoding = TextEncoding.Utf8 } })).TryGetProperty("fixes", out _));

    [Fact]
    public void Suppressions_stand_at_every_result_or_at_none()
    {
        var results = Run(Format, Sample.Everything(), new ReportOptions { IncludeSuppressed = true }).GetProperty("results").EnumerateArray().ToArray();
        Assert.Equal(6, results.Length);
        Assert.All(results[..4], static result => Assert.Equal(0, result.GetProperty("suppressions").GetArrayLength()));
        Assert.Equal(["inSource", "external"], results[4..].Select(static result => result.GetProperty("suppressions")[0].GetProperty("kind").GetString()!).OrderDescending(StringComparer.Ordinal));
    }

    [Fact]
    public void Too_many_results_lose_the_least_severe_and_say_so()
    {
        var source = new SourceText("f", new string('x', 100));
        var findings = Enumerable.Range(0, 20).Select(i => Sample.Finding(source, new TextSpan(i, 1)) with { Severity = (Severity)(i % 3) });
        var run = Run(new SarifFormat(SarifLimits.GitHub with { Results = 10 }), Sample.Report([.. findings]));
        var levels = run.GetProperty("results").EnumerateArray().Select(static result => result.GetProperty("level").GetString()!).ToArray();
        Assert.Equal(Enumerable.Repeat("error", 6).Concat(Enumerable.Repeat("warning", 4)), levels);
        Assert.Equal("The log would have been too large: 10 results are missing, the least severe ones.", Notification(run));
    }

    [Fact]
    public void As_many_results_as_allowed_keep_their_order()
    {
        var source = new SourceText("f", new string('x', 100));
        var findings = Enumerable.Range(0, 10).Select(i => Sample.Finding(source, new TextSpan(i, 1)) with { Severity = (Severity)(i % 3) });
        var run = Run(new SarifFormat(SarifLimits.GitHub with { Results = 10 }), Sample.Report([.. findings]));
        Assert.Equal(
            Enumerable.Range(1, 10),
            run.GetProperty("results").EnumerateArray().Select(static result => result.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("region").GetProperty("startColumn").GetInt32()));
        Assert.False(run.GetProperty("invocations")[0].TryGetProperty("toolExecutionNotifications", out _));
    }

    [Fact]
    public void A_log_stays_below_the_compressed_size()
    {
        // Text that no compressor makes small.
        var random = new Random(1);
        var source = new SourceText("f", new string('x', 2000));
        var findings = Enumerable.Range(0, 2000).Select(i =>
        {
            var bytes = new byte[600];
            random.NextBytes(bytes);
            return Sample.Finding(source, new TextSpan(i, 1), message: Convert.ToBase64String(bytes)) with { Severity = i == 1999 ? Severity.Error : Severity.Info };
        });
        const int Limit = 400_000;
        using var log = new MemoryStream();
        new SarifFormat(SarifLimits.GitHub with { CompressedBytes = Limit }).Write(Sample.Report([.. findings]), log, new ReportOptions());

        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(log.GetBuffer(), 0, (int)log.Length);
        }

        Assert.InRange(compressed.Length, Limit / 3, Limit);
        using var json = JsonDocument.Parse(log.ToArray());
        var run = json.RootElement.GetProperty("runs")[0];
        Assert.Equal("error", run.GetProperty("results")[0].GetProperty("level").GetString());
        Assert.Contains($"{2000 - run.GetProperty("results").GetArrayLength()} results are missing", Notification(run), StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_locations_are_cut_and_said_so()
    {
        var file = new Marked("f", "[0|a|0]");
        var related = Enumerable.Repeat(new RelatedLocation(file.Source, file[0], "here"), 1200);
        var run = Run(Sample.Report(Sample.Finding(file).With([.. related])));
        Assert.Equal(999, run.GetProperty("results")[0].GetProperty("relatedLocations").GetArrayLength());
        Assert.Equal("1 result has more than 1000 locations, of which the first are kept.", Notification(run));
    }

    [Fact]
    public void The_size_is_never_estimated_too_small()
    {
        var report = Sample.Everything();
        var results = SarifResult.From(report, includeSuppressed: true);
        Assert.True(SarifResult.EstimateSize(report, results) > Format.Write(report, new ReportOptions { IncludeSuppressed = true }).Length);

        var file = new Marked("f", "[0|a|0]");
        var hard = Sample.Report(Sample.Finding(file, message: new string('\u202e', 5000)).With(new RelatedLocation(file.Source, file[0], new string('\u202e', 5000))));
        Assert.True(SarifResult.EstimateSize(hard, SarifResult.From(hard, includeSuppressed: false)) > Format.Write(hard).Length);
    }

    [Theory]
    [InlineData("# A: b\n\nFirst `line`\nand [link](https://x.org).\n\nSecond.", "Title. First line and link (https://x.org).")]
    [InlineData("# A: b\n\n## Why\n\nFirst.\n", "Title. First.")]
    [InlineData("", "Title.")]
    public void The_description_is_the_title_and_the_first_paragraph(string page, string expected) =>
        Assert.Equal(expected, RulePage.Describe(Sample.Rule("ABC001", "a-rule", "Title", Severity.Error, page: page)));

    [Theory]
    [InlineData("# A: b\n\nTake `8GB`.\n\n```sh\n# no heading [x](y)\n```\n", "A: b\n\nTake 8GB.\n\n    # no heading [x](y)")]
    [InlineData("a [b] (c) [d](e", "a [b] (c) [d](e")]
    [InlineData("\n", "Title.")]
    public void The_page_as_plain_text(string page, string expected) =>
        Assert.Equal(expected, RulePage.ToPlainText(Sample.Rule("ABC001", "a-rule", "Title", Severity.Error, page: page)));

    private static JsonElement Single(Report report) => Assert.Single(Run(report).GetProperty("results").EnumerateArray());

    private static string Text(JsonElement message) => message.GetProperty("text").GetString()!;

    private static string Notification(JsonElement run) =>
        Text(Assert.Single(run.GetProperty("invocations")[0].GetProperty("toolExecutionNotifications").EnumerateArray()).GetProperty("message"));

    private static JsonElement Run(Report report) => Run(Format, report);

    private static JsonElement Run(SarifFormat format, Report report, ReportOptions? options = null)
    {
        using var json = JsonDocument.Parse(format.Write(report, options));
        Assert.Equal("2.1.0", json.RootElement.GetProperty("version").GetString());
        Assert.True(json.RootElement.TryGetProperty("$schema", out _));
        return Assert.Single(json.RootElement.GetProperty("runs").EnumerateArray()).Clone();
    }
}
