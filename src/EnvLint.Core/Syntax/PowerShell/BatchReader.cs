using System.Buffers;
using System.Collections.Immutable;
using EnvLint.Text;

namespace EnvLint.Syntax.PowerShell;

/// <summary>Reads batch files at the level of commands.</summary>
internal sealed class BatchReader(string text, CancellationToken cancellationToken) : WindowsReader(text, cancellationToken)
{
    // %a name%: a bound, so that a sign that is never closed is not looked for again and again.
    private const int MaximumName = 256;

    private static readonly SearchValues<char> s_noName = SearchValues.Create(" \t=&|<>");

    // Whether what stands in each open parenthesis is conditional.
    private readonly List<bool> _blocks = [];

    // Whether the rest of the line stands behind if, for, else or ||.
    private bool _lineIsConditional;

    private bool IsConditional => _lineIsConditional || (_blocks.Count > 0 && _blocks[^1]);

    protected override void Read()
    {
        var previous = -1;
        var last = -1;
        while (!IsEnd)
        {
            if (Position == 0 || Text[Position - 1] is '\n' or '\r')
            {
                CancellationToken.ThrowIfCancellationRequested();
                TakePrompt();
            }

            Blanks();
            if (IsEnd)
            {
                return;
            }

            if (TakeLineEnd())
            {
                _lineIsConditional = false;
                previous = -1;
                continue;
            }

            switch (Current)
            {
                case '@' or ',' or ';' or '=':
                    Take(WindowsTokenKind.Operator, 1);
                    continue;
                case '(':
                    _blocks.Add(IsConditional);
                    _lineIsConditional = false;
                    Take(WindowsTokenKind.Bracket, 1);
                    continue;
                case ')':
                    if (_blocks.Count > 0)
                    {
                        _blocks.RemoveAt(_blocks.Count - 1);
                    }

                    Take(WindowsTokenKind.Bracket, 1);
                    last = -1;
                    continue;
                case '&':
                    Take(WindowsTokenKind.Operator, Next == '&' ? 2 : 1);
                    previous = -1;
                    continue;
                case '|':
                    if (last >= 0)
                    {
                        Statements[last] = Statements[last] with { IsFailureHandled = true };
                    }

                    previous = Next == '|' ? -1 : last;
                    _lineIsConditional |= Next == '|';
                    Take(WindowsTokenKind.Operator, Next == '|' ? 2 : 1);
                    continue;
                case ':':
                    Take(WindowsTokenKind.Comment, RestOfLine());
                    continue;
                case '>' when Next == ' ' && (Position == 0 || Text[Position - 1] is '\n' or '\r'):
                    // The prompt of a guide.
                    Take(WindowsTokenKind.Operator, 1);
                    continue;
            }

            if (IsWord("rem"))
            {
                Take(WindowsTokenKind.Comment, RestOfLine());
            }
            else if (IsWord("if"))
            {
                If();
            }
            else if (IsWord("for"))
            {
                For();
            }
            else if (IsWord("else"))
            {
                Take(WindowsTokenKind.Word, 4);
                _lineIsConditional = true;
            }
            else
            {
                last = IsWord("set") && !HasOption("set".Length) ? Set() : Command(previous);
                previous = -1;
            }
        }
    }

    private void Blanks()
    {
        while (!IsEnd)
        {
            if (Current is ' ' or '\t' or '\f' or '\v')
            {
                Take(WindowsTokenKind.Blank, 1);
            }
            else if (Current == '^' && LineEndLength(Position + 1) is > 0 and var length)
            {
                Take(WindowsTokenKind.Blank, 1 + length);
            }
            else
            {
                return;
            }
        }
    }

    private bool IsWord(string name)
    {
        if (string.Compare(Text, Position, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) != 0)
        {
            return false;
        }

        var end = Position + name.Length;
        return end >= Text.Length || Text[end] is ' ' or '\t' or '\r' or '\n' or '(' or '"' or '&' or '|' or ',' or ';' or '=' or '/' or '>' or '<';
    }

    // Whether a command ends here.
    private bool IsTerminator() => IsEnd || Current is '&' or '|' || (Current == ')' && _blocks.Count > 0) || LineEndLength(Position) > 0;

    // if [/i] [not] exist X | defined X | errorlevel N | A==B | A equ B
    private void If()
    {
        Take(WindowsTokenKind.Word, 2);
        _lineIsConditional = true;
        var word = ConditionWord();
        while (word is not null && (word.Equals("/i", StringComparison.OrdinalIgnoreCase) || word.Equals("not", StringComparison.OrdinalIgnoreCase)))
        {
            word = ConditionWord();
        }

        if (word is null)
        {
            return;
        }

        if (word.ToLowerInvariant() is "exist" or "defined" or "errorlevel" or "cmdextversion")
        {
            ConditionWord();
            return;
        }

        var equals = word.IndexOf("==", StringComparison.Ordinal);
        if (equals >= 0)
        {
            if (equals + 2 == word.Length)
            {
                ConditionWord();
            }

            return;
        }

        var comparison = ConditionWord();
        if (comparison is not null && (!comparison.StartsWith("==", StringComparison.Ordinal) || comparison.Length == 2))
        {
            ConditionWord();
        }
    }

