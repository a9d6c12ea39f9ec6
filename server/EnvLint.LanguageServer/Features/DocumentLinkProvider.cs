using System.Collections.Immutable;
using EnvLint.LanguageServer.Analysis;

namespace EnvLint.LanguageServer.Features;

/// <summary>Leads from names of files to the files, and from rule codes to their pages.</summary>
public static class DocumentLinkProvider
{
    /// <summary>The links, in order of position.</summary>
    /// <param name="analysis">The document.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static ImmutableArray<DocumentLink> Of(DocumentAnalysis analysis, CancellationToken cancellationToken) => [];
}
