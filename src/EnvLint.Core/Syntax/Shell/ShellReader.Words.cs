using System.Buffers;
using System.Collections.Immutable;
using EnvLint.Text;

namespace EnvLint.Syntax.Shell;

/// <content>Words, quotes and arrays.</content>
internal sealed partial class ShellReader
{
    private static readonly SearchValues<char> WordStops = SearchValues.Create(" \t\n;&|()<>'\"`$\\");
    private static readonly SearchValues<char> GroupStops = SearchValues.Create("()'\"`$\\");
    private static readonly SearchValues<char> DoubleStops = SearchValues.Create("\"`$\\");
    private static readonly SearchValues<char> HeredocStops = SearchValues.Create("`$\\");
    private static readonly SearchValues<char> BraceStops = SearchValues.Create("}'\"`$\\");
    private static readonly SearchValues<char> SubscriptStops = SearchValues.Create("[]}'\"`$\\");

    // Texts of escapes, so that "\n" costs no string.
    private static readonly string[] OneChar = MakeTable("");
    private static readonly string[] Backslashed = MakeTable("\\");

    private enum WordMode : byte
    {
        Argument,

        /// <summary>The first word: <c>name()</c> is a function, not a pattern.</summary>
        Command,

        /// <summary>An argument of <c>declare</c> and its like, which may be <c>name=( … )</c>.</summary>
        Declaration,

        /// <summary>The right side of <c>=~</c>.</summary>
        Regex,
    }

    private enum InnerKind : byte
    {
        /// <summary>Between double quotes.</summary>
        Double,

        /// <summary>A here-document; its window ends it.</summary>
        Heredoc,

        /// <summary>The word in <c>${…}</c>.</summary>
        Brace,

        /// <summary>The same where single quotes are ordinary characters.</summary>
        BraceWithoutQuotes,

        /// <summary>The index of <c>name[…]=</c>.</summary>
        Subscript,

        /// <summary>The index in <c>${name[…]}</c>.</summary>
        BraceSubscript,
    }

    /// <summary>Ordinary characters on their way to a literal: where it begins, and what of it is already in the buffer.</summary>
    private struct Run(int start)
    {
        public int Start = start;
        public int Piece = start;
        public int End = start;
        public bool Buffered;
    }

    private static string[] MakeTable(string prefix)
    {
        var table = new string[128];
        for (var i = 0; i < table.Length; i++)
        {
            table[i] = prefix + (char)i;
        }

        return table;
    }

    // ---- runs of ordinary characters ----------------------------------------------------------------------------

    /// <summary>Ends a run at the current position and pushes its literal.</summary>
    private void Flush(ref Run run, ShellTokenKind kind)
    {
        if (_pos > run.Piece)
        {
            Emit(kind, run.Piece, _pos);
            run.End = _pos;
        }
        else if (!run.Buffered)
        {
            return;
        }

        string text;
        if (run.Buffered)
        {
            text = _buffer.Append(_text, run.Piece, _pos - run.Piece).ToString();
            _buffer.Clear();
        }
        else
        {
            text = _pos - run.Piece == 1 && _text[run.Piece] < 128 ? OneChar[_text[run.Piece]] : _text.Substring(run.Piece, _pos - run.Piece);
        }

        _parts.Add(new ShellLiteral(SpanOf(run.Start, run.End), text));
    }

    /// <summary>Takes the line continuation at the current position out of a run.</summary>
    private void TakeContinuation(ref Run run, ShellTokenKind kind)
    {
        if (_pos > run.Piece)
        {
            Emit(kind, run.Piece, _pos);
            _buffer.Append(_text, run.Piece, _pos - run.Piece);
            run.Buffered = true;
            run.End = _pos;
        }

        Emit(ShellTokenKind.LineContinuation, _pos, _pos + 2);
        _pos += 2;
        run.Piece = _pos;
        if (!run.Buffered)
        {
            run.Start = _pos;
        }
    }

    // ---- words ------------------------------------------------------------------------------------------------------

    /// <summary>Reads the word at the current position, which must not be a blank or an operator.</summary>
    private ShellWord ParseWord(WordMode mode)
    {
        var mark = _parts.Count;
        ParseUnquoted(mode, mark);
        return MakeWord(mark);
    }

