using System.Collections.Immutable;
using System.Text;
using EnvLint.Text;

namespace EnvLint.Syntax.Toml;

/// <summary>Reads one text, once, from left to right: tokens, statements and meaning in the same pass.</summary>
/// <remarks>
/// Recovery: what cannot be read costs its line and one error. An array or inline table that is not closed ends
/// where a line looks like the next statement; only that line is then read a second time.
/// </remarks>
internal sealed partial class TomlParser
{
    private readonly string _text;
    private readonly ImmutableArray<TomlToken>.Builder _tokens;
    private readonly ImmutableArray<TomlStatement>.Builder _statements = ImmutableArray.CreateBuilder<TomlStatement>();
    private readonly ImmutableArray<TextSpan>.Builder _comments = ImmutableArray.CreateBuilder<TextSpan>();
    private readonly List<SyntaxError> _errors = [];
    private readonly StringBuilder _buffer = new();
    private int _position;

    // Start of the line that is being read, and of the line of the newest error: one error about grammar per line is enough.
    private int _lineStart;
    private int _errorLine = -1;

    // The place to go back to when a line inside an array turns out to be a statement.
    private int _markPosition;
    private int _markTokens;
    private int _markErrors;

    // Set when the statement is given up; the position is then where the next one is looked for.
    private bool _aborted;

    // Set from the moment of going back to the mark until the array that lacks its bracket has said so.
    private bool _unclosedArray;
    private int _openArrays;
    private int _openInlineTables;

    // The newest look past line ends, so that nested tables that end at the same place look only once.
    private int _lookedFrom = -1;
    private int _lookedTo;

    public TomlParser(string text)
    {
        _text = text;
        _tokens = ImmutableArray.CreateBuilder<TomlToken>((text.Length / 4) + 4);
        _root = new TomlTable(new TextSpan(0, text.Length), TomlTableForm.Root);
        _tables.Add(_root);
        _current = _root;
    }

    public TomlDocument Parse(CancellationToken cancellationToken)
    {
        if (_text.Length > 0 && _text[0] == '\uFEFF')
        {
            Take(TomlTokenKind.ByteOrderMark, 1);
        }

        while (_position < _text.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ParseLine();
        }

        foreach (var table in _tables)
        {
            table.Seal();
        }

        foreach (var array in _arraysOfTables)
        {
            array.Seal();
        }

        return new TomlDocument(_text, _tokens.ToImmutable(), _statements.ToImmutable(), _comments.ToImmutable(), _root, SortedErrors());
    }

    private ImmutableArray<SyntaxError> SortedErrors()
    {
        if (_errors.Count == 0)
        {
            return ImmutableArray<SyntaxError>.Empty;
        }

        // Nearly sorted already; errors at one place keep the order in which they were found.
        var order = new int[_errors.Count];
        var keys = new long[_errors.Count];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
            keys[i] = ((long)_errors[i].Span.Start << 32) | (uint)i;
        }

        Array.Sort(keys, order);
        var sorted = ImmutableArray.CreateBuilder<SyntaxError>(order.Length);
        foreach (var index in order)
        {
            sorted.Add(_errors[index]);
        }

