using System.Collections.Immutable;
using System.Text;
using EnvLint.Environment.Facts;
using EnvLint.Syntax.Yaml;
using EnvLint.Text;

namespace EnvLint.Environment.Lowering;

/// <summary>Puts the values of variables into the texts of a compose file: <c>$X</c>, <c>${X:-default}</c>, <c>$$</c>.</summary>
/// <remarks>
/// A default, and what stands in <c>.env</c>, count as known, as the default of an <c>ARG</c> does: whoever starts the file may set another value.
/// A variable that is set nowhere is empty when nobody sets it; but then somebody will, so it is not known.
/// </remarks>
/// <param name="variables">The variables of <c>.env</c>; null entries are set to something that is not known.</param>
internal sealed class ComposeInterpolation(Dictionary<string, VariableValue?> variables)
{
    private readonly Dictionary<string, VariableValue?> _variables = variables;

    // ${A:-${B:-${C:-…}}}: deeper than anyone writes.
    private const int MaximumDepth = 16;

    // The longest reference with its default, so that braces which nothing closes cost no more than their number.
    private const int MaximumReference = 4096;

    // What all texts of a file may take from variables.
    private int _budget = 1 << 20;

    /// <summary>Puts variables into a text.</summary>
    /// <param name="file">The file that holds it.</param>
    /// <param name="scalar">The text.</param>
    public ComposeValue Evaluate(SourceText file, YamlScalar scalar)
    {
        var written = scalar.ToEmbedded(file);
        var span = written.Text.Length == 0 ? scalar.Span : written.ToFile(new TextSpan(0, written.Text.Length));
        var raw = file.ToString(span);
        var isQuoted = scalar.Style != YamlScalarStyle.Plain;
        if (!written.Text.Contains('$', StringComparison.Ordinal))
        {
            return new ComposeValue(written, span, raw, isQuoted, IsKnown: !written.Text.Contains("{{", StringComparison.Ordinal), [], []);
        }

        var run = new Run(this, written);
        run.Copy(0, written.Text.Length, depth: 0);
        return run.Finish(span, raw, isQuoted);
    }

    private sealed class Run(ComposeInterpolation owner, EmbeddedText written)
    {
        private readonly string _text = written.Text;
        private readonly StringBuilder _result = new();
        private readonly List<SpanMap.Segment> _segments = [];
        private readonly ImmutableArray<ValueOrigin>.Builder _origins = ImmutableArray.CreateBuilder<ValueOrigin>();
        private readonly ImmutableArray<string>.Builder _unknown = ImmutableArray.CreateBuilder<string>();
        private bool _isKnown = true;

        public ComposeValue Finish(TextSpan span, string raw, bool isQuoted)
        {
            var map = _segments.Count == 0 ? SpanMap.Slice(span.Start, 0) : SpanMap.FromSegments(_segments);
            return new ComposeValue(
                new EmbeddedText(written.File, _result.ToString(), map), span, raw, isQuoted, _isKnown && !_text.Contains("{{", StringComparison.Ordinal), _origins.DrainToImmutable(), _unknown.DrainToImmutable());
        }

        public void Copy(int start, int end, int depth)
        {
            var position = start;
            while (position < end)
            {
                var length = _text.AsSpan(position, end - position).IndexOf('$');
                var dollar = length < 0 ? end : position + length;
                Literal(position, dollar);
                position = dollar < end ? Reference(dollar, end, depth) : end;
            }
        }

