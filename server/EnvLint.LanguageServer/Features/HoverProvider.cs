using EnvLint.LanguageServer.Analysis;
using EnvLint.LanguageServer.Features.Hovering;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Features;

/// <summary>Says what is known of the word under the pointer.</summary>
public static class HoverProvider
{
    /// <summary>What to show at a place: the findings there, then what is known of the word.</summary>
    /// <param name="analysis">The document.</param>
    /// <param name="position">Offset in its text.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Null where there is nothing to say.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Hover? At(DocumentAnalysis analysis, int position, CancellationToken cancellationToken)
    {
        position = Math.Clamp(position, 0, analysis.Text.Length);
        var page = new MarkdownPage();
        var found = FindingHover.Write(analysis, position, page);
        var fact = FactAt(analysis, position, page, cancellationToken);
        return page.IsEmpty || (fact ?? found) is not { } span ? null : new Hover(span, page.ToString());
    }

    private static TextSpan? FactAt(DocumentAnalysis analysis, int position, MarkdownPage page, CancellationToken cancellationToken)
    {
        if (ConfigurationHover.Write(analysis, position, page) is { } setting)
        {
            return setting;
        }

        foreach (var view in FileView.In(analysis, new TextSpan(position, 0), cancellationToken))
        {
            var fact = DirectiveHover.Write(view, position, page)
                ?? WslHover.Write(view, position, page)
                ?? ImageHover.Write(view, position, page)
                ?? PackageHover.Write(view, position, page, cancellationToken)
                ?? SourceHover.Write(view, position, page)
                ?? GpuHover.Write(view, position, page)
                ?? ValueHover.Write(view, position, page);
            if (fact is not null)
            {
                return fact;
            }
        }

        return null;
    }
}
