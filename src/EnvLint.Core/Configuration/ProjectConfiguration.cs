using System.Collections.Immutable;
using EnvLint.Collections;
using EnvLint.Environment;
using EnvLint.Manifests;
using EnvLint.Diagnostics;
using EnvLint.Text;

namespace EnvLint.Configuration;

/// <summary>A word in a configuration file that is to name rules: a code, a name, a prefix of codes, or <c>ALL</c>.</summary>
/// <param name="Text">The word.</param>
/// <param name="Source">The file.</param>
/// <param name="Span">Where it stands, without quotes.</param>
public sealed record RuleReference(string Text, SourceText Source, TextSpan Span);

/// <summary>An entry of <c>[severity]</c>.</summary>
/// <param name="Rule">The rules.</param>
/// <param name="Severity">Their severity.</param>
public sealed record ConfiguredSeverity(RuleReference Rule, Severity Severity);

/// <summary>An entry of <c>[files]</c>: what files are that their names do not tell.</summary>
/// <param name="Files">The files.</param>
/// <param name="Kind">Their kind, <see cref="ManifestKind.None"/> for files to leave alone; null where the name decides.</param>
/// <param name="Scope">Where their commands run; <see cref="ScopeKind.Unknown"/> where nothing is said.</param>
public sealed record FileClassification(Glob Files, ManifestKind? Kind, ScopeKind Scope);

/// <summary>An entry of <c>[per-file-ignores]</c>.</summary>
/// <param name="Files">The files.</param>
/// <param name="Rules">The rules that stay silent in them.</param>
public sealed record PerFileIgnore(Glob Files, ImmutableArray<RuleReference> Rules);

/// <summary>The file that another one is built on.</summary>
/// <param name="Path">As written: relative to the file that names it.</param>
/// <param name="Span">Where it stands, without quotes.</param>
public sealed record ExtendsReference(string Path, TextSpan Span);

/// <summary>The file of known findings.</summary>
/// <param name="Text">As written: relative to the file that names it.</param>
/// <param name="Source">The file that names it.</param>
/// <param name="Span">Where it stands, without quotes.</param>
public sealed record BaselineReference(string Text, SourceText Source, TextSpan Span)
{
    /// <summary>The path relative to what the paths of the configuration's files are relative to; null where it leads out of that.</summary>
    public string? Path => ConfigurationLoader.Combine(Source.Path, Text);
}

/// <summary>What <c>envlint.toml</c>, <c>.envlint.toml</c> or <c>[tool.envlint]</c> of <c>pyproject.toml</c> say.</summary>
public sealed record ProjectConfiguration
{
    /// <summary>The file.</summary>
    public required SourceText Source { get; init; }

    /// <summary><c>extends</c>; null where it is not there.</summary>
    public ExtendsReference? Extends { get; init; }

    /// <summary><c>fail-on</c>; null where it is not there.</summary>
    public FailOn? FailOn { get; init; }

    /// <summary><c>baseline</c>; null where it is not there.</summary>
    public BaselineReference? Baseline { get; init; }

    /// <summary><c>select</c>; default where it is not there, which selects all.</summary>
    public ImmutableArray<RuleReference> Select { get; init; }

    /// <summary><c>ignore</c>; default where it is not there.</summary>
    public ImmutableArray<RuleReference> Ignore { get; init; }

    /// <summary><c>exclude</c>; default where it is not there.</summary>
    public ImmutableArray<Glob> Exclude { get; init; }

    /// <summary><c>[severity]</c> in order.</summary>
    public ImmutableArray<ConfiguredSeverity> Severities { get; init; } = [];

    /// <summary><c>[files]</c> in order.</summary>
    public ImmutableArray<FileClassification> Files { get; init; } = [];

    /// <summary><c>[per-file-ignores]</c> in order.</summary>
    public ImmutableArray<PerFileIgnore> PerFileIgnores { get; init; } = [];

    /// <summary><c>[images]</c> in order.</summary>
    public ImmutableArray<ImageAlias> Images { get; init; } = [];

    /// <summary><c>[indexes]</c> in order.</summary>
    public ImmutableArray<IndexAlias> Indexes { get; init; } = [];

    /// <summary><c>[target]</c>: the target that holds where no option names one.</summary>
    public TargetProfile? Target { get; init; }

    /// <summary><c>[targets.NAME]</c> by name.</summary>
    public ImmutableDictionary<string, TargetProfile> Targets { get; init; } = ImmutableDictionary<string, TargetProfile>.Empty;

    /// <summary>Whether a file or folder is excluded, by itself or by a folder above it.</summary>
    /// <param name="path">Path relative to the root, with <c>/</c>.</param>
    public bool IsExcluded(ReadOnlySpan<char> path)
    {
        if (!Exclude.IsDefault)
        {
            foreach (var glob in Exclude)
            {
                if (glob.IsMatchWithFolders(path))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>What <c>[files]</c> says of a file.</summary>
    /// <param name="path">Path relative to the root, with <c>/</c>.</param>
    /// <returns>The last entry that fits; null where none does.</returns>
    public FileClassification? Classify(ReadOnlySpan<char> path)
    {
        for (var i = Files.Length - 1; i >= 0; i--)
        {
            if (Files[i].Files.IsMatch(path))
            {
                return Files[i];
            }
        }

        return null;
    }

    /// <summary>This configuration on top of the one that it extends.</summary>
    /// <remarks>
    /// A key that is given here takes the place of the other's. The tables <c>[severity]</c>, <c>[files]</c>, <c>[images]</c>, <c>[indexes]</c> and <c>[per-file-ignores]</c> are joined entry by entry.
    /// A target is one machine: it takes the other's place as a whole.
    /// </remarks>
    /// <param name="other">The configuration that is extended, itself already complete.</param>
    public ProjectConfiguration Over(ProjectConfiguration other) => this with
    {
        Extends = null,
        FailOn = FailOn ?? other.FailOn,
        Baseline = Baseline ?? other.Baseline,
        Select = Select.IsDefault ? other.Select : Select,
        Ignore = Ignore.IsDefault ? other.Ignore : Ignore,
        Exclude = Exclude.IsDefault ? other.Exclude : Exclude,
        Severities = Join(other.Severities, Severities, static entry => entry.Rule.Text),
        Files = Join(other.Files, Files, static entry => entry.Files.Pattern),
        PerFileIgnores = Join(other.PerFileIgnores, PerFileIgnores, static entry => entry.Files.Pattern),
        Images = Join(other.Images, Images, static entry => entry.Pattern),
        Indexes = Join(other.Indexes, Indexes, static entry => entry.Address),
        Target = Target ?? other.Target,
        Targets = other.Targets.SetItems(Targets),
    };

    private static ImmutableArray<T> Join<T>(ImmutableArray<T> below, ImmutableArray<T> above, Func<T, string> key)
    {
        if (below.IsEmpty || above.IsEmpty)
        {
            return below.IsEmpty ? above : below;
        }

        var given = new HashSet<string>(above.Map(key), StringComparer.Ordinal);
        return [.. below.Keep(entry => !given.Contains(key(entry))), .. above];
    }
}
