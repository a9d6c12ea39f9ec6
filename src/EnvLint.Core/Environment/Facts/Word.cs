using System.Collections.Immutable;
using EnvLint.Syntax.Shell;
using EnvLint.Text;

namespace EnvLint.Environment.Facts;

/// <summary>One step on the way to a value: the place that gave a variable its value.</summary>
/// <param name="Variable">The variable's name.</param>
/// <param name="Value">The value that it got there.</param>
/// <param name="Span">The place, in the file.</param>
/// <param name="File">The other file that holds the place: one that hands a build argument over; null for the file under check.</param>
public sealed record ValueOrigin(string Variable, string Value, TextSpan Span, SourceText? File = null);

/// <summary>A word of a command or an instruction: what is written, where, and what it comes to.</summary>
/// <remarks>The value is known or it is not. Where a part of it depends on something outside the file, no rule guesses.</remarks>
public sealed class Word
{
    internal Word(TextSpan span, string raw, string? value, bool isQuoted, bool hasGlob, ImmutableArray<ValueOrigin> origins, ShellWord? syntax)
    {
        Span = span;
        Raw = raw;
        Value = value;
        IsQuoted = isQuoted;
        HasGlob = hasGlob;
        Origins = origins;
        Syntax = syntax;
    }

    /// <summary>A word that is written out in a file, without quotes or variables around or in it.</summary>
    /// <param name="span">The place in the file.</param>
    /// <param name="text">What stands there, which is also what it comes to.</param>
    internal static Word Literal(TextSpan span, string text) => new(span, text, text, isQuoted: false, hasGlob: false, [], syntax: null);

    /// <summary>The place in the file. Words that one variable expands to share the variable's place.</summary>
    public TextSpan Span { get; }

    /// <summary>As written, quotes and variables included; line continuations are gone.</summary>
    public string Raw { get; }

    /// <summary>What it comes to, without quotes; null where that is not known.</summary>
    public string? Value { get; }

    /// <summary>Whether any part of it is quoted.</summary>
    public bool IsQuoted { get; }

    /// <summary>Whether an unquoted <c>*</c>, <c>?</c> or <c>[</c> stands in it.</summary>
    public bool HasGlob { get; }

    /// <summary>The variables that gave it its value, in the order of the word; empty where it is written out.</summary>
    public ImmutableArray<ValueOrigin> Origins { get; }

    /// <summary>The word's tree, with offsets of its own shell text; null where it does not come from shell text.</summary>
    public ShellWord? Syntax { get; }

    /// <summary>Whether the value is known and exactly this text.</summary>
    /// <param name="text">The text.</param>
    public bool Is(string text) => string.Equals(Value, text, StringComparison.Ordinal);

    /// <summary>Whether the value is known and begins with this text.</summary>
    /// <param name="text">The text.</param>
    public bool StartsWith(string text) => Value is { } value && value.StartsWith(text, StringComparison.Ordinal);

    /// <summary>Whether the value is written out at this place, so that an edit here changes it and nothing else.</summary>
    public bool IsLiteral => Value is not null && Origins.IsEmpty && !IsElsewhere;

    /// <summary>Whether what it comes to stands in another file: its place is that of the word that leads there.</summary>
    public bool IsElsewhere { get; internal init; }

    /// <summary>The part of the word behind an offset, such as the value of <c>--name=value</c>.</summary>
    /// <param name="offset">An offset in <see cref="Value"/>, or in <see cref="Raw"/> where the value is not known.</param>
    /// <returns>A word whose place is exact where the word is written without quotes or continuations, else the place of the whole.</returns>
    public Word From(int offset)
    {
        var exact = Raw.Length == Span.Length && (Value is null || string.Equals(Raw, Value, StringComparison.Ordinal) || IsPlainUpTo(offset));
        var span = exact ? TextSpan.FromBounds(Span.Start + offset, Span.End) : Span;
        var raw = offset <= Raw.Length && (exact || Value is null) ? Raw[offset..] : Raw;
        return new Word(span, raw, Value is null ? null : Value[offset..], IsQuoted, HasGlob, Origins, syntax: null);
    }

    // --index-url="https://…": the name in front is written plainly, so the value begins where it seems to.
    private bool IsPlainUpTo(int offset) =>
        Value is { } value && offset <= Raw.Length && offset <= value.Length
        && string.CompareOrdinal(Raw, 0, value, 0, offset) == 0;

    /// <inheritdoc/>
    public override string ToString() => Value ?? Raw;
}
