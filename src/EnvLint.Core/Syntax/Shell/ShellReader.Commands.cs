using System.Collections.Immutable;
using EnvLint.Text;

namespace EnvLint.Syntax.Shell;

/// <content>Lists, pipelines and commands.</content>
internal sealed partial class ShellReader
{
    // ---- lists --------------------------------------------------------------------------------------------------

    /// <summary>Reads commands up to something that ends this list or one around it.</summary>
    /// <param name="own">What ends this list.</param>
    /// <param name="required">Whether an empty list is an error.</param>
    private ShellList ParseList(Closers own, bool required)
    {
        var saved = _enclosing;
        _enclosing |= own;
        var mark = _andOrs.Count;
        var faults = _faults;
        SkipNewlines();
        while (_pos < _end)
        {
            var closer = PeekCloser(out var closerEnd);
            if (closer != Closers.None)
            {
                if ((closer & _enclosing) != Closers.None)
                {
                    break;
                }

                SkipUnexpected(closerEnd);
                continue;
            }

            if (!ParseAndOr())
            {
                PeekOp(out var opEnd);
                SkipUnexpected(opEnd);
                continue;
            }

            SkipBlanks();
            if (!_andOrs[^1].IsBackground)
            {
                var op = PeekOp(out var end);
                if (op == Op.Semicolon)
                {
                    Take(ShellTokenKind.Operator, end);
                }
                else if (op is not (Op.Newline or Op.End) && PeekCloser(out _) == Closers.None)
                {
                    SkipCommandRest();
                }
            }

            SkipNewlines();
        }

        _enclosing = saved;
        if (required && _andOrs.Count == mark && _faults == faults && _pos < _end)
        {
            PeekCloser(out var end);
            Report(SpanOf(_pos, end), $"expected a command before '{Slice(_pos, end)}'");
        }

        var items = Pop(_andOrs, mark);
        var span = items.IsEmpty
            ? new TextSpan(_solidEnd, 0)
            : TextSpan.FromBounds(items[0].Span.Start, items[^1].Span.End);
        return new ShellList(span, items);
    }

    private Closers PeekCloser(out int end)
    {
        end = _pos;
        if (_pos >= _end)
        {
            return Closers.None;
        }

        switch (_text[_pos])
        {
            case ')':
                end = _pos + 1;
                return Closers.Paren;
            case ';':
                return PeekOp(out end) == Op.Semicolon ? Closers.None : Closers.Semicolons;
            default:
                var closer = PeekKeyword() switch
                {
                    Keyword.Then => Closers.Then,
                    Keyword.Do => Closers.Do,
                    Keyword.Done => Closers.Done,
                    Keyword.Fi => Closers.Fi,
                    Keyword.Elif => Closers.Elif,
                    Keyword.Else => Closers.Else,
                    Keyword.Esac => Closers.Esac,
                    Keyword.RightBrace => Closers.Brace,
                    Keyword.In or Keyword.RightTest => Closers.Stray,
                    _ => Closers.None,
                };
                if (closer != Closers.None)
                {
                    end = _keywordEnd;
                }

                return closer;
        }
    }

    /// <summary>Skips one token that nobody waits for. A row of them is one error.</summary>
    private void SkipUnexpected(int end)
    {
        if (_afterSkipped)
        {
            _faults++;
        }
        else
        {
            ReportUnexpected(end);
        }

        TakeSkipped(end);
        SkipBlanks();
        _afterSkipped = true;
        if (_pos < _end && _text[_pos] == '\n')
        {
            SkipNewlines();
        }
    }

    /// <summary>Skips words behind a command that can have none, up to the next separator.</summary>
    private void SkipCommandRest()
    {
        var reported = false;
        var wordMark = _words.Count;
        var redirectionMark = _redirections.Count;
        while (_pos < _end)
        {
            var op = PeekOp(out var opEnd);
            if (!StartsWord(op) && !IsRedirection(op) && op != Op.LeftParen)
            {
                break;
            }

            if (!reported)
            {
                reported = true;
                var end = op == Op.None ? PlainWordEnd() : opEnd;
                ReportUnexpected(end);
            }

            if (op == Op.LeftParen)
            {
                SkipParenthesis();
            }
            else if (IsRedirection(op))
            {
                ParseRedirection(_pos, -1);
            }
            else
            {
                ParseWord(WordMode.Argument);
            }

            SkipBlanks();
        }

        Drop(_words, wordMark);
        Drop(_redirections, redirectionMark);
        var separator = PeekOp(out var separatorEnd);
        if (separator is Op.Semicolon or Op.Background)
        {
            Take(ShellTokenKind.Operator, separatorEnd);
        }
        else if (separator is Op.AndIf or Op.OrIf or Op.Pipe or Op.PipeAnd)
        {
            TakeSkipped(separatorEnd);
        }
    }

