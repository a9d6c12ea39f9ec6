using System.Collections.Immutable;
using EnvLint.Collections;
using EnvLint.LanguageServer.Analysis;
using EnvLint.LanguageServer.Features.Hinting;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Features;

/// <summary>Says in the text what it brings with it: the driver it needs, the CUDA build that is chosen.</summary>
public static class InlayHintProvider
{
    /// <summary>The hints of a range, in order of position.</summary>
    /// <param name="analysis">The document.</param>
    /// <param name="range">What the editor shows.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ImmutableArray<InlayHint> In(DocumentAnalysis analysis, TextSpan range, CancellationToken cancellationToken)
    {
        var hints = new HintList(analysis, range);
        foreach (var view in FileView.In(analysis, range, cancellationToken))
        {
            ImageHints.Add(view, hints, cancellationToken);
            PackageHints.Add(view, hints, cancellationToken);
        }

        return Sorting.Ordered(hints.All, static (left, right) => left.Position != right.Position ? left.Position.CompareTo(right.Position) : string.CompareOrdinal(left.Label, right.Label));
    }
}
