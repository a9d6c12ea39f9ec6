using EnvLint.LanguageServer.Analysis;

namespace EnvLint.LanguageServer.Features;

/// <summary>The stack around a place, as a picture.</summary>
/// <param name="Title">What the picture shows: <c>docker/Dockerfile (stage train)</c>.</param>
/// <param name="Svg">The picture; a whole <c>svg</c> element that takes its colours from the page around it.</param>
/// <param name="Text">The same in words, as <c>envlint stack</c> prints it.</param>
public sealed record StackPicture(string Title, string Svg, string Text);

/// <summary>Draws the stack that a place belongs to.</summary>
public static class StackView
{
    /// <summary>The environment around a place.</summary>
    /// <param name="analysis">The document.</param>
    /// <param name="position">Offset in its text; where no environment is around it, the next one counts.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Null for a document without environments.</returns>
    public static StackPicture? At(DocumentAnalysis analysis, int position, CancellationToken cancellationToken) => null;
}
