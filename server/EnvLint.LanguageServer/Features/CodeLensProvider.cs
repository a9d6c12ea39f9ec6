using System.Collections.Immutable;
using EnvLint.LanguageServer.Analysis;

namespace EnvLint.LanguageServer.Features;

/// <summary>Says above each environment what it takes to run.</summary>
public static class CodeLensProvider
{
    /// <summary>The lines, in order of position.</summary>
    /// <param name="analysis">The document.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static ImmutableArray<CodeLens> Of(DocumentAnalysis analysis, CancellationToken cancellationToken) => [];
}
