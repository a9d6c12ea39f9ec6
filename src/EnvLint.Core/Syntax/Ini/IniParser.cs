using System.Collections.Immutable;
using System.Text;
using EnvLint.Text;

namespace EnvLint.Syntax.Ini;

/// <summary>Replays WSL's parser, character by character, and goes on where that one stops so that what is lost can be named.</summary>
/// <remarks>
/// WSL's parser keeps one buffer for names and the length of the last section that was read. A header that fails after its
/// letters leaves its name in the buffer but not its length; the next key then gets the failed name, cut or padded to the old length.
/// </remarks>
internal sealed class IniParser
{
    private const string CloseBracketExpected = "']'";
    private const string LineEndExpected = "' ' or '\\n'";
    private const string EqualsExpected = "'='";
    private const string QuoteExpected = "\"";

    private readonly SourceText _source;
    private readonly string _text;
    private readonly bool _host;
    private readonly ImmutableArray<IniToken>.Builder _tokens = ImmutableArray.CreateBuilder<IniToken>();
    private readonly ImmutableArray<IniStatement>.Builder _statements = ImmutableArray.CreateBuilder<IniStatement>();
    private readonly ImmutableArray<IniError>.Builder _errors = ImmutableArray.CreateBuilder<IniError>();
    private readonly StringBuilder _value = new();

    private int _position;
    private int _line = 1;
    private IniError? _stoppedBy;
    private IniHeader? _header;

    // What the next key is filed under, and whether the buffer is too short to hold the key as well.
    private string _section = "";
    private int _sectionLength;
    private bool _keyLost;

    internal IniParser(SourceText source, IniDialect dialect)
    {
        _source = source;
        _text = source.Content;
        _host = dialect == IniDialect.Host;
    }

    internal IniDocument Run(CancellationToken cancellationToken)
    {
        if (!_host && _source.Encoding != TextEncoding.Utf8)
        {
            // The first byte of the mark is no letter.
            Fail(IniErrorKind.InvalidKey, "", new TextSpan(0, 0));
        }

        while (_position < _text.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var c = _text[_position];
            if (IsBlank(c))
            {
                TakeBlanks();
            }
            else if (c is '\r' or '\n')
            {
                TakeLineEnd();
            }
            else if (c == '#')
            {
                TakeComment();
            }
            else if (c == '[')
            {
                ParseHeader();
            }
            else if (char.IsAsciiLetter(c))
            {
                ParseSetting();
            }
            else
            {
                ParseBadLine();
            }
        }

        return new IniDocument(
            _source,
            _host ? IniDialect.Host : IniDialect.Guest,
            _tokens.DrainToImmutable(),
            _statements.DrainToImmutable(),
            _errors.DrainToImmutable(),
            _stoppedBy);
    }

    private static bool IsBlank(char c) => c is ' ' or '\t';

    private char Peek(int offset = 0) => _position + offset < _text.Length ? _text[_position + offset] : '\0';

    private void Add(IniTokenKind kind, int start, int end)
    {
        if (end > start)
        {
            _tokens.Add(new IniToken(kind, TextSpan.FromBounds(start, end)));
        }
    }

    private void TakeBlanks()
    {
        var start = _position;
        while (_position < _text.Length && IsBlank(_text[_position]))
        {
            _position++;
        }

        Add(IniTokenKind.Whitespace, start, _position);
    }

    // Between statements: a lone CR counts as a blank, and a CRLF as one line.
    private void TakeLineEnd()
    {
        var start = _position;
        if (_text[_position] == '\r')
        {
            _position++;
        }

        if (Peek() == '\n')
        {
            _position++;
            _line++;
        }

        Add(IniTokenKind.LineEnd, start, _position);
    }

    // Behind a header or a value the terminator is read first and then counted, so that the guest counts a CRLF twice.
    private void EndStatement()
    {
        if (_position >= _text.Length)
        {
            return;
        }

        if (_text[_position] == '\r' && (!_host || Peek(1) != '\n'))
        {
            _line++;
        }

        TakeLineEnd();
    }

