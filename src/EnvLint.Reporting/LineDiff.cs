using EnvLint.Text;

namespace EnvLint.Reporting;

/// <summary>Lines that others stand in the place of.</summary>
/// <param name="OldStart">The first of the old lines.</param>
/// <param name="OldEnd">The line behind the last of them.</param>
/// <param name="NewStart">The first of the new lines.</param>
/// <param name="NewEnd">The line behind the last of them.</param>
internal readonly record struct LineChange(int OldStart, int OldEnd, int NewStart, int NewEnd);

/// <summary>Finds what changed between two texts.</summary>
public static class LineDiff
{
    // Beyond it the changed middle is one block: exact, only longer than need be. Bounds time and memory on any input.
    private const int MostEdits = 500;

    /// <summary>The edits that make one text of another: few, and short.</summary>
    /// <param name="before">The text as it is.</param>
    /// <param name="after">The text as it is to be.</param>
    /// <returns>Edits of the first text, in order, without overlaps; none where both are the same.</returns>
    public static List<TextEdit> Edits(string before, string after)
    {
        var edits = new List<TextEdit>();
        if (string.Equals(before, after, StringComparison.Ordinal))
        {
            return edits;
        }

        var old = SplitLines(before);
        var @new = SplitLines(after);
        int line = 0, newLine = 0, position = 0, newPosition = 0;
        foreach (var change in Compare(old, @new))
        {
            position = Advance(old, ref line, change.OldStart, position);
            newPosition = Advance(@new, ref newLine, change.NewStart, newPosition);
            var start = position;
            var newStart = newPosition;
            position = Advance(old, ref line, change.OldEnd, position);
            newPosition = Advance(@new, ref newLine, change.NewEnd, newPosition);
            edits.Add(Shortened(before, TextSpan.FromBounds(start, position), after[newStart..newPosition]));
        }

        return edits;
    }

    private static int Advance(List<string> lines, ref int line, int to, int position)
    {
        for (; line < to; line++)
        {
            position += lines[line].Length;
        }

        return position;
    }

    // Without what is the same at both ends. A pair of surrogates and a \r\n stay together.
    private static TextEdit Shortened(string before, TextSpan span, string text)
    {
        var old = before.AsSpan(span.Start, span.Length);
        var start = old.CommonPrefixLength(text);
        while (start > 0 && (IsInside(old, start) || IsInside(text, start)))
        {
            start--;
        }

        var end = 0;
        while (end < Math.Min(old.Length, text.Length) - start && old[^(end + 1)] == text[^(end + 1)])
        {
            end++;
        }

        while (end > 0 && (IsInside(old, old.Length - end) || IsInside(text, text.Length - end)))
        {
            end--;
        }

        return TextEdit.Replace(TextSpan.FromBounds(span.Start + start, span.End - end), text[start..^end]);
    }

    private static bool IsInside(ReadOnlySpan<char> text, int position) =>
        position > 0 && position < text.Length
        && (char.IsSurrogatePair(text[position - 1], text[position]) || (text[position - 1] == '\r' && text[position] == '\n'));

    /// <summary>The lines of a text as patch sees them: <c>\n</c> ends one, and nothing else.</summary>
    /// <param name="text">The text.</param>
    internal static List<string> SplitLines(string text)
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

    /// <summary>What changed, in order.</summary>
    /// <param name="old">The lines before.</param>
    /// <param name="new">The lines after.</param>
    internal static List<LineChange> Compare(List<string> old, List<string> @new)
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

        return ShortestEdits(old, @new, start, oldEnd, newEnd) ?? [new LineChange(start, oldEnd, start, newEnd)];
    }

    // The greedy algorithm of Myers over the lines between; null where there are too many edits.
    private static List<LineChange>? ShortestEdits(List<string> old, List<string> @new, int start, int oldEnd, int newEnd)
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

    private static List<LineChange> Backtrack(List<int[]> trace, int edits, int x, int y, int start)
    {
        var changes = new List<LineChange>();
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
                ? new LineChange(start + fromX, start + fromX, start + fromY, start + fromY + 1)
                : new LineChange(start + fromX, start + fromX + 1, start + fromY, start + fromY);
            if (changes.Count > 0 && changes[^1].OldStart == change.OldEnd && changes[^1].NewStart == change.NewEnd)
            {
                changes[^1] = new LineChange(change.OldStart, changes[^1].OldEnd, change.NewStart, changes[^1].NewEnd);
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
}
