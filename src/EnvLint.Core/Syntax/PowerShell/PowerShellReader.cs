using System.Buffers;
using System.Collections.Immutable;
using EnvLint.Text;

namespace EnvLint.Syntax.PowerShell;

/// <summary>Reads PowerShell at the level of commands: pipelines, words, strings, blocks; of expressions only what runs inside them.</summary>
internal sealed class PowerShellReader(string text, CancellationToken cancellationToken) : WindowsReader(text, cancellationToken)
{
    // Deeper than anyone writes; brackets below it are passed over, so that the stack stays small.
    private const int MaximumDepth = 48;

    // ${a name}: a bound, so that a bracket that is never closed is not looked for again and again.
    private const int MaximumName = 256;

    private static readonly SearchValues<char> s_wordEnd = SearchValues.Create(" \t\u00A0\r\n;|&(){}<>`'\"‘’‚‛“”„$@");
    private static readonly SearchValues<char> s_expressionEnd = SearchValues.Create(" \t\u00A0\r\n;|&(){}<>`'\"‘’‚‛“”„$@#");

    private static readonly SearchValues<char> s_number = SearchValues.Create("0123456789.xXabcdefABCDEFkKmMgGtTpPlL,+-*/%");
    private static readonly SearchValues<char> s_doubleEnd = SearchValues.Create("\"“”„`$");

    private int _depth;
    private int _braces;
    private int _muted;

    protected override void Read() => Body(close: '\0', conditional: false, handled: false);

    // Statements up to a closing bracket, which is left to the caller.
    private void Body(char close, bool conditional, bool handled)
    {
        while (!IsEnd)
        {
            CancellationToken.ThrowIfCancellationRequested();
            Separators();
            if (IsEnd || (_depth > 0 && Current == close))
            {
                return;
            }

            if (Current is ')' or '}')
            {
                // A brace closes what an outer block waits for, whatever parenthesis is open.
                if (Current == '}' && close == ')' && _braces > 0)
                {
                    return;
                }

                Take(WindowsTokenKind.Bracket, 1);
                continue;
            }

            var before = Position;
            Pipeline(conditional, handled);
            if (Position == before)
            {
                Take(WindowsTokenKind.Operator, 1);
            }
        }
    }

    // Blanks, line ends, comments and semicolons between statements, and a prompt at the beginning of a line.
    private void Separators()
    {
        while (!IsEnd)
        {
            if (Position == 0 || Text[Position - 1] is '\n' or '\r')
            {
                TakePrompt();
            }

            Blanks();
            if (Current == ';')
            {
                Take(WindowsTokenKind.Operator, 1);
            }
            else if (Current == '>' && Next is ' ' or '>')
            {
                // The prompt of a guide, or of a continued line.
                Take(WindowsTokenKind.Operator, 1);
            }
            else if (!Comment() && !TakeLineEnd())
            {
                return;
            }
        }
    }

    private void Blanks()
    {
        while (!IsEnd)
        {
            if (Current is ' ' or '\t' or '\u00A0' or '\f' or '\v')
            {
                Take(WindowsTokenKind.Blank, 1);
            }
            else if (Current == '`' && LineEndLength(Position + 1) is > 0 and var length)
            {
                Take(WindowsTokenKind.Blank, 1 + length);
            }
            else if (Current == '<' && Next == '#')
            {
                Comment();
            }
            else
            {
                return;
            }
        }
    }

    private void BlanksAndLines()
    {
        do
        {
            Blanks();
        }
        while (Comment() || TakeLineEnd());
    }

    private bool Comment()
    {
        if (Current == '#')
        {
            Take(WindowsTokenKind.Comment, RestOfLine());
            return true;
        }

        if (Current == '<' && Next == '#')
        {
            var end = Text.AsSpan(Position + 2).IndexOf("#>");
            Take(WindowsTokenKind.Comment, end < 0 ? Text.Length - Position : end + 4);
            return true;
        }

        return false;
    }

