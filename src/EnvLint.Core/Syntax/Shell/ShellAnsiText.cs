using System.Text;

namespace EnvLint.Syntax.Shell;

/// <summary>Resolves the escapes of <c>$'…'</c>.</summary>
internal static class ShellAnsiText
{
    /// <summary>The characters that bash makes of the text between the quotes.</summary>
    /// <param name="raw">The text as written.</param>
    public static string Decode(ReadOnlySpan<char> raw)
    {
        if (!raw.Contains('\\'))
        {
            return raw.ToString();
        }

        var result = new StringBuilder(raw.Length);
        var bytes = new List<byte>();
        var i = 0;
        while (i < raw.Length)
        {
            var c = raw[i++];
            if (c != '\\' || i == raw.Length)
            {
                FlushBytes(result, bytes);
                result.Append(c);
                continue;
            }

            c = raw[i++];
            int value;
            switch (c)
            {
                case 'x':
                    value = Hex(raw, ref i, 2);
                    if (value < 0)
                    {
                        FlushBytes(result, bytes);
                        result.Append("\\x");
                        continue;
                    }

                    break;
                case >= '0' and <= '7':
                    value = c - '0';
                    for (var n = 1; n < 3 && i < raw.Length && raw[i] is >= '0' and <= '7'; n++)
                    {
                        value = (value * 8) + (raw[i++] - '0');
                    }

                    value &= 0xFF;
                    break;
                case 'u' or 'U':
                    value = Hex(raw, ref i, c == 'u' ? 4 : 8);
                    FlushBytes(result, bytes);
                    if (value < 0)
                    {
                        result.Append('\\').Append(c);
                    }
                    else if (Rune.IsValid(value))
                    {
                        if (value == 0)
                        {
                            return result.ToString();
                        }

                        result.Append(new Rune(value).ToString());
                    }
                    else
                    {
                        result.Append('\uFFFD');
                    }

                    continue;
                case 'c' when i < raw.Length:
                    FlushBytes(result, bytes);
                    result.Append((char)(raw[i++] & 0x1F));
                    continue;
                default:
                    FlushBytes(result, bytes);
                    Append(result, c);
                    continue;
            }

            // A byte: several of them may make one character. A zero ends the text, as in C.
            if (value == 0)
            {
                break;
            }

            bytes.Add((byte)value);
        }

        FlushBytes(result, bytes);
        return result.ToString();
    }

    private static void Append(StringBuilder result, char c)
    {
        var plain = c switch
        {
            'a' => '\a',
            'b' => '\b',
            'e' or 'E' => '\u001B',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\v',
            '\\' or '\'' or '"' or '?' => c,
            _ => '\0',
        };
        if (plain == '\0')
        {
            result.Append('\\').Append(c);
        }
        else
        {
            result.Append(plain);
        }
    }

    private static int Hex(ReadOnlySpan<char> raw, ref int i, int most)
    {
        var start = i;
        long value = 0;
        while (i < raw.Length && i - start < most && char.IsAsciiHexDigit(raw[i]))
        {
            value = (value * 16) + (char.IsAsciiDigit(raw[i]) ? raw[i] - '0' : (raw[i] | 0x20) - 'a' + 10);
            i++;
        }

        return i == start ? -1 : value > 0x7FFFFFFF ? 0x7FFFFFFF : (int)value;
    }

    private static void FlushBytes(StringBuilder result, List<byte> bytes)
    {
        if (bytes.Count > 0)
        {
            result.Append(Encoding.UTF8.GetString([.. bytes]));
            bytes.Clear();
        }
    }
}
