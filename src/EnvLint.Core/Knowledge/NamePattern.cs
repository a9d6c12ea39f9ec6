namespace EnvLint.Knowledge;

/// <summary>The patterns of the tables: <c>#</c> is one or more digits, <c>*</c> is anything or nothing, the rest is itself. The case counts.</summary>
public static class NamePattern
{
    /// <summary>Whether the whole of a text fits a pattern.</summary>
    /// <param name="pattern">The pattern; no digit may follow a <c>#</c>.</param>
    /// <param name="text">The text.</param>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        var p = 0;
        var t = 0;

        // Where the last * stands and how much of the text it has taken: an earlier * never needs to take more.
        var star = -1;
        var taken = 0;
        while (true)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                taken = t;
                continue;
            }

            if (p < pattern.Length && t < text.Length && pattern[p] == '#' && char.IsAsciiDigit(text[t]))
            {
                p++;
                while (t < text.Length && char.IsAsciiDigit(text[t]))
                {
                    t++;
                }

                continue;
            }

            if (p < pattern.Length && t < text.Length && pattern[p] == text[t])
            {
                p++;
                t++;
                continue;
            }

            if (p == pattern.Length && t == text.Length)
            {
                return true;
            }

            if (star < 0 || taken >= text.Length)
            {
                return false;
            }

            p = star + 1;
            t = ++taken;
        }
    }

    /// <summary>Whether the whole of a text fits one of several patterns.</summary>
    /// <param name="patterns">The patterns.</param>
    /// <param name="text">The text.</param>
    public static bool MatchesAny(System.Collections.Immutable.ImmutableArray<string> patterns, ReadOnlySpan<char> text)
    {
        foreach (var pattern in patterns)
        {
            // Most names differ in their first character from most patterns.
            if (pattern.Length > 0 && pattern[0] is not ('*' or '#') && (text.IsEmpty || pattern[0] != text[0]))
            {
                continue;
            }

            if (Matches(pattern, text))
            {
                return true;
            }
        }

        return false;
    }
}
