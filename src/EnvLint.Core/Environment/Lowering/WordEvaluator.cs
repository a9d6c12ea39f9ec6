using System.Collections.Immutable;
using System.Text;
using EnvLint.Environment.Facts;
using EnvLint.Syntax.Shell;
using EnvLint.Text;

namespace EnvLint.Environment.Lowering;

/// <summary>Works out what a shell word comes to, with the variables known at its place.</summary>
internal static class WordEvaluator
{
    /// <summary>Evaluates a word as an argument: an unquoted variable may stand for several words, or for none.</summary>
    public static void Arguments(ShellWord word, ShellSource source, VariableTable variables, ImmutableArray<Word>.Builder result)
    {
        var state = new State(source, variables, splits: true);
        state.AddAll(word.Parts, quoted: false);
        var span = source.ToFile(word.Span);
        var raw = Raw(word.Span, source);
        if (state.IsUnknown)
        {
            result.Add(new Word(span, raw, null, state.IsQuoted, state.HasGlob, state.Origins, word));
            return;
        }

        if (state.Fields is { } fields)
        {
            foreach (var field in fields)
            {
                result.Add(new Word(span, raw, field, state.IsQuoted, state.HasGlob, state.Origins, word));
            }
        }

        if (state.HasField)
        {
            result.Add(new Word(span, raw, state.Current, state.IsQuoted, state.HasGlob, state.Origins, word));
        }
    }

    /// <summary>Evaluates a word as one value: of an assignment, a redirection, a case.</summary>
    public static Word Single(ShellWord word, ShellSource source, VariableTable variables)
    {
        var state = new State(source, variables, splits: false);
        state.AddAll(word.Parts, quoted: false);
        return new Word(
            source.ToFile(word.Span), Raw(word.Span, source), state.IsUnknown ? null : state.Current, state.IsQuoted, state.HasGlob, state.Origins, word);
    }

    /// <summary>The text of a here-document, where all of it is known.</summary>
    public static string? Heredoc(ShellHeredoc heredoc, ShellSource source, VariableTable variables)
    {
        var state = new State(source, variables, splits: false);
        state.AddAll(heredoc.Parts, quoted: true);
        return state.IsUnknown ? null : state.Current;
    }

    private static string Raw(TextSpan span, ShellSource source)
    {
        var text = source.Tree.Text.Substring(span.Start, span.Length);
        return text.Contains("\\\n", StringComparison.Ordinal) ? text.Replace("\\\n", "", StringComparison.Ordinal) : text;
    }

    private sealed class State(ShellSource source, VariableTable variables, bool splits)
    {
        private string? _single;
        private StringBuilder? _builder;
        private ImmutableArray<ValueOrigin>.Builder? _origins;

        public bool IsUnknown { get; private set; }

        public bool IsQuoted { get; private set; }

        public bool HasGlob { get; private set; }

        public bool HasField { get; private set; }

        public List<string>? Fields { get; private set; }

        public string Current => _builder?.ToString() ?? _single ?? "";

        public ImmutableArray<ValueOrigin> Origins => _origins?.ToImmutable() ?? [];

        public void AddAll(ImmutableArray<ShellWordPart> parts, bool quoted)
        {
            foreach (var part in parts)
            {
                Add(part, quoted);
            }
        }

        private void Add(ShellWordPart part, bool quoted)
        {
            switch (part)
            {
                case ShellLiteral literal:
                    Append(literal.Text);
                    if (!quoted)
                    {
                        NoteUnquoted(literal.Text);
                    }

                    break;
                case ShellEscape escape:
                    Append(escape.Text);
                    IsQuoted |= !quoted;
                    break;
                case ShellSingleQuoted single:
                    IsQuoted = true;
                    Append(single.Text);
                    break;
                case ShellDoubleQuoted quotedPart:
                    IsQuoted = true;
                    Append("");
                    AddAll(quotedPart.Parts, quoted: true);
                    break;
                case ShellParameter parameter:
                    AddParameter(parameter, quoted);
                    break;
                default:
                    // Command substitutions and arithmetic: what they print is known when they run.
                    IsUnknown = true;
                    break;
            }
        }

        private void NoteUnquoted(string text)
        {
            if (text.AsSpan().IndexOfAny('*', '?', '[') >= 0)
            {
                HasGlob = true;
            }

            // a{b,c} stands for several words: rare enough to be left unknown.
            var brace = text.IndexOf('{', StringComparison.Ordinal);
            if (brace >= 0 && splits && text.AsSpan(brace).IndexOf(',') > 0 && text.AsSpan(brace).IndexOf('}') > 0)
            {
                IsUnknown = true;
            }
        }

