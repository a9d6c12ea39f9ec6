using System.Collections.Immutable;
using EnvLint.Text;
using EnvLint.Versions;

namespace EnvLint.Syntax.Requirements;

/// <summary>Reads a condition. The first mistake ends it.</summary>
internal sealed class MarkerParser
{
    private const int MaximumDepth = 64;

    private readonly string _text;
    private readonly int _end;
    private readonly List<RequirementError> _errors;
    private readonly Stack<Frame> _outer = new();
    private Frame _frame = new();
    private int _position;

    private MarkerParser(string text, int start, int end, List<RequirementError> errors)
    {
        _text = text;
        _position = start;
        _end = end;
        _errors = errors;
    }

    /// <summary>Reads a stretch of a text.</summary>
    /// <returns>Null where it could not be read.</returns>
    public static Marker? Parse(string text, int start, int end, List<RequirementError> errors) => new MarkerParser(text, start, end, errors).Parse();

    private Marker? Parse()
    {
        while (true)
        {
            SkipBlanks();
            if (Peek() == '(')
            {
                if (_outer.Count == MaximumDepth)
                {
                    return Error(new TextSpan(_position, 1), "the parentheses lie too deep in each other");
                }

                _outer.Push(_frame);
                _frame = new Frame { Open = _position++ };
                continue;
            }

            if (Comparison() is not { } comparison)
            {
                return null;
            }

            _frame.Both.Add(comparison);
            SkipBlanks();
            while (Peek() == ')')
            {
                if (_outer.Count == 0)
                {
                    return Error(new TextSpan(_position, 1), "')' has no '('");
                }

                var inner = _frame.Build();
                _frame = _outer.Pop();
                _frame.Both.Add(inner);
                _position++;
                SkipBlanks();
            }

            if (_position >= _end)
            {
                return _outer.Count == 0 ? _frame.Build() : Error(new TextSpan(_frame.Open, 1), "'(' has no ')'");
            }

            var word = WordSpan();
            switch (_text.AsSpan(word.Start, word.Length))
            {
                case "and":
                    break;
                case "or":
                    _frame.CloseAnd();
                    break;
                default:
                    return Error(Piece(), $"expected 'and' or 'or' before '{Shown(Piece())}'");
            }

            _position = word.End;
        }
    }

    private MarkerComparison? Comparison()
    {
        if (Operand() is not { } left)
        {
            return null;
        }

        SkipBlanks();
        var start = _position;
        while (_position < _end && Pep440SpecifierParser.IsOperator(_text[_position]))
        {
            _position++;
        }

        var kind = MarkerOperator.Version;
        var comparison = default(Pep440Operator);
        if (_position > start)
        {
            if (Pep440SpecifierParser.Operator(_text.AsSpan(start, _position - start)) is not { } known)
            {
                var span = TextSpan.FromBounds(start, _position);
                _errors.Add(new RequirementError(span, $"'{Shown(span)}' is no comparison", span.Length == 1 && _text[start] == '=' ? "==" : null));
                return null;
            }

            comparison = known;
        }
        else
        {
            var word = WordSpan();
            if (_text.AsSpan(word.Start, word.Length) is "not")
            {
                _position = word.End;
                SkipBlanks();
                word = WordSpan();
                kind = MarkerOperator.NotIn;
            }
            else
            {
                kind = MarkerOperator.In;
            }

            if (_text.AsSpan(word.Start, word.Length) is not "in")
            {
                Error(Piece(), "expected a comparison");
                return null;
            }

            _position = word.End;
        }

        var operatorSpan = TextSpan.FromBounds(start, _position);
        SkipBlanks();
        return Operand() is { } right
            ? new MarkerComparison(TextSpan.Union(left.Span, right.Span), left, kind, comparison, operatorSpan, right)
            : null;
    }

