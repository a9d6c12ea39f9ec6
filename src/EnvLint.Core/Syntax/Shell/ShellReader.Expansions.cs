using System.Buffers;
using System.Collections.Immutable;
using EnvLint.Text;

namespace EnvLint.Syntax.Shell;

/// <content>Parameters, substitutions and arithmetic.</content>
internal sealed partial class ShellReader
{
    private static readonly SearchValues<char> ArithmeticStops = SearchValues.Create("()[]'\"`$\\");
    private static readonly SearchValues<char> ParenthesisStops = SearchValues.Create("()'\"`\\");
    private static readonly SearchValues<char> BackquoteStops = SearchValues.Create("`\\");

    /// <summary>Whether the dollar sign at the position begins something.</summary>
    private bool IsExpansion(int position, bool quoted)
    {
        var c = At(Skip(position + 1));
        return IsNameChar(c) || IsSpecialParameter(c) || c is '{' or '('
            || (c == '[' && _dialect == ShellDialect.Bash)
            || (!quoted && c is '\'' or '"');
    }

    /// <summary>Reads what begins with the dollar sign at the current position; <see cref="IsExpansion"/> holds there.</summary>
    private void ParseDollar(bool quoted)
    {
        var start = _pos;
        var next = Skip(start + 1);
        switch (_text[next])
        {
            case '{':
                ParseBraceParameter(next, quoted);
                return;
            case '(':
                var second = Skip(next + 1);
                if (At(second) == '(' && ClosesAsArithmetic(second + 1, out var close))
                {
                    var parts = ParseArithmetic(second + 1, close, ShellTokenKind.Expansion, bracket: false, out _);
                    _parts.Add(new ShellArithmeticExpansion(SpanFrom(start)) { Parts = parts });
                }
                else
                {
                    ParseSubstitution(next + 1, ShellSubstitutionKind.Dollar, "$(");
                }

                return;
            case '[':
                var inside = ParseArithmetic(next + 1, close: -1, ShellTokenKind.Expansion, bracket: true, out _);
                _parts.Add(new ShellArithmeticExpansion(SpanFrom(start)) { Parts = inside });
                return;
            case '\'':
                ParseAnsiQuoted(next);
                return;
            case '"':
                ParseDoubleQuoted(next + 1);
                return;
        }

        var end = next + 1;
        if (IsNameStart(_text[next]))
        {
            var position = Skip(end);
            while (IsNameChar(At(position)))
            {
                end = position + 1;
                position = Skip(end);
            }
        }

        Take(ShellTokenKind.Expansion, end);
        var name = end == next + 1 && _text[next] < 128 ? OneChar[_text[next]] : Slice(next, end);
        _parts.Add(new ShellParameter(SpanOf(start, end), name, braced: false, "", word: null, indexed: false));
    }

    // ---- ${…} -------------------------------------------------------------------------------------------------------