    private void Pipeline(bool conditional, bool handled)
    {
        var previous = -1;
        var isFirst = true;
        while (true)
        {
            var index = Element(previous, isFirst, conditional, handled);
            isFirst = false;
            Blanks();
            if (Current == '|' && Next == '|')
            {
                Handle(index);
                Take(WindowsTokenKind.Operator, 2);
                conditional = true;
                previous = -1;
            }
            else if (Current == '&' && Next == '&')
            {
                Take(WindowsTokenKind.Operator, 2);
                previous = -1;
            }
            else if (Current == '|')
            {
                Handle(index);
                Take(WindowsTokenKind.Operator, 1);
                previous = index;
            }
            else
            {
                if (Current == '&')
                {
                    Handle(index);
                    Take(WindowsTokenKind.Operator, 1);
                }

                return;
            }

            BlanksAndLines();
            if (IsEnd || Current is ')' or '}' or ';')
            {
                return;
            }
        }
    }

    private void Handle(int index)
    {
        if (index >= 0)
        {
            Statements[index] = Statements[index] with { IsFailureHandled = true };
        }
    }

    private int Element(int previous, bool isFirst, bool conditional, bool handled)
    {
        if (IsEnd)
        {
            return -1;
        }

        switch (Current)
        {
            case '{':
                Block('{', 1, '}', conditional: true, handled);
                return -1;
            case '&' or '.' when Next is ' ' or '\t' or '"' or '\'' or '$' or '(' or '{' && !(Current == '.' && Next == '('):
                Take(WindowsTokenKind.Operator, 1);
                Blanks();
                return Command(previous, conditional, handled);
            case '$':
                return Variable(previous, conditional, handled);
            case '"' or '\'' or '‘' or '’' or '‚' or '‛' or '“' or '”' or '„' or '(' or '[' or '-' or '+' or '!' or ',' or '@':
                return Expression(previous, conditional, handled);
            case '|' or '&' or '<' or '>' or '=' or ';' or ')' or '}' or '\r' or '\n':
                return -1;
            case >= '0' and <= '9' when IsNumber():
                return Expression(previous, conditional, handled);
        }

        return isFirst && Keyword(conditional, handled) ? -1 : Command(previous, conditional, handled);
    }

    private bool IsNumber()
    {
        var rest = Text.AsSpan(Position);
        var end = rest.IndexOfAny(s_expressionEnd);
        return (end < 0 ? rest : rest[..end]).IndexOfAnyExcept(s_number) < 0;
    }

    // if (…) { … } and its like. False, with nothing taken, where the word is the name of a command.
    private bool Keyword(bool conditional, bool handled)
    {
        var length = 0;
        while (Position + length < Text.Length && char.IsAsciiLetter(Text[Position + length]))
        {
            length++;
        }

        if (length is < 2 or > 13 || (Position + length < Text.Length && !IsBoundary(Text[Position + length])))
        {
            return false;
        }

        Span<char> name = stackalloc char[length];
        Text.AsSpan(Position, length).ToLowerInvariant(name);
        switch (name)
        {
            case "if" or "elseif" or "while" or "until" or "for" or "foreach" or "switch":
                Take(WindowsTokenKind.Word, length);
                BlanksAndLines();
                while (!IsEnd && Current == '-')
                {
                    // switch -Regex
                    SkipRun();
                    BlanksAndLines();
                }

                if (Current == '(')
                {
                    Block('(', 1, ')', conditional, handled: true);
                }

                BodyOf(conditional: true, handled);
                return true;

            case "else" or "catch" or "trap" or "default" or "function" or "filter" or "workflow" or "class" or "enum" or "configuration":
                Take(WindowsTokenKind.Word, length);
                Head();
                BodyOf(conditional: true, handled);
                return true;

            case "try" or "finally" or "do" or "begin" or "process" or "end" or "dynamicparam" or "clean" when OpensBlock(length):
                Take(WindowsTokenKind.Word, length);
                BodyOf(conditional, handled: handled || name is "try");
                return true;

            case "param":
                Take(WindowsTokenKind.Word, length);
                BlanksAndLines();
                Muted('(', 1, ')');
                return true;

            case "return":
                Take(WindowsTokenKind.Word, length);
                Blanks();
                return Position >= Text.Length || Current is '\r' or '\n' or ';' or '}' or ')' or '#' || Element(-1, isFirst: false, conditional, handled) >= -1;

            case "throw" or "using":
                Take(WindowsTokenKind.Word, length);
                _muted++;
                Expression(-1, conditional, handled);
                _muted--;
                return true;

            default:
                return false;
        }
    }