    private MarkerOperand? Operand()
    {
        var quote = Peek();
        if (quote is '"' or '\'')
        {
            var close = _text.IndexOf(quote, _position + 1, _end - _position - 1);
            if (close < 0)
            {
                Error(new TextSpan(_position, 1), "the quotation mark is not closed");
                return null;
            }

            var quoted = TextSpan.FromBounds(_position, close + 1);
            _position = close + 1;
            return new MarkerOperand(null, _text.Substring(quoted.Start + 1, quoted.Length - 2), quoted);
        }

        var word = WordSpan();
        if (Variable(_text.AsSpan(word.Start, word.Length)) is { } variable)
        {
            _position = word.End;
            return new MarkerOperand(variable, _text.Substring(word.Start, word.Length), word);
        }

        var piece = Piece();
        _ = piece.IsEmpty
            ? Error(piece, "expected a variable such as python_version, or a text in quotes")
            : char.IsAsciiDigit(_text[piece.Start])
                ? Error(piece, $"the text '{Shown(piece)}' needs quotes", $"\"{_text.AsSpan(piece.Start, piece.Length)}\"")
                : Error(piece, $"'{Shown(piece)}' is no variable of a condition");
        return null;
    }

    private static MarkerVariable? Variable(ReadOnlySpan<char> name) => name switch
    {
        "python_version" => MarkerVariable.PythonVersion,
        "python_full_version" => MarkerVariable.PythonFullVersion,
        "os_name" or "os.name" => MarkerVariable.OsName,
        "sys_platform" or "sys.platform" => MarkerVariable.SysPlatform,
        "platform_release" => MarkerVariable.PlatformRelease,
        "platform_system" => MarkerVariable.PlatformSystem,
        "platform_version" or "platform.version" => MarkerVariable.PlatformVersion,
        "platform_machine" or "platform.machine" => MarkerVariable.PlatformMachine,
        "platform_python_implementation" or "platform.python_implementation" or "python_implementation" => MarkerVariable.PlatformPythonImplementation,
        "implementation_name" => MarkerVariable.ImplementationName,
        "implementation_version" => MarkerVariable.ImplementationVersion,
        "extra" => MarkerVariable.Extra,
        "extras" or "dependency_groups" => MarkerVariable.Set,
        _ => null,
    };

    private Marker? Error(TextSpan span, string message, string? replacement = null)
    {
        _errors.Add(new RequirementError(span, message, replacement));
        return null;
    }

    private TextSpan WordSpan()
    {
        var end = _position;
        while (end < _end && (char.IsAsciiLetterOrDigit(_text[end]) || _text[end] is '_' or '.'))
        {
            end++;
        }

        return TextSpan.FromBounds(_position, end);
    }

    private TextSpan Piece()
    {
        var end = _position;
        while (end < _end && !char.IsWhiteSpace(_text[end]) && _text[end] is not ('(' or ')'))
        {
            end++;
        }

        return TextSpan.FromBounds(_position, Math.Max(end, Math.Min(_position + 1, _end)));
    }

    private void SkipBlanks()
    {
        while (_position < _end && char.IsWhiteSpace(_text[_position]))
        {
            _position++;
        }
    }

    private char Peek() => _position < _end ? _text[_position] : '\0';

    private string Shown(TextSpan span) => span.Length <= 40 ? _text.Substring(span.Start, span.Length) : $"{_text.AsSpan(span.Start, 40)}…";

    /// <summary>What stands between two parentheses, as far as it is read: <c>and</c> binds closer than <c>or</c>.</summary>
    private sealed class Frame
    {
        private readonly List<Marker> _either = [];

        public int Open { get; init; }

        public List<Marker> Both { get; } = [];

        public void CloseAnd()
        {
            _either.Add(Both is [var only] ? only : new MarkerAnd(TextSpan.Union(Both[0].Span, Both[^1].Span), [.. Both]));
            Both.Clear();
        }

        public Marker Build()
        {
            CloseAnd();
            return _either is [var only] ? only : new MarkerOr(TextSpan.Union(_either[0].Span, _either[^1].Span), [.. _either]);
        }
    }
}
