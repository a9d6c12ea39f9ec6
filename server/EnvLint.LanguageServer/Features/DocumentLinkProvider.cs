using System.Collections.Immutable;
using EnvLint.Collections;
using EnvLint.Engine;
using EnvLint.LanguageServer.Analysis;
using EnvLint.LanguageServer.Documents;
using EnvLint.Manifests;
using EnvLint.Suppression;
using EnvLint.Syntax.Toml;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Features;

/// <summary>Leads from names of files to the files, and from rule codes to their pages.</summary>
public static class DocumentLinkProvider
{
    /// <summary>The links, in order of position.</summary>
    /// <param name="analysis">The document.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static ImmutableArray<DocumentLink> Of(DocumentAnalysis analysis, CancellationToken cancellationToken)
    {
        var links = new List<DocumentLink>();
        if (analysis.Project.Files is { } files)
        {
            var references = analysis.File is { } file ? FileReferences.Of(file, files, cancellationToken)
                : analysis.Kind == ManifestKind.None ? FileReferences.Of(analysis.Text, files)
                : [];
            foreach (var reference in references)
            {
                links.Add(new DocumentLink(reference.Span, analysis.Project.AddressOf(reference.Path), $"Open {reference.Path}"));
            }
        }

        AddRules(links, analysis);
        return Sorting.Ordered([.. links], static (left, right) => left.Span.CompareTo(right.Span));
    }

    private static void AddRules(List<DocumentLink> links, DocumentAnalysis analysis)
    {
        var isConfiguration = analysis.File is null && analysis.Kind == ManifestKind.None;
        var directives = analysis.File is { } file ? SuppressionLayout.FindDirectives(file)
            : isConfiguration ? SuppressionLayout.FindDirectives(analysis.Text, TomlDocument.Parse(analysis.Text.Content))
            : [];
        foreach (var directive in directives)
        {
            foreach (var code in directive.Codes)
            {
                AddRule(links, analysis, code.Text, code.Span);
            }
        }

        var table = isConfiguration ? TomlDocument.Parse(analysis.Text.Content).Root : analysis.File?.PyProject?.Syntax.Root.Find("tool", "envlint") as TomlTable;
        if (table is null)
        {
            return;
        }

        AddList(links, analysis, table.Find("select"));
        AddList(links, analysis, table.Find("ignore"));
        if (table.TryGet("severity", out TomlTable? severities))
        {
            foreach (var entry in severities.Entries)
            {
                AddRule(links, analysis, entry.Name, entry.KeySpan);
            }
        }

        if (table.TryGet("per-file-ignores", out TomlTable? ignores))
        {
            foreach (var entry in ignores.Entries)
            {
                AddList(links, analysis, entry.Value);
            }
        }
    }

    private static void AddList(List<DocumentLink> links, DocumentAnalysis analysis, TomlValue? value)
    {
        if (value is TomlArray { IsArrayOfTables: false } array)
        {
            foreach (var item in array.Items)
            {
                if (item is TomlString text)
                {
                    AddRule(links, analysis, text.Value, text.ContentSpan);
                }
            }
        }
    }

    private static void AddRule(List<DocumentLink> links, DocumentAnalysis analysis, string text, TextSpan span)
    {
        if (analysis.Project.Names.Find(text) is { HelpUri: { } help } rule)
        {
            links.Add(new DocumentLink(span, DocumentAddress.Of(help.AbsoluteUri), $"{rule.Code}: {rule.Title}"));
        }
    }
}
