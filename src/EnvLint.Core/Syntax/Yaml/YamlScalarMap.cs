using System.Globalization;
using EnvLint.Text;

namespace EnvLint.Syntax.Yaml;

/// <summary>Finds for each character of a scalar's value where in the file it comes from, by reading the scalar once more.</summary>
/// <remarks>
/// The value is what the library made of the scalar; this reader only has to say where its characters stand. Should the two
/// ever differ, the map leads to the scalar as a whole, and no place is invented.
/// </remarks>
internal ref struct YamlScalarMap
{
    private readonly ReadOnlySpan<char> _text;
    private readonly string _value;
    private readonly int _end;
    private readonly List<SpanMap.Segment> _segments = [];
    private int _position;
    private int _inner;
    private bool _failed;

    private YamlScalarMap(string text, YamlScalar scalar)
    {
        _text = text;
        _value = scalar.Value;
        _position = scalar.Span.Start;
        _end = scalar.Span.End;
    }

    public static SpanMap Create(string text, YamlScalar scalar) =>
        TryRead(text, scalar, out var map) ? map : SpanMap.FromSegments([new SpanMap.Segment(0, scalar.Span.Start, scalar.Span.Length)]);

    /// <summary>Reads a scalar once more.</summary>
    /// <returns>Whether what was read is the scalar's value.</returns>
    internal static bool TryRead(string text, YamlScalar scalar, out SpanMap map)
    {
        var span = scalar.Span;
        map = SpanMap.Slice(span.Start, span.Length);
        if (scalar.IsVerbatim)
        {
            return true;
        }

        var reader = new YamlScalarMap(text, scalar);
        switch (scalar.Style)
        {
            case YamlScalarStyle.Plain:
                reader.Flow('\0');
                break;
            case YamlScalarStyle.SingleQuoted or YamlScalarStyle.DoubleQuoted:
                reader._position++;
                reader.Flow(scalar.Style == YamlScalarStyle.SingleQuoted ? '\'' : '"');
                break;
            default:
                reader.Block(scalar.Style == YamlScalarStyle.Folded);
                break;
        }

        if (reader._failed || reader._inner != scalar.Value.Length)
        {
            return false;
        }

        // An empty value stands where its text would.
        map = reader._segments.Count == 0
            ? SpanMap.Slice(Math.Min(reader._position, span.End), 0)
            : SpanMap.FromSegments(reader._segments);
        return true;
    }

    // A character of the value, and the place that it comes from.
    private void Add(char character, int outer)
    {
        if (_failed || _inner >= _value.Length || _value[_inner] != character)
        {
            _failed = true;
            return;
        }

        if (_segments.Count > 0 && _segments[^1] is var last && last.Outer + last.Length == outer)
        {
            _segments[^1] = last with { Length = last.Length + 1 };
        }
        else
        {
            _segments.Add(new SpanMap.Segment(_inner, outer, 1));
        }

        _inner++;
    }

    private void Copy(int start, int end)
    {
        var length = end - start;
        if (length == 0)
        {
            return;
        }

        if (_failed || !_value.AsSpan(_inner).StartsWith(_text[start..end]))
        {
            _failed = true;
            return;
        }

        if (_segments.Count > 0 && _segments[^1] is var last && last.Outer + last.Length == start)
        {
            _segments[^1] = last with { Length = last.Length + length };
        }
        else
        {
            _segments.Add(new SpanMap.Segment(_inner, start, length));
        }

        _inner += length;
    }

    // The line end at an offset as it stands in a value: \n, but U+2028 and U+2029 remain.
    private void Break(int offset)
    {
        var character = _text[offset];
        var outer = YamlCharacters.BreakLength(_text, offset) == 2 ? offset + 1 : offset;
        Add(character is '\u2028' or '\u2029' ? character : '\n', outer);
    }

    private readonly bool IsFolding(int offset) => _text[offset] is not ('\u2028' or '\u2029');

    // Plain and quoted scalars: a line end is a blank, each further one a line end; blanks around it vanish.
    private void Flow(char quote)
    {
        while (_position < _end && !_failed)
        {
            var character = _text[_position];
            if (quote != '\0' && character == quote)
            {
                if (quote == '"' || _position + 1 >= _end || _text[_position + 1] != '\'')
                {
                    return;
                }

                Add('\'', _position);
                _position += 2;
            }
            else if (quote == '"' && character == '\\')
            {
                Escape();
            }
            else if (YamlCharacters.IsBlankOrBreak(character))
            {
                Blanks();
            }
            else
            {
                Add(character, _position);
                _position++;
            }
        }
    }

    private void Blanks()
    {
        var start = _position;
        while (_position < _end && YamlCharacters.IsBlank(_text[_position]))
        {
            _position++;
        }

        if (_position >= _end || !YamlCharacters.IsBreak(_text[_position]))
        {
            Copy(start, _position);
            return;
        }

        var first = _position;
        _position += YamlCharacters.BreakLength(_text, first);
        var before = _inner;
        if (!IsFolding(first))
        {
            Break(first);
        }

        FurtherBreaks();
        if (_inner == before)
        {
            Add(' ', first);
        }
    }

    // Empty lines behind a line end, and the blanks in front of the next text.
    private void FurtherBreaks()
    {
        while (_position < _end && YamlCharacters.IsBlankOrBreak(_text[_position]))
        {
            var length = YamlCharacters.BreakLength(_text, _position);
            if (length > 0)
            {
                Break(_position);
            }

            _position += Math.Max(length, 1);
        }
    }

    private void Escape()
    {
        var start = _position;
        var kind = start + 1 < _end ? _text[start + 1] : '\0';
        var lineEnd = YamlCharacters.BreakLength(_text, start + 1);
        if (lineEnd > 0)
        {
            // A backslash takes the line end out; the empty lines behind it still count.
            _position += 1 + lineEnd;
            FurtherBreaks();
            return;
        }

        var digits = kind switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        _position += 2;
        if (digits == 0)
        {
            Add(Simple(kind), start);
            return;
        }

        var code = Hex(digits);

        // Two escapes that make one character between them.
        if (code is >= 0xD800 and <= 0xDFFF)
        {
            Add((char)code, start);
            if (!_failed && _position + 1 < _end && _text[_position] == '\\')
            {
                start = _position;
                digits = _text[_position + 1] == 'U' ? 8 : 4;
                _position += 2;
                Add((char)Hex(digits), start);
            }

            return;
        }

        if (code > 0x10FFFF)
        {
            _failed = true;
            return;
        }

        if (code < 0x10000)
        {
            Add((char)code, start);
        }
        else
        {
            var pair = char.ConvertFromUtf32((int)code);
            Add(pair[0], start);
            Add(pair[1], start + 1);
        }
    }

    private uint Hex(int digits)
    {
        if (_position + digits > _end
            || !uint.TryParse(_text.Slice(_position, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            _failed = true;
            return 0;
        }

        _position += digits;
        return code;
    }

    private static char Simple(char kind) => kind switch
    {
        '0' => '\0',
        'a' => '\a',
        'b' => '\b',
        't' or '\t' => '\t',
        'n' => '\n',
        'v' => '\v',
        'f' => '\f',
        'r' => '\r',
        'e' => '\e',
        'N' => '\u0085',
        '_' => '\u00A0',
        'L' => '\u2028',
        'P' => '\u2029',
        _ => kind,
    };

    // The lines behind | or >. The span ends with the last line that is not blank; the line ends that are kept behind it are added here.
    private void Block(bool folds)
    {
        var content = YamlCharacters.EndOfLine(_text, _position);
        content += YamlCharacters.BreakLength(_text, content);
        if (Indentation(content) is not { } indent)
        {
            OnlyBreaks(content);
            return;
        }

        _position = content;
        var pending = new List<int>();
        var breakBefore = -1;
        var blankBefore = false;
        while (_position < _text.Length && _inner < _value.Length && !_failed)
        {
            var lineEnd = YamlCharacters.EndOfLine(_text, _position);
            var start = _position;
            while (start < lineEnd && start < _position + indent && _text[start] == ' ')
            {
                start++;
            }

            if (start == lineEnd)
            {
                if (lineEnd == _text.Length)
                {
                    break;
                }

                pending.Add(lineEnd);
            }
            else if (start < _position + indent || (indent == 0 && _text[start..].StartsWith("...", StringComparison.Ordinal)))
            {
                // Less indented, or a new document: the scalar is over.
                break;
            }
            else
            {
                var blank = YamlCharacters.IsBlank(_text[start]);
                if (breakBefore >= 0)
                {
                    if (!folds || !IsFolding(breakBefore) || blankBefore || blank)
                    {
                        Break(breakBefore);
                    }
                    else if (pending.Count == 0)
                    {
                        Add(' ', breakBefore);
                    }
                }

                foreach (var offset in pending)
                {
                    Break(offset);
                }

                pending.Clear();
                Copy(start, lineEnd);
                blankBefore = blank;
                breakBefore = lineEnd < _text.Length ? lineEnd : -1;
            }

            _position = lineEnd + YamlCharacters.BreakLength(_text, lineEnd);
        }

        if (breakBefore >= 0 && _inner < _value.Length)
        {
            Break(breakBefore);
        }

        foreach (var offset in pending)
        {
            if (_inner < _value.Length && !_failed)
            {
                Break(offset);
            }
        }
    }

    // A block of empty lines, which only chomping with + keeps.
    private void OnlyBreaks(int content)
    {
        _position = content;
        while (_inner < _value.Length && !_failed)
        {
            var lineEnd = YamlCharacters.EndOfLine(_text, _position);
            if (lineEnd == _text.Length)
            {
                _failed = true;
                return;
            }

            Break(lineEnd);
            _position = lineEnd + YamlCharacters.BreakLength(_text, lineEnd);
        }
    }

    // How many blanks each line loses: the first line that shows anything has them in the file and not in the value.
    private readonly int? Indentation(int content)
    {
        var value = _value.AsSpan();
        var shown = FirstShown(value, 0);
        if (shown < 0)
        {
            return null;
        }

        var raw = FirstShown(_text, content);
        return raw < 0 ? null : Math.Max(0, (raw - LineStart(_text, raw)) - (shown - LineStart(value, shown)));
    }

    private static int FirstShown(ReadOnlySpan<char> text, int from)
    {
        for (var i = from; i < text.Length; i++)
        {
            if (text[i] != ' ' && !YamlCharacters.IsBreak(text[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static int LineStart(ReadOnlySpan<char> text, int offset)
    {
        while (offset > 0 && !YamlCharacters.IsBreak(text[offset - 1]))
        {
            offset--;
        }

        return offset;
    }
}