    private ShellWord MakeWord(int mark)
    {
        var parts = Pop(_parts, mark);
        var span = parts.IsEmpty
            ? new TextSpan(_solidEnd, 0)
            : TextSpan.FromBounds(parts[0].Span.Start, parts[^1].Span.End);
        return new ShellWord(span, parts);
    }

    /// <summary>An element of an array: a word that may begin with an index in brackets.</summary>
    private ShellWord ParseElement()
    {
        var mark = _parts.Count;
        if (_text[_pos] == '[' && !_noSubscripts)
        {
            var start = _pos;
            var tokens = _tokenCount;
            var solid = _solidEnd;
            var errors = _errors.Count;
            var pending = _pending.Count;
            Take(ShellTokenKind.Literal, _pos + 1);
            _parts.Add(new ShellLiteral(SpanOf(start, _pos), "["));
            ParseInner(InnerKind.Subscript, quoted: false);
            if (At(_pos) == ']' || _tooDeep)
            {
                // The bracket itself is the first character of what follows.
                ParseUnquoted(WordMode.Argument, mark);
                return MakeWord(mark);
            }

            Rollback(start, mark, tokens, solid, errors, pending);
            ReportUnclosed(SpanOf(start, start + 1), "]", "[");
        }

        ParseUnquoted(WordMode.Argument, mark);
        return MakeWord(mark);
    }

    /// <summary>
    /// Undoes the reading of an index that nothing closes; bash gives up there. Its bracket is read on as an ordinary character,
    /// and no index is tried again, for each try may read to the end.
    /// </summary>
    private void Rollback(int start, int parts, int tokens, int solid, int errors, int pending)
    {
        Drop(_parts, parts);
        Drop(_errors, errors);
        Drop(_pending, pending);
        _tokenCount = tokens;
        _solidEnd = solid;
        _pos = start;
        _noSubscripts = true;
        _swallowed = false;
        _keywordAt = -1;
    }

    /// <summary>Pushes the parts of a word from the current position on.</summary>
    private void ParseUnquoted(WordMode mode, int mark)
    {
        var run = new Run(_pos);
        var groups = 0;
        var groupAt = 0;
        while (_pos < _end)
        {
            var rest = _text.AsSpan(_pos, _end - _pos).IndexOfAny(groups > 0 ? GroupStops : WordStops);
            if (rest < 0)
            {
                _pos = _end;
                break;
            }

            _pos += rest;
            switch (_text[_pos])
            {
                case '\\':
                    if (IsContinuation(_pos))
                    {
                        TakeContinuation(ref run, ShellTokenKind.Literal);
                        continue;
                    }

                    Flush(ref run, ShellTokenKind.Literal);
                    ParseEscape();
                    break;
                case '\'':
                    Flush(ref run, ShellTokenKind.Literal);
                    ParseSingleQuoted();
                    break;
                case '"':
                    Flush(ref run, ShellTokenKind.Literal);
                    ParseDoubleQuoted(_pos + 1);
                    break;
                case '`':
                    Flush(ref run, ShellTokenKind.Literal);
                    ParseBackquoted(quoted: false);
                    break;
                case '$':
                    if (!IsExpansion(_pos, quoted: false))
                    {
                        _pos++;
                        continue;
                    }

                    Flush(ref run, ShellTokenKind.Literal);
                    ParseDollar(quoted: false);
                    break;
                case '(':
                    if (groups > 0)
                    {
                        groups++;
                        _pos++;
                        continue;
                    }

                    if (mode == WordMode.Regex || IsPatternGroup(run, mode))
                    {
                        groups = 1;
                        groupAt = _pos;
                        _pos++;
                        continue;
                    }

                    if (mode == WordMode.Declaration && _parts.Count == mark && !run.Buffered && IsAssignmentPrefix(run.Start))
                    {
                        Flush(ref run, ShellTokenKind.Literal);
                        var start = _pos;
                        var elements = ParseArray();
                        _parts.Add(new ShellArrayLiteral(SpanFrom(start), elements));
                        break;
                    }

                    Flush(ref run, ShellTokenKind.Literal);
                    return;
                case ')':
                    if (groups > 0)
                    {
                        groups--;
                        _pos++;
                        continue;
                    }

                    Flush(ref run, ShellTokenKind.Literal);
                    return;
                case '|' when mode == WordMode.Regex:
                    _pos++;
                    continue;
                case '<' or '>' when At(Skip(_pos + 1)) == '(' && mode != WordMode.Regex:
                    Flush(ref run, ShellTokenKind.Literal);
                    ParseProcessSubstitution();
                    break;
                default:
                    Flush(ref run, ShellTokenKind.Literal);
                    return;
            }

            run = new Run(_pos);
        }

        Flush(ref run, ShellTokenKind.Literal);
        if (groups > 0)
        {
            ReportSwallowing(SpanOf(groupAt, groupAt + 1), ")", "(");
        }
    }