    private static bool IsBoundary(char character) => character is ' ' or '\t' or '\r' or '\n' or '(' or '{' or ';' or '}' or ')' or '#' or '`';

    private bool OpensBlock(int length)
    {
        var next = Position + length;
        while (next < Text.Length && Text[next] is ' ' or '\t' or '\r' or '\n')
        {
            next++;
        }

        return next < Text.Length && Text[next] == '{';
    }

    // What stands between "function" or "catch" and its block: a name, parameters, types.
    private void Head()
    {
        while (!IsEnd)
        {
            Blanks();
            if (IsEnd || Current is '{' or '}' or ';' or ')' or '|')
            {
                return;
            }

            if (Current == '(')
            {
                Muted('(', 1, ')');
            }
            else if (LineEndLength(Position) > 0)
            {
                // The block may begin on the next line.
                if (!OpensBlock(0))
                {
                    return;
                }

                BlanksAndLines();
            }
            else if (!Comment())
            {
                SkipRun();
            }
        }
    }

    private void BodyOf(bool conditional, bool handled)
    {
        if (OpensBlock(0))
        {
            BlanksAndLines();
            if (Current == '{')
            {
                Block('{', 1, '}', conditional, handled);
            }
        }
    }

    // A bracket, the statements in it, and its counterpart.
    private void Block(char open, int openLength, char close, bool conditional, bool handled)
    {
        Take(WindowsTokenKind.Bracket, openLength);
        if (_depth >= MaximumDepth)
        {
            return;
        }

        _depth++;
        _braces += open == '{' ? 1 : 0;
        Body(close, conditional, handled);
        _braces -= open == '{' ? 1 : 0;
        _depth--;
        if (Current == close)
        {
            Take(WindowsTokenKind.Bracket, 1);
        }
    }

    // A part whose content is no command: the entries of a table, parameters.
    private void Muted(char open, int openLength, char close)
    {
        if (Current is '(' or '@')
        {
            _muted++;
            Block(open, openLength, close, conditional: true, handled: true);
            _muted--;
        }
    }

    private void SkipRun()
    {
        var rest = Text.AsSpan(Position + 1);
        var end = rest.IndexOfAny(s_expressionEnd);
        Take(WindowsTokenKind.Word, 1 + (end < 0 ? rest.Length : end));
    }

    // $x = command, $env:X = "1", $x.Method(…)
    private int Variable(int previous, bool conditional, bool handled)
    {
        var start = Position;
        var word = new WordBuilder(Text, start);
        Dollar(word, conditional);
        var variable = word.Finish(Position);
        Blanks();
        var length = AssignmentLength();
        if (length == 0 || _depth >= MaximumDepth)
        {
            Expression(previous, conditional, handled, pieces: 1);
            return -1;
        }

        var isAppend = Current == '+';
        Take(WindowsTokenKind.Operator, length);
        BlanksAndLines();
        var first = Position;
        var count = Statements.Count;
        _depth++;
        Pipeline(conditional, handled);
        _depth--;
        if (variable.Parts is not [{ Kind: WindowsWordPartKind.Variable, Text: var name }] || !name.StartsWith("env:", StringComparison.OrdinalIgnoreCase))
        {
            return -1;
        }

        WindowsWord value;
        if (Statements.Count == count + 1 && Statements[^1].Kind == WindowsStatementKind.Value)
        {
            value = Statements[^1].Words[0];
            Statements.RemoveAt(count);
        }
        else
        {
            // What it comes to is known when it runs.
            var end = Math.Max(first, TrimmedEnd(first));
            value = new WindowsWord(TextSpan.FromBounds(first, end), [new WindowsWordPart(WindowsWordPartKind.Unknown, TextSpan.FromBounds(first, end), "")], IsQuoted: false);
        }

        var nameStart = variable.Span.End - (name.Length - 4) - (Text[variable.Span.End - 1] == '}' ? 1 : 0);
        var nameSpan = new TextSpan(nameStart, name.Length - 4);
        Emit(new WindowsStatement(
            WindowsStatementKind.Assignment,
            TextSpan.FromBounds(start, value.Span.End),
            [new WindowsWord(nameSpan, [new WindowsWordPart(WindowsWordPartKind.Text, nameSpan, name[4..])], IsQuoted: false), value],
            [],
            PipedFrom: -1,
            conditional,
            handled,
            isAppend));
        return -1;
    }

