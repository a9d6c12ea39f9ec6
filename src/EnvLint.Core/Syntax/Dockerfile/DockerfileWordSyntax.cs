using System.Collections.Immutable;
using System.Text;
using EnvLint.Text;

namespace EnvLint.Syntax.Dockerfile;

/// <summary>What a reference does with the variable's value.</summary>
public enum DockerfileVariableOperator : byte
{
    /// <summary><c>$x</c> or <c>${x}</c>.</summary>
    None,

    /// <summary><c>${x-word}</c>, <c>${x:-word}</c>: the word where the variable is unset.</summary>
    Default,

    /// <summary><c>${x+word}</c>, <c>${x:+word}</c>: the word where the variable is set.</summary>
    Alternative,

    /// <summary><c>${x?word}</c>, <c>${x:?word}</c>: an error where the variable is unset.</summary>
    Required,

    /// <summary><c>${x#pattern}</c>; a second <c>#</c> is the first character of the operand and takes the longest match.</summary>
    RemovePrefix,

    /// <summary><c>${x%pattern}</c>; a second <c>%</c> is the first character of the operand and takes the longest match.</summary>
    RemoveSuffix,

    /// <summary><c>${x/pattern/replacement}</c>.</summary>
    ReplaceFirst,

    /// <summary><c>${x//pattern/replacement}</c>.</summary>
    ReplaceAll,

    /// <summary><c>${x:</c> and a character that the builder does not know there: an error once the word is expanded.</summary>
    Unsupported,
}

/// <summary>A piece of a word. The pieces of a word tile it.</summary>
/// <param name="Span">The piece's place in the raw word, quotes and escapes included.</param>
/// <param name="IsQuoted">Whether quotes or an escape keep its blanks from separating words.</param>
public abstract record DockerfileWordPart(TextSpan Span, bool IsQuoted);

/// <summary>Text that stands for itself.</summary>
/// <param name="Value">The text without quotes and escapes.</param>
/// <param name="Span">The piece's place in the raw word, quotes and escapes included.</param>
/// <param name="IsQuoted">Whether quotes or an escape keep its blanks from separating words.</param>
public sealed record DockerfileLiteralPart(string Value, TextSpan Span, bool IsQuoted) : DockerfileWordPart(Span, IsQuoted);

/// <summary>A reference to a variable.</summary>
/// <param name="Name">The variable's name; digits or one sign for the special ones; empty for <c>${/a/b}</c>.</param>
/// <param name="NameSpan">The name's place in the raw word.</param>
/// <param name="Operator">What is done with the value.</param>
/// <param name="EmptyCountsAsUnset">Whether a colon stands before the operator.</param>
/// <param name="Operand">The word or pattern behind the operator.</param>
/// <param name="Replacement">The replacement of <c>${x/pattern/replacement}</c>.</param>
/// <param name="Span">The reference's place in the raw word.</param>
/// <param name="IsQuoted">Whether it stands in double quotes.</param>
public sealed record DockerfileVariablePart(
    string Name,
    TextSpan NameSpan,
    DockerfileVariableOperator Operator,
    bool EmptyCountsAsUnset,
    ImmutableArray<DockerfileWordPart> Operand,
    ImmutableArray<DockerfileWordPart> Replacement,
    TextSpan Span,
    bool IsQuoted) : DockerfileWordPart(Span, IsQuoted);

/// <summary>A word taken apart as the builder's shell lexer takes it apart.</summary>
/// <param name="Raw">The word as written.</param>
/// <param name="Parts">Pieces that tile <paramref name="Raw"/>; behind an error the rest is one literal.</param>
/// <param name="Error">What the builder refuses about the word, or null.</param>
public sealed record DockerfileWordSyntax(string Raw, ImmutableArray<DockerfileWordPart> Parts, SyntaxError? Error)
{
    /// <summary>The word without quotes and escapes; references to variables stay as they are written. A word with an error is given back unchanged.</summary>
    public string WithoutQuotes()
    {
        if (Error is not null)
        {
            return Raw;
        }

        if (Parts is [DockerfileLiteralPart only])
        {
            return only.Value;
        }

        var result = new StringBuilder(Raw.Length);
        foreach (var part in Parts)
        {
            if (part is DockerfileLiteralPart literal)
            {
                result.Append(literal.Value);
            }
            else
            {
                result.Append(Raw, part.Span.Start, part.Span.Length);
            }
        }

        return result.ToString();
    }

    /// <summary>All references to variables in the order in which they begin, also those inside operands.</summary>
    public ImmutableArray<DockerfileVariablePart> Variables()
    {
        var found = ImmutableArray.CreateBuilder<DockerfileVariablePart>();
        Collect(Parts, found);
        return found.DrainToImmutable();
    }

    // As deep as the parser lets words nest.
    private static void Collect(ImmutableArray<DockerfileWordPart> parts, ImmutableArray<DockerfileVariablePart>.Builder found)
    {
        foreach (var part in parts)
        {
            if (part is DockerfileVariablePart variable)
            {
                found.Add(variable);
                Collect(variable.Operand, found);
                Collect(variable.Replacement, found);
            }
        }
    }
}
