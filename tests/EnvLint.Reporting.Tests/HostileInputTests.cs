using System.Text.Json;
using System.Xml.Linq;
using EnvLint.Diagnostics;
using EnvLint.Reporting.Html;
using EnvLint.Reporting.Json;
using EnvLint.Reporting.Sarif;
using EnvLint.Reporting.Tests.Html;
using EnvLint.Text;

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
