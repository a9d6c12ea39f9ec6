namespace EnvLint.Rules.Wsl.Support;

/// <summary>Finds the name that was meant.</summary>
internal static class Nearest
{
    private const int Longest = 64;

    /// <summary>The candidate that differs least; null where none is near, or two are equally near.</summary>
    /// <param name="text">What is written.</param>
    /// <param name="candidates">What could be meant.</param>
    internal static string? Of(ReadOnlySpan<char> text, IEnumerable<string> candidates)
    {
        if (text.Length is < 3 or > Longest)
        {
            return null;
        }

        // One slip in a short word, two in a long one.
        var limit = text.Length < 6 ? 1 : 2;
        string? best = null;
        var distance = limit + 1;
        foreach (var candidate in candidates)
        {
            if (Math.Abs(candidate.Length - text.Length) > limit || candidate.Equals(best, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var found = Distance(text, candidate);
            if (found < distance)
            {
                (best, distance) = (candidate, found);
            }
            else if (found == distance)
            {
                best = null;
            }
        }

        return best;
    }

    // Insertions, deletions, replacements and swaps of neighbours, without regard to case.
    private static int Distance(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        Span<int> before = stackalloc int[Longest + 3];
        Span<int> last = stackalloc int[Longest + 3];
        Span<int> now = stackalloc int[Longest + 3];
        for (var j = 0; j <= right.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            now[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var same = Same(left[i - 1], right[j - 1]);
                now[j] = Math.Min(Math.Min(last[j] + 1, now[j - 1] + 1), last[j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]))
                {
                    now[j] = Math.Min(now[j], before[j - 2] + 1);
                }
            }

            last.CopyTo(before);
            now.CopyTo(last);
        }

        return last[right.Length];
    }

    private static bool Same(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
