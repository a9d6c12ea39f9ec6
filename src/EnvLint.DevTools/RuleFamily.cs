using System.Collections.Immutable;
using EnvLint.Rules;

namespace EnvLint.DevTools;

/// <summary>A family of rules: what their codes begin with, where they stand, what they are about.</summary>
/// <param name="Prefix">The first three characters of the codes.</param>
/// <param name="Folder">The folder below <c>rules</c>, also the last part of the namespace.</param>
/// <param name="Title">What it is about, in a few words.</param>
/// <param name="Finds">What its rules find, in one sentence without a full stop.</param>
internal sealed record RuleFamily(string Prefix, string Folder, string Title, string Finds)
{
    /// <summary>All families, in the order in which they are shown.</summary>
    public static ImmutableArray<RuleFamily> All { get; } =
    [
        new("WSL", "Wsl", "WSL 2", "keys and values in `.wslconfig` and `wsl.conf` that WSL refuses, reads as something else, or drops without a word; `wsl` commands that cost the GPU or the disk"),
        new("DRV", "Driver", "the driver", "a Linux driver where only the Windows driver works, drivers in images, retired container tools, a hidden `libcuda`"),
        new("GPU", "Gpu", "the GPU in containers", "containers that never get the GPU they need"),
        new("CUD", "Cuda", "CUDA", "signing keys, repositories and packages that do not fit, GPU questions where no GPU is"),
        new("IMG", "Image", "Dockerfiles", "instructions that do something else than they seem to: lost variables, skipped commands, comments that are none"),
        new("APT", "Apt", "apt and dnf", "keys, prompts, missing tools and package lists that stop an installation"),
        new("CND", "Conda", "conda", "specs that conda refuses or no channel has, keys that it drops, packages that pip writes over"),
        new("PIP", "Pip", "pip", "requirements that pip refuses, indexes that it passes by, packages that are not what their name says"),
        new("FWK", "Frameworks", "frameworks", "releases, builds and extras of PyTorch, TensorFlow and JAX that do not go together"),
        new("STK", "Stack", "the whole stack", "builds that the declared driver or GPU cannot run"),
        new("SHL", "Scripts", "scripts", "commands pasted from a guide, a terminal or a word processor, that the shell reads otherwise; downloads and pipes that fail unseen"),
        new("SEC", "Security", "security", "open doors and leaked secrets of GPU environments"),
        new("ENV", "Checker", "EnvLint itself", "files that cannot be read or parsed, suppressions that are unused, expired or misspelled"),
    ];

    /// <summary>The family of a prefix, in any letter case.</summary>
    /// <param name="prefix">The prefix.</param>
    /// <exception cref="DevToolsException">There is none.</exception>
    public static RuleFamily Find(string prefix) =>
        All.FirstOrDefault(family => family.Prefix.Equals(prefix, StringComparison.OrdinalIgnoreCase))
        ?? throw new DevToolsException($"'{prefix}' is no family; there are {string.Join(", ", All.Select(static family => family.Prefix))}. A new one begins in src/EnvLint.DevTools/RuleFamily.cs");

    /// <summary>The rules by family, without families that have none.</summary>
    /// <param name="rules">All rules.</param>
    /// <exception cref="DevToolsException">A rule belongs to no family.</exception>
    public static IEnumerable<(RuleFamily Family, ImmutableArray<Rule> Rules)> Group(IReadOnlyList<Rule> rules)
    {
        foreach (var rule in rules)
        {
            Find(rule.Descriptor.Code[..3]);
        }

        foreach (var family in All)
        {
            var own = rules.Where(rule => rule.Descriptor.Code.StartsWith(family.Prefix, StringComparison.Ordinal))
                .OrderBy(static rule => rule.Descriptor.Code, StringComparer.Ordinal)
                .ToImmutableArray();
            if (!own.IsEmpty)
            {
                yield return (family, own);
            }
        }
    }
}
