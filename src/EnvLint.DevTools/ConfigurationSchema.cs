using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EnvLint.Configuration;
using EnvLint.Manifests;
using EnvLint.Rules;

namespace EnvLint.DevTools;

/// <summary>The JSON schema of <c>envlint.toml</c>, made from the keys that its reader knows.</summary>
internal static class ConfigurationSchema
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema.</summary>
    /// <param name="rules">All rules, for completion.</param>
    public static string Write(IReadOnlyList<Rule> rules)
    {
        var schema = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "EnvLint's configuration, envlint.toml",
            ["type"] = "object",
            ["properties"] = Properties(ConfigurationKeys.Root),
            ["additionalProperties"] = false,
            ["definitions"] = new JsonObject
            {
                ["rule"] = RuleName(rules),
                ["file"] = NotEmpty(Table(ConfigurationKeys.File, "What a file is")),
                ["image"] = NotEmpty(Table(ConfigurationKeys.Image, "A private image")),
                ["index"] = NotEmpty(Table(ConfigurationKeys.Index, "A private package index")),
                ["target"] = Table(ConfigurationKeys.Target, "A machine"),
            },
        };
        return schema.ToJsonString(Layout) + "\n";
    }

    private static JsonObject Properties(ImmutableArray<ConfigurationKey> keys)
    {
        var properties = new JsonObject();
        foreach (var key in keys)
        {
            var property = Shape(key);
            property["description"] = key.Description;
            if (key.Example.Length > 0)
            {
                property["examples"] = new JsonArray(key.Example);
            }

            properties[key.Name] = property;
        }

        return properties;
    }

    private static JsonObject Shape(ConfigurationKey key) => key.Shape switch
    {
        ConfigurationShape.Text when key.TakesInteger => new JsonObject { ["anyOf"] = new JsonArray(Text(), new JsonObject { ["type"] = "integer" }) },
        ConfigurationShape.Text => Text(),
        ConfigurationShape.Word => OneOf(key.Words),
        ConfigurationShape.Patterns => ListOf(new JsonObject { ["type"] = "string" }),
        ConfigurationShape.Rules => ListOf(Reference("rule")),
        ConfigurationShape.WordByRule => ByName(OneOf(key.Words)),
        ConfigurationShape.FileByPattern => ByName(new JsonObject { ["anyOf"] = new JsonArray(OneOf(ManifestKindNames.All), Reference("file")) }),
        ConfigurationShape.RulesByPattern => ByName(ListOf(Reference("rule"))),
        ConfigurationShape.ImageByPattern => ByName(Reference("image")),
        ConfigurationShape.IndexByAddress => WithNames(ByName(Reference("index")), "://"),
        // A description beside $ref would be passed over.
        ConfigurationShape.Target => new JsonObject { ["allOf"] = new JsonArray(Reference("target")) },
        ConfigurationShape.TargetByName => ByName(Reference("target")),
        _ => throw new ArgumentOutOfRangeException(nameof(key), key.Shape, "A shape that the schema does not know."),
    };

    // Prefixes and letter cases are free; the list is for completion.
    private static JsonObject RuleName(IReadOnlyList<Rule> rules)
    {
        var families = rules.Select(static rule => rule.Descriptor.Code[..3]).Distinct(StringComparer.Ordinal);
        var names = new JsonArray();
        foreach (var name in families.Concat(rules.SelectMany(static rule => new[] { rule.Descriptor.Code, rule.Descriptor.Name })).Prepend("ALL"))
        {
            names.Add(name);
        }

        return new JsonObject
        {
            ["description"] = "The code or name of a rule, the first characters of codes, or ALL",
            ["anyOf"] = new JsonArray(new JsonObject { ["enum"] = names }, new JsonObject { ["type"] = "string", ["pattern"] = "^[A-Za-z][A-Za-z0-9-]{2,}$" }),
        };
    }

    private static JsonObject Table(ImmutableArray<ConfigurationKey> keys, string description) => new()
    {
        ["description"] = description,
        ["type"] = "object",
        ["properties"] = Properties(keys),
        ["additionalProperties"] = false,
    };

    private static JsonObject Text() => new() { ["type"] = "string", ["minLength"] = 1 };

    private static JsonObject NotEmpty(JsonObject table)
    {
        table["minProperties"] = 1;
        return table;
    }

    private static JsonObject WithNames(JsonObject table, string pattern)
    {
        table["propertyNames"] = new JsonObject { ["pattern"] = pattern };
        return table;
    }

    private static JsonObject OneOf(ImmutableArray<string> words)
    {
        var values = new JsonArray();
        foreach (var word in words)
        {
            values.Add(word);
        }

        return new JsonObject { ["enum"] = values };
    }

    private static JsonObject ListOf(JsonObject items) => new() { ["type"] = "array", ["items"] = items };

    private static JsonObject ByName(JsonObject values) => new() { ["type"] = "object", ["additionalProperties"] = values };

    private static JsonObject Reference(string definition) => new() { ["$ref"] = $"#/definitions/{definition}" };
}
