using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using EnvLint.Collections;
using EnvLint.Text;

namespace EnvLint.Syntax.Shell;

/// <summary>
/// One pass over a script: reads characters, emits tokens in their order and builds the tree.
/// </summary>
/// <remarks>
/// The shell has no context-free tokens (what <c>(</c>, <c>#</c> or <c>}</c> is depends on the place), so there is no separate lexer.
/// A text inside backquotes or a here-document is read through a window: <see cref="_end"/> is moved to its end for the time.
/// Backquotes with escapes inside are read from an unescaped copy, and <see cref="_map"/> leads back to the offsets of the script.
/// </remarks>
internal sealed partial class ShellReader
{
    private const int MaxDepth = 200;
    private const int MaxErrors = 200;

    private readonly string _script;
    private readonly ShellDialect _dialect;
    private readonly CancellationToken _ct;
    private readonly List<SyntaxError> _errors = [];
    private readonly List<ShellAndOr> _andOrs = [];
    private readonly List<ShellPipeline> _pipelines = [];
    private readonly List<ShellJoin> _joins = [];
    private readonly List<ShellCommand> _commands = [];
    private readonly List<ShellWord> _words = [];
    private readonly List<ShellAssignment> _assignments = [];
    private readonly List<ShellRedirection> _redirections = [];
    private readonly List<ShellWordPart> _parts = [];
    private readonly List<PendingHeredoc> _pending = [];
    private readonly StringBuilder _buffer = new();

    private ShellToken[] _tokens;
    private int _tokenCount;

    // The text being read: the script, or the unescaped copy of what stands between backquotes.
    private string _text;
    private int[]? _map;
    private int _pos;
    private int _end;

    // Script offset behind the last token that is neither blank nor comment: where a node ends.
    private int _solidEnd;

    private int _depth;
    private bool _tooDeep;
    private bool _swallowed;

    // Above 0 inside texts that bash does not look into before it runs them.
    private int _silent;

    // Counts errors also while they are not reported, to know whether one was found since a given moment.
    private int _faults;

    // Whether the last thing read was a token that fits nothing: its neighbours are not reported again.
    private bool _afterSkipped;

    private Closers _enclosing;
    private int _pendingBase;
    private bool _inSubstitution;
    private int _heredocDepth;
    private bool _noSubscripts;
    private long _lookahead;

    private int _keywordAt = -1;
    private int _keywordEnd;
    private Keyword _keyword;

    public ShellReader(string text, ShellDialect dialect, CancellationToken ct)
    {
        _script = text;
        _text = text;
        _end = text.Length;
        _dialect = dialect;
        _ct = ct;
        _lookahead = (4L * text.Length) + 1024;
        _tokens = ArrayPool<ShellToken>.Shared.Rent(Math.Max(16, text.Length / 4));
    }

    /// <summary>What may end a list of commands.</summary>
    [Flags]
    private enum Closers
    {
        None = 0,
        Then = 1,
        Do = 2,
        Done = 4,
        Fi = 8,
        Elif = 16,
        Else = 32,
        Esac = 64,
        Brace = 128,
        Paren = 256,
        Semicolons = 512,

        /// <summary><c>in</c> and <c>]]</c>, which never stand at the beginning of a command.</summary>
        Stray = 1024,
    }

    private enum Keyword : byte
    {
        None,
        If,
        Then,
        Elif,
        Else,
        Fi,
        For,
        Select,
        While,
        Until,
        Do,
        Done,
        Case,
        In,
        Esac,
        Function,
        Coproc,
        Time,
        Bang,
        LeftBrace,
        RightBrace,
        LeftTest,
        RightTest,
    }

    private enum Op : byte
    {
        None,
        End,
        Newline,
        Semicolon,
        DoubleSemicolon,
        SemicolonAnd,
        DoubleSemicolonAnd,
        Background,
        AndIf,
        OrIf,
        Pipe,
        PipeAnd,
        LeftParen,
        RightParen,
        ProcessInput,
        ProcessOutput,

        // Redirections stay together at the end.
        Less,
        Great,
        DoubleGreat,
        GreatPipe,
        LessGreat,
        LessAnd,
        GreatAnd,
        AndGreat,
        AndDoubleGreat,
        DoubleLess,
        DoubleLessDash,
        TripleLess,
    }