    private TextSpan TakeComment()
    {
        var start = _position;
        _position = EndOfLine(_position);
        Add(IniTokenKind.Comment, start, _position);
        return TextSpan.FromBounds(start, _position);
    }

    // Where "\n" or the "\r\n" in front of it begins: a lone CR ends neither a comment nor a line that is skipped.
    private int EndOfLine(int from)
    {
        var end = _text.IndexOf('\n', from);
        if (end < 0)
        {
            return _text.Length;
        }

        return end > from && _text[end - 1] == '\r' ? end - 1 : end;
    }

    private IniError? Fail(IniErrorKind kind, string expected, TextSpan span)
    {
        if (_stoppedBy is not null)
        {
            return null;
        }

        var error = new IniError(kind, expected, span, _line);
        _errors.Add(error);
        if (!_host)
        {
            _stoppedBy = error;
        }

        return error;
    }

    // The character at the position, both halves of a pair; empty at a line end.
    private TextSpan OffendingSpan()
    {
        if (_position >= _text.Length || _text[_position] is '\r' or '\n')
        {
            return new TextSpan(_position, 0);
        }

        return new TextSpan(_position, CharacterLength(_position));
    }

    private int CharacterLength(int position) =>
        char.IsHighSurrogate(_text[position]) && position + 1 < _text.Length && char.IsLowSurrogate(_text[position + 1]) ? 2 : 1;

    // What is left of a line that fails: skipped, but for a comment at its end, which people may still mean.
    private TextSpan SkipLine()
    {
        var start = _position;
        var end = EndOfLine(_position);
        var hash = _text.IndexOf('#', start, end - start);
        var stop = hash < 0 ? end : hash;
        var last = stop;
        while (last > start && IsBlank(_text[last - 1]))
        {
            last--;
        }

        Add(IniTokenKind.Skipped, start, last);
        Add(IniTokenKind.Whitespace, last, stop);
        _position = stop;
        return hash < 0 ? default : TakeComment();
    }

    private int LastStatementEnd()
    {
        for (var i = _tokens.Count - 1; i >= 0; i--)
        {
            if (_tokens[i].Kind is not (IniTokenKind.Whitespace or IniTokenKind.Comment))
            {
                return _tokens[i].Span.End;
            }
        }

        return 0;
    }

    private void ParseBadLine()
    {
        var start = _position;
        var behind = _stoppedBy is not null;
        var error = Fail(IniErrorKind.InvalidKey, "", OffendingSpan());
        var comment = SkipLine();
        _statements.Add(new IniBadLine
        {
            Span = TextSpan.FromBounds(start, LastStatementEnd()),
            Error = error,
            IsBehindStop = behind,
            CommentSpan = comment,
            KeySpan = new TextSpan(start, 0),
            Header = _header,
        });
    }

    private void ParseHeader()
    {
        var start = _position;
        var behind = _stoppedBy is not null;
        _position++;
        Add(IniTokenKind.OpenBracket, start, _position);

        IniError? error;
        var nameStart = _position;
        if (!char.IsAsciiLetter(Peek()))
        {
            error = Fail(IniErrorKind.InvalidSection, "", OffendingSpan());
            AddHeader(start, behind, error, SkipLine());
            return;
        }

        while (char.IsAsciiLetterOrDigit(Peek()))
        {
            _position++;
        }

        Add(IniTokenKind.SectionName, nameStart, _position);
        var name = _text[nameStart.._position];
        if (Peek() != ']')
        {
            error = Fail(IniErrorKind.Expected, CloseBracketExpected, OffendingSpan());
            KeepFailedName(name, behind);
            AddHeader(start, behind, error, SkipLine());
            return;
        }

        Add(IniTokenKind.CloseBracket, _position, _position + 1);
        _position++;
        var headerEnd = _position;
        TakeBlanks();
        if (_position < _text.Length && _text[_position] is not ('\r' or '\n' or '#'))
        {
            error = Fail(IniErrorKind.Expected, LineEndExpected, OffendingSpan());
            KeepFailedName(name, behind);
            AddHeader(start, behind, error, SkipLine());
            return;
        }

        var commented = Peek() == '#';
        var comment = commented ? TakeComment() : default;
        _header = new IniHeader
        {
            Span = TextSpan.FromBounds(start, headerEnd),
            Error = null,
            IsBehindStop = behind,
            CommentSpan = comment,
            Name = name,
            NameSpan = TextSpan.FromBounds(nameStart, nameStart + name.Length),
        };
        _statements.Add(_header);
        _section = name;
        _sectionLength = name.Length;
        _keyLost = false;
        if (!commented)
        {
            EndStatement();
        }
    }

