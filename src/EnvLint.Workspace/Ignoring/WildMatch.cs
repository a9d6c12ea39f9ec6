namespace EnvLint.Workspace.Ignoring;

/// <summary>Git's glob: <c>*</c>, <c>**</c>, <c>?</c>, <c>[a-z]</c>, <c>[[:alpha:]]</c> and <c>\x</c>, over bytes as git has them.</summary>
/// <remarks>
/// What no continuation can mend ends the whole search and not only its innermost star, so the work grows with pattern times text
/// and never exponentially.
/// </remarks>
internal static class WildMatch
{
    private enum Outcome
    {
        Match,
        NoMatch,

        // The text is used up: no star further left can help.
        AbortAll,

        // A '/' stands in the way: only a '**' further left can help.
        AbortToStarStar,
    }

    /// <summary>Whether the pattern takes the whole text.</summary>
    /// <param name="pattern">The pattern in UTF-8.</param>
    /// <param name="text">The path or name in UTF-8.</param>
    /// <param name="pathName">Whether <c>*</c>, <c>?</c> and classes stop at a <c>/</c>.</param>
    /// <param name="ignoreCase">Whether ASCII letters match in either case.</param>
    public static bool IsMatch(ReadOnlySpan<byte> pattern, ReadOnlySpan<byte> text, bool pathName, bool ignoreCase) =>
        Match(pattern, 0, text, 0, pathName, ignoreCase) == Outcome.Match;

    private static Outcome Match(ReadOnlySpan<byte> pattern, int p, ReadOnlySpan<byte> text, int t, bool pathName, bool ignoreCase)
    {
        for (var start = p; p < pattern.Length; p++, t++)
        {
            var symbol = Fold(pattern[p], ignoreCase);
            if (t >= text.Length && symbol != '*')
            {
                return Outcome.AbortAll;
            }

            switch (symbol)
            {
                case (byte)'?':
                    if (pathName && text[t] == '/')
                    {
                        return Outcome.NoMatch;
                    }

                    break;

                case (byte)'[':
                    switch (MatchClass(pattern, ref p, Fold(text[t], ignoreCase), ignoreCase))
                    {
                        case null:
                            return Outcome.AbortAll;
                        case false:
                            return Outcome.NoMatch;
                        default:
                            if (pathName && text[t] == '/')
                            {
                                return Outcome.NoMatch;
                            }

                            break;
                    }

                    break;

                case (byte)'*':
                    var first = p++;
                    var crossesSlash = !pathName;
                    if (At(pattern, p) == '*')
                    {
                        while (At(pattern, p) == '*')
                        {
                            p++;
                        }

                        var opens = first == start || pattern[first - 1] == '/';
                        var closes = p == pattern.Length || pattern[p] == '/' || (pattern[p] == '\\' && At(pattern, p + 1) == '/');
                        if (pathName && opens && closes)
                        {
                            crossesSlash = true;
                            if (At(pattern, p) == '/')
                            {
                                // "a/**/b" takes "a/b" too: the stars and one slash stand for nothing.
                                var without = Match(pattern, p + 1, text, t, pathName, ignoreCase);
                                if (without is Outcome.Match or Outcome.AbortAll)
                                {
                                    return without;
                                }
                            }
                        }
                    }

                    if (p == pattern.Length)
                    {
                        return crossesSlash || !text[t..].Contains((byte)'/') ? Outcome.Match : Outcome.AbortToStarStar;
                    }

                    if (!crossesSlash && pattern[p] == '/')
                    {
                        // One star before a slash takes the rest of this name; the loop goes on behind the slash.
                        var slash = text[t..].IndexOf((byte)'/');
                        if (slash < 0)
                        {
                            return Outcome.AbortAll;
                        }

                        t += slash;
                        break;
                    }

                    return MatchStar(pattern, p, text, t, crossesSlash, pathName, ignoreCase);

                default:
                    if (symbol == '\\')
                    {
                        p++;
                        if (p >= pattern.Length)
                        {
                            return Outcome.NoMatch;
                        }

                        symbol = Fold(pattern[p], ignoreCase);
                    }

                    if (Fold(text[t], ignoreCase) != symbol)
                    {
                        return Outcome.NoMatch;
                    }

                    break;
            }
        }

        return t < text.Length ? Outcome.NoMatch : Outcome.Match;
    }

