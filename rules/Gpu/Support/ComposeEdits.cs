using System.Text;
using EnvLint.Environment.Facts;
using EnvLint.Syntax.Yaml;
using EnvLint.Text;

namespace EnvLint.Rules.Gpu.Support;

/// <summary>Edits of services: an entry more, an entry less.</summary>
internal static class ComposeEdits
{
    /// <summary>Adds lines to a service: behind its image or build where that is one line, else in front of its first entry.</summary>
    /// <param name="use">The service.</param>
    /// <param name="source">The file.</param>
    /// <param name="lines">The lines, with two blanks for each level below the first.</param>
    /// <returns>Null where the service is written between braces, or is not written here.</returns>
    public static TextEdit? Add(ServiceUse use, SourceText source, params ReadOnlySpan<string> lines)
    {
        if (use.Service.Entry.Value is not YamlMapping { IsFlow: false, Entries: [var first, ..] } mapping)
        {
            return null;
        }

        var indentation = Indentation(first, source);
        if (indentation is null)
        {
            return null;
        }

        var text = new StringBuilder();
        foreach (var entry in mapping.Entries)
        {
            if (entry is { Name: "image" or "build", Value: YamlScalar } && Indentation(entry, source) == indentation
                && source.Lines.LineOf(entry.Span.Start) == source.Lines.LineOf(entry.Span.End))
            {
                var end = source.LineSpan(source.Lines.LineOf(entry.Span.End)).End;
                foreach (var line in lines)
                {
                    text.Append(source.LineEnd).Append(indentation).Append(line);
                }

                return TextEdit.Insert(end, text.ToString());
            }
        }

        foreach (var line in lines)
        {
            text.Append(line).Append(source.LineEnd).Append(indentation);
        }

        return TextEdit.Insert(first.Span.Start, text.ToString());
    }

    /// <summary>Takes out an entry that has its line for itself.</summary>
    /// <param name="span">Key and value.</param>
    /// <param name="source">The file.</param>
    /// <returns>Null where it shares a line, or has several.</returns>
    public static TextEdit? Remove(TextSpan span, SourceText source)
    {
        var line = source.Lines.LineOf(span.Start);
        var text = source.LineSpan(line);
        var before = source.Content.AsSpan(text.Start, span.Start - text.Start);
        if (source.Lines.LineOf(span.End) != line || !before.IsWhiteSpace())
        {
            return null;
        }

        var behind = source.Content.AsSpan(span.End, text.End - span.End).TrimStart();
        return behind.IsEmpty || behind[0] == '#' ? TextEdit.Delete(TextSpan.FromBounds(text.Start, source.Lines.EndOf(line))) : null;
    }

    // The blanks in front of a key; null where something else stands there.
    private static string? Indentation(YamlEntry entry, SourceText source)
    {
        var start = source.LineSpan(source.Lines.LineOf(entry.Span.Start)).Start;
        var before = source.Content[start..entry.Span.Start];
        return string.IsNullOrWhiteSpace(before) ? before : null;
    }
}