    private void KeepFailedName(string name, bool behind)
    {
        if (behind)
        {
            return;
        }

        _keyLost = name.Length < _sectionLength;
        _section = _keyLost ? name : name[.._sectionLength];
    }

    private void AddHeader(int start, bool behind, IniError? error, TextSpan comment)
    {
        var span = TextSpan.FromBounds(start, LastStatementEnd());
        var inner = _text.AsSpan(start + 1, span.Length - 1);
        var close = inner.IndexOf(']');
        if (close >= 0)
        {
            inner = inner[..close];
        }

        var name = inner.Trim();
        var nameStart = start + 1 + (inner.Length - inner.TrimStart().Length);
        _header = new IniHeader
        {
            Span = span,
            Error = error,
            IsBehindStop = behind,
            CommentSpan = comment,
            Name = name.ToString(),
            NameSpan = new TextSpan(nameStart, name.Length),
        };
        _statements.Add(_header);
    }

    private void ParseSetting()
    {
        var start = _position;
        var behind = _stoppedBy is not null;
        while (char.IsAsciiLetterOrDigit(Peek()))
        {
            _position++;
        }

        var keySpan = TextSpan.FromBounds(start, _position);
        Add(IniTokenKind.Key, start, _position);
        TakeBlanks();
        if (Peek() != '=')
        {
            var error = Fail(IniErrorKind.Expected, EqualsExpected, OffendingSpan());
            var comment = SkipLine();
            _statements.Add(new IniBadLine
            {
                Span = TextSpan.FromBounds(start, LastStatementEnd()),
                Error = error,
                IsBehindStop = behind,
                CommentSpan = comment,
                KeySpan = keySpan,
                Header = _header,
            });
            return;
        }

        Add(IniTokenKind.EqualsSign, _position, _position + 1);
        _position++;
        TakeBlanks();
        ParseValue(start, keySpan, behind);
    }

