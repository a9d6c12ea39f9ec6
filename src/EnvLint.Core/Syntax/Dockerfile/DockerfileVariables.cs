using System.Collections.Immutable;
using System.Text;
using EnvLint.Text;

namespace EnvLint.Syntax.Dockerfile;

/// <summary>What is known of a variable.</summary>
public enum DockerfileVariableState : byte
{
    /// <summary>It may have any value, or none: an argument that the build may be given, the base image's environment.</summary>
    Unknown,

    /// <summary>It is known to have no value.</summary>
    Unset,

    /// <summary>Its value is known.</summary>
    Set,
}

/// <summary>A variable's state and, where it is set, its value.</summary>
public readonly record struct DockerfileVariableValue
{
    private DockerfileVariableValue(DockerfileVariableState state, string text)
    {
        State = state;
        Text = text;
    }

    /// <summary>A variable of which nothing is known.</summary>
    public static DockerfileVariableValue Unknown => default;

    /// <summary>A variable that has no value.</summary>
    public static DockerfileVariableValue Unset { get; } = new(DockerfileVariableState.Unset, "");

    /// <summary>What is known.</summary>
    public DockerfileVariableState State { get; }

    /// <summary>The value; empty unless the variable is set.</summary>
    public string Text { get => field ?? ""; }

    /// <summary>A variable with a value.</summary>
    /// <param name="value">The value, which may be empty.</param>
    public static DockerfileVariableValue Of(string value) => new(DockerfileVariableState.Set, value);
}

/// <summary>Says what is known of a variable.</summary>
/// <param name="name">The variable's name.</param>
public delegate DockerfileVariableValue DockerfileVariableLookup(string name);

/// <summary>A reference that an expansion met.</summary>
/// <param name="Name">The variable's name.</param>
/// <param name="Span">The reference's place in the raw word.</param>
/// <param name="Operator">What the reference does with the value.</param>
/// <param name="State">What was known of the variable.</param>
public sealed record DockerfileVariableReference(string Name, TextSpan Span, DockerfileVariableOperator Operator, DockerfileVariableState State);

/// <summary>A word with its variables replaced and its quotes gone.</summary>
/// <param name="Value">The result; null where it depends on an unknown variable, where the builder refuses the word, or where it grows beyond <see cref="DockerfileVariables.MaxValueLength"/>.</param>
/// <param name="References">Every reference in the order in which they begin, also those in operands.</param>
/// <param name="Error">What the builder refuses, with its place in the raw word, or null.</param>
public sealed record DockerfileExpansion(string? Value, ImmutableArray<DockerfileVariableReference> References, SyntaxError? Error)
{
    /// <summary>Whether the result is known.</summary>
    public bool IsKnown => Value is not null;

    /// <summary>The names of the variables that are unknown, each once. Where <see cref="Value"/> is known all the same, it does not depend on them.</summary>
    public ImmutableArray<string> UnknownNames => NamesOf(DockerfileVariableState.Unknown);

    /// <summary>The names of the variables that have no value, each once.</summary>
    public ImmutableArray<string> UnsetNames => NamesOf(DockerfileVariableState.Unset);

    private ImmutableArray<string> NamesOf(DockerfileVariableState state)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var reference in References)
        {
            if (reference.State == state && seen.Add(reference.Name))
            {
                names.Add(reference.Name);
            }
        }

        return names.DrainToImmutable();
    }
}

/// <summary>Several words out of one, as <c>EXPOSE $PORTS</c> makes them.</summary>
/// <param name="Words">The words; null where <see cref="Expansion"/> has no value.</param>
/// <param name="Expansion">The same word expanded without splitting.</param>
public sealed record DockerfileWordsExpansion(ImmutableArray<string>? Words, DockerfileExpansion Expansion);

/// <summary>Variables and quotes in the words of a Dockerfile, by the rules of BuildKit's shell lexer.</summary>
public static class DockerfileVariables
{
    /// <summary>The longest result of an expansion, in UTF-16 code units. A file can make values double from line to line; beyond this they are unknown.</summary>
    public const int MaxValueLength = 65_536;

    /// <summary>Takes a word apart.</summary>
    /// <param name="raw">The word as written.</param>
    /// <param name="escape">The file's escape character.</param>
    public static DockerfileWordSyntax Parse(string raw, char escape = '\\') => new DockerfileWordParser(raw, escape).Parse();

    /// <summary>Removes quotes and escapes and leaves references to variables as they are written. A word with an open quote is given back unchanged.</summary>
    /// <param name="raw">The word as written.</param>
    /// <param name="escape">The file's escape character.</param>
    public static string RemoveQuotes(string raw, char escape = '\\') =>
        raw.AsSpan().IndexOfAny('\'', '"', escape) < 0 ? raw : Parse(raw, escape).WithoutQuotes();

    /// <summary>Replaces variables and removes quotes.</summary>
    /// <param name="raw">The word as written.</param>
    /// <param name="lookup">Says what is known of each variable.</param>
    /// <param name="escape">The file's escape character.</param>
    public static DockerfileExpansion Expand(string raw, DockerfileVariableLookup lookup, char escape = '\\') => Expand(Parse(raw, escape), lookup);

    /// <summary>Replaces variables and removes quotes in a word that was already taken apart.</summary>
    /// <param name="syntax">The word.</param>
    /// <param name="lookup">Says what is known of each variable.</param>
    public static DockerfileExpansion Expand(DockerfileWordSyntax syntax, DockerfileVariableLookup lookup) => new Expander(syntax, lookup).Run(null);