    private string? ConditionWord()
    {
        Blanks();
        if (IsTerminator() || Current == '(')
        {
            return null;
        }

        var start = Position;
        Word();
        return Text[start..Position];
    }

    // for [/f "options"] %%x in (…) do
    private void For()
    {
        Take(WindowsTokenKind.Word, 3);
        _lineIsConditional = true;
        while (true)
        {
            Blanks();
            if (IsTerminator())
            {
                return;
            }

            if (Current == '(')
            {
                var isQuoted = false;
                Take(WindowsTokenKind.Bracket, 1);
                while (!IsEnd && LineEndLength(Position) == 0 && (isQuoted || Current != ')'))
                {
                    isQuoted ^= Current == '"';
                    Take(WindowsTokenKind.Word, 1);
                }

                if (Current == ')')
                {
                    Take(WindowsTokenKind.Bracket, 1);
                }

                continue;
            }

            if (IsWord("do"))
            {
                Take(WindowsTokenKind.Word, 2);
                return;
            }

            Word();
        }
    }

    // set /a and set /p: what they set is known when they run.
    private bool HasOption(int length)
    {
        var rest = Text.AsSpan(Position + length).TrimStart(" \t");
        return !rest.IsEmpty && rest[0] == '/';
    }

    // set X=1, set "X=1"
    private int Set()
    {
        var start = Position;
        Take(WindowsTokenKind.Word, 3);
        Blanks();
        var isQuoted = Current == '"';
        if (isQuoted)
        {
            Take(WindowsTokenKind.Word, 1);
        }

        var nameStart = Position;
        while (!IsTerminator() && Current is not ('=' or '"'))
        {
            Take(WindowsTokenKind.Word, 1);
        }

        if (Current != '=' || Position == nameStart)
        {
            while (!IsTerminator())
            {
                Take(WindowsTokenKind.Word, 1);
            }

            return -1;
        }

        var name = new WindowsWord(
            TextSpan.FromBounds(nameStart, Position),
            [new WindowsWordPart(WindowsWordPartKind.Text, TextSpan.FromBounds(nameStart, Position), Text[nameStart..Position])],
            IsQuoted: false);
        Take(WindowsTokenKind.Word, 1);
        var word = new WordBuilder(Text, Position) { IsQuoted = isQuoted };
        var end = Position;
        if (isQuoted)
        {
            Quoted(word);
            end = Position > nameStart && Text[Position - 1] == '"' ? Position - 1 : Position;
            while (!IsTerminator())
            {
                Take(WindowsTokenKind.Word, 1);
            }
        }
        else
        {
            while (!IsTerminator())
            {
                if (Current is ' ' or '\t')
                {
                    var from = Position;
                    while (Current is ' ' or '\t')
                    {
                        Take(WindowsTokenKind.Word, 1);
                    }

                    // Blanks at the end of the line are nobody's intention.
                    if (!IsTerminator())
                    {
                        word.AddText(from, Position);
                    }

                    continue;
                }

                Piece(word);
                end = Position;
            }
        }

        Statements.Add(new WindowsStatement(
            WindowsStatementKind.Assignment, TextSpan.FromBounds(start, Math.Max(end, name.Span.End + 1)), [name, word.Finish(end)], [], -1, IsConditional, IsFailureHandled: false));
        return Statements.Count - 1;
    }

    private int Command(int previous)
    {
        var start = Position;
        var end = start;
        var words = ImmutableArray.CreateBuilder<WindowsWord>();
        var redirections = ImmutableArray.CreateBuilder<WindowsRedirection>();
        while (true)
        {
            Blanks();
            if (IsTerminator())
            {
                break;
            }

            if (Redirection() is { } redirection)
            {
                redirections.Add(redirection);
            }
            else
            {
                words.Add(Word());
            }

            end = Position;
        }

        if (words.Count == 0)
        {
            return -1;
        }

        Statements.Add(new WindowsStatement(
            WindowsStatementKind.Command, TextSpan.FromBounds(start, end), words.DrainToImmutable(), redirections.DrainToImmutable(), previous, IsConditional, IsFailureHandled: false));
        return Statements.Count - 1;
    }

