using System.Globalization;
using EnvLint.Text;

namespace EnvLint.Reporting;

/// <summary>Writes what changed in a text as a unified diff, which <c>git apply</c> and <c>patch</c> take.</summary>
public static class UnifiedDiff
{
    private const int Context = 3;

    // Beyond it the changed middle is shown as one block: exact, only longer than need be. Bounds time and memory on any input.
    private const int MostEdits = 500;

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
        var old = SplitLines(before.Content);
        var @new = SplitLines(after.Content);
        foreach (var hunk in Group(Compare(old, @new), old.Count))
        {
            WriteHunk(hunk, old, @new, output, show);
        }
    }

    // Lines as patch sees them: \n ends one, and nothing else.
    private static List<string> SplitLines(string text)
    {
        var lines = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            var next = end < 0 ? text.Length : end + 1;
            lines.Add(text[start..next]);
            start = next;
        }

        return lines;
    }

    private static List<Change> Compare(List<string> old, List<string> @new)
    {
        var start = 0;
        while (start < old.Count && start < @new.Count && old[start] == @new[start])
        {
            start++;
        }

        var oldEnd = old.Count;
        var newEnd = @new.Count;
        while (oldEnd > start && newEnd > start && old[oldEnd - 1] == @new[newEnd - 1])
        {
            oldEnd--;
            newEnd--;
        }

        return ShortestEdits(old, @new, start, oldEnd, newEnd) ?? [new Change(start, oldEnd, start, newEnd)];
    }

    // The greedy algorithm of Myers over the lines between; null where there are too many edits.
    private static List<Change>? ShortestEdits(List<string> old, List<string> @new, int start, int oldEnd, int newEnd)
    {
        var oldCount = oldEnd - start;
        var newCount = newEnd - start;
        var limit = Math.Min(oldCount + newCount, MostEdits);
        var furthest = new int[(2 * limit) + 3];
        var trace = new List<int[]>();
        for (var edits = 0; edits <= limit; edits++)
        {
            trace.Add(furthest[(limit + 1 - edits)..(limit + 2 + edits)]);
            for (var diagonal = -edits; diagonal <= edits; diagonal += 2)
            {
                var index = limit + 1 + diagonal;
                var x = diagonal == -edits || (diagonal != edits && furthest[index - 1] < furthest[index + 1])
                    ? furthest[index + 1]
                    : furthest[index - 1] + 1;
                var y = x - diagonal;
                while (x < oldCount && y < newCount && old[start + x] == @new[start + y])
                {
                    x++;
                    y++;
                }

                furthest[index] = x;
                if (x >= oldCount && y >= newCount)
                {
                    return Backtrack(trace, edits, oldCount, newCount, start);
                }
            }
        }

        return null;
    }

    private static List<Change> Backtrack(List<int[]> trace, int edits, int x, int y, int start)
    {
        var changes = new List<Change>();
        for (; edits > 0; edits--)
        {
            // trace[edits] holds the diagonals -edits..edits as they were before this round.
            var row = trace[edits];
            var diagonal = x - y;
            var isInsertion = diagonal == -edits || (diagonal != edits && At(row, edits, diagonal - 1) < At(row, edits, diagonal + 1));
            var previous = isInsertion ? diagonal + 1 : diagonal - 1;
            var fromX = At(row, edits, previous);
            var fromY = fromX - previous;
            var change = isInsertion
                ? new Change(start + fromX, start + fromX, start + fromY, start + fromY + 1)
                : new Change(start + fromX, start + fromX + 1, start + fromY, start + fromY);
            if (changes.Count > 0 && changes[^1].OldStart == change.OldEnd && changes[^1].NewStart == change.NewEnd)
            {
                changes[^1] = new Change(change.OldStart, changes[^1].OldEnd, change.NewStart, changes[^1].NewEnd);
            }
            else
            {
                changes.Add(change);
            }

            x = fromX;
            y = fromY;
        }

        changes.Reverse();
        return changes;
    }

    private static int At(int[] row, int edits, int diagonal) => row[diagonal + edits];

    // Changes whose context meets share a hunk.
    private static IEnumerable<List<Change>> Group(List<Change> changes, int oldCount)
    {
        var hunk = new List<Change>();
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

    private static void WriteHunk(List<Change> hunk, List<string> old, List<string> @new, TextWriter output, Func<string, string> show)
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

    private readonly record struct Change(int OldStart, int OldEnd, int NewStart, int NewEnd);
}
