using System.Globalization;
using System.Text;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Reporting.Display;

namespace EnvLint.Reporting;

/// <summary>A summary in GitHub's Markdown, for <c>$GITHUB_STEP_SUMMARY</c> and comments: counts, a table, and each finding with its frames.</summary>
/// <remarks>
/// As "GitHub Flavored Markdown Spec" (github.github.com/gfm) and "Adding a job summary" (docs.github.com) have it. No text of a
/// file becomes markup, a link or a mention, and no HTML is written. A summary may be one MiB large; where it would be larger, the
/// table and the frames of the most severe findings are kept, and a line tells how many are left out.
/// </remarks>
public sealed class MarkdownFormat : LineFormat
{
    // Bytes. A step's summary is dropped as a whole beyond 1,048,576, and other programs of the step may add to it.
    private const int GitHubLimit = 1_000_000;
    private const int NoticeLength = 200;

    private readonly int _limit;

    /// <summary>Makes the format.</summary>
    public MarkdownFormat()
        : this(GitHubLimit)
    {
    }

    /// <summary>Makes the format with another limit.</summary>
    /// <param name="limit">The most bytes, more than the head takes.</param>
    internal MarkdownFormat(int limit) => _limit = limit;

    /// <inheritdoc/>
    public override string Name => "markdown";

    /// <inheritdoc/>
    public override string Description => "summary for a job or a comment";

    /// <inheritdoc/>
    public override void Write(Report report, TextWriter output, ReportOptions options)
    {
        var head = $"## {Escape(report.Tool.Name)}\n\n{Escape(TextFormat.Summarize(report))}\n";
        output.Write(head);
        if (report.Diagnostics.IsEmpty)
        {
            return;
        }

        const string TableHead = "\n| Severity | Rule | Place | Finding |\n| --- | --- | --- | --- |\n";
        const string DetailsHead = "\n### Details\n";
        var room = _limit - Encoding.UTF8.GetByteCount(head) - TableHead.Length - DetailsHead.Length - NoticeLength;
        var order = FindingText.MostSevereFirst(report.Diagnostics);

        // One row says less than its frames: where both do not fit, they share.
        var rows = Fitting(report, order, diagnostic => RowOf(diagnostic, options), room / 2, out var used);
        var details = Fitting(report, order, diagnostic => DetailOf(diagnostic, report.Tool), room - used, out _);
        output.Write(TableHead);
        WriteAll(rows, output);
        output.Write(DetailsHead);
        WriteAll(details, output);
        var missingRows = rows.Length - CountOf(rows);
        var missingDetails = details.Length - CountOf(details);
        if (missingRows + missingDetails > 0)
        {
            output.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"\nThis summary is as long as it may be: {Words.Count(missingRows, "finding is", "findings are")} missing in the table, {missingDetails} in the details.\n"));
        }
    }

    // In the order of the report, with null in the place of what does not fit: that is the least severe.
    private static string?[] Fitting(Report report, List<int> order, Func<Diagnostic, string> write, int room, out int used)
    {
        used = 0;
        var texts = new string?[order.Count];
        foreach (var index in order)
        {
            var text = write(report.Diagnostics[index]);
            var length = Encoding.UTF8.GetByteCount(text);
            if (used + length > room)
            {
                break;
            }

            texts[index] = text;
            used += length;
        }

        return texts;
    }

    private static void WriteAll(string?[] texts, TextWriter output)
    {
        foreach (var text in texts)
        {
            output.Write(text);
        }
    }

    private static int CountOf(string?[] texts)
    {
        var count = 0;
        foreach (var text in texts)
        {
            count += text is null ? 0 : 1;
        }

        return count;
    }

    private static string RowOf(Diagnostic diagnostic, ReportOptions options)
    {
        var rule = diagnostic.Rule.HelpUri is { } address ? $"[{diagnostic.Rule.Code}](<{address.AbsoluteUri}>)" : diagnostic.Rule.Code;
        var place = new ShownPlace(diagnostic.Source, diagnostic.Span).With(diagnostic.Source);
        return $"| {diagnostic.Severity.ToWord()} | {rule} | {Escape(place)} | {Escape(FindingText.SentenceOf(diagnostic, options))} |\n";
    }

    private static string DetailOf(Diagnostic diagnostic, ToolInfo tool)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var writer = new StyledWriter(text, useColor: false);
        TextFormat.WriteDiagnostic(diagnostic, tool, writer, new FrameWriter(writer, asciiOnly: false), new ReportOptions());
        var frames = text.ToString();
        int longest = 2, run = 0;
        foreach (var c in frames)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        var fence = new string('`', longest + 1);
        return $"\n{fence}text\n{frames}{fence}\n";
    }

    /// <summary>A text of one line as text and nothing else, within a line or a cell of a table.</summary>
    private static string Escape(string text)
    {
        var shown = VisibleText.Escape(text);
        var output = new StringBuilder(shown.Length + 16);
        for (var i = 0; i < shown.Length; i++)
        {
            var c = shown[i];
            switch (c)
            {
                case '&' or '<' or '>' or '|' or '`':
                    // A backslash does not do for these in all places: in a cell, a bar ends it before anything else is read.
                    output.Append("&#").Append((int)c).Append(';');
                    break;
                case '\\' or '*' or '_' or '[' or ']' or '~' or '$' or '#':
                case ':' when shown.AsSpan(i).StartsWith("://", StringComparison.Ordinal):
                case '.' when i >= 3 && shown.AsSpan(i - 3, 3).Equals("www", StringComparison.OrdinalIgnoreCase):
                    output.Append('\\').Append(c);
                    break;
                case '@':
                    // Mentions and addresses are looked for in the finished text, but not in code.
                    var end = i;
                    while (end < shown.Length && shown[end] == '@')
                    {
                        end++;
                    }

                    output.Append('`').Append(shown, i, end - i).Append('`');
                    i = end - 1;
                    break;
                default:
                    output.Append(c);
                    break;
            }
        }

        return output.ToString();
    }
}
