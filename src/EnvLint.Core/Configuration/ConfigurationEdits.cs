using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Rules;
using EnvLint.Syntax.Toml;
using EnvLint.Text;

namespace EnvLint.Configuration;

/// <summary>Changes a configuration file: <c>envlint.toml</c>, or the table <c>[tool.envlint]</c> of a <c>pyproject.toml</c>. What is not changed stays as it is written, comments and line ends included.</summary>
/// <remarks>All methods answer null where the file cannot be changed, because it is no valid TOML or something else stands where a table or list belongs; and no edits where it says so already.</remarks>
public static class ConfigurationEdits
{
    /// <summary>Gives a rule a severity.</summary>
    /// <param name="file">The file; an empty text for one that is to be made.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="severity">The severity.</param>
    /// <returns>The edits, in order of position.</returns>
    public static ImmutableArray<TextEdit>? SetSeverity(SourceText file, RuleDescriptor rule, Severity severity)
    {
        if (Open(file) is not var (document, editor))
        {
            return null;
        }

        string[] path = [.. HomeOf(file), "severity"];
        var value = TomlEditor.Quote(ConfigurationWords.Severities[(int)severity]);
        if (document.Root.Find(path) is TomlTable table)
        {
            // The last one that names the rule is the one that counts.
            for (var i = table.Entries.Length - 1; i >= 0; i--)
            {
                var entry = table.Entries[i];
                if (Names(entry.Name, rule))
                {
                    return Replace(document, entry, value);
                }
            }
        }

        return editor.Add(path, [(rule.Code, value)]) is { } edit ? [edit] : null;
    }

    /// <summary>Switches a rule off: names it in <c>ignore</c>.</summary>
    /// <param name="file">The file; an empty text for one that is to be made.</param>
    /// <param name="rule">The rule.</param>
    /// <returns>The edits, in order of position.</returns>
    public static ImmutableArray<TextEdit>? SwitchOff(SourceText file, RuleDescriptor rule) => AddToList(file, HomeOf(file), "ignore", rule);

    /// <summary>Keeps a rule silent in some files: names it in <c>[per-file-ignores]</c>.</summary>
    /// <param name="file">The file; an empty text for one that is to be made.</param>
    /// <param name="pattern">The files.</param>
    /// <param name="rule">The rule.</param>
    /// <returns>The edits, in order of position.</returns>
    public static ImmutableArray<TextEdit>? AddPerFileIgnore(SourceText file, string pattern, RuleDescriptor rule) =>
        AddToList(file, [.. HomeOf(file), "per-file-ignores"], pattern, rule);

    /// <summary>Writes keys of <c>[target]</c>, and leaves the others.</summary>
    /// <param name="file">The file; an empty text for one that is to be made.</param>
    /// <param name="values">Keys of <see cref="TargetKeys.All"/>, each once, with their values; null takes a key out.</param>
    /// <returns>The edits, in order of position.</returns>
    public static ImmutableArray<TextEdit>? SetTarget(SourceText file, IReadOnlyList<(string Key, string? Value)> values)
    {
        if (Open(file) is not var (document, editor))
        {
            return null;
        }

        string[] path = [.. HomeOf(file), "target"];
        var written = new List<(string Key, string? Value)>(values.Count);
        foreach (var (key, value) in values)
        {
            written.Add((key, value is null ? null : TomlEditor.Quote(value)));
        }

        if (editor.Rewrite(path, written) is { } whole)
        {
            return [whole];
        }

        var table = document.Root.Find(path) as TomlTable;
        var edits = new List<TextEdit>();
        var added = new List<(string, string)>();
        foreach (var (key, value) in written)
        {
            if (table is null || !table.TryGet(key, out var entry))
            {
                if (value is not null)
                {
                    added.Add((key, value));
                }
            }
            else if (value is null)
            {
                edits.Add(editor.Remove(entry));
            }
            else if (Replace(document, entry, value) is { } replacement)
            {
                edits.AddRange(replacement);
            }
            else
            {
                return null;
            }
        }

        if (added.Count > 0)
        {
            if (editor.Add(path, added) is not { } edit)
            {
                return null;
            }

            edits.Add(edit);
        }

        edits.Sort(static (left, right) => left.Span.CompareTo(right.Span));
        return [.. edits];
    }

    private static ImmutableArray<TextEdit>? AddToList(SourceText file, string[] path, string key, RuleDescriptor rule)
    {
        if (Open(file) is not var (document, editor))
        {
            return null;
        }

        var code = TomlEditor.Quote(rule.Code);
        switch (document.Root.Find([.. path, key]))
        {
            case null:
                return editor.Add(path, [(key, $"[{code}]")]) is { } edit ? [edit] : null;

            case TomlArray { IsArrayOfTables: false } array:
                foreach (var item in array.Items)
                {
                    if (item is TomlString text && Names(text.Value, rule))
                    {
                        return [];
                    }
                }

                return editor.Append(array, code);

            default:
                return null;
        }
    }

    private static ImmutableArray<TextEdit>? Replace(TomlDocument document, TomlEntry entry, string value) =>
        entry.Value is TomlTable ? null
        : document.Text.AsSpan(entry.Value.Span.Start, entry.Value.Span.Length).SequenceEqual(value) ? []
        : [TextEdit.Replace(entry.Value.Span, value)];

    private static bool Names(string text, RuleDescriptor rule) =>
        text.Equals(rule.Code, StringComparison.OrdinalIgnoreCase) || text.Equals(rule.Name, StringComparison.OrdinalIgnoreCase);

    private static (TomlDocument Document, TomlEditor Editor)? Open(SourceText file)
    {
        var document = TomlDocument.Parse(file.Content);
        return document.Errors.IsEmpty ? (document, new TomlEditor(document, file.LineEnd)) : null;
    }

    private static string[] HomeOf(SourceText file) => ConfigurationLoader.IsPyProject(file.Path) ? ["tool", "envlint"] : [];
}
