using System.Collections.Immutable;
using EnvLint.Knowledge;

namespace EnvLint.Manifests.Wsl;

/// <summary>What WSL makes of a value.</summary>
public sealed record WslValue
{
    /// <summary>How it was read.</summary>
    public required WslValueKind Kind { get; init; }

    /// <summary>Whether WSL takes it. A port list with bad items is taken without them and counts as invalid here.</summary>
    public required bool IsValid { get; init; }

    /// <summary>The value of a boolean.</summary>
    public bool? Boolean { get; init; }

    /// <summary>The value of an integer.</summary>
    public int? Integer { get; init; }

    /// <summary>The value of a size, in bytes.</summary>
    public ulong? Bytes { get; init; }

    /// <summary>The name of an enumeration as the table spells it.</summary>
    public string? Name { get; init; }

    /// <summary>The items of a port list.</summary>
    public ImmutableArray<WslPort> Ports { get; init; } = [];
}

/// <summary>An item of a port list.</summary>
/// <param name="Start">Where it begins in the value, in characters.</param>
/// <param name="Text">The item as written, without blanks around it.</param>
/// <param name="Port">The port that WSL takes from it; null where it takes none.</param>
/// <param name="HasTail">Whether text behind the digits is dropped without a word.</param>
public readonly record struct WslPort(int Start, string Text, int? Port, bool HasTail);
