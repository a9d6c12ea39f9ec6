using System.Collections.Immutable;
using System.Text.Json;
using EnvLint.LanguageServer.Analysis;
using EnvLint.LanguageServer.Protocol.Rpc;

namespace EnvLint.LanguageServer.Protocol.Wire;

/// <summary>Reads what a person set in the editor. What is of another kind counts as not set: editors send what they find.</summary>
internal static class SettingsJson
{
    /// <summary>Reads the section <c>envlint</c>.</summary>
    /// <param name="section">The section, or anything.</param>
    public static ClientSettings Read(JsonElement section) => new()
    {
        Targets = ReadTargets(section.Get("target"u8)),
        Severities = ReadSeverities(section.Get("severities"u8)),
    };

    private static ImmutableArray<string> ReadTargets(JsonElement target)
    {
        if (target.Text() is { } one)
        {
            return string.IsNullOrWhiteSpace(one) ? [] : [one];
        }

        var targets = ImmutableArray.CreateBuilder<string>();
        if (target.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in target.EnumerateArray())
            {
                if (item.Text() is { } text && !string.IsNullOrWhiteSpace(text))
                {
                    targets.Add(text);
                }
            }
        }

        return targets.ToImmutable();
    }

    private static ImmutableArray<(string Rule, string Level)> ReadSeverities(JsonElement severities)
    {
        var levels = ImmutableArray.CreateBuilder<(string, string)>();
        if (severities.ValueKind == JsonValueKind.Object)
        {
            foreach (var severity in severities.EnumerateObject())
            {
                if (NameOf(severity) is { } rule && severity.Value.Text() is { } level)
                {
                    levels.Add((rule, level));
                }
            }
        }

        return levels.ToImmutable();
    }

    private static string? NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            // No Unicode: no rule is called so.
            return null;
        }
    }
}
