namespace EnvLint.Configuration;

/// <summary>Finds the name that a mistyped one was meant to be.</summary>
public static class NearestName
{
    /// <summary>Longest name that is looked at: comparing costs its square.</summary>
    private const int LongestName = 64;

    /// <summary>Most candidates that are looked at: they may come from the file, as the names to look for do.</summary>
    private const int MaximumCandidates = 1_000;

    /// <summary>The candidate with the fewest edits from a name, if they are few for its length.</summary>
    /// <param name="name">The name as written.</param>
    /// <param name="candidates">The names that exist; among equally near ones the first wins.</param>
    /// <returns>A candidate; null where none is near.</returns>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        if (name.Length is 0 or > LongestName)
        {
            return null;
        }

        string? best = null;
        var limit = Math.Max(1, name.Length / 3);
        var count = 0;
        foreach (var candidate in candidates)
        {
            if (++count > MaximumCandidates)
            {
                break;
            }

            var distance = Distance(name, candidate, limit);
            if (distance <= limit)
            {
                best = candidate;
                limit = distance - 1;
                if (limit < 0)
                {
                    break;
                }
            }
        }

        return best;
    }

    /// <summary>Insertions, deletions, replacements and swaps of neighbours that make one name of the other; letter case and <c>_</c> for <c>-</c> cost nothing.</summary>
    /// <param name="left">One name.</param>
    /// <param name="right">The other.</param>
    /// <param name="limit">What is above it is not told apart.</param>
    /// <returns>The distance, or some number above <paramref name="limit"/>.</returns>
    private static int Distance(string left, string right, int limit)
    {
        if (right.Length > LongestName || Math.Abs(left.Length - right.Length) > limit)
        {
            return int.MaxValue;
        }

        Span<int> beforeLast = stackalloc int[LongestName + 1];
        Span<int> last = stackalloc int[LongestName + 1];
        Span<int> current = stackalloc int[LongestName + 1];
        for (var column = 0; column <= right.Length; column++)
        {
            last[column] = column;
        }

        for (var row = 1; row <= left.Length; row++)
        {
            current[0] = row;
            var smallest = row;
            for (var column = 1; column <= right.Length; column++)
            {
                var a = Fold(left[row - 1]);
                var b = Fold(right[column - 1]);
                var cost = Math.Min(Math.Min(last[column], current[column - 1]) + 1, last[column - 1] + (a == b ? 0 : 1));
                if (row > 1 && column > 1 && a == Fold(right[column - 2]) && b == Fold(left[row - 2]))
                {
                    cost = Math.Min(cost, beforeLast[column - 2] + 1);
                }

                current[column] = cost;
                smallest = Math.Min(smallest, cost);
            }

            if (smallest > limit)
            {
                return int.MaxValue;
            }

            var reused = beforeLast;
            beforeLast = last;
            last = current;
            current = reused;
        }

        return last[right.Length];
    }

    private static char Fold(char c) => c == '_' ? '-' : char.ToLowerInvariant(c);
}