    /// <summary>Where a word's first stretch of ordinary characters ends, to name it in a message.</summary>
    private int PlainWordEnd()
    {
        var end = _pos + 1;
        while (end < _end && !IsWordBreak(_text[end]))
        {
            end++;
        }

        return end;
    }

    /// <summary>Skips a parenthesis that stands where none can, with what is inside. The caller has reported it.</summary>
    private void SkipParenthesis()
    {
        if (!Enter())
        {
            return;
        }

        TakeSkipped(_pos + 1);
        _silent++;
        ParseList(Closers.Paren, required: false);
        _silent--;
        if (At(_pos) == ')')
        {
            TakeSkipped(_pos + 1);
        }

        _depth--;
    }

    // ---- and-or lists and pipelines -------------------------------------------------------------------------------

    /// <returns>False where no command begins; nothing has been taken then.</returns>
    private bool ParseAndOr()
    {
        _ct.ThrowIfCancellationRequested();
        var pipelineMark = _pipelines.Count;
        var joinMark = _joins.Count;
        if (!ParsePipeline())
        {
            return false;
        }

        _joins.Add(ShellJoin.First);
        while (true)
        {
            SkipBlanks();
            var op = PeekOp(out var end);
            if (op is not (Op.AndIf or Op.OrIf))
            {
                break;
            }

            var sign = SpanOf(_pos, end);
            Take(ShellTokenKind.Operator, end);
            SkipNewlines();
            if (!ParsePipeline())
            {
                Report(sign, op == Op.AndIf ? "expected a command behind '&&'" : "expected a command behind '||'");
                break;
            }

            _joins.Add(op == Op.AndIf ? ShellJoin.And : ShellJoin.Or);
        }

        var pipelines = Pop(_pipelines, pipelineMark);
        var joins = pipelines.Length == 1 ? SingleJoin : Pop(_joins, joinMark);
        Drop(_joins, joinMark);
        var span = TextSpan.FromBounds(pipelines[0].Span.Start, pipelines[^1].Span.End);
        var background = false;
        if (PeekOp(out var backgroundEnd) == Op.Background)
        {
            background = true;
            Take(ShellTokenKind.Operator, backgroundEnd);
        }

        _andOrs.Add(new ShellAndOr(span, pipelines, joins, background));
        return true;
    }

    private static readonly ImmutableArray<ShellJoin> SingleJoin = [ShellJoin.First];

    private bool ParsePipeline()
    {
        if (_pos >= _end)
        {
            return false;
        }

        var start = _pos;
        var mark = _commands.Count;
        var negated = false;
        var prefixed = false;
        var timed = false;
        while (_pos < _end)
        {
            var keyword = PeekKeyword();
            if (keyword == Keyword.Bang)
            {
                TakeKeyword();
                negated = !negated;
            }
            else if (keyword == Keyword.Time)
            {
                timed = true;
                TakeKeyword();
                SkipBlanks();
                if (IsPlainWord("-p"))
                {
                    Take(ShellTokenKind.Literal, _pos + 2);
                    SkipBlanks();
                }

                if (IsPlainWord("--"))
                {
                    Take(ShellTokenKind.Literal, _pos + 2);
                }
            }
            else
            {
                break;
            }

            prefixed = true;
            SkipBlanks();
        }

        if (!ParseCommand())
        {
            if (!prefixed)
            {
                return false;
            }

            // A lone '!' or 'time' is a command of its own.
            var op = PeekOp(out var end);
            if (op is not (Op.End or Op.Newline or Op.Semicolon) && !(op == Op.RightParen && timed))
            {
                if (PeekCloser(out var closerEnd) != Closers.None)
                {
                    end = closerEnd;
                }

                ReportUnexpected(end);
            }

            _commands.Add(new ShellSimpleCommand(SpanFrom(start), [], [], []));
        }

        while (true)
        {
            SkipBlanks();
            var op = PeekOp(out var end);
            if (op is not (Op.Pipe or Op.PipeAnd))
            {
                break;
            }

            var sign = SpanOf(_pos, end);
            Take(ShellTokenKind.Operator, end);
            SkipNewlines();
            if (_pos < _end && PeekKeyword() == Keyword.Bang)
            {
                ReportUnexpected(_keywordEnd);
                TakeSkipped(_keywordEnd);
                SkipBlanks();
            }

            if (!ParseCommand())
            {
                Report(sign, "expected a command behind '|'");
                break;
            }
        }

        _pipelines.Add(new ShellPipeline(SpanFrom(start), negated, Pop(_commands, mark)));
        return true;
    }