    private void ParseBraceParameter(int brace, bool quoted)
    {
        var start = _pos;
        if (!Enter())
        {
            return;
        }

        var opening = SpanOf(start, brace + 1);
        var position = Skip(brace + 1);
        var length = false;
        var indirect = false;
        if (At(position) is '#' or '!')
        {
            var next = Skip(position + 1);
            var c = At(next);

            // '#' and '!' are parameters themselves where no other one follows.
            if (IsNameChar(c) || (IsSpecialParameter(c) && At(Skip(next + 1)) == '}'))
            {
                length = _text[position] == '#';
                indirect = !length;
                position = next;
            }
        }

        var nameStart = position;
        var nameEnd = position;
        if (char.IsAsciiDigit(At(position)))
        {
            while (char.IsAsciiDigit(At(position)))
            {
                nameEnd = position + 1;
                position = Skip(nameEnd);
            }
        }
        else if (IsNameStart(At(position)))
        {
            while (IsNameChar(At(position)))
            {
                nameEnd = position + 1;
                position = Skip(nameEnd);
            }
        }
        else if (IsSpecialParameter(At(position)) && !(At(position) == '$' && At(position + 1) is '{' or '(' or '['))
        {
            nameEnd = position + 1;
            position = Skip(nameEnd);
        }

        var name = Slice(nameStart, nameEnd);
        var indexed = false;
        ShellWord? index = null;
        if (name.Length > 0 && At(position) == '[')
        {
            indexed = true;
            Take(ShellTokenKind.Expansion, position + 1);
            var indexMark = _parts.Count;
            ParseInner(InnerKind.BraceSubscript, quoted: false);
            index = _parts.Count > indexMark ? MakeWord(indexMark) : null;
            position = At(_pos) == ']' ? Skip(_pos + 1) : _pos;
        }

        var operatorStart = position;
        var operation = name.Length == 0 ? "" : ReadOperation(ref position);
        if (indirect && operation is "@" or "" && At(operatorStart) is '@' or '*' && At(Skip(operatorStart + 1)) == '}')
        {
            operation = "names";
            position = operatorStart + 1;
        }
        else if (length || indirect)
        {
            operation = length ? "length" : indexed && IsAllElements(index) ? "keys" : "indirect";
        }

        Take(ShellTokenKind.Expansion, position);
        var mark = _parts.Count;

        // Behind these operators stands a pattern, in which quotes quote also inside double quotes.
        var pattern = operation is "#" or "##" or "%" or "%%" or "/" or "//" or "^" or "^^" or "," or ",,";
        ParseInner(quoted && !pattern ? InnerKind.BraceWithoutQuotes : InnerKind.Brace, quoted);
        var word = _parts.Count > mark ? MakeWord(mark) : null;
        if (At(_pos) == '}')
        {
            Take(ShellTokenKind.Expansion, _pos + 1);
        }
        else
        {
            ReportSwallowing(opening, "}", "${");
        }

        _depth--;
        _parts.Add(new ShellParameter(SpanFrom(start), name, braced: true, operation, word, indexed) { Index = index });
    }

    private static bool IsAllElements(ShellWord? index) => index?.Parts is [ShellLiteral { Text: "@" or "*" }];

    private string ReadOperation(ref int position)
    {
        var c = At(position);
        var second = Skip(position + 1);
        var next = At(second);
        switch (c)
        {
            case ':':
                if (next is '-' or '=' or '?' or '+')
                {
                    position = second + 1;
                    return next switch
                    {
                        '-' => ":-",
                        '=' => ":=",
                        '?' => ":?",
                        _ => ":+",
                    };
                }

                position++;
                return ":";
            case '#' or '%' or '/' or '^' or ',' when next == c:
                position = second + 1;
                return c switch
                {
                    '#' => "##",
                    '%' => "%%",
                    '/' => "//",
                    '^' => "^^",
                    _ => ",,",
                };
            case '-' or '=' or '?' or '+' or '#' or '%' or '/' or '^' or ',' or '@':
                position++;
                return OneChar[c];
            default:
                return "";
        }
    }

    // ---- substitutions ------------------------------------------------------------------------------------------------

    private void ParseProcessSubstitution() => ParseSubstitution(
        Skip(_pos + 1) + 1,
        _text[_pos] == '<' ? ShellSubstitutionKind.ProcessInput : ShellSubstitutionKind.ProcessOutput,
        _text[_pos] == '<' ? "<(" : ">(");

    /// <summary>Reads commands up to a closing parenthesis.</summary>
    /// <param name="inside">Where the text behind the opening parenthesis begins.</param>
    /// <param name="kind">The spelling.</param>
    /// <param name="sign">The opening characters, for a message.</param>
    private void ParseSubstitution(int inside, ShellSubstitutionKind kind, string sign)
    {
        var start = _pos;
        if (!Enter())
        {
            return;
        }

        var opening = SpanOf(start, inside);
        Take(ShellTokenKind.Expansion, inside);
        var enclosing = _enclosing;
        var pendingBase = _pendingBase;
        var inSubstitution = _inSubstitution;
        _enclosing = Closers.None;
        _pendingBase = _pending.Count;
        _inSubstitution = true;
        var body = ParseList(Closers.Paren, required: false);

        // A here-document that has not begun by now begins behind the line that the parenthesis stands on.
        _enclosing = enclosing;
        _pendingBase = pendingBase;
        _inSubstitution = inSubstitution;
        if (At(_pos) == ')')
        {
            Take(ShellTokenKind.Expansion, _pos + 1);
        }
        else
        {
            ReportUnclosed(opening, ")", sign);
        }

        _afterSkipped = false;
        _depth--;
        _parts.Add(new ShellCommandSubstitution(SpanFrom(start), body, kind));
    }