        private void AddParameter(ShellParameter parameter, bool quoted)
        {
            if (Resolve(parameter) is not { } value)
            {
                IsUnknown = true;
                return;
            }

            foreach (var origin in value.Origins)
            {
                (_origins ??= ImmutableArray.CreateBuilder<ValueOrigin>()).Add(origin);
            }

            if (quoted || !splits || value.Text.AsSpan().IndexOfAny(" \t\n\r") < 0)
            {
                if (quoted || value.Text.Length > 0)
                {
                    Append(value.Text);
                }

                return;
            }

            // Unquoted: the value's blanks separate words.
            var first = true;
            foreach (var range in value.Text.AsSpan().SplitAny(" \t\n\r"))
            {
                var piece = value.Text[range];
                if (!first)
                {
                    EndField();
                }

                first = false;
                if (piece.Length > 0)
                {
                    Append(piece);
                }
            }
        }

        private void EndField()
        {
            if (!HasField)
            {
                return;
            }

            (Fields ??= []).Add(Current);
            HasField = false;
            _single = null;
            _builder = null;
        }

        private VariableValue? Resolve(ShellParameter parameter)
        {
            if (parameter.IsIndexed || parameter.Name.Length == 0)
            {
                return null;
            }

            var value = variables.Expand(parameter.Name);
            switch (parameter.Operation)
            {
                case "":
                    return value;
                case ":-" or ":=":
                    return value is null ? null : value.Text.Length > 0 ? value : Operand(parameter);
                case "-" or "=" or "?":
                    return value;
                case ":?":
                    return value is { Text.Length: > 0 } ? value : null;
                case ":+":
                    return value is null ? null : value.Text.Length > 0 ? Operand(parameter) : value;
                case "+":
                    return value is null ? null : Operand(parameter);
                case "//" or "/" when value is not null && Operand(parameter) is { } operand:
                    return Replace(value, operand.Text, all: parameter.Operation == "//");
                case "%" or "%%" or "#" or "##" when value is not null && Operand(parameter) is { } pattern:
                    return Trim(value, pattern.Text, parameter.Operation);
                default:
                    return null;
            }
        }

        private VariableValue? Operand(ShellParameter parameter)
        {
            if (parameter.Word is null)
            {
                return new VariableValue("", []);
            }

            var inner = new State(source, variables, splits: false);
            inner.AddAll(parameter.Word.Parts, quoted: true);
            return inner.IsUnknown ? null : new VariableValue(inner.Current, inner.Origins);
        }

        private static VariableValue? Replace(VariableValue value, string operand, bool all)
        {
            var slash = operand.IndexOf('/', StringComparison.Ordinal);
            var pattern = slash < 0 ? operand : operand[..slash];
            var replacement = slash < 0 ? "" : operand[(slash + 1)..];
            if (pattern.Length == 0 || IsPattern(pattern))
            {
                return null;
            }

            if (all)
            {
                return value with { Text = value.Text.Replace(pattern, replacement, StringComparison.Ordinal) };
            }

            var at = value.Text.IndexOf(pattern, StringComparison.Ordinal);
            return at < 0 ? value : value with { Text = string.Concat(value.Text.AsSpan(0, at), replacement, value.Text.AsSpan(at + pattern.Length)) };
        }

        // ${VERSION%.*}, ${VERSION%%.*}, ${VERSION#v}: a literal with at most one star at its outer end.
        private static VariableValue? Trim(VariableValue value, string pattern, string operation)
        {
            var text = value.Text;
            var fromEnd = operation[0] == '%';
            var greedy = operation.Length == 2;
            var star = fromEnd ? pattern.EndsWith('*') : pattern.StartsWith('*');
            var literal = !star ? pattern : fromEnd ? pattern[..^1] : pattern[1..];
            if (IsPattern(literal) || literal.Length == 0)
            {
                return null;
            }

            if (!star)
            {
                var matches = fromEnd ? text.EndsWith(literal, StringComparison.Ordinal) : text.StartsWith(literal, StringComparison.Ordinal);
                return !matches ? value : value with { Text = fromEnd ? text[..^literal.Length] : text[literal.Length..] };
            }

            var first = fromEnd == greedy;
            var at = first ? text.IndexOf(literal, StringComparison.Ordinal) : text.LastIndexOf(literal, StringComparison.Ordinal);
            return at < 0 ? value : value with { Text = fromEnd ? text[..at] : text[(at + literal.Length)..] };
        }

        private static bool IsPattern(string text) => text.AsSpan().IndexOfAny("*?[\\") >= 0;

        private void Append(string text)
        {
            HasField = true;
            if (_builder is not null)
            {
                _builder.Append(text);
            }
            else if (_single is null)
            {
                _single = text;
            }
            else
            {
                _builder = new StringBuilder(_single).Append(text);
            }
        }
    }
}