    private bool IsPlainWord(string word) =>
        _end - _pos >= word.Length
        && _text.AsSpan(_pos, word.Length).SequenceEqual(word)
        && (_pos + word.Length == _end || IsWordBreak(_text[_pos + word.Length]));

    // ---- commands -------------------------------------------------------------------------------------------------

    /// <summary>Reads a command and pushes it.</summary>
    /// <returns>False where none begins; nothing has been taken then.</returns>
    private bool ParseCommand()
    {
        if (_pos >= _end)
        {
            return false;
        }

        var keyword = PeekKeyword();
        var compound = _text[_pos] == '(' || IsCompoundStart(keyword) || keyword is Keyword.Function or Keyword.Coproc;
        if (!compound)
        {
            return PeekCloser(out _) == Closers.None && ParseSimple();
        }

        if (!Enter())
        {
            _commands.Add(Nothing());
            return true;
        }

        ShellCommand command = keyword switch
        {
            Keyword.If => ParseIf(),
            Keyword.While or Keyword.Until => ParseWhile(keyword == Keyword.Until),
            Keyword.For or Keyword.Select => ParseFor(keyword == Keyword.For),
            Keyword.Case => ParseCase(),
            Keyword.LeftBrace => ParseGroup(),
            Keyword.LeftTest => ParseTest(),
            Keyword.Function => ParseFunctionKeyword(),
            Keyword.Coproc => ParseCoprocess(),
            _ => ParseParenthesis(),
        };
        _depth--;
        _afterSkipped = false;
        _commands.Add(command);
        return true;
    }

    /// <summary>Stands where a command is missing.</summary>
    private ShellSimpleCommand Nothing() => new(new TextSpan(_solidEnd, 0), [], [], []);

    private static bool IsCompoundStart(Keyword keyword) => keyword is Keyword.If or Keyword.While or Keyword.Until
        or Keyword.For or Keyword.Select or Keyword.Case or Keyword.LeftBrace or Keyword.LeftTest;

    /// <summary>The redirections behind a compound command.</summary>
    private ImmutableArray<ShellRedirection> ParseRedirections()
    {
        var mark = _redirections.Count;
        while (true)
        {
            SkipBlanks();
            var start = _pos;
            if (_pos < _end && TryDescriptor(out var signAt, out var descriptor))
            {
                _pos = signAt;
                ParseRedirection(start, descriptor);
            }
            else if (IsRedirection(PeekOp(out _)))
            {
                ParseRedirection(start, -1);
            }
            else
            {
                return Pop(_redirections, mark);
            }
        }
    }

    private void ReportUnclosed(TextSpan opening, string closer, string what) =>
        Report(opening, $"no '{closer}' closes this '{what}'");

    /// <summary>Reports a quote or its like that took the rest of the text: that what is around it is not closed either says nothing new.</summary>
    private void ReportSwallowing(TextSpan opening, string closer, string what)
    {
        ReportUnclosed(opening, closer, what);
        _swallowed = _swallowed || (_silent == 0 && _pos >= _end);
    }

    private ShellIf ParseIf()
    {
        var start = _pos;
        TakeKeyword();
        var opening = SpanFrom(start);
        var branches = ImmutableArray.CreateBuilder<ShellIfBranch>(1);
        ShellList? otherwise = null;
        while (true)
        {
            var condition = ParseList(Closers.Then | Closers.Elif | Closers.Else | Closers.Fi, required: true);
            var then = TryTake(Keyword.Then);
            if (!then)
            {
                Report(opening, "expected 'then' behind the condition");
            }

            var body = ParseList(Closers.Elif | Closers.Else | Closers.Fi, required: then);
            branches.Add(new ShellIfBranch(condition, body));
            if (TryTake(Keyword.Elif))
            {
                continue;
            }

            if (TryTake(Keyword.Else))
            {
                otherwise = ParseList(Closers.Fi, required: true);
            }

            break;
        }

        if (!TryTake(Keyword.Fi))
        {
            ReportUnclosed(opening, "fi", "if");
        }

        var redirections = ParseRedirections();
        return new ShellIf(SpanFrom(start), branches.DrainToImmutable(), otherwise, redirections);
    }

    private ShellWhile ParseWhile(bool until)
    {
        var start = _pos;
        TakeKeyword();
        var opening = SpanFrom(start);
        var condition = ParseList(Closers.Do | Closers.Done, required: true);
        var body = ParseLoopBody(opening, until ? "until" : "while");
        var redirections = ParseRedirections();
        return new ShellWhile(SpanFrom(start), until, condition, body, redirections);
    }

