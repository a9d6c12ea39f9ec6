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
/// <param name="Name">The target's name in the configuration; its platform or GPU where it has none.</param>
/// <param name="Platform">Its platform.</param>
public sealed record TargetProfile(string Name, TargetPlatform Platform)
{
    /// <summary>Version of the NVIDIA driver, such as <c>551.78</c>; null where it is not said.</summary>
    public string? Driver { get; init; }

    /// <summary>The CUDA version that <c>nvidia-smi</c> prints, such as <c>12.4</c>; null where it is not said.</summary>
    public string? Cuda { get; init; }

    /// <summary>The GPU's name, such as <c>RTX 3060</c>; null where it is not said.</summary>
    public string? Gpu { get; init; }

    /// <summary>The GPU's compute capability, such as <c>8.6</c>; null where it is not said.</summary>
    public string? ComputeCapability { get; init; }

    /// <summary>The build of Windows, such as <c>22631</c>; null where it is not said.</summary>
    public string? WindowsBuild { get; init; }

    /// <summary>The processor: <c>x86_64</c> or <c>aarch64</c>; null where it is not said.</summary>
    public string? Arch { get; init; }

    /// <summary>What runs containers: <c>engine</c>, <c>desktop</c> or <c>podman</c>; null where it is not said.</summary>
    public string? Docker { get; init; }
}