    /// <summary>Whether the parenthesis at the current position opens a pattern such as <c>@(a|b)</c>.</summary>
    private bool IsPatternGroup(in Run run, WordMode mode) =>
        _pos > run.Piece
        && _text[_pos - 1] is '?' or '*' or '+' or '@' or '!'
        && !(mode == WordMode.Command && IsEmptyParenthesis(_pos));

    /// <summary>Whether the text from the given position to the current one is <c>name=</c>, <c>name+=</c> or <c>name[…]=</c>.</summary>
    private bool IsAssignmentPrefix(int start)
    {
        var text = _text.AsSpan(start, _pos - start);
        if (text is not [.., '='] || !IsNameStart(text[0]))
        {
            return false;
        }

        text = text[..^1];
        if (text is [.., '+'])
        {
            text = text[..^1];
        }

        var length = 0;
        while (length < text.Length && IsNameChar(text[length]))
        {
            length++;
        }

        return length == text.Length || (text[length] == '[' && text[^1] == ']');
    }

    private void ParseEscape()
    {
        var start = _pos;
        var length = start + 1 < _end ? 2 : 1;
        if (length == 2 && char.IsHighSurrogate(_text[start + 1]) && char.IsLowSurrogate(At(start + 2)))
        {
            length = 3;
        }

        _pos += length;
        Emit(ShellTokenKind.Escape, start, _pos);
        var text = length == 1 ? "\\" : length == 2 && _text[start + 1] < 128 ? OneChar[_text[start + 1]] : _text.Substring(start + 1, length - 1);
        _parts.Add(new ShellEscape(SpanOf(start, _pos), text));
    }

    // ---- quotes -----------------------------------------------------------------------------------------------------

    private void ParseSingleQuoted()
    {
        var start = _pos;
        Take(ShellTokenKind.Quote, start + 1);
        var length = _text.AsSpan(_pos, _end - _pos).IndexOf('\'');
        FinishSingleQuoted(start, length < 0 ? _end : _pos + length, length >= 0, ansi: false);
    }

    /// <summary>Reads <c>$'…'</c>; the quote stands at <paramref name="quote"/>.</summary>
    private void ParseAnsiQuoted(int quote)
    {
        var start = _pos;
        Take(ShellTokenKind.Quote, quote + 1);
        var end = _pos;
        while (end < _end && _text[end] != '\'')
        {
            end += _text[end] == '\\' ? 2 : 1;
        }

        FinishSingleQuoted(start, Math.Min(end, _end), end < _end, ansi: true);
    }

    private void FinishSingleQuoted(int start, int close, bool closed, bool ansi)
    {
        var raw = _text.AsSpan(_pos, close - _pos);
        var text = ansi ? ShellAnsiText.Decode(raw) : raw.ToString();
        var opening = SpanOf(start, _pos);
        Emit(ShellTokenKind.QuotedText, _pos, close);
        _pos = close;
        if (closed)
        {
            Take(ShellTokenKind.Quote, close + 1);
        }
        else
        {
            ReportSwallowing(opening, "'", ansi ? "$'" : "'");
        }

        _parts.Add(new ShellSingleQuoted(SpanOf(start, _pos), text, ansi, closed));
    }

    /// <summary>Reads <c>"…"</c> or <c>$"…"</c>.</summary>
    /// <param name="inside">Where the text behind the opening quote begins.</param>
    private void ParseDoubleQuoted(int inside)
    {
        var start = _pos;
        Take(ShellTokenKind.Quote, inside);
        var opening = SpanOf(start, inside);
        var mark = _parts.Count;
        ParseInner(InnerKind.Double, quoted: true);
        var closed = At(_pos) == '"';
        if (closed)
        {
            Take(ShellTokenKind.Quote, _pos + 1);
        }
        else
        {
            ReportSwallowing(opening, "\"", "\"");
        }

        var parts = Pop(_parts, mark);
        _parts.Add(new ShellDoubleQuoted(SpanFrom(start), parts, closed));
    }