    private void ParseBackquoted(bool quoted)
    {
        var start = _pos;
        if (!Enter())
        {
            return;
        }

        Take(ShellTokenKind.Expansion, start + 1);
        var inside = _pos;
        var close = inside;
        var escapes = 0;
        while (close < _end)
        {
            var rest = _text.AsSpan(close, _end - close).IndexOfAny(BackquoteStops);
            if (rest < 0)
            {
                close = _end;
                break;
            }

            close += rest;
            if (_text[close] == '`')
            {
                break;
            }

            if (IsBackquoteEscape(close, quoted))
            {
                escapes++;
            }

            close += 2;
        }

        close = Math.Min(close, _end);
        var closed = close < _end;
        var body = escapes == 0 ? ParseWindow(close) : ParseUnescaped(close, escapes, quoted);
        if (closed)
        {
            Take(ShellTokenKind.Expansion, close + 1);
        }
        else
        {
            ReportSwallowing(SpanOf(start, inside), "`", "`");
        }

        _depth--;
        _parts.Add(new ShellCommandSubstitution(SpanFrom(start), body, ShellSubstitutionKind.Backquote));
    }

    /// <summary>Whether the backslash at the position is taken away before the text between backquotes is read.</summary>
    private bool IsBackquoteEscape(int position, bool quoted) =>
        At(position + 1) is '`' or '\\' or '$' || (quoted && At(position + 1) == '"');

    /// <summary>Reads the commands from the current position up to <paramref name="end"/>, where they end whatever they are.</summary>
    private ShellList ParseWindow(int end)
    {
        var outerEnd = _end;
        var enclosing = _enclosing;
        var pendingBase = _pendingBase;
        var inSubstitution = _inSubstitution;
        var noSubscripts = _noSubscripts;
        _end = end;
        _enclosing = Closers.None;
        _pendingBase = _pending.Count;
        _inSubstitution = false;
        _keywordAt = -1;

        // bash looks into backquotes only when it runs them.
        _silent++;
        var body = ParseList(Closers.None, required: false);
        _silent--;
        CloseHeredocs();
        _end = outerEnd;
        _enclosing = enclosing;
        _pendingBase = pendingBase;
        _inSubstitution = inSubstitution;
        _noSubscripts = noSubscripts;
        _afterSkipped = false;
        _keywordAt = -1;
        return body;
    }

    /// <summary>Reads the text up to <paramref name="close"/> from a copy without its backquote escapes.</summary>
    private ShellList ParseUnescaped(int close, int escapes, bool quoted)
    {
        var length = close - _pos - escapes;
        var map = new int[length + 1];
        var text = string.Create(length, (Reader: this, Close: close, Quoted: quoted, Map: map), static (target, state) =>
        {
            var reader = state.Reader;
            var i = 0;
            for (var position = reader._pos; position < state.Close; position++)
            {
                state.Map[i] = reader.Outer(position);
                if (reader._text[position] == '\\' && position + 1 < state.Close)
                {
                    if (!reader.IsBackquoteEscape(position, state.Quoted))
                    {
                        target[i++] = '\\';
                        state.Map[i] = reader.Outer(position + 1);
                    }

                    position++;
                }

                target[i++] = reader._text[position];
            }
        });
        map[length] = Outer(close);

        var (outerText, outerMap, outerEnd) = (_text, _map, _end);
        _text = text;
        _map = map;
        _pos = 0;
        _end = length;
        var body = ParseWindow(length);
        _text = outerText;
        _map = outerMap;
        _end = outerEnd;
        _pos = close;
        return body;
    }

    // ---- arithmetic -----------------------------------------------------------------------------------------------------

    /// <summary>
    /// Whether the parentheses that have been opened twice before the position are closed by two that stand together.
    /// Otherwise <c>$((</c> is a substitution that begins with a subshell.
    /// </summary>
    /// <param name="position">Where the expression begins.</param>
    /// <param name="close">Where the closing parentheses stand; -1 where that was not looked for.</param>
    private bool ClosesAsArithmetic(int position, out int close)
    {
        close = -1;
        var open = 1;
        while (position < _end)
        {
            // Hostile nesting would make this quadratic: what has been looked at often enough is arithmetic.
            if (_lookahead < 0)
            {
                return true;
            }

            var rest = _text.AsSpan(position, _end - position).IndexOfAny(ParenthesisStops);
            if (rest < 0)
            {
                _lookahead -= _end - position;
                return false;
            }

            _lookahead -= rest + 1;
            position += rest;
            var c = _text[position++];
            switch (c)
            {
                case '\\':
                    position++;
                    break;
                case '(':
                    open++;
                    break;
                case ')':
                    if (--open == 0)
                    {
                        close = position - 1;
                        return At(Skip(position)) == ')';
                    }

                    break;
                default:
                    var start = position;
                    while (position < _end && _text[position] != c)
                    {
                        position += _text[position] == '\\' && c != '\'' ? 2 : 1;
                    }

                    position++;
                    _lookahead -= position - start;
                    break;
            }
        }

        return false;
    }