    /// <summary><c>do … done</c>. Without <c>do</c> the commands are taken as the body all the same.</summary>
    private ShellList ParseLoopBody(TextSpan opening, string what)
    {
        var begun = TryTake(Keyword.Do);
        if (!begun)
        {
            Report(opening, $"expected 'do' behind '{what}'");
        }

        var body = ParseList(Closers.Done, required: begun);
        if (!TryTake(Keyword.Done) && begun)
        {
            ReportUnclosed(opening, "done", what);
        }

        return body;
    }

    private ShellCommand ParseFor(bool isFor)
    {
        var start = _pos;
        TakeKeyword();
        var opening = SpanFrom(start);
        var what = isFor ? "for" : "select";
        SkipBlanks();
        if (isFor && At(_pos) == '(' && At(Skip(_pos + 1)) == '(')
        {
            return ParseArithmeticFor(start, opening);
        }

        var variable = "";
        if (StartsWord(PeekOp(out _)))
        {
            var wordStart = _pos;
            ParseWord(WordMode.Argument);
            variable = Slice(wordStart, _pos);
        }
        else
        {
            Report(opening, $"expected a variable name behind '{what}'");
        }

        var hasWords = false;
        var wordMark = _words.Count;
        SkipBlanks();
        if (PeekOp(out var end) == Op.Semicolon)
        {
            Take(ShellTokenKind.Operator, end);
            SkipNewlines();
        }
        else
        {
            SkipNewlines();
            if (TryTake(Keyword.In))
            {
                hasWords = true;
                SkipBlanks();
                while (StartsWord(PeekOp(out _)))
                {
                    _words.Add(ParseWord(WordMode.Argument));
                    SkipBlanks();
                }

                SkipTerminator();
            }
        }

        var words = Pop(_words, wordMark);
        var body = ParseForBody(opening, what);
        var redirections = ParseRedirections();
        return new ShellFor(SpanFrom(start), variable, hasWords, words, body, redirections);
    }

    /// <summary>The <c>;</c> or line end behind the head of a loop.</summary>
    private void SkipTerminator()
    {
        var op = PeekOp(out var end);
        if (op == Op.Semicolon)
        {
            Take(ShellTokenKind.Operator, end);
        }
        else if (op is not (Op.Newline or Op.End) && PeekCloser(out _) == Closers.None)
        {
            ReportUnexpected(end);
            if (op == Op.LeftParen)
            {
                SkipParenthesis();
            }
            else
            {
                TakeSkipped(end);
            }
        }

        SkipNewlines();
    }

    private ShellList ParseForBody(TextSpan opening, string what)
    {
        if (_pos >= _end || PeekKeyword() != Keyword.LeftBrace)
        {
            return ParseLoopBody(opening, what);
        }

        var brace = _pos;
        TakeKeyword();
        var body = ParseList(Closers.Brace, required: true);
        if (!TryTake(Keyword.RightBrace))
        {
            ReportUnclosed(SpanOf(brace, brace + 1), "}", "{");
        }

        return body;
    }

    private ShellArithmeticFor ParseArithmeticFor(int start, TextSpan opening)
    {
        var parenthesis = _pos;
        var faults = _faults;
        var inside = Skip(_pos + 1) + 1;
        var parts = ParseArithmetic(inside, ClosesAsArithmetic(inside, out var close) ? close : -1, ShellTokenKind.Operator, bracket: false, out var semicolons);
        if (semicolons != 2 && _faults == faults)
        {
            Report(SpanFrom(parenthesis), "expected three expressions with ';' between them");
        }

        SkipBlanks();
        if (PeekOp(out var end) == Op.Semicolon)
        {
            Take(ShellTokenKind.Operator, end);
        }

        SkipNewlines();
        var body = ParseForBody(opening, "for");
        var redirections = ParseRedirections();
        return new ShellArithmeticFor(SpanFrom(start), body, redirections) { Parts = parts };
    }

    private ShellCase ParseCase()
    {
        var start = _pos;
        TakeKeyword();
        var opening = SpanFrom(start);
        SkipBlanks();
        ShellWord subject;
        if (StartsWord(PeekOp(out _)))
        {
            subject = ParseWord(WordMode.Argument);
        }
        else
        {
            subject = new ShellWord(new TextSpan(_solidEnd, 0), []);
            Report(opening, "expected a word behind 'case'");
        }

        SkipNewlines();
        if (!TryTake(Keyword.In))
        {
            Report(opening, "expected 'in' behind the word of 'case'");
        }

        var clauses = ImmutableArray.CreateBuilder<ShellCaseClause>(4);
        var saved = _enclosing;
        _enclosing |= Closers.Esac;
        SkipNewlines();
        while (_pos < _end && PeekKeyword() != Keyword.Esac)
        {
            // Something that ends a construct around this one: 'esac' has been forgotten.
            if ((PeekCloser(out var closerEnd) & saved & ~Closers.Semicolons) != Closers.None && !IsPatternEnd(closerEnd))
            {
                break;
            }

            clauses.Add(ParseCaseClause(out var last));
            SkipNewlines();
            if (last)
            {
                break;
            }
        }

        _enclosing = saved;
        if (!TryTake(Keyword.Esac))
        {
            ReportUnclosed(opening, "esac", "case");
        }

        var redirections = ParseRedirections();
        return new ShellCase(SpanFrom(start), subject, clauses.ToImmutable(), redirections);
    }