    private int TrimmedEnd(int from)
    {
        var end = Position;
        while (end > from && Text[end - 1] is ' ' or '\t' or '\r' or '\n')
        {
            end--;
        }

        return end;
    }

    private int AssignmentLength() => (Current, Next) switch
    {
        ('=', not '=') => 1,
        ('+' or '-' or '*' or '/' or '%', '=') => 2,
        ('?', '?') when Position + 2 < Text.Length && Text[Position + 2] == '=' => 3,
        _ => 0,
    };

    // Where the statement, or its part of a pipe, ends.
    private bool IsStatementEnd() => IsEnd || Current is ';' or '|' or '&' or ')' or '}' || LineEndLength(Position) > 0;

    // An expression up to the end of its statement or to a pipe; a text or number alone is a value.
    private int Expression(int previous, bool conditional, bool handled, int pieces = 0)
    {
        WindowsWord? only = null;
        WindowsRedirection? redirection = null;
        while (!IsEnd)
        {
            Blanks();
            var character = Current;
            if (IsStatementEnd())
            {
                break;
            }

            if (character == '#')
            {
                Comment();
                break;
            }

            // "text" > file
            if (pieces == 1 && only is not null && character == '>')
            {
                redirection = Redirection(conditional);
                continue;
            }

            pieces++;
            if (IsQuote(character) || (character == '@' && HereString() > 0) || (pieces == 1 && char.IsAsciiDigit(character)))
            {
                only = Word(conditional);
                continue;
            }

            switch (character)
            {
                case '(':
                    Block('(', 1, ')', conditional, handled: true);
                    break;
                case '{':
                    Block('{', 1, '}', conditional: true, handled);
                    break;
                case '@' when Next == '(':
                    Block('(', 2, ')', conditional, handled: true);
                    break;
                case '@' when Next == '{':
                    Muted('{', 2, '}');
                    break;
                case '$':
                    Dollar(new WordBuilder(Text, Position), conditional);
                    break;
                case '`':
                    Take(WindowsTokenKind.Word, Math.Min(2, Text.Length - Position));
                    break;
                default:
                    SkipRun();
                    break;
            }
        }

        if (pieces != 1 || only is null)
        {
            return -1;
        }

        return Emit(new WindowsStatement(
            WindowsStatementKind.Value, only.Span, [only], redirection is null ? [] : [redirection], previous, conditional, handled));
    }

    private int Command(int previous, bool conditional, bool handled)
    {
        var start = Position;
        var end = start;
        var words = ImmutableArray.CreateBuilder<WindowsWord>();
        var redirections = ImmutableArray.CreateBuilder<WindowsRedirection>();
        while (!IsEnd)
        {
            Blanks();
            var character = Current;
            if (IsStatementEnd())
            {
                break;
            }

            if (character == '#')
            {
                Comment();
                break;
            }

            if (Redirection(conditional) is { } redirection)
            {
                redirections.Add(redirection);
            }
            else if (character is '{' or '(' || (character == '@' && Next is '(' or '{'))
            {
                words.Add(Part(conditional, handled));
            }
            else
            {
                var word = Word(conditional);
                words.Add(word);
                if (word.Value == "--%")
                {
                    Verbatim(words);
                }
            }

            end = Position;
        }

        if (words.Count == 0)
        {
            return -1;
        }

        return Emit(new WindowsStatement(
            WindowsStatementKind.Command, TextSpan.FromBounds(start, end), words.DrainToImmutable(), redirections.DrainToImmutable(), previous, conditional, handled));
    }