    public ShellTree Read()
    {
        try
        {
            var body = ParseList(Closers.None, required: false);
            CloseHeredocs();
            if (_errors.Count > 1)
            {
                // Sorted by place; errors of one place keep the order they were found in.
                Sorting.Order(_errors, static (a, b) => a.Span.CompareTo(b.Span));
            }

            return new ShellTree(_script, body, [.. _tokens.AsSpan(0, _tokenCount)], [.. _errors]) { Dialect = _dialect };
        }
        finally
        {
            ArrayPool<ShellToken>.Shared.Return(_tokens);
        }
    }

    // ---- characters -------------------------------------------------------------------------------------------

    private char At(int position) => position < _end ? _text[position] : '\0';

    private bool IsContinuation(int position) =>
        position + 1 < _end && _text[position] == '\\' && _text[position + 1] == '\n';

    /// <summary>The first position from the given one that is not a backslash before a line end.</summary>
    private int Skip(int position)
    {
        while (IsContinuation(position))
        {
            position += 2;
        }

        return position;
    }

    private static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_';

    private static bool IsNameChar(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    private static bool IsSpecialParameter(char c) => c is '@' or '*' or '#' or '?' or '-' or '$' or '!';

    private static bool IsWordBreak(char c) => c is ' ' or '\t' or '\n' or ';' or '&' or '|' or '(' or ')' or '<' or '>';

    /// <summary>The text between two positions without line continuations.</summary>
    private string Slice(int start, int end)
    {
        var span = _text.AsSpan(start, end - start);
        if (!span.Contains('\\'))
        {
            return span.ToString();
        }

        var result = new StringBuilder(span.Length);
        for (var i = start; i < end; i++)
        {
            if (IsContinuation(i))
            {
                i++;
            }
            else
            {
                result.Append(_text[i]);
            }
        }

        return result.ToString();
    }

    // ---- places -----------------------------------------------------------------------------------------------

    private int Outer(int position) => _map is null ? position : _map[position];

    private TextSpan SpanOf(int start, int end) => TextSpan.FromBounds(Outer(start), Outer(end));

    /// <summary>From a position of the text to the end of the last token that is no blank.</summary>
    private TextSpan SpanFrom(int start)
    {
        var outer = Outer(start);
        return TextSpan.FromBounds(outer, Math.Max(outer, _solidEnd));
    }

    // ---- tokens -----------------------------------------------------------------------------------------------

    private void Emit(ShellTokenKind kind, int start, int end)
    {
        if (end <= start)
        {
            return;
        }

        if (_tokenCount == _tokens.Length)
        {
            var larger = ArrayPool<ShellToken>.Shared.Rent(_tokenCount * 2);
            _tokens.AsSpan(0, _tokenCount).CopyTo(larger);
            ArrayPool<ShellToken>.Shared.Return(_tokens);
            _tokens = larger;
        }

        var from = Outer(start);
        var to = Outer(end);
        _tokens[_tokenCount++] = new ShellToken(kind, from, to - from);
        if (kind is not (ShellTokenKind.Blank or ShellTokenKind.Newline or ShellTokenKind.LineContinuation or ShellTokenKind.Comment))
        {
            _solidEnd = to;
        }
    }

    /// <summary>Emits a stretch that may hold line continuations.</summary>
    private void EmitSplit(ShellTokenKind kind, int start, int end)
    {
        var from = start;
        for (var i = start; i < end; i++)
        {
            if (_text[i] == '\\' && IsContinuation(i))
            {
                Emit(kind, from, i);
                Emit(ShellTokenKind.LineContinuation, i, i + 2);
                i++;
                from = i + 1;
            }
        }

        Emit(kind, from, end);
    }

    private void Take(ShellTokenKind kind, int end)
    {
        EmitSplit(kind, _pos, end);
        _pos = end;
    }

    /// <summary>Takes text that fits nothing. Where bash does not look there is no error, and the text is ordinary.</summary>
    private void TakeSkipped(int end)
    {
        Emit(_silent > 0 ? ShellTokenKind.Literal : ShellTokenKind.Skipped, _pos, end);
        _pos = end;
    }

    private void SkipBlanks()
    {
        while (_pos < _end)
        {
            var c = _text[_pos];
            var start = _pos;
            if (c is ' ' or '\t')
            {
                do
                {
                    _pos++;
                }
                while (_pos < _end && _text[_pos] is ' ' or '\t');
                Emit(ShellTokenKind.Blank, start, _pos);
            }
            else if (c == '#')
            {
                var length = _text.AsSpan(start, _end - start).IndexOf('\n');
                _pos = length < 0 ? _end : start + length;
                Emit(ShellTokenKind.Comment, start, _pos);
            }
            else if (c == '\\' && (start + 1 == _end || IsContinuation(start)))
            {
                // A lone backslash at the very end goes away too.
                _pos = Math.Min(start + 2, _end);
                Emit(ShellTokenKind.LineContinuation, start, _pos);
            }
            else
            {
                return;
            }
        }
    }

    private void SkipNewlines()
    {
        SkipBlanks();
        while (_pos < _end && _text[_pos] == '\n')
        {
            Emit(ShellTokenKind.Newline, _pos, _pos + 1);
            _pos++;
            _afterSkipped = false;
            if (_pending.Count > _pendingBase)
            {
                ReadHeredocs();
            }

            SkipBlanks();
        }
    }

    // ---- errors -----------------------------------------------------------------------------------------------

    private void Report(TextSpan span, string message)
    {
        _faults++;
        if (_silent == 0 && !_tooDeep && !_swallowed && _errors.Count < MaxErrors)
        {
            _errors.Add(new SyntaxError(span, message));
        }
    }

    /// <summary>Says what stands at the current position, which nobody waits for.</summary>
    private void ReportUnexpected(int end)
    {
        var message = _pos >= _end ? "unexpected end of the script"
            : _text[_pos] == '\n' ? "unexpected end of the line"
            : $"unexpected '{Slice(_pos, Math.Min(end, _pos + 40))}'";
        Report(SpanOf(_pos, end), message);
    }

    /// <summary>Goes one level down.</summary>
    /// <returns>Whether that is allowed; otherwise the rest of the window has been skipped.</returns>
    private bool Enter()
    {
        if (_depth < MaxDepth && !_tooDeep)
        {
            _depth++;
            return true;
        }

        Report(SpanOf(_pos, Math.Min(_pos + 1, _end)), "nested too deep; the rest is not read");
        Emit(_tooDeep || _silent == 0 ? ShellTokenKind.Skipped : ShellTokenKind.Literal, _pos, _end);
        _tooDeep = _tooDeep || _silent == 0;
        _faults++;
        _pos = _end;
        return false;
    }

    // ---- reserved words and operators ---------------------------------------------------------------------------

    /// <summary>The reserved word at the current position, which must be the beginning of a word.</summary>
    private Keyword PeekKeyword()
    {
        if (_keywordAt == _pos)
        {
            return _keyword;
        }

        _keywordAt = _pos;
        _keyword = Keyword.None;
        Span<char> letters = stackalloc char[8];
        var count = 0;
        var position = _pos;
        while (position < _end)
        {
            var c = _text[position];
            if (c == '\\' && IsContinuation(position))
            {
                position += 2;
                continue;
            }

            if (IsWordBreak(c))
            {
                break;
            }

            if (count == letters.Length || !(char.IsAsciiLetterLower(c) || c is '{' or '}' or '!' or '[' or ']'))
            {
                return Keyword.None;
            }

            letters[count++] = c;
            position++;
        }

        _keywordEnd = position;
        _keyword = letters[..count] switch
        {
            "if" => Keyword.If,
            "then" => Keyword.Then,
            "elif" => Keyword.Elif,
            "else" => Keyword.Else,
            "fi" => Keyword.Fi,
            "for" => Keyword.For,
            "select" => Keyword.Select,
            "while" => Keyword.While,
            "until" => Keyword.Until,
            "do" => Keyword.Do,
            "done" => Keyword.Done,
            "case" => Keyword.Case,
            "in" => Keyword.In,
            "esac" => Keyword.Esac,
            "function" => Keyword.Function,
            "coproc" => Keyword.Coproc,
            "time" => Keyword.Time,
            "!" => Keyword.Bang,
            "{" => Keyword.LeftBrace,
            "}" => Keyword.RightBrace,
            "[[" => Keyword.LeftTest,
            "]]" => Keyword.RightTest,
            _ => Keyword.None,
        };
        return _keyword;
    }

    private void TakeKeyword()
    {
        var keyword = PeekKeyword();
        Take(keyword >= Keyword.Bang ? ShellTokenKind.Operator : ShellTokenKind.Literal, _keywordEnd);
    }

    private bool TryTake(Keyword keyword)
    {
        if (_pos >= _end || PeekKeyword() != keyword)
        {
            return false;
        }

        TakeKeyword();
        return true;
    }

    /// <summary>The operator at the current position, and where it ends.</summary>
    private Op PeekOp(out int end)
    {
        end = _pos;
        if (_pos >= _end)
        {
            return Op.End;
        }

        var first = _text[_pos];
        if (!IsWordBreak(first))
        {
            return Op.None;
        }

        end = _pos + 1;
        var second = Skip(end);
        var c = At(second);
        switch (first)
        {
            case '\n':
                return Op.Newline;
            case '(':
                return Op.LeftParen;
            case ')':
                return Op.RightParen;
            case ';':
                if (c == ';')
                {
                    var third = Skip(second + 1);
                    end = At(third) == '&' ? third + 1 : second + 1;
                    return At(third) == '&' ? Op.DoubleSemicolonAnd : Op.DoubleSemicolon;
                }

                return c == '&' ? Two(Op.SemicolonAnd, second, ref end) : Op.Semicolon;
            case '&':
                if (c == '>')
                {
                    var third = Skip(second + 1);
                    end = At(third) == '>' ? third + 1 : second + 1;
                    return At(third) == '>' ? Op.AndDoubleGreat : Op.AndGreat;
                }

                return c == '&' ? Two(Op.AndIf, second, ref end) : Op.Background;
            case '|':
                return c switch
                {
                    '|' => Two(Op.OrIf, second, ref end),
                    '&' => Two(Op.PipeAnd, second, ref end),
                    _ => Op.Pipe,
                };
            case '<':
                if (c == '<')
                {
                    var third = Skip(second + 1);
                    switch (At(third))
                    {
                        case '-':
                            end = third + 1;
                            return Op.DoubleLessDash;
                        case '<':
                            end = third + 1;
                            return Op.TripleLess;
                        default:
                            end = second + 1;
                            return Op.DoubleLess;
                    }
                }

                return c switch
                {
                    '(' => Two(Op.ProcessInput, second, ref end),
                    '&' => Two(Op.LessAnd, second, ref end),
                    '>' => Two(Op.LessGreat, second, ref end),
                    _ => Op.Less,
                };
            case '>':
                return c switch
                {
                    '(' => Two(Op.ProcessOutput, second, ref end),
                    '>' => Two(Op.DoubleGreat, second, ref end),
                    '&' => Two(Op.GreatAnd, second, ref end),
                    '|' => Two(Op.GreatPipe, second, ref end),
                    _ => Op.Great,
                };
            default:
                // A blank: callers have skipped those.
                return Op.None;
        }

        static Op Two(Op op, int second, ref int end)
        {
            end = second + 1;
            return op;
        }
    }

    private static bool IsRedirection(Op op) => op >= Op.Less;

    private static bool StartsWord(Op op) => op is Op.None or Op.ProcessInput or Op.ProcessOutput;

    private static ImmutableArray<T> Pop<T>(List<T> list, int mark)
    {
        var count = list.Count - mark;
        if (count == 0)
        {
            return [];
        }

        var array = new T[count];
        list.CopyTo(mark, array, 0, count);
        list.RemoveRange(mark, count);
        return ImmutableCollectionsMarshal.AsImmutableArray(array);
    }

    private static void Drop<T>(List<T> list, int mark)
    {
        if (list.Count > mark)
        {
            list.RemoveRange(mark, list.Count - mark);
        }
    }
}