    /// <summary>Whether a word that ends at the position is a pattern: behind it <c>)</c> or <c>|</c>.</summary>
    private bool IsPatternEnd(int position)
    {
        if (position == _pos + 1 && _text[_pos] == ')')
        {
            return false;
        }

        position = Skip(position);
        while (position < _end && _text[position] is ' ' or '\t')
        {
            position = Skip(position + 1);
        }

        return At(position) is ')' or '|';
    }

    private ShellCaseClause ParseCaseClause(out bool last)
    {
        var mark = _words.Count;
        if (PeekOp(out var end) == Op.LeftParen)
        {
            Take(ShellTokenKind.Operator, end);
            SkipBlanks();
        }

        var good = true;
        while (good)
        {
            var op = PeekOp(out end);
            if (StartsWord(op))
            {
                _words.Add(ParseWord(WordMode.Argument));
            }
            else
            {
                good = false;
                ReportUnexpected(end);
                if (op is not (Op.Newline or Op.RightParen or Op.End or Op.DoubleSemicolon or Op.DoubleSemicolonAnd or Op.SemicolonAnd))
                {
                    TakeSkipped(end);
                }
            }

            SkipBlanks();
            if (good && PeekOp(out end) == Op.Pipe)
            {
                Take(ShellTokenKind.Operator, end);
                SkipBlanks();
            }
            else
            {
                break;
            }
        }

        if (good && PeekOp(out end) != Op.RightParen)
        {
            good = false;
            Report(SpanOf(_pos, _pos), "expected ')' behind the pattern");
        }

        // What is left of a broken pattern, if its parenthesis is on the same line.
        while (!good && PeekOp(out end) is Op.None or Op.Pipe or Op.LeftParen && _pos < _end)
        {
            TakeSkipped(PeekOp(out _) == Op.None ? PlainWordEnd() : end);
            SkipBlanks();
        }

        if (PeekOp(out end) == Op.RightParen)
        {
            Take(ShellTokenKind.Operator, end);
        }

        var patterns = Pop(_words, mark);
        var body = ParseList(Closers.Semicolons | Closers.Esac, required: false);
        last = true;
        if (PeekOp(out end) is Op.DoubleSemicolon or Op.SemicolonAnd or Op.DoubleSemicolonAnd)
        {
            Take(ShellTokenKind.Operator, end);
            last = false;
        }

        return new ShellCaseClause(patterns, body);
    }

    private ShellGroup ParseGroup()
    {
        var start = _pos;
        TakeKeyword();
        var opening = SpanFrom(start);
        var body = ParseList(Closers.Brace, required: true);
        if (!TryTake(Keyword.RightBrace))
        {
            ReportUnclosed(opening, "}", "{");
        }

        var redirections = ParseRedirections();
        return new ShellGroup(SpanFrom(start), body, redirections);
    }

    private ShellCommand ParseParenthesis()
    {
        var start = _pos;
        var second = Skip(_pos + 1);
        if (At(second) == '(' && ClosesAsArithmetic(second + 1, out var close))
        {
            var parts = ParseArithmetic(second + 1, close, ShellTokenKind.Operator, bracket: false, out _);
            var after = ParseRedirections();
            return new ShellArithmeticCommand(SpanFrom(start), after) { Parts = parts };
        }

        Take(ShellTokenKind.Operator, _pos + 1);
        var opening = SpanFrom(start);
        var body = ParseList(Closers.Paren, required: true);
        if (At(_pos) == ')')
        {
            Take(ShellTokenKind.Operator, _pos + 1);
        }
        else
        {
            ReportUnclosed(opening, ")", "(");
        }

        var redirections = ParseRedirections();
        return new ShellSubshell(SpanFrom(start), body, redirections);
    }

    // ---- functions and coprocesses ----------------------------------------------------------------------------------

