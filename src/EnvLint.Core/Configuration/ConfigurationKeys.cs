using System.Collections.Immutable;
using EnvLint.Collections;
using EnvLint.Manifests;

namespace EnvLint.Configuration;

/// <summary>What stands behind a key.</summary>
public enum ConfigurationShape
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>One of <see cref="ConfigurationKey.Words"/>.</summary>
    Word,

    /// <summary>A list of patterns of paths.</summary>
    Patterns,

    /// <summary>A list of codes, names or prefixes of rules.</summary>
    Rules,

    /// <summary>A table from a rule to one of <see cref="ConfigurationKey.Words"/>.</summary>
    WordByRule,

    /// <summary>A table from a pattern to a kind of file, or to a table of <see cref="ConfigurationKeys.File"/>.</summary>
    FileByPattern,

    /// <summary>A table from a pattern to a list of rules.</summary>
    RulesByPattern,

    /// <summary>A table of <see cref="ConfigurationKeys.Target"/>.</summary>
    Target,

    /// <summary>A table from a name to a table of <see cref="ConfigurationKeys.Target"/>.</summary>
    TargetByName,

    /// <summary>A table from a pattern of images to a table of <see cref="ConfigurationKeys.Image"/>.</summary>
    ImageByPattern,

    /// <summary>A table from the address of a package index to a table of <see cref="ConfigurationKeys.Index"/>.</summary>
    IndexByAddress,
}

/// <summary>A key of the configuration file.</summary>
/// <param name="Name">As it is written.</param>
/// <param name="Shape">What stands behind it.</param>
/// <param name="Description">What it does, in one sentence without a full stop.</param>
public sealed record ConfigurationKey(string Name, ConfigurationShape Shape, string Description)
{
    /// <summary>The words that it takes; empty where it takes others.</summary>
    public ImmutableArray<string> Words { get; init; } = [];

    /// <summary>Whether a text may be written as an integer, too: it has no digits to lose.</summary>
    public bool TakesInteger { get; init; }

    /// <summary>A value as one would write it; empty where the words say it.</summary>
    public string Example { get; init; } = "";
}

/// <summary>All keys of the configuration file: the one list that the reader, the command line and the schema are made from.</summary>
public static class ConfigurationKeys
{
    /// <summary>The keys at the top.</summary>
    public static ImmutableArray<ConfigurationKey> Root { get; } =
    [
        new("required-version", ConfigurationShape.Text, "The versions of EnvLint that may read the file") { Example = ">=0.1" },
        new("extends", ConfigurationShape.Text, "Another configuration in the same root, of which this one replaces parts") { Example = "../envlint.toml" },
        new("fail-on", ConfigurationShape.Word, "From which severity on the exit code is 1; error where it is not given") { Words = ConfigurationWords.FailOns },
        new("select", ConfigurationShape.Rules, "The rules that speak; all where it is not given"),
        new("ignore", ConfigurationShape.Rules, "The rules that stay silent; a longer prefix in select beats a shorter one here"),
        new("exclude", ConfigurationShape.Patterns, "Files and folders that are not checked"),
        new("baseline", ConfigurationShape.Text, "The file of findings that are known and not shown, as 'envlint baseline' writes it") { Example = "envlint-baseline.json" },
        new("severity", ConfigurationShape.WordByRule, "Other severities than the rules' own") { Words = ConfigurationWords.Severities },
        new("files", ConfigurationShape.FileByPattern, "What files are, where their name does not say it; the last pattern that fits wins"),
        new("images", ConfigurationShape.ImageByPattern, "What private images hold, where * stands for anything; the last pattern that fits wins"),
        new("indexes", ConfigurationShape.IndexByAddress, "What private package indexes hold, by their addresses"),
        new("per-file-ignores", ConfigurationShape.RulesByPattern, "Rules that stay silent in some files"),
        new("target", ConfigurationShape.Target, "The machine that the files are for, where --target names no other"),
        new("targets", ConfigurationShape.TargetByName, "More machines, for --target NAME"),
    ];

    /// <summary>The keys of an entry of <c>[files]</c>.</summary>
    public static ImmutableArray<ConfigurationKey> File { get; } =
    [
        new("kind", ConfigurationShape.Word, "The kind of file; none leaves it out") { Words = ManifestKindNames.All },
        new("scope", ConfigurationShape.Word, "Where the file is used") { Words = ConfigurationWords.Scopes },
    ];

    /// <summary>The keys of an entry of <c>[images]</c>.</summary>
    public static ImmutableArray<ConfigurationKey> Image { get; } =
    [
        new("like", ConfigurationShape.Text, "The public image that they are like, with its tag") { Example = "nvidia/cuda:12.4.1-devel-ubuntu22.04" },
    ];

    /// <summary>The keys of an entry of <c>[indexes]</c>.</summary>
    public static ImmutableArray<ConfigurationKey> Index { get; } =
    [
        new("like", ConfigurationShape.Text, "The index that it has the packages of: pypi, or an address such as https://download.pytorch.org/whl/cu121") { Example = "pypi" },
    ];

    /// <summary>The keys of a target.</summary>
    public static ImmutableArray<ConfigurationKey> Target { get; } =
    [
        new("platform", ConfigurationShape.Word, "What runs on the machine") { Words = ["wsl2", "linux", "windows"] },
        new("driver", ConfigurationShape.Text, "Version of the NVIDIA driver") { Example = "551.78" },
        new("cuda", ConfigurationShape.Text, "The CUDA version that nvidia-smi shows") { Example = "12.4" },
        new("gpu", ConfigurationShape.Text, "Name of the GPU") { Example = "RTX 3060" },
        new("compute-capability", ConfigurationShape.Text, "Compute capability of the GPU") { Example = "8.6" },
        new("windows-build", ConfigurationShape.Text, "Build number of Windows") { Example = "22631", TakesInteger = true },
        new("arch", ConfigurationShape.Word, "Architecture of the processor") { Words = ["x86_64", "aarch64", "amd64", "arm64"] },
        new("docker", ConfigurationShape.Word, "What runs containers") { Words = ["engine", "desktop", "podman"] },
    ];

    internal static string[] NamesOf(ImmutableArray<ConfigurationKey> keys) => keys.Map(static key => key.Name);

    internal static string[] WordsOf(ImmutableArray<ConfigurationKey> keys, string name) => [.. keys.Find(key => key.Name == name)?.Words ?? throw new ArgumentOutOfRangeException(nameof(name), name, "No such key.")];
}