        return sorted.MoveToImmutable();
    }

    private void ParseLine()
    {
        _aborted = false;
        SkipBlanks();
        if (_position == _text.Length || TryTakeNewline())
        {
            return;
        }

        switch (_text[_position])
        {
            case '#':
                ParseComment();
                break;
            case '[':
                ParseHeader();
                break;
            default:
                ParseTopLevelKeyValue();
                break;
        }

        if (!_aborted)
        {
            ExpectLineEnd();
        }
    }

    // The rest of a line behind a statement.
    private void ExpectLineEnd()
    {
        SkipBlanks();
        if (_position < _text.Length && _text[_position] == '#')
        {
            ParseComment();
        }

        if (_position == _text.Length || TryTakeNewline())
        {
            return;
        }

        Error(WordAt(_position), "expected the end of the line");
        SkipLine();
    }

    private void ParseHeader()
    {
        var start = _position;
        var isArray = _position + 1 < _text.Length && _text[_position + 1] == '[';
        Take(isArray ? TomlTokenKind.OpenDoubleBracket : TomlTokenKind.OpenBracket, isArray ? 2 : 1);
        SkipBlanks();
        var key = ParseKey(depth: 0);
        if (key is null)
        {
            // The keys below belong to a table nobody knows the name of.
            _current = DetachedTable(TextSpan.FromBounds(start, _position));
            _currentDepth = 0;
            Abort();
            return;
        }

        SkipBlanks();
        if (IsAt(']') && (!isArray || (_position + 1 < _text.Length && _text[_position + 1] == ']')))
        {
            Take(isArray ? TomlTokenKind.CloseDoubleBracket : TomlTokenKind.CloseBracket, isArray ? 2 : 1);
            OpenTable(new TomlTableHeader(TextSpan.FromBounds(start, _position), key, isArray));
            return;
        }

        Error(new TextSpan(key.Span.End, 0), isArray ? "expected ']]' to close the header" : "expected ']' to close the header");
        OpenTable(new TomlTableHeader(TextSpan.FromBounds(start, key.Span.End), key, isArray));
        Abort();
    }

    private void ParseTopLevelKeyValue()
    {
        var pair = ParseKeyValue(_currentDepth);
        if (pair is null)
        {
            if (!_aborted)
            {
                Abort();
            }

            return;
        }

        _statements.Add(pair);
        Define(_current, pair);
    }

    // Null if there is no key or no equals sign; an error says so and the position is before what does not fit.
    private TomlKeyValue? ParseKeyValue(int depth)
    {
        var key = ParseKey(depth);
        if (key is null)
        {
            return null;
        }

        SkipBlanks();
        if (!IsAt('='))
        {
            Error(new TextSpan(key.Span.End, 0), "expected '=' after the key");
            return null;
        }

        Take(TomlTokenKind.Equals, 1);
        SkipBlanks();
        var value = ParseValue(depth + key.Parts.Length, lineHead: false);
        var end = Math.Max(value.Span.End, key.Span.End);
        return new TomlKeyValue(TextSpan.FromBounds(key.Span.Start, end), key, value);
    }

    private TomlKey? ParseKey(int depth)
    {
        var start = _position;
        TomlKeyPart first = default;
        ImmutableArray<TomlKeyPart>.Builder? more = null;
        var count = 0;
        while (true)
        {
            if (depth + count >= TomlDocument.MaxDepth)
            {
                Error(WordAt(_position), "the key leads more than 200 levels deep");
                Abort();
                return null;
            }

            if (!TryParseKeyPart(out var part))
            {
                return null;
            }

            if (count++ == 0)
            {
                first = part;
            }
            else
            {
                if (more is null)
                {
                    more = ImmutableArray.CreateBuilder<TomlKeyPart>();
                    more.Add(first);
                }

                more.Add(part);
            }

            // Blanks behind the last part belong to nobody; they are the same token either way.
            SkipBlanks();
            if (!IsAt('.'))
            {
                return new TomlKey(
                    TextSpan.FromBounds(start, part.Span.End),
                    more is null ? ImmutableArray.Create(first) : more.ToImmutable());
            }

            Take(TomlTokenKind.Dot, 1);
            SkipBlanks();
        }
    }

    private bool TryParseKeyPart(out TomlKeyPart part)
    {
        part = default;
        if (_position < _text.Length)
        {
            var c = _text[_position];
            if (IsBareKeyCharacter(c))
            {
                var start = _position;
                var end = start + 1;
                while (end < _text.Length && IsBareKeyCharacter(_text[end]))
                {
                    end++;
                }

                Take(TomlTokenKind.BareKey, end - start);
                part = new TomlKeyPart(_text.Substring(start, end - start), new TextSpan(start, end - start));
                return true;
            }

            if (c is '"' or '\'')
            {
                var text = ParseString();
                if (text.Form is TomlStringForm.MultilineBasic or TomlStringForm.MultilineLiteral)
                {
                    Error(text.Span, "a key cannot be a multi-line string");
                    return false;
                }

                part = new TomlKeyPart(text.Value, text.Span);
                return IsClosed(text);
            }
        }

        Error(WordAt(_position), "expected a key");
        return false;
    }

    private TomlValue ParseValue(int depth, bool lineHead)
    {
        if (_position == _text.Length || IsNewlineAt(_position) || _text[_position] is '#' or ',' or ']' or '}')
        {
            Error(new TextSpan(_position, 0), "expected a value");
            return new TomlInvalid(new TextSpan(_position, 0));
        }

        switch (_text[_position])
        {
            case '"':
            case '\'':
                return ParseString();
            case '[':
            case '{':
                if (depth >= TomlDocument.MaxDepth)
                {
                    var span = new TextSpan(_position, 1);
                    Error(span, "arrays and tables lie more than 200 levels deep in each other");
                    Abort();
                    return new TomlInvalid(span);
                }

                return _text[_position] == '[' ? ParseArray(depth + 1, lineHead) : ParseInlineTable(depth);
            default:
                return ParseScalar();
        }
    }

    // lineHead: nothing but blanks and opening brackets stands between the mark and here, so the line may be a header.
    private TomlArray ParseArray(int depth, bool lineHead)
    {
        var open = _position;
        var end = open + 1;
        var items = ImmutableArray.CreateBuilder<TomlValue>();
        var needsComma = false;
        Take(TomlTokenKind.OpenBracket, 1);
        _openArrays++;
        while (true)
        {
            if (SkipBlanksCommentsAndLines())
            {
                lineHead = true;
            }

            if (_position == _text.Length)
            {
                Report(new TextSpan(open, 1), "this array has no ']'");
                break;
            }

            var c = _text[_position];
            if (c == ']')
            {
                Take(TomlTokenKind.CloseBracket, 1);
                end = _position;
                break;
            }

            if (lineHead && c != '[' && LooksLikeStatement(_markPosition))
            {
                GoBackToMark();
                break;
            }

            if (c == ',')
            {
                if (!needsComma)
                {
                    Error(new TextSpan(_position, 0), "expected a value");
                }

                Take(TomlTokenKind.Comma, 1);
                end = _position;
                needsComma = false;
                lineHead = false;
                continue;
            }

            if (c == '}' && _openInlineTables > 0)
            {
                Error(new TextSpan(_position, 0), "expected ']'");
                break;
            }

            if (needsComma)
            {
                Error(new TextSpan(end, 0), "expected ',' or ']'");
            }

            var start = _position;
            var value = ParseValue(depth, lineHead);
            if (_aborted && _position <= start)
            {
                // The line was a statement and no item.
                break;
            }

            items.Add(value);
            end = Math.Max(end, value.Span.End);
            if (_aborted)
            {
                break;
            }

            if (_position == start)
            {
                // A closing brace that closes nothing.
                Take(TomlTokenKind.Skipped, 1);
            }

            lineHead = false;
            needsComma = true;
        }

        _openArrays--;
        if (_unclosedArray && open < _position)
        {
            _unclosedArray = false;
            Report(new TextSpan(open, 1), "this array has no ']'");

            // The line to be read again is not the one that is wrong.
            _errorLine = -1;
        }

        return new TomlArray(TextSpan.FromBounds(open, end), items.ToImmutable());
    }

    private TomlInlineTable ParseInlineTable(int depth)
    {
        var table = new TomlInlineTable(_position);
        _tables.Add(table);
        var end = _position + 1;
        var lastComma = -1;
        var needsComma = false;
        var pairs = ImmutableArray.CreateBuilder<TomlKeyValue>();
        Take(TomlTokenKind.OpenBrace, 1);
        _openInlineTables++;
        while (!_aborted)
        {
            SkipBlanks();
            if (_position == _text.Length)
            {
                Report(new TextSpan(table.Span.Start, 1), "this inline table has no '}'");
                break;
            }

            var c = _text[_position];
            if (c == '#' || IsNewlineAt(_position))
            {
                if (!InlineTableGoesOn(needsComma))
                {
                    Error(new TextSpan(end, 0), needsComma ? "expected ',' or '}'" : "expected '}'");
                    break;
                }

                Error(
                    new TextSpan(_position, c is '#' or '\n' ? 1 : 2),
                    c == '#' ? "a comment cannot stand in an inline table in TOML 1.0" : "an inline table must stay on one line in TOML 1.0");
                SkipBlanksCommentsAndLines();
                continue;
            }

            if (c == '}')
            {
                if (lastComma >= 0 && !needsComma)
                {
                    Error(new TextSpan(lastComma, 1), "the last value of an inline table has no comma behind it in TOML 1.0");
                }

                Take(TomlTokenKind.CloseBrace, 1);
                end = _position;
                break;
            }

            if (c == ',')
            {
                if (!needsComma)
                {
                    Error(new TextSpan(_position, 0), "expected a key");
                }

                lastComma = _position;
                Take(TomlTokenKind.Comma, 1);
                end = _position;
                needsComma = false;
                continue;
            }

            if (c == ']' && _openArrays > 0)
            {
                Error(new TextSpan(_position, 0), "expected '}'");
                break;
            }

            if (needsComma)
            {
                Error(new TextSpan(end, 0), "expected ',' or '}'");
            }

            var pair = ParseKeyValue(depth);
            if (pair is not null)
            {
                pairs.Add(pair);
                Define(table, pair);
                end = pair.Span.End;
            }
            else if (!_aborted)
            {
                SkipInInlineTable();
                end = _position;
            }

            needsComma = true;
        }

        _openInlineTables--;
        table.Close(end, pairs.ToImmutable());
        return table;
    }

    // At a comment or line end inside an inline table: whether the table goes on in a later line, or its brace was forgotten.
    private bool InlineTableGoesOn(bool needsComma)
    {
        if (_lookedFrom != _position)
        {
            var next = _position;
            while (next < _text.Length)
            {
                var c = _text[next];
                if (c == '#')
                {
                    next = LineEnd(next);
                }
                else if (c is ' ' or '\t' or '\n' || IsNewlineAt(next))
                {
                    next++;
                }
                else
                {
                    break;
                }
            }

            _lookedFrom = _position;
            _lookedTo = next;
        }

        if (_lookedTo == _text.Length)
        {
            return false;
        }

        return _text[_lookedTo] == '}' || (needsComma ? _text[_lookedTo] == ',' : LooksLikeKeyValue(_lookedTo));
    }

    // What cannot be read in an inline table, up to where it may go on.
    private void SkipInInlineTable()
    {
        var end = _position;
        while (end < _text.Length && !IsNewlineAt(end) && _text[end] is not (',' or '}' or '#') && !(_text[end] == ']' && _openArrays > 0))
        {
            end++;
        }

        Take(TomlTokenKind.Skipped, end - _position);
    }

    // Blanks, comments and line ends, as they may stand in an array; true if a line ended.
    private bool SkipBlanksCommentsAndLines()
    {
        var lines = false;
        while (true)
        {
            SkipBlanks();
            if (_position == _text.Length)
            {
                return lines;
            }

            if (_text[_position] == '#')
            {
                ParseComment();
            }
            else if (TryTakeNewline())
            {
                lines = true;
                _markPosition = _position;
                _markTokens = _tokens.Count;
                _markErrors = _errors.Count;
            }
            else
            {
                return lines;
            }
        }
    }

    private void GoBackToMark()
    {
        _position = _markPosition;
        _lineStart = _markPosition;
        _tokens.Count = _markTokens;
        _errors.RemoveRange(_markErrors, _errors.Count - _markErrors);
        _errorLine = -1;
        _aborted = true;
        _unclosedArray = true;
    }

    // Whether a line inside an array can only be the next statement: no item is a key with an equals sign, or a bare word in brackets.
    private bool LooksLikeStatement(int lineStart)
    {
        var position = SkipBlanksFrom(lineStart);
        var brackets = 0;
        while (position < _text.Length && _text[position] == '[' && brackets < 3)
        {
            brackets++;
            position++;
        }

        if (brackets == 0)
        {
            return LooksLikeKeyValue(position);
        }

        position = SkipBlanksFrom(position);
        if (brackets > 2 || position == _text.Length || !IsWordStart(_text[position]) || IsWordOfAValue(position))
        {
            return false;
        }

        position = SkipKey(position);
        for (; brackets > 0; brackets--)
        {
            if (position == _text.Length || _text[position] != ']')
            {
                return false;
            }

            position++;
        }

        position = SkipBlanksFrom(position);
        return position == _text.Length || _text[position] == '#' || IsNewlineAt(position);
    }

    private bool LooksLikeKeyValue(int position)
    {
        var end = SkipKey(position);
        return end > position && end < _text.Length && _text[end] == '=';
    }

    // Behind a key and the blanks that follow it, at the first character that belongs to neither.
    private int SkipKey(int position)
    {
        while (position < _text.Length)
        {
            var c = _text[position];
            if (IsBareKeyCharacter(c) || c is '.' or ' ' or '\t')
            {
                position++;
            }
            else if (c is '"' or '\'')
            {
                position++;
                while (position < _text.Length && _text[position] != c && !IsNewlineAt(position))
                {
                    position += c == '"' && _text[position] == '\\' && position + 1 < _text.Length && !IsNewlineAt(position + 1) ? 2 : 1;
                }

                if (position < _text.Length && _text[position] == c)
                {
                    position++;
                }
                else
                {
                    return position;
                }
            }
            else
            {
                break;
            }
        }

        return position;
    }

    private bool IsWordOfAValue(int position)
    {
        var end = position;
        while (end < _text.Length && IsBareKeyCharacter(_text[end]))
        {
            end++;
        }

        return Is(position, end, "true") || Is(position, end, "false") || Is(position, end, "inf") || Is(position, end, "nan");
    }

    private void ParseComment()
    {
        var start = _position;
        Take(TomlTokenKind.Comment, LineEnd(start) - start);
        var span = TextSpan.FromBounds(start, _position);
        _comments.Add(span);
        CheckCharacters(span, linesAllowed: false);
    }

    // Gives the rest of the line up.
    private void Abort()
    {
        SkipLine();
        _aborted = true;
    }

    private void SkipLine() => Take(TomlTokenKind.Skipped, LineEnd(_position) - _position);

    private void SkipBlanks() => Take(TomlTokenKind.Whitespace, SkipBlanksFrom(_position) - _position);

    private int SkipBlanksFrom(int position)
    {
        while (position < _text.Length && _text[position] is ' ' or '\t')
        {
            position++;
        }

        return position;
    }

    private bool TryTakeNewline()
    {
        if (!IsNewlineAt(_position))
        {
            return false;
        }

        Take(TomlTokenKind.Newline, _text[_position] == '\r' ? 2 : 1);
        _lineStart = _position;
        return true;
    }

    private void Take(TomlTokenKind kind, int length)
    {
        if (length > 0)
        {
            _tokens.Add(new TomlToken(kind, _position, length));
            _position += length;
        }
    }

    private bool IsAt(char c) => _position < _text.Length && _text[_position] == c;

    private bool IsNewlineAt(int position) =>
        position < _text.Length
        && (_text[position] == '\n' || (_text[position] == '\r' && position + 1 < _text.Length && _text[position + 1] == '\n'));

    // The offset of the next line end, or of the end of the text. A carriage return alone ends no line in TOML.
    private int LineEnd(int position)
    {
        var end = _text.IndexOf('\n', position);
        if (end < 0)
        {
            return _text.Length;
        }

        return end > position && _text[end - 1] == '\r' ? end - 1 : end;
    }

    // What to mark at a place where something else was expected: the word there, or the place itself at the end of a line.
    // A word ends wherever reading may go on, so that no stretch is looked at twice.
    private TextSpan WordAt(int position)
    {
        if (position == _text.Length || IsNewlineAt(position))
        {
            return new TextSpan(position, 0);
        }

        var end = position + 1;
        while (end < _text.Length && _text[end] is not (' ' or '\t' or '=' or ',' or ']' or '}' or '#') && !IsNewlineAt(end))
        {
            end++;
        }

        return TextSpan.FromBounds(position, end);
    }

    private bool Is(int start, int end, string word) =>
        end - start == word.Length && string.CompareOrdinal(_text, start, word, 0, word.Length) == 0;

    // An error of grammar: silent if the line has one already.
    private void Error(TextSpan span, string message)
    {
        if (_errorLine != _lineStart)
        {
            Report(span, message);
        }
    }

    private void Report(TextSpan span, string message)
    {
        _errors.Add(new SyntaxError(span, message));
        _errorLine = _lineStart;
    }

    private static bool IsWordStart(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_';

    private static bool IsBareKeyCharacter(char c) => IsWordStart(c) || c is (>= '0' and <= '9') or '-';
}