    /// <summary>
    /// Pushes the parts of a text in which blanks and operators are ordinary characters, up to what ends it (which is not taken).
    /// </summary>
    /// <param name="kind">What the text stands in.</param>
    /// <param name="quoted">Whether double quotes or a here-document are around it, so that a backslash quotes little.</param>
    private void ParseInner(InnerKind kind, bool quoted)
    {
        var stops = kind switch
        {
            InnerKind.Double => DoubleStops,
            InnerKind.Heredoc => HeredocStops,
            InnerKind.Subscript or InnerKind.BraceSubscript => SubscriptStops,
            _ => BraceStops,
        };
        var token = kind switch
        {
            InnerKind.Double => ShellTokenKind.QuotedText,
            InnerKind.Heredoc => ShellTokenKind.HeredocText,
            _ => quoted ? ShellTokenKind.QuotedText : ShellTokenKind.Literal,
        };
        var run = new Run(_pos);
        var brackets = 0;

        // Inside quotes the single quotes of "${x:-'…'}" stay in the text, but bash wants them in pairs.
        var apostrophe = -1;
        while (_pos < _end)
        {
            var rest = _text.AsSpan(_pos, _end - _pos).IndexOfAny(stops);
            if (rest < 0)
            {
                _pos = _end;
                break;
            }

            _pos += rest;
            switch (_text[_pos])
            {
                case '\\':
                    if (IsContinuation(_pos))
                    {
                        TakeContinuation(ref run, token);
                        continue;
                    }

                    Flush(ref run, token);
                    if (quoted)
                    {
                        ParseQuotedEscape(kind);
                    }
                    else
                    {
                        ParseEscape();
                    }

                    break;
                case '"':
                    if (apostrophe >= 0)
                    {
                        _pos++;
                        continue;
                    }

                    Flush(ref run, token);
                    if (kind == InnerKind.Double)
                    {
                        return;
                    }

                    ParseDoubleQuoted(_pos + 1);
                    break;
                case '\'':
                    if (kind == InnerKind.BraceWithoutQuotes)
                    {
                        if (_dialect == ShellDialect.Bash)
                        {
                            apostrophe = apostrophe < 0 ? _pos : -1;
                        }

                        _pos++;
                        continue;
                    }

                    Flush(ref run, token);
                    ParseSingleQuoted();
                    break;
                case '`':
                    if (apostrophe >= 0)
                    {
                        _pos++;
                        continue;
                    }

                    Flush(ref run, token);
                    ParseBackquoted(quoted);
                    break;
                case '$':
                    if (!IsExpansion(_pos, quoted) || (apostrophe >= 0 && !IsNameStart(At(_pos + 1))))
                    {
                        _pos++;
                        continue;
                    }

                    Flush(ref run, token);
                    ParseDollar(quoted);
                    break;
                case '}':
                    if (apostrophe >= 0 || kind == InnerKind.Subscript)
                    {
                        _pos++;
                        continue;
                    }

                    Flush(ref run, token);
                    return;
                case '[':
                    brackets++;
                    _pos++;
                    continue;
                default:
                    // A closing bracket.
                    if (brackets > 0)
                    {
                        brackets--;
                        _pos++;
                        continue;
                    }

                    Flush(ref run, token);
                    return;
            }

            run = new Run(_pos);
        }

        Flush(ref run, token);
        if (apostrophe >= 0)
        {
            ReportSwallowing(SpanOf(apostrophe, apostrophe + 1), "'", "'");
        }
    }

    private void ParseQuotedEscape(InnerKind kind)
    {
        var next = At(_pos + 1);
        var quotes = next is '$' or '`' or '\\'
            || (next == '"' && kind != InnerKind.Heredoc)
            || (next == '}' && kind is InnerKind.Brace or InnerKind.BraceWithoutQuotes);
        if (quotes)
        {
            ParseEscape();
            return;
        }

        // The backslash stays.
        var start = _pos;
        _pos += start + 1 < _end ? 2 : 1;
        Emit(ShellTokenKind.Escape, start, _pos);
        var text = _pos - start == 1 ? "\\" : next < 128 ? Backslashed[next] : _text.Substring(start, 2);
        _parts.Add(new ShellEscape(SpanOf(start, _pos), text));
    }
}
