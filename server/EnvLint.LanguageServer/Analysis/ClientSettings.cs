using System.Collections.Immutable;

namespace EnvLint.LanguageServer.Analysis;

/// <summary>What a person set in the editor, for a folder or for all: section <c>envlint</c>.</summary>
public sealed record ClientSettings
{
    /// <summary>Nothing set.</summary>
    public static ClientSettings None { get; } = new();

    /// <summary><c>envlint.target</c>: targets as <c>--target</c> takes them, or names from the configuration; empty leaves the configuration's.</summary>
    public ImmutableArray<string> Targets { get; init; } = [];

    /// <summary><c>envlint.severities</c>: rule codes, prefixes or names with <c>error</c>, <c>warning</c>, <c>info</c> or <c>off</c>; they win over the configuration.</summary>
    public ImmutableArray<(string Rule, string Level)> Severities { get; init; } = [];

    /// <summary>Whether the same is set.</summary>
    /// <param name="other">Other settings.</param>
    public bool IsSame(ClientSettings other) => Targets.AsSpan().SequenceEqual(other.Targets.AsSpan()) && Severities.AsSpan().SequenceEqual(other.Severities.AsSpan());
}
