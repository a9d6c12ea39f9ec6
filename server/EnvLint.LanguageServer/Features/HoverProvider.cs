using EnvLint.LanguageServer.Analysis;

namespace EnvLint.LanguageServer.Features;

/// <summary>Says what is known of the word under the pointer.</summary>
public static class HoverProvider
{
    /// <summary>What to show at a place.</summary>
    /// <param name="analysis">The document.</param>
    /// <param name="position">Offset in its text.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Null where there is nothing to say.</returns>
    public static Hover? At(DocumentAnalysis analysis, int position, CancellationToken cancellationToken) => null;
}