        // What stands at a $; gives back the place behind it.
        private int Reference(int dollar, int end, int depth)
        {
            var next = dollar + 1 < end ? _text[dollar + 1] : '\0';
            if (next == '$')
            {
                Literal(dollar + 1, dollar + 2);
                return dollar + 2;
            }

            if (IsNameStart(next))
            {
                var nameEnd = NameEnd(dollar + 1, end);
                Variable(_text[(dollar + 1)..nameEnd], dollar, nameEnd);
                return nameEnd;
            }

            var close = next == '{' ? ClosingBrace(dollar, end) : -1;
            if (close < 0 || !IsNameStart(_text[dollar + 2]))
            {
                // compose refuses the text.
                _isKnown = false;
                Literal(dollar, dollar + 1);
                return dollar + 1;
            }

            var behind = NameEnd(dollar + 2, close);
            var name = _text[(dollar + 2)..behind];
            var operation = behind == close ? "" : _text[behind] == ':' && behind + 1 < close ? _text[behind..(behind + 2)] : _text[behind..(behind + 1)];
            Braced(name, operation, behind + operation.Length, dollar, close, depth);
            return close + 1;
        }

        private void Braced(string name, string operation, int operand, int dollar, int close, int depth)
        {
            var isSet = owner._variables.TryGetValue(name, out var value);
            var isEmpty = value is { Text.Length: 0 };
            switch (operation)
            {
                case "":
                case ":?" or "?":
                    Variable(name, dollar, close + 1);
                    break;
                case ":-" or "-" when isSet && (value is null || operation == "-" || !isEmpty):
                    Variable(name, dollar, close + 1);
                    break;
                case ":-" or "-" when depth < MaximumDepth:
                    var before = _result.Length;
                    Copy(operand, close, depth + 1);
                    if (_isKnown)
                    {
                        var span = close > operand ? written.ToFile(new TextSpan(operand, close - operand)) : written.ToFile(new TextSpan(dollar, close + 1 - dollar));
                        _origins.Add(new ValueOrigin(name, _result.ToString(before, _result.Length - before), span));
                    }

                    break;
                case ":+" or "+" when isSet && value is not null && (operation == "+" || !isEmpty) && depth < MaximumDepth:
                    _origins.AddRange(value.Origins);
                    Copy(operand, close, depth + 1);
                    break;
                case ":+" when isSet && value is not null:
                    break;
                default:
                    // ${X:+…} of a variable that nothing sets here, and what compose does not know.
                    Unknown(name, dollar, close + 1);
                    break;
            }
        }

        private void Variable(string name, int start, int end)
        {
            if (owner._variables.GetValueOrDefault(name) is not { } value || (owner._budget -= value.Text.Length) < 0)
            {
                Unknown(name, start, end);
                return;
            }

            _origins.AddRange(value.Origins);
            var first = written.Map.ToOuter(start);
            var last = written.ToFile(new TextSpan(start, end - start)).End - 1;
            for (var i = 0; i < value.Text.Length; i++)
            {
                // The characters stand for the reference as a whole: they begin where it begins, and the last ends where it ends.
                _segments.Add(new SpanMap.Segment(_result.Length, i == value.Text.Length - 1 && i > 0 ? last : first, 1));
                _result.Append(value.Text[i]);
            }
        }

        private void Unknown(string name, int start, int end)
        {
            _isKnown = false;
            _unknown.Add(name);
            Literal(start, end);
        }

        private void Literal(int start, int end)
        {
            _result.Append(_text, start, end - start);
            var inner = _result.Length - (end - start);
            while (start < end)
            {
                var run = written.Map.RunLength(start, end);
                _segments.Add(new SpanMap.Segment(inner, written.Map.ToOuter(start), run));
                inner += run;
                start += run;
            }
        }

        private int NameEnd(int start, int end)
        {
            while (start < end && (char.IsAsciiLetterOrDigit(_text[start]) || _text[start] == '_'))
            {
                start++;
            }

            return start;
        }

        // The brace that closes ${, past those of references in the default.
        private int ClosingBrace(int dollar, int end)
        {
            var depth = 0;
            for (var i = dollar + 1; i < Math.Min(end, dollar + MaximumReference); i++)
            {
                if (_text[i] == '{')
                {
                    depth++;
                }
                else if (_text[i] == '}' && --depth == 0)
                {
                    return i;
                }
            }

            return -1;
        }

        private static bool IsNameStart(char character) => char.IsAsciiLetter(character) || character == '_';
    }
}
