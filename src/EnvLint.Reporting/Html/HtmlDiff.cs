using System.Collections.Immutable;
using System.Text;
using EnvLint.Engine;
using EnvLint.Reporting.Display;
using EnvLint.Text;

namespace EnvLint.Reporting.Html;

/// <summary>Shows what a fix would change: its lines before and after, each with one line around it.</summary>
/// <param name="html">Where to.</param>
internal sealed class HtmlDiff(HtmlWriter html)
{
    // Edits with fewer lines than this between them share a stretch.
    private const int NearLines = 3;

    // What is longer is cut: the whole of it is what the command is for.
    private const int MostRows = 24;
    private const int LongestLine = 200;
    private const int Lead = 60;

    private readonly HtmlFrameWriter _columns = new(html);
    private int _rows;

    /// <summary>Writes the lines.</summary>
    /// <param name="source">The file.</param>
    /// <param name="wanted">Its edits; where they cannot be made nothing is shown.</param>
    public void Write(SourceText source, ImmutableArray<TextEdit> wanted)
    {
        if (FixApplier.EditsOf(wanted, source) is not { IsEmpty: false } edits)
        {
            return;
        }

        html.Raw("<pre class=\"diff\" tabindex=\"0\" role=\"group\" aria-label=\"What the fix changes\">");
        _rows = 0;
        for (var first = 0; first < edits.Length;)
        {
            var next = first + 1;
            while (next < edits.Length && source.Lines.LineOf(edits[next].Span.Start) - source.Lines.LineOf(edits[next - 1].Span.End) < NearLines)
            {
                next++;
            }

            if (first > 0)
            {
                html.Raw("<span class=\"g\">   ⋮</span>\n");
            }

            WriteStretch(source, edits.AsSpan()[first..next]);
            first = next;
        }

        if (_rows > MostRows)
        {
            html.Write($"<span class=\"g\">{$"   {Words.Count(_rows - MostRows, "more line", "more lines")}"}</span>\n");
        }

        html.Raw("</pre>");
    }

    private void WriteStretch(SourceText source, ReadOnlySpan<TextEdit> edits)
    {
        var text = source.Content;
        var start = LineStart(text, edits[0].Span.Start);
        start = LineStart(text, Math.Max(0, start - 1));
        var last = edits[^1].Span.End;
        var end = LineEnd(text, last);
        end = last == LineStart(text, last) ? end : LineEnd(text, end); // what ends with a line has the next one behind it already
        var changed = new StringBuilder();
        var position = start;
        foreach (var edit in edits)
        {
            changed.Append(text, position, edit.Span.Start - position).Append(edit.NewText);
            position = edit.Span.End;
        }

        changed.Append(text, position, end - position);
        var old = LineDiff.SplitLines(text[start..end]);
        var @new = LineDiff.SplitLines(changed.ToString());
        var line = 0;
        foreach (var change in LineDiff.Compare(old, @new))
        {
            WriteContext(old, line, change.OldStart);
            WriteChange(old.GetRange(change.OldStart, change.OldEnd - change.OldStart), @new.GetRange(change.NewStart, change.NewEnd - change.NewStart));
            line = change.OldEnd;
        }

        WriteContext(old, line, old.Count);
    }

    private static int LineStart(string text, int position) => position == 0 ? 0 : text.LastIndexOf('\n', position - 1) + 1;

    // Behind the line end of the line that holds the position.
    private static int LineEnd(string text, int position)
    {
        var end = position < text.Length ? text.IndexOf('\n', position) : -1;
        return end < 0 ? text.Length : end + 1;
    }

    private void WriteContext(List<string> lines, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            WriteRow("  ", WithoutEnd(lines[i]), 0, 0, "", "");
        }
    }

    private void WriteChange(List<string> old, List<string> @new)
    {
        // Line ends are shown where nothing else tells the lines apart.
        var isPaired = old.Count == @new.Count;
        for (var i = 0; i < old.Count; i++)
        {
            var (before, after) = (WithoutEnd(old[i]), isPaired ? WithoutEnd(@new[i]) : "");
            if (isPaired && before == after)
            {
                (before, after) = (old[i].TrimEnd('\n'), @new[i].TrimEnd('\n'));
            }

            var (start, end) = isPaired ? Difference(before, after) : (0, 0);
            WriteRow("- ", before, start, before.Length - end, "<del>", "</del>");
        }

        for (var i = 0; i < @new.Count; i++)
        {
            var (before, after) = (isPaired ? WithoutEnd(old[i]) : "", WithoutEnd(@new[i]));
            if (isPaired && before == after)
            {
                (before, after) = (old[i].TrimEnd('\n'), @new[i].TrimEnd('\n'));
            }

            var (start, end) = isPaired ? Difference(after, before) : (0, 0);
            WriteRow("+ ", after, start, after.Length - end, "<ins>", "</ins>");
        }
    }

    private static string WithoutEnd(string line) => line.TrimEnd('\n').TrimEnd('\r');

    // What is the same at both ends; a character is not torn apart.
    private static (int Start, int End) Difference(string text, string other)
    {
        var start = text.AsSpan().CommonPrefixLength(other);
        if (start > 0 && char.IsHighSurrogate(text[start - 1]))
        {
            start--;
        }

        var end = 0;
        while (end < Math.Min(text.Length, other.Length) - start && text[^(end + 1)] == other[^(end + 1)])
        {
            end++;
        }

        if (end > 0 && char.IsLowSurrogate(text[^end]))
        {
            end--;
        }

        return (start, end);
    }

    private void WriteRow(string sign, string line, int start, int end, string open, string close)
    {
        if (++_rows > MostRows)
        {
            return;
        }

        var from = 0;
        var to = line.Length;
        if (line.Length > LongestLine)
        {
            from = Math.Clamp(start - Lead, 0, line.Length - LongestLine);
            to = from + LongestLine;
            from -= from > 0 && char.IsLowSurrogate(line[from]) ? 1 : 0;
            to -= to < line.Length && char.IsLowSurrogate(line[to]) ? 1 : 0;
        }

        start = Math.Clamp(start, from, to);
        end = Math.Clamp(end, start, to);
        html.Raw(open);
        html.Raw(sign);
        html.Raw(from > 0 ? "…" : "");
        Piece(line, from, start);
        if (end > start && open.Length > 0)
        {
            html.Raw("<b>");
            Piece(line, start, end);
            html.Raw("</b>");
        }

        Piece(line, end > start && open.Length > 0 ? end : start, to);
        html.Raw(to < line.Length ? "…" : "");
        html.Raw("\n");
        html.Raw(close);
    }

    private void Piece(string line, int start, int end)
    {
        if (end > start)
        {
            var shown = new StringBuilder(end - start);
            VisibleText.RenderLine(line.AsSpan(start, end - start), shown, new int[end - start + 1], asciiOnly: false);
            _columns.WriteColumns(shown.ToString());
        }
    }
}
