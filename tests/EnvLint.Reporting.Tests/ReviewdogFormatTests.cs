using System.Text;
using System.Text.Json;
using EnvLint.Diagnostics;
using EnvLint.Reporting.Json;
using EnvLint.Rules;
using EnvLint.Text;

namespace EnvLint.Reporting.Tests;

public sealed class ReviewdogFormatTests
{
    [Theory]
    [InlineData("[0|a|0]", "1:1-1:2")]
    [InlineData("a\U00010400[0|b|0]", "1:6-1:7")]
    [InlineData("é\r\nü[0|ö\r\nß|0]", "2:3-3:3")]
    [InlineData("a\n[0||0]", "2:1-2:1")]
    public void Columns_count_bytes(string markup, string expected)
    {
        using var json = Write(Sample.Finding(new Marked("f", markup)));

        Assert.Equal(expected, Range(json.RootElement.GetProperty("diagnostics")[0].GetProperty("location").GetProperty("range")));
    }

    [Fact]
    public void The_edits_of_a_fix_are_one_suggestion()
    {
        var file = new Marked("f", "x\npip install [0|é>=1|0] é\n");
        using var json = Write(Sample.Finding(file) with { Fix = Fix.Safe("Quote", TextEdit.Insert(file[0].Start, "\""), TextEdit.Insert(file[0].End, "\"")) });

        var suggestion = Assert.Single(json.RootElement.GetProperty("diagnostics")[0].GetProperty("suggestions").EnumerateArray());
        Assert.Equal("2:13-2:18", Range(suggestion.GetProperty("range")));
        Assert.Equal("\"é>=1\"", suggestion.GetProperty("text").GetString());
    }

    [Fact]
    public void A_suggestion_does_to_the_bytes_what_the_fix_does()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var text = string.Concat(Enumerable.Range(0, 20).Select(_ => (string[])["a", "é", "\U0001F600", "\n", "漢", " "]).Select(pieces => pieces[random.Next(pieces.Length)]));
            var source = new SourceText("f", text);
            var places = new SortedSet<int>(Enumerable.Range(0, 4).Select(_ => Boundary(text, random))).ToList();
            var edits = places.Chunk(2).Select(pair => TextEdit.Replace(TextSpan.FromBounds(pair[0], pair[^1]), "<" + seed + ">")).ToArray();
            using var json = Write(Sample.Finding(source, new TextSpan(0, 0)) with { Fix = Fix.Safe("Do", edits) });

            var diagnostic = json.RootElement.GetProperty("diagnostics")[0];
            var expected = text;
            foreach (var edit in edits.Reverse())
            {
                expected = expected[..edit.Span.Start] + edit.NewText + expected[edit.Span.End..];
            }

            if (diagnostic.TryGetProperty("suggestions", out var suggestions))
            {
                Assert.Equal(expected, Apply(text, suggestions[0]));
            }
            else
            {
                Assert.True(text[edits[0].Span.Start..edits[^1].Span.End].Count(static c => c == '\n') >= 10);
            }
        }
    }

    [Fact]
    public void A_fix_that_reaches_far_or_changes_the_encoding_is_no_suggestion()
    {
        var file = new Marked("f", "[0|a|0]" + new string('\n', 12) + "[1|b|1]");
        var far = Sample.Finding(file) with { Fix = Fix.Safe("Do", TextEdit.Delete(file[0]), TextEdit.Delete(file[1])) };
        var encoding = Sample.Finding(file) with { Fix = new Fix("Write it as UTF-8", FixSafety.Safe, []) { Encoding = TextEncoding.Utf8 } };
        foreach (var finding in (Diagnostic[])[far, encoding])
        {
            using var json = Write(finding);
            Assert.False(json.RootElement.GetProperty("diagnostics")[0].TryGetProperty("suggestions", out _));
            Assert.Contains("help: ", json.RootElement.GetProperty("diagnostics")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_rule_with_an_address_links_to_it()
    {
        using var json = Write(Sample.Finding(new Marked("f", "[0|a|0]"), Sample.Rule("ABC001", "a-rule", "A rule", Severity.Error, help: "https://example.org/ABC001")));

        Assert.Equal("https://example.org/ABC001", json.RootElement.GetProperty("diagnostics")[0].GetProperty("code").GetProperty("url").GetString());
    }

    private static int Boundary(string text, Random random)
    {
        var place = random.Next(text.Length + 1);
        return place < text.Length && char.IsLowSurrogate(text[place]) ? place - 1 : place;
    }

    private static string Apply(string text, JsonElement suggestion)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var lines = text.Split('\n').Select(static line => Encoding.UTF8.GetByteCount(line) + 1).ToArray();
        int Offset(JsonElement position) => lines.Take(position.GetProperty("line").GetInt32() - 1).Sum() + position.GetProperty("column").GetInt32() - 1;
        var range = suggestion.GetProperty("range");
        return Encoding.UTF8.GetString([.. bytes[..Offset(range.GetProperty("start"))], .. Encoding.UTF8.GetBytes(suggestion.GetProperty("text").GetString()!), .. bytes[Offset(range.GetProperty("end"))..]]);
    }

    private static JsonDocument Write(Diagnostic finding) => JsonDocument.Parse(new ReviewdogFormat().Write(Sample.Report(finding)));

    private static string Range(JsonElement range) =>
        $"{range.GetProperty("start").GetProperty("line")}:{range.GetProperty("start").GetProperty("column")}-{range.GetProperty("end").GetProperty("line")}:{range.GetProperty("end").GetProperty("column")}";
}