    // { … }, ( … ), @( … ) and @{ … } as an argument.
    private WindowsWord Part(bool conditional, bool handled)
    {
        var start = Position;
        switch (Current)
        {
            case '{':
                Block('{', 1, '}', conditional: true, handled);
                break;
            case '(':
                Block('(', 1, ')', conditional, handled: true);
                break;
            default:
                if (Next == '(')
                {
                    Block('(', 2, ')', conditional, handled: true);
                }
                else
                {
                    Muted('{', 2, '}');
                }

                break;
        }

        var span = TextSpan.FromBounds(start, Position);
        return new WindowsWord(span, [new WindowsWordPart(WindowsWordPartKind.Unknown, span, "")], IsQuoted: false);
    }

    private WindowsRedirection? Redirection(bool conditional)
    {
        // 2>&1, *>> file, > file, < file
        var digits = Current is '*' or (>= '1' and <= '6') && Next == '>' ? 1 : 0;
        var at = Position + digits;
        if (at >= Text.Length || Text[at] is not ('>' or '<'))
        {
            return null;
        }

        var start = Position;
        var stream = digits == 0 ? '1' : Current;
        var isAppend = Text[at] == '>' && at + 1 < Text.Length && Text[at + 1] == '>';
        var length = digits + (isAppend ? 2 : 1);
        var operatorText = isAppend ? ">>" : Text[at].ToString();
        var operatorSpan = new TextSpan(start, length);
        if (start + length + 1 < Text.Length && Text[start + length] == '&' && char.IsAsciiDigit(Text[start + length + 1]))
        {
            Take(WindowsTokenKind.Operator, length + 2);
            return new WindowsRedirection(TextSpan.FromBounds(start, Position), operatorSpan, operatorText, IsStandardOutput: false, null);
        }

        Take(WindowsTokenKind.Operator, length);
        Blanks();
        WindowsWord? target = null;
        if (!IsEnd && Current is not (';' or '|' or '&' or '(' or ')' or '{' or '}' or '<' or '>' or '#') && LineEndLength(Position) == 0)
        {
            target = Word(conditional);
        }

        return new WindowsRedirection(TextSpan.FromBounds(start, target?.Span.End ?? operatorSpan.End), operatorSpan, operatorText, stream is '1' or '*', target);
    }

    // Behind --% the rest of the line is handed over as it is.
    private void Verbatim(ImmutableArray<WindowsWord>.Builder words)
    {
        while (!IsEnd)
        {
            var blanks = Text.AsSpan(Position).IndexOfAnyExcept(' ', '\t');
            Take(WindowsTokenKind.Blank, blanks < 0 ? Text.Length - Position : blanks);
            if (IsEnd || Current == '|' || LineEndLength(Position) > 0)
            {
                return;
            }

            var start = Position;
            var word = new WordBuilder(Text, start);
            while (!IsEnd && Current is not (' ' or '\t' or '|') && LineEndLength(Position) == 0)
            {
                if (Current == '"')
                {
                    word.IsQuoted = true;
                    var rest = Text.AsSpan(Position + 1);
                    var stop = rest.IndexOfAny("\"\n\r");
                    stop = stop < 0 ? rest.Length : stop;
                    word.AddText(Position + 1, Position + 1 + stop);
                    Take(WindowsTokenKind.Word, 1 + stop + (stop < rest.Length && rest[stop] == '"' ? 1 : 0));
                }
                else
                {
                    word.AddText(Position, Position + 1);
                    Take(WindowsTokenKind.Word, 1);
                }
            }

            words.Add(word.Finish(Position));
        }
    }