    /// <summary>Replaces variables, removes quotes, and splits the result at blanks that are not quoted.</summary>
    /// <param name="raw">The word as written.</param>
    /// <param name="lookup">Says what is known of each variable.</param>
    /// <param name="escape">The file's escape character.</param>
    public static DockerfileWordsExpansion ExpandWords(string raw, DockerfileVariableLookup lookup, char escape = '\\')
    {
        var words = new Splitter();
        var expansion = new Expander(Parse(raw, escape), lookup).Run(words);
        return new DockerfileWordsExpansion(expansion.IsKnown ? words.Finish() : null, expansion);
    }

    private sealed class Splitter
    {
        private readonly ImmutableArray<string>.Builder _words = ImmutableArray.CreateBuilder<string>();
        private readonly StringBuilder _word = new();

        public void Add(string text, bool isQuoted)
        {
            foreach (var character in text)
            {
                if (isQuoted || !char.IsWhiteSpace(character))
                {
                    _word.Append(character);
                }
                else
                {
                    End();
                }
            }
        }

        public ImmutableArray<string> Finish()
        {
            End();
            return _words.DrainToImmutable();
        }

        private void End()
        {
            if (_word.Length > 0)
            {
                _words.Add(_word.ToString());
                _word.Clear();
            }
        }
    }

    private sealed class Expander(DockerfileWordSyntax syntax, DockerfileVariableLookup lookup)
    {
        private readonly ImmutableArray<DockerfileVariableReference>.Builder _references = ImmutableArray.CreateBuilder<DockerfileVariableReference>();
        private SyntaxError? _error;

        public DockerfileExpansion Run(Splitter? splitter)
        {
            if (syntax.Error is not null)
            {
                Evaluate(syntax.Parts, null);
                return new DockerfileExpansion(null, _references.DrainToImmutable(), syntax.Error);
            }

            var value = Evaluate(syntax.Parts, splitter);
            return new DockerfileExpansion(_error is null ? value : null, _references.DrainToImmutable(), _error);
        }

        // Null where the result is unknown. Every reference is looked up, also behind an unknown one.
        private string? Evaluate(ImmutableArray<DockerfileWordPart> parts, Splitter? splitter)
        {
            string? only = null;
            StringBuilder? result = null;
            var isKnown = true;
            foreach (var part in parts)
            {
                var value = part is DockerfileLiteralPart literal ? literal.Value : Evaluate((DockerfileVariablePart)part);
                if (value is null || (result?.Length ?? only?.Length ?? 0) + value.Length > MaxValueLength)
                {
                    isKnown = false;
                    continue;
                }

                if (!isKnown)
                {
                    continue;
                }

                splitter?.Add(value, part.IsQuoted);
                if (only is null)
                {
                    only = value;
                }
                else
                {
                    result ??= new StringBuilder(only);
                    result.Append(value);
                }
            }

            return isKnown ? result?.ToString() ?? only ?? "" : null;
        }

        // As deep as the parser lets words nest.
        private string? Evaluate(DockerfileVariablePart part)
        {
            var variable = lookup(part.Name);
            _references.Add(new DockerfileVariableReference(part.Name, part.Span, part.Operator, variable.State));
            var operand = Evaluate(part.Operand, null);
            var replacement = Evaluate(part.Replacement, null);
            var isUnset = variable.State == DockerfileVariableState.Unset || (part.EmptyCountsAsUnset && variable is { State: DockerfileVariableState.Set, Text.Length: 0 });
            var value = variable.State == DockerfileVariableState.Unknown ? null : variable.Text;
            switch (part.Operator)
            {
                case DockerfileVariableOperator.None:
                    return value;

                case DockerfileVariableOperator.Default:
                    return isUnset ? operand : value;

                case DockerfileVariableOperator.Alternative:
                    return value is null ? null : isUnset ? "" : operand;

                case DockerfileVariableOperator.Required:
                    if (isUnset)
                    {
                        return Fail(part, $"expected '{part.Name}' to have a value");
                    }

                    return value;

                case DockerfileVariableOperator.RemovePrefix or DockerfileVariableOperator.RemoveSuffix:
                    return operand is null ? null : RemoveAffix(part, value, operand);

                case DockerfileVariableOperator.ReplaceFirst or DockerfileVariableOperator.ReplaceAll:
                    if (operand is null)
                    {
                        return null;
                    }

                    if (DockerfilePattern.TryParse(operand) is not { } pattern)
                    {
                        return Fail(part, "expected '*', '?' or '\\' behind a backslash in the pattern");
                    }

                    return value is null || replacement is null ? null
                        : part.Operator == DockerfileVariableOperator.ReplaceAll ? pattern.ReplaceAll(value, replacement)
                        : pattern.ReplaceFirst(value, replacement);

                default:
                    return Fail(part, "the builder does not know this substitution");
            }
        }

        private string? RemoveAffix(DockerfileVariablePart part, string? value, string operand)
        {
            var isPrefix = part.Operator == DockerfileVariableOperator.RemovePrefix;
            var longest = operand.Length > 0 && operand[0] == (isPrefix ? '#' : '%');
            if (DockerfilePattern.TryParse(longest ? operand[1..] : operand) is not { } pattern)
            {
                return Fail(part, "expected '*', '?' or '\\' behind a backslash in the pattern");
            }

            return value is null ? null : isPrefix ? pattern.RemovePrefix(value, longest) : pattern.RemoveSuffix(value, longest);
        }

        private string? Fail(DockerfileVariablePart part, string message)
        {
            _error ??= new SyntaxError(part.Span, message);
            return null;
        }
    }
}