    /// <summary>Reads an arithmetic expression with its brackets.</summary>
    /// <param name="inside">Where the expression begins.</param>
    /// <param name="close">Where it ends, if that is known: bash looks for the parentheses first and into the expression only when it runs it.</param>
    /// <param name="kind">The kind of the tokens around it.</param>
    /// <param name="bracket">Whether it is <c>[ … ]</c> instead of <c>(( … ))</c>.</param>
    /// <param name="semicolons">Number of semicolons outside of brackets.</param>
    /// <returns>The expansions inside.</returns>
    private ImmutableArray<ShellWordPart> ParseArithmetic(int inside, int close, ShellTokenKind kind, bool bracket, out int semicolons)
    {
        semicolons = 0;
        var start = _pos;
        if (!Enter())
        {
            return [];
        }

        var opening = SpanOf(start, inside);
        Take(kind, inside);
        var mark = _parts.Count;
        var depth = 0;
        var run = _pos;
        var outerEnd = _end;
        var noSubscripts = _noSubscripts;
        if (close >= 0)
        {
            _end = close;
            _silent++;
        }

        while (_pos < _end)
        {
            var rest = _text.AsSpan(_pos, _end - _pos).IndexOfAny(ArithmeticStops);
            var end = rest < 0 ? _end : _pos + rest;
            semicolons += depth > 0 ? 0 : _text.AsSpan(_pos, end - _pos).Count(';');
            _pos = end;
            if (rest < 0)
            {
                break;
            }

            var c = _text[_pos];
            if ((c == '(' && !bracket) || (c == '[' && bracket))
            {
                depth++;
                _pos++;
            }
            else if ((c == ')' && !bracket) || (c == ']' && bracket))
            {
                if (depth == 0 && close < 0)
                {
                    break;
                }

                depth = Math.Max(depth - 1, 0);
                _pos++;
            }
            else if (c == '\\')
            {
                if (IsContinuation(_pos))
                {
                    Emit(ShellTokenKind.Arithmetic, run, _pos);
                    Emit(ShellTokenKind.LineContinuation, _pos, _pos + 2);
                    run = _pos + 2;
                }

                _pos = Math.Min(_pos + 2, _end);
            }
            else if (c is '(' or ')' or '[' or ']' || (c == '$' && !IsExpansion(_pos, quoted: true)))
            {
                _pos++;
            }
            else
            {
                Emit(ShellTokenKind.Arithmetic, run, _pos);
                switch (c)
                {
                    case '\'':
                        ParseSingleQuoted();
                        break;
                    case '"':
                        ParseDoubleQuoted(_pos + 1);
                        break;
                    case '`':
                        ParseBackquoted(quoted: false);
                        break;
                    default:
                        ParseDollar(quoted: true);
                        break;
                }

                run = _pos;
            }
        }

        Emit(ShellTokenKind.Arithmetic, run, _pos);
        if (close >= 0)
        {
            _end = outerEnd;
            _silent--;
            _noSubscripts = noSubscripts;
            _keywordAt = -1;
        }

        var closer = bracket ? ']' : ')';
        if (At(_pos) == closer)
        {
            var second = Skip(_pos + 1);
            if (bracket)
            {
                Take(kind, _pos + 1);
            }
            else if (At(second) == ')')
            {
                Take(kind, second + 1);
            }
            else
            {
                Take(kind, _pos + 1);
                ReportUnclosed(opening, "))", Slice(start, inside));
            }
        }
        else
        {
            ReportSwallowing(opening, bracket ? "]" : "))", Slice(start, inside));
        }

        _depth--;
        return Pop(_parts, mark);
    }
}
