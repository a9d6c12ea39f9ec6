using System.Collections.Immutable;
using System.Text;
using EnvLint.Configuration;

namespace EnvLint.DevTools;

/// <summary>The reference of <c>envlint.toml</c>, made from the keys that its reader knows.</summary>
internal static class ConfigurationReference
{
    /// <summary>The tables of keys, as Markdown.</summary>
    public static string Write()
    {
        var text = new StringBuilder();
        Add(text, "At the top", ConfigurationKeys.Root);
        Add(text, "In `[target]` and `[targets.NAME]`", ConfigurationKeys.Target);
        Add(text, "In an entry of `[files]`", ConfigurationKeys.File);
        Add(text, "In an entry of `[images]`", ConfigurationKeys.Image);
        Add(text, "In an entry of `[indexes]`", ConfigurationKeys.Index);
        return text.ToString();
    }

    private static void Add(StringBuilder text, string title, ImmutableArray<ConfigurationKey> keys)
    {
        text.Append($"{(text.Length > 0 ? "\n" : "")}### {title}\n\n| key | value | what it does |\n|---|---|---|\n");
        foreach (var key in keys)
        {
            text.Append($"| `{key.Name}` | {ValueOf(key)} | {key.Description} |\n");
        }
    }

    private static string ValueOf(ConfigurationKey key) => key.Shape switch
    {
        ConfigurationShape.Word => string.Join(", ", key.Words.Select(static word => $"`\"{word}\"`")),
        ConfigurationShape.Text => $"text, such as `\"{key.Example}\"`",
        ConfigurationShape.Patterns => "list of patterns",
        ConfigurationShape.Rules => "list of rules",
        ConfigurationShape.WordByRule => $"table: rule = {string.Join(", ", key.Words.Select(static word => $"`\"{word}\"`"))}",
        ConfigurationShape.FileByPattern => "table: pattern = kind, or a table as below",
        ConfigurationShape.RulesByPattern => "table: pattern = list of rules",
        ConfigurationShape.Target => "table, as below",
        ConfigurationShape.TargetByName => "tables by name, as below",
        ConfigurationShape.ImageByPattern => "table: pattern = table, as below",
        ConfigurationShape.IndexByAddress => "table: address = table, as below",
        _ => throw new ArgumentOutOfRangeException(nameof(key), key.Shape, "A shape that the reference does not know."),
    };
}
