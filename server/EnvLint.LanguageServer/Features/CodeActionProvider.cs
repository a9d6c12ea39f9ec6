using System.Collections.Immutable;
using EnvLint.LanguageServer.Analysis;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Features;

/// <summary>Says what can be done about the findings of a range.</summary>
public static class CodeActionProvider
{
    /// <summary>What can be done.</summary>
    /// <param name="analysis">The document.</param>
    /// <param name="range">Where the cursor is, or what is selected.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static ImmutableArray<CodeAction> In(DocumentAnalysis analysis, TextSpan range, CancellationToken cancellationToken) => [];
}
