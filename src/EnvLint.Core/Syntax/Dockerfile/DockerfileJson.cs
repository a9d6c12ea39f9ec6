using System.Globalization;

namespace EnvLint.Syntax.Dockerfile;

/// <summary>Whether arguments are a JSON array, by the strict grammar that the builder's JSON reader has.</summary>
internal enum DockerfileJsonResult : byte
{
    /// <summary>No valid JSON array: the arguments are meant as they stand.</summary>
    NotAnArray,

    /// <summary>An array of strings.</summary>
    Strings,

    /// <summary>A valid array with something else than strings in it, which the builder refuses.</summary>
    OtherValues,
}

/// <summary>Reads the exec form. One pass without recursion, so that nesting costs no stack.</summary>
internal static class DockerfileJson
{
    // The builder's JSON reader gives up beyond this depth, and the arguments are then taken as they stand.
    private const int MaxDepth = 10_000;

    private enum Expect : byte
    {
        Value,
        ValueOrEnd,
        KeyOrEnd,
        Key,
        CommaOrEnd,
    }

    /// <summary>Reads an array that fills a stretch of the line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="start">Offset of the stretch; blanks in front are skipped.</param>
    /// <param name="end">Its end.</param>
    /// <param name="words">The strings of the array, decoded; null unless it is an array.</param>
    public static DockerfileJsonResult Read(JoinedLine line, int start, int end, out List<DockerfileWord>? words)
    {
        words = null;
        var text = line.Text;
        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        if (start >= end || text[start] != '[')
        {
            return DockerfileJsonResult.NotAnArray;
        }

        var strings = new List<DockerfileWord>();
        var onlyStrings = true;
        var nesting = new List<bool> { false }; // true for an object
        var expect = Expect.ValueOrEnd;
        var position = start + 1;
        while (true)
        {
            while (position < end && text[position] is ' ' or '\t' or '\r' or '\n')
            {
                position++;
            }

            if (position >= end)
            {
                return DockerfileJsonResult.NotAnArray;
            }

            var character = text[position];
            var inObject = nesting[^1];
            switch (expect)
            {
                case Expect.CommaOrEnd when character == ',':
                    expect = inObject ? Expect.Key : Expect.Value;
                    position++;
                    continue;

                case Expect.CommaOrEnd or Expect.ValueOrEnd or Expect.KeyOrEnd when character == (inObject ? '}' : ']'):
                    position++;
                    nesting.RemoveAt(nesting.Count - 1);
                    if (nesting.Count == 0)
                    {
                        break;
                    }

                    expect = Expect.CommaOrEnd;
                    continue;

                case Expect.CommaOrEnd:
                    return DockerfileJsonResult.NotAnArray;

                case Expect.Key or Expect.KeyOrEnd:
                    if (character != '"' || !SkipString(text, ref position, end))
                    {
                        return DockerfileJsonResult.NotAnArray;
                    }

                    while (position < end && text[position] is ' ' or '\t' or '\r' or '\n')
                    {
                        position++;
                    }

                    if (position >= end || text[position] != ':')
                    {
                        return DockerfileJsonResult.NotAnArray;
                    }

                    position++;
                    expect = Expect.Value;
                    continue;

                default:
                    if (character == '"')
                    {
                        var from = position;
                        if (!SkipString(text, ref position, end))
                        {
                            return DockerfileJsonResult.NotAnArray;
                        }

                        if (nesting.Count == 1)
                        {
                            strings.Add(Decode(line, from, position));
                        }

                        expect = Expect.CommaOrEnd;
                        continue;
                    }

                    onlyStrings = false;
                    if (character is '[' or '{')
                    {
                        if (nesting.Count >= MaxDepth)
                        {
                            return DockerfileJsonResult.NotAnArray;
                        }

                        nesting.Add(character == '{');
                        expect = character == '{' ? Expect.KeyOrEnd : Expect.ValueOrEnd;
                        position++;
                        continue;
                    }

                    if (!SkipLiteral(text, ref position, end))
                    {
                        return DockerfileJsonResult.NotAnArray;
                    }

                    expect = Expect.CommaOrEnd;
                    continue;
            }

            break;
        }

        while (position < end)
        {
            if (text[position++] is not (' ' or '\t' or '\r' or '\n'))
            {
                return DockerfileJsonResult.NotAnArray;
            }
        }

        words = strings;
        return onlyStrings ? DockerfileJsonResult.Strings : DockerfileJsonResult.OtherValues;
    }

    private static bool SkipString(string text, ref int position, int end)
    {
        for (position++; position < end; position++)
        {
            switch (text[position])
            {
                case '"':
                    position++;
                    return true;
                case < ' ':
                    return false;
                case '\\':
                    position++;
                    if (position >= end)
                    {
                        return false;
                    }

                    if (text[position] == 'u')
                    {
                        for (var i = 0; i < 4; i++)
                        {
                            position++;
                            if (position >= end || !char.IsAsciiHexDigit(text[position]))
                            {
                                return false;
                            }
                        }
                    }
                    else if (text[position] is not ('"' or '\\' or '/' or 'b' or 'f' or 'n' or 'r' or 't'))
                    {
                        return false;
                    }

                    break;
            }
        }

        return false;
    }

    private static bool SkipLiteral(string text, ref int position, int end)
    {
        foreach (var word in (ReadOnlySpan<string>)["true", "false", "null"])
        {
            if (text.AsSpan(position, end - position).StartsWith(word, StringComparison.Ordinal))
            {
                position += word.Length;
                return true;
            }
        }

        var start = position;
        if (position < end && text[position] == '-')
        {
            position++;
        }

        if (position < end && text[position] == '0')
        {
            position++;
        }
        else if (SkipDigits(text, ref position, end) == 0)
        {
            return false;
        }

        if (position < end && text[position] == '.')
        {
            position++;
            if (SkipDigits(text, ref position, end) == 0)
            {
                return false;
            }
        }

        if (position < end && text[position] is 'e' or 'E')
        {
            position++;
            if (position < end && text[position] is '+' or '-')
            {
                position++;
            }

            if (SkipDigits(text, ref position, end) == 0)
            {
                return false;
            }
        }

        // A number beyond the range of a double is an error to the builder's reader, so the whole is no JSON.
        return double.IsFinite(double.Parse(text.AsSpan(start, position - start), NumberStyles.Float, CultureInfo.InvariantCulture));
    }

    private static int SkipDigits(string text, ref int position, int end)
    {
        var start = position;
        while (position < end && char.IsAsciiDigit(text[position]))
        {
            position++;
        }

        return position - start;
    }

    // From the opening quote to behind the closing one; the string is known to be valid.
    private static DockerfileWord Decode(JoinedLine line, int start, int end)
    {
        var text = line.Text;
        var span = line.ToSpan(start, end);
        if (text.AsSpan(start, end - start).IndexOf('\\') < 0)
        {
            return new DockerfileWord(text.Substring(start + 1, end - start - 2), span) { Map = line.ToMap(start + 1, end - 1) };
        }

        var builder = new MappedTextBuilder();
        for (var i = start + 1; i < end - 1; i++)
        {
            if (text[i] != '\\')
            {
                builder.Append(text[i], i);
                continue;
            }

            var at = i++;
            var decoded = text[i] switch
            {
                'b' => '\b',
                'f' => '\f',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => (char)ushort.Parse(text.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
                var same => same,
            };
            builder.Append(decoded, at);
            if (text[i] == 'u')
            {
                i += 4;
            }
        }

        return new DockerfileWord(builder.ToString(), span) { Map = builder.ToMap(line, start + 1) };
    }
}