    private ShellFunction ParseFunctionKeyword()
    {
        var start = _pos;
        TakeKeyword();
        var opening = SpanFrom(start);
        SkipBlanks();
        var name = "";
        if (StartsWord(PeekOp(out _)))
        {
            var wordStart = _pos;
            ParseWord(WordMode.Command);
            name = Slice(wordStart, _pos);
            SkipBlanks();
            if (At(_pos) == '(' && IsEmptyParenthesis(_pos))
            {
                TakeEmptyParenthesis();
            }
        }
        else
        {
            Report(opening, "expected a name behind 'function'");
        }

        var body = ParseFunctionBody();
        return new ShellFunction(SpanFrom(start), name, body);
    }

    private ShellCommand ParseFunctionBody()
    {
        SkipNewlines();
        var compound = _pos < _end && (_text[_pos] == '(' || IsCompoundStart(PeekKeyword()));
        if (!compound)
        {
            var end = PeekOp(out var opEnd) == Op.None ? PlainWordEnd() : opEnd;
            Report(SpanOf(_pos, end), "expected '{' or another compound command as the function's body");
        }

        if (ParseCommand())
        {
            var body = _commands[^1];
            Drop(_commands, _commands.Count - 1);
            return body;
        }

        return Nothing();
    }

    /// <summary>Whether the parenthesis at the position holds nothing but blanks.</summary>
    private bool IsEmptyParenthesis(int position)
    {
        position = Skip(position + 1);
        while (position < _end && _text[position] is ' ' or '\t')
        {
            position = Skip(position + 1);
        }

        return At(position) == ')';
    }

    private void TakeEmptyParenthesis()
    {
        Take(ShellTokenKind.Operator, _pos + 1);
        SkipBlanks();
        Take(ShellTokenKind.Operator, _pos + 1);
    }

    private ShellCoprocess ParseCoprocess()
    {
        var start = _pos;
        TakeKeyword();
        var opening = SpanFrom(start);
        SkipBlanks();

        // A name in front of a compound command.
        if (_pos < _end && IsNameStart(_text[_pos]) && !IsCompoundStart(PeekKeyword()))
        {
            var saved = _pos;
            var nameEnd = _pos;
            while (IsNameChar(At(nameEnd)))
            {
                nameEnd++;
            }

            _pos = nameEnd;
            while (At(_pos) is ' ' or '\t')
            {
                _pos++;
            }

            var named = _pos > nameEnd && _pos < _end && (IsCompoundStart(PeekKeyword()) || (_text[_pos] == '(' && !IsEmptyParenthesis(_pos)));
            _pos = saved;
            if (named)
            {
                Take(ShellTokenKind.Literal, nameEnd);
                SkipBlanks();
            }
        }

        ShellCommand body;
        if (ParseCommand())
        {
            body = _commands[^1];
            Drop(_commands, _commands.Count - 1);
        }
        else
        {
            body = Nothing();
            Report(opening, "expected a command behind 'coproc'");
        }

        return new ShellCoprocess(SpanFrom(start), body);
    }

    // ---- simple commands ----------------------------------------------------------------------------------------------

    private bool ParseSimple()
    {
        var start = _pos;
        var assignmentMark = _assignments.Count;
        var wordMark = _words.Count;
        var redirectionMark = _redirections.Count;
        var declares = false;
        while (_pos < _end)
        {
            var op = PeekOp(out var end);
            if (op == Op.None)
            {
                var wordStart = _pos;
                if (TryDescriptor(out var signAt, out var descriptor))
                {
                    _pos = signAt;
                    ParseRedirection(wordStart, descriptor);
                }
                else if (_words.Count > wordMark)
                {
                    _words.Add(ParseWord(declares ? WordMode.Declaration : WordMode.Argument));
                }
                else if (!TryAssignment())
                {
                    var word = ParseWord(WordMode.Command);
                    _words.Add(word);
                    declares = IsDeclaration(word);
                    if (_assignments.Count == assignmentMark && _redirections.Count == redirectionMark)
                    {
                        SkipBlanks();
                        if (At(_pos) == '(' && IsEmptyParenthesis(_pos))
                        {
                            Drop(_words, wordMark);
                            ParseShortFunction(start, word);
                            return true;
                        }
                    }
                }
            }
            else if (op is Op.ProcessInput or Op.ProcessOutput)
            {
                _words.Add(ParseWord(WordMode.Argument));
            }
            else if (IsRedirection(op))
            {
                ParseRedirection(_pos, -1);
            }
            else if (op == Op.LeftParen)
            {
                // Never the first: a parenthesis there is a subshell.
                ReportUnexpected(end);
                SkipParenthesis();
            }
            else
            {
                break;
            }

            SkipBlanks();
        }

        if (_assignments.Count == assignmentMark && _words.Count == wordMark && _redirections.Count == redirectionMark)
        {
            return false;
        }

        _afterSkipped = false;
        _commands.Add(new ShellSimpleCommand(
            SpanFrom(start),
            Pop(_assignments, assignmentMark),
            Pop(_words, wordMark),
            Pop(_redirections, redirectionMark)));
        return true;
    }

