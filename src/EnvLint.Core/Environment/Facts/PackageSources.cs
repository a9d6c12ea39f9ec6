using System.Collections.Immutable;

namespace EnvLint.Environment.Facts;

/// <summary>Where an installer looks for packages, as far as the command or the file says.</summary>
public sealed record PackageSources
{
    /// <summary>The most channels or indexes of one kind that are kept: rules look at each of them for each package, and nobody has half as many.</summary>
    internal const int MaximumPlaces = 64;

    /// <summary>Nothing is said: PyPI for pip, the configured channels for conda.</summary>
    public static PackageSources Default { get; } = new();

    /// <summary>The index that takes the place of PyPI (<c>--index-url</c>, <c>--default-index</c>, <c>PIP_INDEX_URL</c>); null where none is named.</summary>
    public Word? Index { get; init; }

    /// <summary>Indexes beside it (<c>--extra-index-url</c>, <c>--index</c>, <c>PIP_EXTRA_INDEX_URL</c>), in order.</summary>
    public ImmutableArray<Word> ExtraIndexes { get; init; } = [];

    /// <summary>Pages and folders of files (<c>--find-links</c>), in order.</summary>
    public ImmutableArray<Word> FindLinks { get; init; } = [];

    /// <summary>Whether no index is asked (<c>--no-index</c>).</summary>
    public bool NoIndex { get; init; }

    /// <summary>Whether pre-releases are taken (<c>--pre</c>, <c>--prerelease allow</c>).</summary>
    public bool AllowsPreReleases { get; init; }

    /// <summary>Whether uv installs: an index beside PyPI then comes first, and the first index that has the project wins.</summary>
    public bool FirstIndexWins { get; init; }

    /// <summary>The CUDA or CPU build that uv's <c>--torch-backend</c> names; null where none is named.</summary>
    public Word? TorchBackend { get; init; }

    /// <summary>conda's channels in the order of their priority; empty where none is named.</summary>
    public ImmutableArray<Word> Channels { get; init; } = [];

    /// <summary>Whether conda's configured channels count for nothing (<c>--override-channels</c>, <c>nodefaults</c>).</summary>
    public bool OverridesChannels { get; init; }

    /// <summary>Whether nothing else can be said: false where words or variables that are not known may add to it.</summary>
    public bool IsComplete { get; init; } = true;
}