    private static Outcome MatchStar(
        ReadOnlySpan<byte> pattern, int p, ReadOnlySpan<byte> text, int t, bool crossesSlash, bool pathName, bool ignoreCase)
    {
        var next = Fold(pattern[p], ignoreCase);
        var literal = next is not ((byte)'*' or (byte)'?' or (byte)'[' or (byte)'\\');
        for (; t < text.Length; t++)
        {
            if (literal)
            {
                while (t < text.Length && Fold(text[t], ignoreCase) != next)
                {
                    if (!crossesSlash && text[t] == '/')
                    {
                        return Outcome.AbortToStarStar;
                    }

                    t++;
                }

                if (t >= text.Length)
                {
                    return crossesSlash ? Outcome.AbortAll : Outcome.AbortToStarStar;
                }
            }

            var rest = Match(pattern, p, text, t, pathName, ignoreCase);
            if (rest != Outcome.NoMatch)
            {
                if (!crossesSlash || rest != Outcome.AbortToStarStar)
                {
                    return rest;
                }
            }
            else if (!crossesSlash && text[t] == '/')
            {
                return Outcome.AbortToStarStar;
            }
        }

        return Outcome.AbortAll;
    }

    // Whether the class that begins at pattern[p] takes the byte; p is left on its ']'. Null for a class without end or of an unknown name.
    private static bool? MatchClass(ReadOnlySpan<byte> pattern, ref int p, byte value, bool ignoreCase)
    {
        p++;
        var negated = At(pattern, p) is (byte)'!' or (byte)'^';
        if (negated)
        {
            p++;
        }

        var matched = false;
        byte previous = 0;
        do
        {
            if (p >= pattern.Length)
            {
                return null;
            }

            var current = pattern[p];
            if (current == '\\')
            {
                p++;
                if (p >= pattern.Length)
                {
                    return null;
                }

                current = pattern[p];
                matched |= value == current;
            }
            else if (current == '-' && previous != 0 && p + 1 < pattern.Length && pattern[p + 1] != ']')
            {
                p++;
                current = pattern[p];
                if (current == '\\')
                {
                    p++;
                    if (p >= pattern.Length)
                    {
                        return null;
                    }

                    current = pattern[p];
                }

                matched |= value <= current && value >= previous;
                if (ignoreCase && value is >= (byte)'a' and <= (byte)'z')
                {
                    var upper = (byte)(value - 'a' + 'A');
                    matched |= upper <= current && upper >= previous;
                }

                current = 0;
            }
            else if (current == '[' && At(pattern, p + 1) == ':')
            {
                var name = pattern[(p + 2)..];
                var end = name.IndexOf((byte)']');
                if (end < 0)
                {
                    return null;
                }

                if (end > 0 && name[end - 1] == ':')
                {
                    if (InNamedClass(name[..(end - 1)], value, ignoreCase) is not { } inClass)
                    {
                        return null;
                    }

                    matched |= inClass;
                    p += 2 + end;
                    current = 0;
                }
                else
                {
                    matched |= value == '[';
                }
            }
            else
            {
                matched |= value == current;
            }

            previous = current;
            p++;
        }
        while (At(pattern, p) != ']');

        return matched != negated;
    }

    private static bool? InNamedClass(ReadOnlySpan<byte> name, byte value, bool ignoreCase)
    {
        var character = (char)value;
        return name switch
        {
            _ when name.SequenceEqual("alnum"u8) => char.IsAsciiLetterOrDigit(character),
            _ when name.SequenceEqual("alpha"u8) => char.IsAsciiLetter(character),
            _ when name.SequenceEqual("blank"u8) => value is (byte)' ' or (byte)'\t',
            _ when name.SequenceEqual("cntrl"u8) => value is < 0x20 or 0x7F,
            _ when name.SequenceEqual("digit"u8) => char.IsAsciiDigit(character),
            _ when name.SequenceEqual("graph"u8) => value is > 0x20 and < 0x7F,
            _ when name.SequenceEqual("lower"u8) => char.IsAsciiLetterLower(character),
            _ when name.SequenceEqual("print"u8) => value is >= 0x20 and < 0x7F,
            _ when name.SequenceEqual("punct"u8) => value is > 0x20 and < 0x7F && !char.IsAsciiLetterOrDigit(character),
            _ when name.SequenceEqual("space"u8) => value is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r',
            _ when name.SequenceEqual("upper"u8) => char.IsAsciiLetterUpper(character) || (ignoreCase && char.IsAsciiLetterLower(character)),
            _ when name.SequenceEqual("xdigit"u8) => char.IsAsciiHexDigit(character),
            _ => null,
        };
    }

    private static byte At(ReadOnlySpan<byte> bytes, int index) => index < bytes.Length ? bytes[index] : (byte)0;

    private static byte Fold(byte value, bool ignoreCase) =>
        ignoreCase && value is >= (byte)'A' and <= (byte)'Z' ? (byte)(value | 0x20) : value;
}
