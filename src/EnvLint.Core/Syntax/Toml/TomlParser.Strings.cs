using EnvLint.Text;

namespace EnvLint.Syntax.Toml;

internal sealed partial class TomlParser
{
    // A string of three quotes that is never closed: later ones need no search to the end of the text.
    private bool _basicNeverCloses;
    private bool _literalNeverCloses;

    private TomlString ParseString()
    {
        var quote = _text[_position];
        return IsTripleQuote(_position, quote) ? ParseMultilineString(quote) : ParseSingleLineString(quote);
    }

    private TomlString ParseSingleLineString(char quote)
    {
        var start = _position;
        var end = start + 1;
        while (end < _text.Length && _text[end] != quote && !IsNewlineAt(end))
        {
            end += IsQuotingBackslash(end, quote) ? 2 : 1;
        }

        var content = TextSpan.FromBounds(start + 1, end);
        var closed = end < _text.Length && _text[end] == quote;
        Take(quote == '"' ? TomlTokenKind.BasicString : TomlTokenKind.LiteralString, end - start + (closed ? 1 : 0));
        var span = TextSpan.FromBounds(start, _position);
        if (!closed)
        {
            Error(span, "the string is not closed in its line");
        }

        CheckCharacters(content, linesAllowed: false);
        return MakeString(span, quote == '"' ? TomlStringForm.Basic : TomlStringForm.Literal, content);
    }

    private TomlString ParseMultilineString(char quote)
    {
        var start = _position;
        var form = quote == '"' ? TomlStringForm.MultilineBasic : TomlStringForm.MultilineLiteral;
        var kind = quote == '"' ? TomlTokenKind.MultilineBasicString : TomlTokenKind.MultilineLiteralString;
        var end = (quote == '"' ? _basicNeverCloses : _literalNeverCloses) ? -1 : FindClosingQuotes(start + 3, quote);
        TextSpan content;
        if (end < 0)
        {
            // Not closed at all. Whatever was meant, the rest of the document is worth reading.
            if (quote == '"')
            {
                _basicNeverCloses = true;
            }
            else
            {
                _literalNeverCloses = true;
            }

            Error(new TextSpan(start, 3), quote == '"' ? "this string has no closing \"\"\"" : "this string has no closing '''");
            var lineEnd = LineEnd(start);
            Take(kind, lineEnd - start);
            content = TextSpan.FromBounds(start + 3, lineEnd);
            CheckCharacters(content, linesAllowed: false);
            return MakeString(TextSpan.FromBounds(start, lineEnd), form, content);
        }

        Take(kind, end + 3 - start);
        var contentStart = start + 3;
        if (IsNewlineAt(contentStart))
        {
            contentStart += _text[contentStart] == '\r' ? 2 : 1;
        }

        content = TextSpan.FromBounds(contentStart, end);
        CheckCharacters(content, linesAllowed: true);
        var result = MakeString(TextSpan.FromBounds(start, _position), form, content);
        var lastLineEnd = _text.LastIndexOf('\n', _position - 1, _position - start);
        if (lastLineEnd >= 0)
        {
            _lineStart = lastLineEnd + 1;
        }

        return result;
    }

    // The offset of the closing quotes; up to two quotes in front of them belong to the string. -1 if there are none.
    private int FindClosingQuotes(int position, char quote)
    {
        while (position < _text.Length)
        {
            if (_text[position] != quote)
            {
                position += IsQuotingBackslash(position, quote) ? 2 : 1;
            }
            else if (IsTripleQuote(position, quote))
            {
                for (var extra = 0; extra < 2 && position + 3 < _text.Length && _text[position + 3] == quote; extra++)
                {
                    position++;
                }

                return position;
            }
            else
            {
                position++;
            }
        }

        return -1;
    }

    private TomlString MakeString(TextSpan span, TomlStringForm form, TextSpan content)
    {
        var hasEscape = form is TomlStringForm.Basic or TomlStringForm.MultilineBasic && _text.IndexOf('\\', content.Start, content.Length) >= 0;
        var hasReturn = form is TomlStringForm.MultilineBasic or TomlStringForm.MultilineLiteral && _text.IndexOf('\r', content.Start, content.Length) >= 0;
        if (!hasEscape && !hasReturn)
        {
            return new TomlString(span, form, content, _text.Substring(content.Start, content.Length), isVerbatim: true);
        }

        _buffer.Clear();
        TomlStringDecoder.Decode(_text, content, form, _buffer, Report, segments: null);
        return new TomlString(span, form, content, _buffer.ToString(), isVerbatim: false);
    }

    // Reports control characters, and halves of surrogate pairs, each run of them once.
    private void CheckCharacters(TextSpan span, bool linesAllowed)
    {
        var position = span.Start;
        while (position < span.End)
        {
            var good = GoodLength(position, span.End, linesAllowed);
            if (good > 0)
            {
                position += good;
                continue;
            }

            var start = position;
            var control = !char.IsSurrogate(_text[position]);
            while (position < span.End && GoodLength(position, span.End, linesAllowed) == 0 && control != char.IsSurrogate(_text[position]))
            {
                position++;
            }

            Report(
                TextSpan.FromBounds(start, position),
                control ? "a control character must be written as an escape in a basic string" : "half of a surrogate pair is not a character");
        }
    }

    // How many code units of text that is allowed in strings and comments begin here; 0 for none.
    private int GoodLength(int position, int end, bool linesAllowed)
    {
        var c = _text[position];
        if (c is (>= ' ' and < '\u007F') or '\t' or (> '\u007F' and < '\uD800') or > '\uDFFF')
        {
            return 1;
        }

        if (c is '\n' or '\r')
        {
            return linesAllowed && IsNewlineAt(position) ? 1 : 0;
        }

        return char.IsHighSurrogate(c) && position + 1 < end && char.IsLowSurrogate(_text[position + 1]) ? 2 : 0;
    }

    // A closed string's token is longer than its opening quote and content.
    private static bool IsClosed(TomlString text) => text.Span.End > text.ContentSpan.End;

    private bool IsTripleQuote(int position, char quote) =>
        position + 2 < _text.Length && _text[position] == quote && _text[position + 1] == quote && _text[position + 2] == quote;

    // A backslash in a basic string that takes the meaning of the quote or backslash behind it.
    private bool IsQuotingBackslash(int position, char quote) =>
        quote == '"' && _text[position] == '\\' && position + 1 < _text.Length && _text[position + 1] is '"' or '\\';
}
