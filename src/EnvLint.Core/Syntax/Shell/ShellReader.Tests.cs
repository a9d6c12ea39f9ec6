using EnvLint.Text;

namespace EnvLint.Syntax.Shell;

/// <content><c>[[ … ]]</c>.</content>
internal sealed partial class ShellReader
{
    private ShellTest ParseTest()
    {
        var start = _pos;
        TakeKeyword();
        var opening = SpanFrom(start);
        var mark = _words.Count;
        var open = 0;
        var operand = true;
        while (true)
        {
            SkipNewlines();
            var op = PeekOp(out var end);
            if (op == Op.End)
            {
                ReportUnclosed(opening, "]]", "[[");
                break;
            }

            if (op == Op.None && PeekKeyword() == Keyword.RightTest)
            {
                if (operand || open > 0)
                {
                    Report(SpanOf(_pos, _keywordEnd), operand ? "expected an expression before ']]'" : "expected ')' before ']]'");
                }

                TakeKeyword();
                break;
            }

            if (operand && op == Op.LeftParen)
            {
                open++;
                TakeSign(end);
            }
            else if (operand && op == Op.None && _text[_pos] == '!' && IsNegation(out end))
            {
                TakeSign(end);
            }
            else if (operand && StartsWord(op))
            {
                operand = false;
                if (!ParseOperand())
                {
                    SkipTest();
                    break;
                }
            }
            else if (!operand && op is Op.AndIf or Op.OrIf)
            {
                operand = true;
                TakeSign(end);
            }
            else if (!operand && op == Op.RightParen && open > 0)
            {
                open--;
                TakeSign(end);
            }
            else
            {
                ReportUnexpected(op == Op.None ? PlainWordEnd() : end);
                SkipTest();
                break;
            }
        }

        var words = Pop(_words, mark);
        var redirections = ParseRedirections();
        return new ShellTest(SpanFrom(start), words, redirections);
    }

    /// <summary>Takes an operator as a word of its own.</summary>
    private void TakeSign(int end)
    {
        var span = SpanOf(_pos, end);
        var text = end == _pos + 1 && _text[_pos] < 128 ? OneChar[_text[_pos]] : Slice(_pos, end);
        Take(ShellTokenKind.Operator, end);
        _words.Add(new ShellWord(span, [new ShellLiteral(span, text)]));
    }

    private bool IsNegation(out int end)
    {
        end = _pos + 1;
        var next = Skip(end);
        return next >= _end || IsWordBreak(_text[next]);
    }

    /// <summary>Reads an operand with its operator.</summary>
    /// <returns>False where the rest does not fit; that has been reported.</returns>
    private bool ParseOperand()
    {
        var first = ParseWord(WordMode.Argument);
        _words.Add(first);
        var name = first.Parts is [ShellLiteral literal] ? literal.Text : "";
        if (IsUnary(name))
        {
            SkipBlanks();
            return ParseRightSide(WordMode.Argument, name);
        }

        SkipBlanks();
        var op = PeekOp(out var end);
        if (op == Op.Newline)
        {
            // Everywhere else in a test a line end is a blank.
            ReportUnexpected(end);
            SkipNewlines();
            op = PeekOp(out end);
        }

        if (op is Op.Less or Op.Great)
        {
            TakeSign(end);
            SkipBlanks();
            return ParseRightSide(WordMode.Argument, op == Op.Less ? "<" : ">");
        }

        if (op != Op.None || PeekKeyword() == Keyword.RightTest)
        {
            return true;
        }

        var sign = ParseWord(WordMode.Argument);
        _words.Add(sign);
        var text = sign.Parts is [ShellLiteral literalSign] ? literalSign.Text : "";
        if (!IsBinary(text))
        {
            Report(sign.Span, "expected an operator such as '==' or '=~' between two operands");
            return false;
        }

        SkipBlanks();
        return ParseRightSide(text == "=~" ? WordMode.Regex : WordMode.Argument, text);
    }

    private bool ParseRightSide(WordMode mode, string sign)
    {
        var op = PeekOp(out var end);
        var there = mode == WordMode.Regex
            ? op is not (Op.End or Op.Newline or Op.RightParen)
            : StartsWord(op);
        if (!there || (op == Op.None && PeekKeyword() == Keyword.RightTest))
        {
            Report(SpanOf(_pos, op == Op.None ? _keywordEnd : Math.Max(end, _pos)), $"expected an operand behind '{sign}'");
            return false;
        }

        var mark = _parts.Count;
        ParseUnquoted(mode, mark);
        if (_parts.Count == mark)
        {
            // An operator that no expression begins with.
            ReportUnexpected(end);
            return false;
        }

        _words.Add(MakeWord(mark));
        return true;
    }

    /// <summary>Skips what is left of a broken test, if its end is on the same line.</summary>
    private void SkipTest()
    {
        while (true)
        {
            SkipBlanks();
            var op = PeekOp(out var end);
            if (op is Op.End or Op.Newline or Op.Semicolon)
            {
                return;
            }

            if (op == Op.None && PeekKeyword() == Keyword.RightTest)
            {
                TakeKeyword();
                return;
            }

            if (StartsWord(op))
            {
                ParseWord(WordMode.Argument);
            }
            else
            {
                TakeSkipped(end);
            }
        }
    }

    private static bool IsUnary(string text) =>
        text is ['-', var letter] && "abcdefghknoprstuvwxzGLNORS".Contains(letter, StringComparison.Ordinal);

    private static bool IsBinary(string text) => text is "=" or "==" or "!=" or "=~" or "<" or ">"
        or "-eq" or "-ne" or "-lt" or "-le" or "-gt" or "-ge" or "-nt" or "-ot" or "-ef";
}