    private void ParseShortFunction(int start, ShellWord word)
    {
        var name = word.Parts is [ShellLiteral literal] ? literal.Text : Slice(start, _pos).TrimEnd(' ', '\t');
        TakeEmptyParenthesis();
        if (!Enter())
        {
            _commands.Add(new ShellSimpleCommand(SpanFrom(start), [], [], []));
            return;
        }

        var body = ParseFunctionBody();
        _depth--;
        _afterSkipped = false;
        _commands.Add(new ShellFunction(SpanFrom(start), name, body));
    }

    /// <summary>The commands whose arguments may be assignments of arrays.</summary>
    private static bool IsDeclaration(ShellWord word) => word.Parts is [ShellLiteral literal]
        && literal.Text is "declare" or "export" or "local" or "readonly" or "typeset" or "alias" or "eval" or "let";

    /// <summary>A number or <c>{name}</c> directly in front of a redirection.</summary>
    private bool TryDescriptor(out int signAt, out int descriptor)
    {
        signAt = _pos;
        descriptor = -1;
        var position = _pos;
        var first = _text[position];
        if (char.IsAsciiDigit(first))
        {
            var value = 0;
            var digits = 0;
            while (position < _end && char.IsAsciiDigit(_text[position]))
            {
                if (++digits > 9)
                {
                    return false;
                }

                value = (value * 10) + (_text[position] - '0');
                position = Skip(position + 1);
            }

            descriptor = value;
        }
        else if (first == '{')
        {
            position = Skip(position + 1);
            if (!IsNameStart(At(position)))
            {
                return false;
            }

            while (IsNameChar(At(position)))
            {
                position = Skip(position + 1);
            }

            if (At(position) == '[')
            {
                do
                {
                    position = Skip(position + 1);
                }
                while (position < _end && !IsWordBreak(_text[position]) && _text[position] != ']');
                if (At(position) != ']')
                {
                    return false;
                }

                position = Skip(position + 1);
            }

            if (At(position) != '}')
            {
                return false;
            }

            position = Skip(position + 1);
        }
        else
        {
            return false;
        }

        if (At(position) is not ('<' or '>') || At(Skip(position + 1)) == '(')
        {
            return false;
        }

        signAt = position;
        return true;
    }

    /// <summary>Reads a redirection whose operator is at the current position and pushes it.</summary>
    /// <param name="start">Where the descriptor in front begins, or the operator.</param>
    /// <param name="descriptor">The descriptor, or -1.</param>
    private void ParseRedirection(int start, int descriptor)
    {
        var op = PeekOp(out var end);
        var kind = op switch
        {
            Op.Great => ShellRedirectionKind.Output,
            Op.DoubleGreat => ShellRedirectionKind.Append,
            Op.GreatPipe => ShellRedirectionKind.Clobber,
            Op.LessGreat => ShellRedirectionKind.InputOutput,
            Op.LessAnd => ShellRedirectionKind.DuplicateInput,
            Op.GreatAnd => ShellRedirectionKind.DuplicateOutput,
            Op.AndGreat => ShellRedirectionKind.OutputAndError,
            Op.AndDoubleGreat => ShellRedirectionKind.AppendOutputAndError,
            Op.DoubleLess => ShellRedirectionKind.Heredoc,
            Op.DoubleLessDash => ShellRedirectionKind.HeredocStripTabs,
            Op.TripleLess => ShellRedirectionKind.Herestring,
            _ => ShellRedirectionKind.Input,
        };
        _pos = start;
        Take(ShellTokenKind.Operator, end);
        var sign = SpanOf(start, end);
        SkipBlanks();
        ShellWord? target = null;
        if (op is Op.LessAnd or Op.GreatAnd && At(_pos) == '-')
        {
            // '>&-' closes the descriptor; what follows directly is a word of its own.
            var span = SpanOf(_pos, _pos + 1);
            Take(ShellTokenKind.Literal, _pos + 1);
            target = new ShellWord(span, [new ShellLiteral(span, "-")]);
        }
        else if (StartsWord(PeekOp(out _)) && (op is Op.LessAnd or Op.GreatAnd || !TryDescriptor(out _, out _)))
        {
            target = ParseWord(WordMode.Argument);
        }
        else
        {
            Report(sign, $"expected a word behind '{Slice(start, end)}'");
        }

        var redirection = new ShellRedirection(SpanFrom(start), kind, sign, descriptor, target, heredoc: null);
        if (target is not null && kind is ShellRedirectionKind.Heredoc or ShellRedirectionKind.HeredocStripTabs)
        {
            AddHeredoc(redirection, target!);
        }

        _redirections.Add(redirection);
    }

