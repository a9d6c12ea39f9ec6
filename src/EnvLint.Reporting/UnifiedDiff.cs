using System.Globalization;
using EnvLint.Text;

namespace EnvLint.Reporting;

/// <summary>Writes what changed in a text as a unified diff, which <c>git apply</c> and <c>patch</c> take.</summary>
public static class UnifiedDiff
{
    private const int Context = 3;

    /// <summary>Writes the diff of a file; nothing where nothing changed.</summary>
    /// <param name="before">The text as it is.</param>
    /// <param name="after">The text as it would be.</param>
    /// <param name="output">Where to; lines end with <c>\n</c>, and hold the <c>\r</c> that the file's lines have.</param>
    /// <param name="show">Makes a line of the file fit to be shown; for a terminal, not for a patch.</param>
    public static void Write(SourceText before, SourceText after, TextWriter output, Func<string, string> show)
    {
        if (before.Encoding != after.Encoding)
        {
            output.Write($"Encoding of {Quote("", before.Path)}: {NameOf(before.Encoding)} becomes {NameOf(after.Encoding)}\n");
        }

        if (string.Equals(before.Content, after.Content, StringComparison.Ordinal))
        {
            return;
        }

        output.Write($"--- {Quote("a/", before.Path)}\n+++ {Quote("b/", after.Path)}\n");
        var old = LineDiff.SplitLines(before.Content);
        var @new = LineDiff.SplitLines(after.Content);
        foreach (var hunk in Group(LineDiff.Compare(old, @new), old.Count))
        {
            WriteHunk(hunk, old, @new, output, show);
        }
    }

    // Changes whose context meets share a hunk.
    private static IEnumerable<List<LineChange>> Group(List<LineChange> changes, int oldCount)
    {
        var hunk = new List<LineChange>();
        foreach (var change in changes)
        {
            if (hunk.Count > 0 && change.OldStart - Math.Min(hunk[^1].OldEnd, oldCount) > 2 * Context)
            {
                yield return hunk;
                hunk = [];
            }

            hunk.Add(change);
        }

        if (hunk.Count > 0)
        {
            yield return hunk;
        }
    }

    private static void WriteHunk(List<LineChange> hunk, List<string> old, List<string> @new, TextWriter output, Func<string, string> show)
    {
        var oldStart = Math.Max(0, hunk[0].OldStart - Context);
        var newStart = hunk[0].NewStart - (hunk[0].OldStart - oldStart);
        var oldEnd = Math.Min(old.Count, hunk[^1].OldEnd + Context);
        var newEnd = hunk[^1].NewEnd + (oldEnd - hunk[^1].OldEnd);
        output.Write($"@@ -{Range(oldStart, oldEnd)} +{Range(newStart, newEnd)} @@\n");
        var line = oldStart;
        foreach (var change in hunk)
        {
            WriteLines(' ', old, line, change.OldStart, output, show);
            WriteLines('-', old, change.OldStart, change.OldEnd, output, show);
            WriteLines('+', @new, change.NewStart, change.NewEnd, output, show);
            line = change.OldEnd;
        }

        WriteLines(' ', old, line, oldEnd, output, show);
    }

    private static void WriteLines(char mark, List<string> lines, int start, int end, TextWriter output, Func<string, string> show)
    {
        for (var i = start; i < end; i++)
        {
            var line = lines[i];
            var isWhole = line.EndsWith('\n');
            output.Write(mark);
            output.Write(show(isWhole ? line[..^1] : line));
            output.Write(isWhole ? "\n" : "\n\\ No newline at end of file\n");
        }
    }

    private static string Range(int start, int end)
    {
        // An empty range names the line before it.
        var count = end - start;
        var first = count == 0 ? start : start + 1;
        return count == 1
            ? first.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{first},{count}");
    }

    // As git does it: a name that would break the line is put into quotes.
    private static string Quote(string prefix, string path)
    {
        var isPlain = true;
        foreach (var c in path)
        {
            isPlain &= c is >= ' ' and not ('"' or '\\' or '\u007F') && !Display.HiddenCharacters.Contains(c);
        }

        if (isPlain)
        {
            return prefix + path;
        }

        var text = new System.Text.StringBuilder("\"").Append(prefix);
        foreach (var value in System.Text.Encoding.UTF8.GetBytes(path))
        {
            _ = value switch
            {
                (byte)'"' or (byte)'\\' => text.Append('\\').Append((char)value),
                (byte)'\n' => text.Append("\\n"),
                (byte)'\t' => text.Append("\\t"),
                (byte)'\r' => text.Append("\\r"),
                < 0x20 or >= 0x7F => text.Append('\\').Append(Convert.ToString(value, 8).PadLeft(3, '0')),
                _ => text.Append((char)value),
            };
        }

        return text.Append('"').ToString();
    }

    private static string NameOf(TextEncoding encoding) => encoding switch
    {
        TextEncoding.Utf8Bom => "UTF-8 with byte order mark",
        TextEncoding.Utf16LittleEndian => "UTF-16, little endian",
        TextEncoding.Utf16BigEndian => "UTF-16, big endian",
        _ => "UTF-8",
    };
}
