namespace EnvLint.Environment;

/// <summary>The platforms that a target can be.</summary>
public enum TargetPlatform
{
    /// <summary>Not said.</summary>
    Unknown,

    /// <summary>A Linux distribution inside WSL 2.</summary>
    Wsl2,

    /// <summary>Linux on its own machine.</summary>
    Linux,

    /// <summary>Windows itself.</summary>
    Windows,
}

/// <summary>The machine that the files are meant for, as declared by <c>--target</c> or <c>[target]</c>.</summary>
/// <param name="Name">The target's name in the configuration; <c>target</c> where it has none.</param>
/// <param name="Platform">Its platform.</param>
public sealed record TargetProfile(string Name, TargetPlatform Platform);