    // ---- assignments ----------------------------------------------------------------------------------------------------

    /// <summary>Reads an assignment and pushes it; or, where it turns out to be one, a word that begins like it.</summary>
    /// <returns>False where neither is there; nothing has been taken then.</returns>
    private bool TryAssignment()
    {
        var start = _pos;
        if (!IsNameStart(_text[start]))
        {
            return false;
        }

        var nameEnd = start;
        var position = start;
        while (IsNameChar(At(position)))
        {
            nameEnd = position + 1;
            position = Skip(nameEnd);
        }

        if (At(position) == '[')
        {
            return !_noSubscripts && TryIndexedAssignment(start, nameEnd, position);
        }

        var append = At(position) == '+';
        var sign = append ? Skip(position + 1) : position;
        if (At(sign) != '=')
        {
            return false;
        }

        Take(ShellTokenKind.Literal, sign + 1);
        FinishAssignment(start, nameEnd, append, indexed: false, index: null);
        return true;
    }

    private bool TryIndexedAssignment(int start, int nameEnd, int bracket)
    {
        var tokens = _tokenCount;
        var solid = _solidEnd;
        var errors = _errors.Count;
        var pending = _pending.Count;
        var mark = _parts.Count;
        Take(ShellTokenKind.Literal, bracket + 1);
        _parts.Add(new ShellLiteral(SpanFrom(start), Slice(start, bracket + 1)));
        ParseInner(InnerKind.Subscript, quoted: false);
        if (At(_pos) != ']')
        {
            if (_tooDeep)
            {
                Drop(_parts, mark);
                return false;
            }

            Rollback(start, mark, tokens, solid, errors, pending);
            Report(SpanOf(bracket, bracket + 1), "no ']' closes this '['");
            return false;
        }

        var closing = SpanOf(_pos, _pos + 1);
        Take(ShellTokenKind.Literal, _pos + 1);
        var next = Skip(_pos);
        var append = At(next) == '+';
        var sign = append ? Skip(next + 1) : next;
        if (At(sign) == '=')
        {
            var inner = Pop(_parts, mark + 1);
            Drop(_parts, mark);
            var index = inner.IsEmpty ? null : new ShellWord(TextSpan.FromBounds(inner[0].Span.Start, inner[^1].Span.End), inner);
            Take(ShellTokenKind.Literal, sign + 1);
            FinishAssignment(start, nameEnd, append, indexed: true, index);
            return true;
        }

        _parts.Add(new ShellLiteral(closing, "]"));
        ParseUnquoted(WordMode.Command, mark);
        _words.Add(MakeWord(mark));
        return true;
    }

    /// <summary>What stands behind the equals sign.</summary>
    private void FinishAssignment(int start, int nameEnd, bool append, bool indexed, ShellWord? index)
    {
        var name = Slice(start, nameEnd);
        var nameSpan = SpanOf(start, nameEnd);
        ShellWord? value = null;
        ImmutableArray<ShellWord> array = [];
        var isArray = At(Skip(_pos)) == '(';
        if (isArray)
        {
            SkipBlanks();
            array = ParseArray();
        }
        else if (StartsWord(PeekOp(out _)))
        {
            var mark = _parts.Count;
            ParseUnquoted(WordMode.Argument, mark);
            value = _parts.Count > mark ? MakeWord(mark) : null;
        }

        _assignments.Add(new ShellAssignment(SpanFrom(start), name, nameSpan, append, indexed, value, array, isArray) { Index = index });
    }

    /// <summary>The elements of <c>( … )</c> behind an equals sign.</summary>
    private ImmutableArray<ShellWord> ParseArray()
    {
        var opening = SpanOf(_pos, _pos + 1);
        Take(ShellTokenKind.Operator, _pos + 1);
        var mark = _words.Count;
        var silenced = false;
        while (true)
        {
            SkipNewlines();
            var op = PeekOp(out var end);
            if (op == Op.RightParen)
            {
                Take(ShellTokenKind.Operator, end);
                break;
            }

            if (op == Op.End)
            {
                ReportUnclosed(opening, ")", "(");
                break;
            }

            if (StartsWord(op))
            {
                _words.Add(ParseElement());
                continue;
            }

            ReportUnexpected(end);
            if (!silenced)
            {
                // One error for an array that is none.
                silenced = true;
                _silent++;
            }

            if (op == Op.LeftParen)
            {
                SkipParenthesis();
            }
            else
            {
                TakeSkipped(end);
            }
        }

        if (silenced)
        {
            _silent--;
        }

        return Pop(_words, mark);
    }
}
