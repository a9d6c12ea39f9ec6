using System.Collections.Immutable;

namespace EnvLint.Manifests;

/// <summary>The names that the kinds of file have in configuration and output.</summary>
public static class ManifestKindNames
{
    /// <summary>The names in the order of <see cref="ManifestKind"/>.</summary>
    public static ImmutableArray<string> All { get; } = ["none", "dockerfile", "shell", "wslconfig", "wsl.conf", "requirements", "conda", "markdown", "powershell", "batch", "pyproject", "compose"];

    /// <summary>The name of a kind.</summary>
    /// <param name="kind">The kind.</param>
    public static string Of(ManifestKind kind) => All[(int)kind];

    /// <summary>The kind of a name.</summary>
    /// <param name="name">The name in small letters.</param>
    /// <param name="kind">The kind.</param>
    /// <returns>Whether there is one of that name.</returns>
    public static bool TryParse(string name, out ManifestKind kind)
    {
        var index = All.IndexOf(name);
        kind = (ManifestKind)Math.Max(index, 0);
        return index >= 0;
    }
}
