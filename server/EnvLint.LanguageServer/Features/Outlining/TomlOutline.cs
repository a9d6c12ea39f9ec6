using System.Collections.Immutable;
using EnvLint.Syntax.Toml;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Features.Outlining;

/// <summary>The tables of a TOML file with their keys.</summary>
internal static class TomlOutline
{
    /// <summary>The entries.</summary>
    /// <param name="source">The file.</param>
    /// <param name="document">Its tree.</param>
    /// <param name="tables">The tables to list, with those below them; empty for all.</param>
    public static ImmutableArray<OutlineEntry> Of(SourceText source, TomlDocument document, string[] tables)
    {
        var items = new OutlineItems();
        TomlTableHeader? header = null;
        var children = new OutlineItems();
        var end = 0;
        foreach (var statement in document.Statements)
        {
            if (statement is TomlTableHeader next)
            {
                Close();
                header = next;
                children = new OutlineItems();
                end = next.Span.End;
            }
            else if (statement is TomlKeyValue entry)
            {
                if (header is not null)
                {
                    AddKey(children, source, entry, source.ToString(header.Key.Span));
                }
                else if (IsWanted(source.ToString(entry.Key.Span), tables))
                {
                    AddKey(items, source, entry, "");
                }

                end = entry.Span.End;
            }
        }

        Close();
        return items.Finish();

        void Close()
        {
            if (header is not null && source.ToString(header.Key.Span) is var name && IsWanted(name, tables))
            {
                items.Add(name, "", OutlineKind.Namespace, TextSpan.FromBounds(header.Span.Start, end), header.Key.Span, children);
            }
        }
    }

    private static bool IsWanted(string name, string[] tables)
    {
        foreach (var table in tables)
        {
            if (name.StartsWith(table, StringComparison.Ordinal) && (name.Length == table.Length || name[table.Length] == '.'))
            {
                return true;
            }
        }

        return tables.Length == 0;
    }

    // Authors and keywords are lists of texts as well.
    private static bool HoldsPackages(string table, string key) =>
        key.EndsWith("dependencies", StringComparison.Ordinal)
        || key is "requires"
        || table.EndsWith("dependencies", StringComparison.Ordinal)
        || table.EndsWith("dependency-groups", StringComparison.Ordinal)
        || key.StartsWith("optional-dependencies.", StringComparison.Ordinal);

    private static void AddKey(OutlineItems items, SourceText source, TomlKeyValue entry, string table)
    {
        var packages = new OutlineItems();
        var isList = entry.Value is TomlArray;
        if (entry.Value is TomlArray array && HoldsPackages(table, source.ToString(entry.Key.Span)) && source.Content.AsSpan(entry.Value.Span.Start, entry.Value.Span.Length).Contains('\n'))
        {
            foreach (var item in array.Items)
            {
                if (item is TomlString text)
                {
                    packages.Add(text.Value, "", OutlineKind.Package, text.Span, text.ContentSpan);
                }
            }
        }

        items.Add(source.ToString(entry.Key.Span), isList ? "" : source.ToString(entry.Value.Span), OutlineKind.Property, entry.Span, entry.Key.Span, packages);
    }
}
