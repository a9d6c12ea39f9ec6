using System.Collections.Immutable;
using EnvLint.Environment;
using EnvLint.Environment.Lowering;

namespace EnvLint.Engine;

/// <summary>What a file is analysed with.</summary>
public sealed record AnalysisOptions
{
    /// <summary>Nothing declared, no other file.</summary>
    public static AnalysisOptions None { get; } = new();

    /// <summary>The declared target; null where there is none.</summary>
    public TargetProfile? Target { get; init; }

    /// <summary>Where the configuration says that the file runs.</summary>
    public ScopeKind Scope { get; init; }

    /// <summary>The other files of the root; null where none may be read.</summary>
    public ILinkedFiles? Files { get; init; }

    /// <summary>What the configuration says of private images.</summary>
    public ImmutableArray<ImageAlias> Images { get; init; } = [];

    /// <summary>What the other files of the root say of this one; null where nobody asks them.</summary>
    public IProjectIndex? Index { get; init; }

    /// <summary>What one build says of the Dockerfile; null for the file as it is.</summary>
    internal BuildValues? Build { get; init; }

    /// <summary>What the configuration says of private package indexes.</summary>
    public ImmutableArray<IndexAlias> Indexes { get; init; } = [];
}
