namespace EnvLint.Environment.Linking;

/// <summary>Patterns of names as COPY and <c>.dockerignore</c> have them: <c>*</c>, <c>?</c>, <c>[a-z]</c>, and a backslash in front of any.</summary>
internal static class ContextPattern
{
    /// <summary>Whether a name without folder matches a pattern without folder.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="name">The name.</param>
    public static bool IsMatch(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        // Where the last run began, to take one character more into it.
        int at = 0, star = -1, resume = 0, i = 0;
        while (i < name.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                star = at++;
                resume = i;
            }
            else if (at < pattern.Length && One(pattern, at, name[i], out var next))
            {
                at = next;
                i++;
            }
            else if (star >= 0)
            {
                at = star + 1;
                i = ++resume;
            }
            else
            {
                return false;
            }
        }

        while (at < pattern.Length && pattern[at] == '*')
        {
            at++;
        }

        return at == pattern.Length;
    }

    private static bool One(ReadOnlySpan<char> pattern, int at, char character, out int next)
    {
        next = at + 1;
        switch (pattern[at])
        {
            case '?':
                return true;
            case '\\' when next < pattern.Length:
                return pattern[next++] == character;
            case '[' when pattern[next..].IndexOf(']') is > 0 and var length:
                {
                    var set = pattern.Slice(next, length);
                    next += length + 1;
                    var isNegated = set[0] == '^';
                    return Holds(isNegated ? set[1..] : set, character) != isNegated;
                }

            default:
                return pattern[at] == character;
        }
    }

    private static bool Holds(ReadOnlySpan<char> set, char character)
    {
        for (var i = 0; i < set.Length; i++)
        {
            if (i + 2 < set.Length && set[i + 1] == '-')
            {
                if (character >= set[i] && character <= set[i + 2])
                {
                    return true;
                }

                i += 2;
            }
            else if (set[i] == character)
            {
                return true;
            }
        }

        return false;
    }
}
