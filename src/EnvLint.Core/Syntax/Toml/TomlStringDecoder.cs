using System.Text;
using EnvLint.Text;

namespace EnvLint.Syntax.Toml;

/// <summary>Resolves the escapes and line ends of a string whose extent is known.</summary>
internal static class TomlStringDecoder
{
    /// <summary>Appends the text meant by <paramref name="content"/> and reports each bad escape.</summary>
    /// <param name="text">The document.</param>
    /// <param name="content">What stands between the quotes.</param>
    /// <param name="form">How the string is written.</param>
    /// <param name="output">Receives the decoded text.</param>
    /// <param name="errors">Receives the bad escapes; null to say nothing.</param>
    /// <param name="segments">Receives where each piece of the output came from; null if that is of no interest.</param>
    public static void Decode(string text, TextSpan content, TomlStringForm form, StringBuilder output, Action<TextSpan, string>? errors, List<SpanMap.Segment>? segments)
    {
        var escapes = form is TomlStringForm.Basic or TomlStringForm.MultilineBasic;
        var position = content.Start;
        var end = content.End;
        while (position < end)
        {
            var run = position;
            while (position < end && !(escapes && text[position] == '\\') && !IsCarriageReturnLineFeed(text, position, end))
            {
                position++;
            }

            if (position > run)
            {
                segments?.Add(new SpanMap.Segment(output.Length, run, position - run));
                output.Append(text, run, position - run);
            }

            if (position == end)
            {
                break;
            }

            var start = position;
            var before = output.Length;
            if (text[position] == '\r')
            {
                output.Append('\n');
                position += 2;
                segments?.Add(new SpanMap.Segment(before, start + 1, 1));
                continue;
            }

            position = DecodeEscape(text, position, end, form, output, errors);
            if (output.Length > before)
            {
                segments?.Add(new SpanMap.Segment(before, start, output.Length - before));
            }
        }
    }

    /// <summary>The way from the decoded text to the document.</summary>
    /// <param name="text">The document.</param>
    /// <param name="content">What stands between the quotes.</param>
    /// <param name="form">How the string is written.</param>
    public static SpanMap CreateMap(string text, TextSpan content, TomlStringForm form)
    {
        var segments = new List<SpanMap.Segment>();
        Decode(text, content, form, new StringBuilder(content.Length), errors: null, segments);
        if (segments.Count == 0)
        {
            segments.Add(new SpanMap.Segment(0, content.Start, 0));
        }

        return SpanMap.FromSegments(segments);
    }

    private static bool IsCarriageReturnLineFeed(string text, int position, int end) =>
        text[position] == '\r' && position + 1 < end && text[position + 1] == '\n';

    // Returns the offset behind the escape. A bad one stands for itself.
    private static int DecodeEscape(string text, int start, int end, TomlStringForm form, StringBuilder output, Action<TextSpan, string>? errors)
    {
        var position = start + 1;
        if (position == end)
        {
            output.Append('\\');
            errors?.Invoke(new TextSpan(start, 1), "a backslash must be followed by what it escapes");
            return position;
        }

        var c = text[position++];
        switch (c)
        {
            case 'b': output.Append('\b'); return position;
            case 't': output.Append('\t'); return position;
            case 'n': output.Append('\n'); return position;
            case 'f': output.Append('\f'); return position;
            case 'r': output.Append('\r'); return position;
            case '"': output.Append('"'); return position;
            case '\\': output.Append('\\'); return position;
            case 'u': return DecodeUnicode(text, start, position, end, 4, output, errors);
            case 'U': return DecodeUnicode(text, start, position, end, 8, output, errors);
            case ' ' or '\t' or '\r' or '\n' when form == TomlStringForm.MultilineBasic:
                var next = SkipLineEnd(text, start + 1, end);
                if (next >= 0)
                {
                    return next;
                }

                break;
        }

        if (char.IsHighSurrogate(c) && position < end && char.IsLowSurrogate(text[position]))
        {
            position++;
        }

        output.Append(text, start, position - start);
        errors?.Invoke(TextSpan.FromBounds(start, position), "this escape does not exist in TOML; a backslash itself is written as \\\\");
        return position;
    }

    // A backslash at the end of a line takes away all blanks and line ends up to the next other character; -1 if it is not at the end.
    private static int SkipLineEnd(string text, int position, int end)
    {
        while (position < end && text[position] is ' ' or '\t')
        {
            position++;
        }

        if (position == end || !(text[position] == '\n' || IsCarriageReturnLineFeed(text, position, end)))
        {
            return -1;
        }

        while (position < end && text[position] is ' ' or '\t' or '\n' or '\r')
        {
            position++;
        }

        return position;
    }

    private static int DecodeUnicode(string text, int start, int position, int end, int digits, StringBuilder output, Action<TextSpan, string>? errors)
    {
        var value = 0u;
        var count = 0;
        while (count < digits && position < end && HexValue(text[position]) is >= 0 and var digit)
        {
            value = (value << 4) | (uint)digit;
            position++;
            count++;
        }

        if (count < digits)
        {
            errors?.Invoke(TextSpan.FromBounds(start, position), digits == 4 ? "\\u needs four hexadecimal digits" : "\\U needs eight hexadecimal digits");
        }
        else if (value is > 0x10FFFF or (>= 0xD800 and <= 0xDFFF))
        {
            errors?.Invoke(TextSpan.FromBounds(start, position), "this number is not a Unicode scalar value");
        }
        else
        {
            if (value < 0x10000)
            {
                output.Append((char)value);
            }
            else
            {
                output.Append((char)(0xD800 + ((value - 0x10000) >> 10))).Append((char)(0xDC00 + ((value - 0x10000) & 0x3FF)));
            }

            return position;
        }

        output.Append(text, start, position - start);
        return position;
    }

    private static int HexValue(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => -1,
    };
}