    private WindowsRedirection? Redirection()
    {
        var digits = char.IsAsciiDigit(Current) && Next is '>' or '<' ? 1 : 0;
        var at = Position + digits;
        if (at >= Text.Length || Text[at] is not ('>' or '<'))
        {
            return null;
        }

        var start = Position;
        var stream = digits == 0 ? Text[at] == '>' ? '1' : '0' : Current;
        var isAppend = Text[at] == '>' && at + 1 < Text.Length && Text[at + 1] == '>';
        var length = digits + (isAppend ? 2 : 1);
        var operatorText = isAppend ? ">>" : Text[at].ToString();
        var operatorSpan = new TextSpan(start, length);
        Take(WindowsTokenKind.Operator, length);
        if (Current == '&' && char.IsAsciiDigit(Next))
        {
            Take(WindowsTokenKind.Operator, 2);
            return new WindowsRedirection(TextSpan.FromBounds(start, Position), operatorSpan, operatorText, IsStandardOutput: false, null);
        }

        Blanks();
        var target = IsTerminator() || Current is '<' or '>' ? null : Word();
        return new WindowsRedirection(TextSpan.FromBounds(start, target?.Span.End ?? operatorSpan.End), operatorSpan, operatorText, stream == '1', target);
    }

    private WindowsWord Word()
    {
        var start = Position;
        var word = new WordBuilder(Text, start);
        while (!IsTerminator() && Current is not (' ' or '\t' or '<' or '>'))
        {
            if (Current == '^' && LineEndLength(Position + 1) > 0)
            {
                break;
            }

            Piece(word);
        }

        if (Position == start && !IsEnd)
        {
            word.AddText(Position, Position + 1);
            Take(WindowsTokenKind.Word, 1);
        }

        return word.Finish(Position);
    }

    private void Piece(WordBuilder word)
    {
        switch (Current)
        {
            case '"':
                word.IsQuoted = true;
                Take(WindowsTokenKind.Word, 1);
                Quoted(word);
                return;
            case '^' when Position + 1 < Text.Length && LineEndLength(Position + 1) == 0:
                word.Add(WindowsWordPartKind.Escape, Position, Position + 2, Next.ToString());
                Take(WindowsTokenKind.Word, 2);
                return;
            case '^' when LineEndLength(Position + 1) is > 0 and var length:
                Take(WindowsTokenKind.Blank, 1 + length);
                return;
            default:
                Plain(word);
                return;
        }
    }

    // Up to the closing quote or the end of the line. \" is a quote to the programs, except behind a folder.
    private void Quoted(WordBuilder word)
    {
        var start = Position;
        var isPath = Next == ':' || Current is '%' or '\\' or '!';
        while (!IsEnd && LineEndLength(Position) == 0)
        {
            if (Current == '"')
            {
                Take(WindowsTokenKind.Word, 1);
                return;
            }

            if (Current == '\\' && Next == '"' && !isPath && Position > start)
            {
                word.Add(WindowsWordPartKind.Escape, Position, Position + 2, "\"");
                Take(WindowsTokenKind.Word, 2);
            }
            else
            {
                Plain(word);
            }
        }
    }

    // A variable, or one character.
    private void Plain(WordBuilder word)
    {
        var length = Current switch
        {
            '%' => PercentLength(),
            '!' => DelayedLength(),
            _ => 0,
        };
        if (length == 0)
        {
            word.AddText(Position, Position + 1);
            Take(WindowsTokenKind.Word, 1);
            return;
        }

        word.Add(WindowsWordPartKind.Variable, Position, Position + length, Text.Substring(Position, length).Trim('%', '!'));
        Take(WindowsTokenKind.Word, length);
    }

    // %NAME%, %NAME:~0,2%, %1, %*, %~dp0, %%i
    private int PercentLength()
    {
        var rest = Text.AsSpan(Position + 1, Math.Min(MaximumName, Text.Length - Position - 1));
        if (rest.IsEmpty)
        {
            return 0;
        }

        if (char.IsAsciiDigit(rest[0]) || rest[0] == '*')
        {
            return 2;
        }

        if (rest[0] is '~' or '%')
        {
            var at = rest[0] == '%' ? 1 : 0;
            if (at < rest.Length && rest[at] == '~')
            {
                at++;
                while (at + 1 < rest.Length && char.IsAsciiLetter(rest[at]) && char.IsAsciiLetterOrDigit(rest[at + 1]))
                {
                    at++;
                }
            }

            return at < rest.Length && char.IsAsciiLetterOrDigit(rest[at]) ? at + 2 : 0;
        }

        var end = rest.IndexOfAny("%\n\r\"");
        if (end <= 0 || rest[end] != '%')
        {
            return 0;
        }

        var colon = rest[..end].IndexOf(':');
        return rest[..(colon < 0 ? end : colon)].IndexOfAny(s_noName) < 0 ? end + 2 : 0;
    }

    // !NAME!
    private int DelayedLength()
    {
        var end = Position + 1;
        var limit = Math.Min(Text.Length, end + MaximumName);
        while (end < limit && (char.IsAsciiLetterOrDigit(Text[end]) || Text[end] is '_' or '.'))
        {
            end++;
        }

        return end > Position + 1 && end < limit && Text[end] == '!' ? end - Position + 1 : 0;
    }
}