    private WindowsWord Word(bool conditional)
    {
        var start = Position;
        var word = new WordBuilder(Text, start);
        if (HereString() is > 0 and var opening)
        {
            Here(word, opening, conditional);
            return word.Finish(Position);
        }

        while (!IsEnd)
        {
            var rest = Text.AsSpan(Position);
            var plain = rest.IndexOfAny(s_wordEnd);
            plain = plain < 0 ? rest.Length : plain;
            word.AddText(Position, Position + plain);
            Take(WindowsTokenKind.Word, plain);
            if (IsEnd)
            {
                break;
            }

            var character = Current;
            if (character == '$')
            {
                Dollar(word, conditional);
            }
            else if (character == '`' && LineEndLength(Position + 1) == 0)
            {
                Escape(word);
            }
            else if (IsSingleQuote(character))
            {
                Single(word);
            }
            else if (IsDoubleQuote(character))
            {
                Double(word, conditional);
            }
            else if (character == '@')
            {
                // @name hands over a table of arguments; elsewhere it is a character like others.
                var length = Position == start ? NameLength(Position + 1) : 0;
                if (length > 0)
                {
                    word.Add(WindowsWordPartKind.Variable, Position, Position + 1 + length, Text.Substring(Position + 1, length));
                }
                else
                {
                    word.AddText(Position, Position + 1);
                }

                Take(WindowsTokenKind.Word, 1 + length);
            }
            else
            {
                break;
            }
        }

        if (Position == start)
        {
            // A character that begins no word where one is due.
            word.AddText(Position, Position + 1);
            Take(WindowsTokenKind.Word, 1);
        }

        return word.Finish(Position);
    }

    private void Escape(WordBuilder word)
    {
        if (Position + 1 >= Text.Length)
        {
            word.AddText(Position, Position + 1);
            Take(WindowsTokenKind.Word, 1);
            return;
        }

        var value = Next switch
        {
            'n' => "\n",
            'r' => "\r",
            't' => "\t",
            '0' => "\0",
            'a' => "\a",
            'b' => "\b",
            'e' => "\u001B",
            'f' => "\f",
            'v' => "\v",
            var other => other.ToString(),
        };
        word.Add(WindowsWordPartKind.Escape, Position, Position + 2, value);
        Take(WindowsTokenKind.Word, 2);
    }

    private void Single(WordBuilder word)
    {
        word.IsQuoted = true;
        Take(WindowsTokenKind.Word, 1);
        while (!IsEnd)
        {
            var rest = Text.AsSpan(Position);
            var plain = rest.IndexOfAny("'‘’‚‛");
            plain = plain < 0 ? rest.Length : plain;
            word.AddText(Position, Position + plain);
            Take(WindowsTokenKind.Word, plain);
            if (IsEnd)
            {
                return;
            }

            if (!IsSingleQuote(Next))
            {
                Take(WindowsTokenKind.Word, 1);
                return;
            }

            word.Add(WindowsWordPartKind.Escape, Position, Position + 2, "'");
            Take(WindowsTokenKind.Word, 2);
        }
    }

    private void Double(WordBuilder word, bool conditional)
    {
        word.IsQuoted = true;
        Take(WindowsTokenKind.Word, 1);
        while (!IsEnd)
        {
            var rest = Text.AsSpan(Position);
            var plain = rest.IndexOfAny(s_doubleEnd);
            plain = plain < 0 ? rest.Length : plain;
            word.AddText(Position, Position + plain);
            Take(WindowsTokenKind.Word, plain);
            if (IsEnd)
            {
                return;
            }

            if (Current == '`')
            {
                Escape(word);
            }
            else if (Current == '$')
            {
                Dollar(word, conditional);
            }
            else if (IsDoubleQuote(Next))
            {
                word.Add(WindowsWordPartKind.Escape, Position, Position + 2, "\"");
                Take(WindowsTokenKind.Word, 2);
            }
            else
            {
                Take(WindowsTokenKind.Word, 1);
                return;
            }
        }
    }

    // Length of @' or @" with the line end behind it; 0 where no here-string begins.
    private int HereString()
    {
        if (Current != '@' || !IsQuote(Next))
        {
            return 0;
        }

        var at = Position + 2;
        while (at < Text.Length && Text[at] is ' ' or '\t')
        {
            at++;
        }

        return LineEndLength(at) is > 0 and var end ? at + end - Position : 0;
    }