    private void ParseValue(int start, TextSpan keySpan, bool behind)
    {
        var valueStart = _position;
        var firstToken = _tokens.Count;
        var runStart = _position;
        var openQuote = default(TextSpan);
        var inQuote = false;
        var failed = false;
        IniError? error = null;

        // The text of the value is copied only once something in it does not stand for itself.
        var copying = false;
        var trimmedLength = 0;
        var trimmedEnd = _position;
        _value.Clear();

        void Copy()
        {
            if (!copying)
            {
                copying = true;
                _value.Append(_text, valueStart, _position - valueStart);
                trimmedLength = Math.Max(trimmedEnd - valueStart, 0);
            }
        }

        void EndRun()
        {
            Add(inQuote ? IniTokenKind.QuotedText : IniTokenKind.Text, runStart, _position);
        }

        while (_position < _text.Length)
        {
            var c = _text[_position];
            if (c == '\n')
            {
                break;
            }

            if (c == '\r' && (!failed || Peek(1) == '\n'))
            {
                break;
            }

            if (c == '#' && !inQuote)
            {
                break;
            }

            if (c == '"')
            {
                Copy();
                EndRun();
                inQuote = !inQuote;
                openQuote = new TextSpan(_position, 1);
                Add(IniTokenKind.Quote, _position, _position + 1);
                _position++;
                runStart = _position;
                trimmedLength = _value.Length;
                continue;
            }

            if (c == '\\')
            {
                Copy();
                EndRun();
                var kind = ClassifyEscape(failed, out var length, out var decoded);
                var span = new TextSpan(_position, length);
                if (kind == IniTokenKind.BadEscape && !failed)
                {
                    error = Fail(IniErrorKind.InvalidEscape, "", span);
                    failed = true;
                }

                if (kind == IniTokenKind.Escape)
                {
                    _value.Append(decoded);
                }
                else if (kind == IniTokenKind.Continuation)
                {
                    _line++;
                }
                else if (kind == IniTokenKind.BadEscape)
                {
                    _value.Append(_text, _position, length);
                }

                Add(kind, span.Start, span.End);
                _position += length;
                runStart = _position;
                trimmedLength = _value.Length;
                continue;
            }

            if (c == '\0' || (_host && c > '\x7F'))
            {
                Copy();
            }

            if (copying)
            {
                _value.Append(_host ? (char)(c & 0xFF) : c);
            }

            _position++;
            if (!IsBlank(c))
            {
                trimmedEnd = _position;
                trimmedLength = _value.Length;
            }
        }

        // Blanks at the end belong to the value only between quotes.
        var end = _position;
        if (!inQuote)
        {
            while (end > runStart && IsBlank(_text[end - 1]))
            {
                end--;
            }
        }

        Add(inQuote ? IniTokenKind.QuotedText : IniTokenKind.Text, runStart, end);
        var tokenCount = _tokens.Count - firstToken;
        Add(IniTokenKind.Whitespace, end, _position);

        if (inQuote && !failed)
        {
            error = Fail(IniErrorKind.Expected, QuoteExpected, openQuote);
        }

        var valueEnd = tokenCount == 0 ? valueStart : _tokens[firstToken + tokenCount - 1].Span.End;
        var line = _line;
        var skipped = error is not null && _host;
        var commented = !skipped && Peek() == '#';
        var comment = skipped ? SkipLine() : commented ? TakeComment() : default;

        _statements.Add(new IniSetting
        {
            Span = TextSpan.FromBounds(start, Math.Max(valueEnd, keySpan.End)),
            Error = error,
            IsBehindStop = behind,
            CommentSpan = comment,
            Key = _text.Substring(keySpan.Start, keySpan.Length),
            KeySpan = keySpan,
            Section = _section,
            IsKeyLost = _keyLost,
            Header = _header,
            ValueSpan = TextSpan.FromBounds(valueStart, valueEnd),
            Value = copying ? CutAtNul(trimmedLength) : _text[valueStart..Math.Max(trimmedEnd, valueStart)],
            Line = line,
            FirstValueToken = firstToken,
            ValueTokenCount = tokenCount,
        });

        // The line end of a comment or of a skipped line is counted where lines are read, not here.
        if (!skipped && !commented)
        {
            EndStatement();
        }
    }

    private IniTokenKind ClassifyEscape(bool failed, out int length, out char decoded)
    {
        decoded = '\0';
        length = 2;
        if (_position + 1 >= _text.Length)
        {
            length = 1;
            return IniTokenKind.BadEscape;
        }

        var next = _text[_position + 1];
        switch (next)
        {
            case '\\' or '"':
                decoded = next;
                return IniTokenKind.Escape;
            case 'b':
                decoded = '\b';
                return IniTokenKind.Escape;
            case 'n':
                decoded = '\n';
                return IniTokenKind.Escape;
            case 't':
                decoded = '\t';
                return IniTokenKind.Escape;
        }

        var crlf = next == '\r' && Peek(2) == '\n';
        if (next == '\n' || crlf)
        {
            if (failed)
            {
                // A line that has failed is skipped to its end; nothing continues it.
                length = 1;
                return IniTokenKind.BadEscape;
            }

            if (crlf && !_host)
            {
                return IniTokenKind.BrokenContinuation;
            }

            length = crlf ? 3 : 2;
            return IniTokenKind.Continuation;
        }

        if (next == '\r')
        {
            if (!_host && !failed)
            {
                return IniTokenKind.BrokenContinuation;
            }

            length = 1;
            return IniTokenKind.BadEscape;
        }

        length = 1 + CharacterLength(_position + 1);
        return IniTokenKind.BadEscape;
    }

    // The parser hands the value on as a C string.
    private string CutAtNul(int length)
    {
        for (var i = 0; i < length; i++)
        {
            if (_value[i] == '\0')
            {
                length = i;
                break;
            }
        }

        return _value.ToString(0, length);
    }
}
