using System.Collections.Immutable;
using EnvLint.LanguageServer.Analysis;

namespace EnvLint.LanguageServer.Features;

/// <summary>Offers the words that fit where the cursor is.</summary>
public static class CompletionProvider
{
    /// <summary>The words that fit.</summary>
    /// <param name="analysis">The document.</param>
    /// <param name="position">Offset of the cursor.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static ImmutableArray<Completion> At(DocumentAnalysis analysis, int position, CancellationToken cancellationToken) => [];
}
