using System.Collections.Immutable;
using EnvLint.Environment.Facts;
using EnvLint.Text;

namespace EnvLint.Environment.Lowering;

/// <summary>A text of a compose file with its variables put in.</summary>
/// <param name="Text">The text; references that nothing resolves stand in it as they are written.</param>
/// <param name="Span">Its place, without quotes.</param>
/// <param name="Raw">What stands there.</param>
/// <param name="IsQuoted">Whether it is quoted, or a block of lines.</param>
/// <param name="IsKnown">Whether every reference was resolved.</param>
/// <param name="Origins">The places that gave the variables their values.</param>
/// <param name="UnknownNames">The variables that are not known.</param>
internal sealed record ComposeValue(
    EmbeddedText Text, TextSpan Span, string Raw, bool IsQuoted, bool IsKnown, ImmutableArray<ValueOrigin> Origins, ImmutableArray<string> UnknownNames)
{
    /// <summary>The text as a word.</summary>
    public Word ToWord() => new(Span, Raw, IsKnown ? Text.Text : null, IsQuoted, hasGlob: false, Origins, syntax: null);

    /// <summary>A part of the text as a word.</summary>
    /// <param name="start">Where it begins in the text.</param>
    /// <param name="length">Its length there.</param>
    /// <param name="value">What it comes to; null where that is not known.</param>
    public Word ToWord(int start, int length, string? value)
    {
        var span = Text.ToFile(new TextSpan(start, length));
        return new Word(span, Text.File.ToString(span), value, IsQuoted || value?.Length != length, hasGlob: false, Origins, syntax: null);
    }
}