    private void Here(WordBuilder word, int opening, bool conditional)
    {
        word.IsQuoted = true;
        var expands = IsDoubleQuote(Next);
        Take(WindowsTokenKind.Word, opening);
        while (!IsEnd)
        {
            // The closing quote stands at the beginning of a line.
            if (Position > 0 && Text[Position - 1] is '\n' or '\r' && Next == '@' && (expands ? IsDoubleQuote(Current) : IsSingleQuote(Current)))
            {
                Take(WindowsTokenKind.Word, 2);
                return;
            }

            if (expands && Current == '$')
            {
                Dollar(word, conditional);
                continue;
            }

            if (expands && Current == '`' && LineEndLength(Position + 1) == 0)
            {
                Escape(word);
                continue;
            }

            var rest = Text.AsSpan(Position + 1);
            var stop = expands ? rest.IndexOfAny("\n\r$`") : rest.IndexOfAny('\n', '\r');
            var length = 1;
            if (Current is not ('\n' or '\r'))
            {
                length += stop < 0 ? rest.Length : stop;
            }

            // The line end in front of the closing quote does not belong to the text.
            var lineEnd = LineEndLength(Position);
            if (lineEnd > 0)
            {
                length = lineEnd;
                var after = Position + lineEnd;
                if (after + 1 < Text.Length && Text[after + 1] == '@' && (expands ? IsDoubleQuote(Text[after]) : IsSingleQuote(Text[after])))
                {
                    Take(WindowsTokenKind.Word, length);
                    continue;
                }
            }

            word.AddText(Position, Position + length);
            Take(WindowsTokenKind.Word, length);
        }
    }

    // $name, ${name}, $env:NAME, $(…), or a dollar that stands for itself.
    private void Dollar(WordBuilder word, bool conditional)
    {
        var start = Position;
        if (Next == '(')
        {
            Block('(', 2, ')', conditional, handled: true);
            word.Add(WindowsWordPartKind.Unknown, start, Position, "");
            return;
        }

        if (Next == '{')
        {
            var rest = Text.AsSpan(Position + 2, Math.Min(MaximumName, Text.Length - Position - 2));
            var close = rest.IndexOfAny("}\n\r") is >= 0 and var stop && rest[stop] == '}' ? stop : -1;
            if (close >= 0)
            {
                word.Add(WindowsWordPartKind.Variable, start, start + close + 3, rest[..close].ToString());
                Take(WindowsTokenKind.Word, close + 3);
                return;
            }
        }

        var length = NameLength(Position + 1);
        if (length > 0)
        {
            word.Add(WindowsWordPartKind.Variable, start, start + 1 + length, Text.Substring(start + 1, length));
            Take(WindowsTokenKind.Word, 1 + length);
        }
        else if (Next is '$' or '?' or '^')
        {
            word.Add(WindowsWordPartKind.Variable, start, start + 2, Next.ToString());
            Take(WindowsTokenKind.Word, 2);
        }
        else
        {
            word.AddText(start, start + 1);
            Take(WindowsTokenKind.Word, 1);
        }
    }

    // name, or scope:name
    private int NameLength(int at)
    {
        var end = at;
        while (end < Text.Length && (char.IsLetterOrDigit(Text[end]) || Text[end] == '_'))
        {
            end++;
        }

        if (end > at && end + 1 < Text.Length && Text[end] == ':' && (char.IsLetterOrDigit(Text[end + 1]) || Text[end + 1] == '_'))
        {
            end++;
            while (end < Text.Length && (char.IsLetterOrDigit(Text[end]) || Text[end] == '_'))
            {
                end++;
            }
        }

        return end - at;
    }

    private int Emit(WindowsStatement statement)
    {
        if (_muted > 0)
        {
            return -1;
        }

        Statements.Add(statement);
        return Statements.Count - 1;
    }

    private static bool IsQuote(char character) => IsSingleQuote(character) || IsDoubleQuote(character);

    private static bool IsSingleQuote(char character) => character is '\'' or '‘' or '’' or '‚' or '‛';

    private static bool IsDoubleQuote(char character) => character is '"' or '“' or '”' or '„';
}
