using System.Text.Json;
using System.Xml.Linq;
using EnvLint.Diagnostics;
using EnvLint.Reporting.Display;
using EnvLint.Reporting.Html;
using EnvLint.Reporting.Json;
using EnvLint.Reporting.Sarif;
using EnvLint.Reporting.Tests.Html;
using EnvLint.Text;
using FsCheck;
using FsCheck.Fluent;

namespace EnvLint.Reporting.Tests;

/// <summary>Whatever text and places a finding has, every format gives a proper output.</summary>
public sealed class HostileInputTests
{
    private static readonly string[] Pieces =
    [
        "a", "bb ", "\t", "\n", "\r\n", "\r", " ", "漢", "\U0001F468\u200D\U0001F469", "e\u0301", "\u202e", "\x1b[31m", "\0", "\ud83d", "\udc00", "\ufffe",
        "\u200d", "\ufe0f", "\"", "\\", "</script>", "[x](y)", "{0}", "%41", new string('x', 90), new string('\u0301', 20), new string('\n', 9),
    ];

    [Fact]
    public void No_text_and_no_place_breaks_a_format()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var source = new SourceText(Text(random, 3), Text(random, 30));
            var other = new SourceText(Text(random, 3), Text(random, 5));
            var related = Enumerable.Range(0, random.Next(6)).Select(_ => random.Next(3) == 0 ? Place(other, random) : Place(source, random));
            var span = Place(source, random).Span;
            var finding = Sample.Finding(source, span, message: Text(random, 4), label: Text(random, 2)).With([.. related]) with
            {
                Notes = [Text(random, 3)],
                Fix = Fix.Safe(Text(random, 3), TextEdit.Replace(span, Text(random, 3))),
            };
            var report = Sample.Report(finding);
            foreach (var name in ReportFormat.Names)
            {
                var format = ReportFormat.Find(name)!;
                var output = format.Write(report);
                Assert.True(IsClean(output), $"seed {seed}, {format.Name}:\n{output}");
                Assert.EndsWith("\n", output, StringComparison.Ordinal);
                if (format is JsonFormat or JsonLinesFormat or SarifFormat or GitLabFormat or SonarQubeFormat or ReviewdogFormat)
                {
                    JsonDocument.Parse(output).Dispose();
                }
                else if (format is HtmlFormat)
                {
                    Page.Parse(output);
                }
                else if (format is JUnitFormat or CheckstyleFormat)
                {
                    XDocument.Parse(output);
                }
                else if (format is TextFormat or ConciseFormat)
                {
                    var ascii = format.Write(report, new ReportOptions { UseAscii = true });
                    Assert.True(ascii.All(static c => c is '\n' or (>= ' ' and <= '~')), $"seed {seed}, {format.Name}:\n{ascii}");
                }
            }
        }
    }

    [Fact]
    public void Nothing_that_goes_to_a_log_is_a_command_to_what_reads_it() => Prop.ForAll(HostileText.Findings.ToArbitrary(), static finding =>
    {
        foreach (var format in (ReportFormat[])[new TextFormat(), new ConciseFormat(), new MSBuildFormat()])
        {
            foreach (var useAscii in (bool[])[false, true])
            {
                var output = format.Write(Sample.Report(finding), new ReportOptions { UseAscii = useAscii });
                Assert.Empty(WorkflowCommand.Parse(output));
                Assert.DoesNotContain("##vso[", output, StringComparison.OrdinalIgnoreCase);
            }
        }
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("::error::x", "\\x3a:error::x")]
    [InlineData("  ::x", "  \\x3a:x")]
    [InlineData("\u00a0::x", "\u00a0\\x3a:x")]
    [InlineData(":x", ":x")]
    [InlineData(": :x", ": :x")]
    [InlineData("a::x", "a::x")]
    [InlineData("::", "\\x3a:")]
    [InlineData(":", ":")]
    [InlineData("a ##vso[b]", "a \\x23#vso[b]")]
    [InlineData("###[b] ##VsO[", "#\\x23#[b] \\x23#VsO[")]
    [InlineData("## [b] #[c] ##vso", "## [b] #[c] ##vso")]
    public void Commands_are_spelled_out_and_nothing_else(string text, string shown)
    {
        Assert.Equal(shown, VisibleText.Escape(text));
        Assert.Equal(shown, VisibleText.Escape(shown));
    }

    private static bool IsClean(string output)
    {
        foreach (var c in output)
        {
            if (c is (< ' ' and not '\n') or (>= '\x7f' and <= '\x9f') or '\u202e' or '\ufffe')
            {
                return false;
            }
        }

        return true;
    }

    private static string Text(Random random, int pieces) =>
        string.Concat(Enumerable.Range(0, random.Next(1, pieces + 1)).Select(_ => Pieces[random.Next(Pieces.Length)]));

    private static RelatedLocation Place(SourceText source, Random random)
    {
        var start = random.Next(source.Length + 1);
        return new RelatedLocation(source, new TextSpan(start, random.Next(source.Length - start + 1)), Text(random, 2));
    }
}
