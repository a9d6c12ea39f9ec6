using System.Collections.Immutable;
using EnvLint.LanguageServer.Analysis;

namespace EnvLint.LanguageServer.Features;

/// <summary>Lists what a document is made of.</summary>
public static class OutlineProvider
{
    /// <summary>The entries, in order of position.</summary>
    /// <param name="analysis">The document.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static ImmutableArray<OutlineEntry> Of(DocumentAnalysis analysis, CancellationToken cancellationToken) => [];
}
