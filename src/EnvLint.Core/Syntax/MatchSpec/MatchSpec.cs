using System.Collections.Immutable;
using EnvLint.Text;
using EnvLint.Versions;

namespace EnvLint.Syntax.MatchSpec;

/// <summary>A part of a spec.</summary>
/// <param name="Value">Its value: names in small letters, versions without blanks.</param>
/// <param name="Span">Its place in the spec, without the signs and quotes around it.</param>
public sealed record MatchSpecPart(string Value, TextSpan Span);

/// <summary>A pair of the brackets: <c>build='*cuda*'</c>.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value without quotes.</param>
public sealed record MatchSpecBracket(MatchSpecPart Key, MatchSpecPart Value);

/// <summary>What conda is asked for: <c>conda-forge::pytorch=2.1=*cuda*</c>. The parts hold as conda reads them, whatever the spelling.</summary>
public sealed record MatchSpec
{
    /// <summary>The spec as written.</summary>
    public required string Text { get; init; }

    /// <summary>The channel; null where none is named.</summary>
    public MatchSpecPart? Channel { get; init; }

    /// <summary>The platform: <c>linux-64</c>, <c>noarch</c>; null where none is named.</summary>
    public MatchSpecPart? Subdir { get; init; }

    /// <summary>The package, in small letters; null where none is named, as in the spec of a feature.</summary>
    public MatchSpecPart? Name { get; init; }

    /// <summary>The version with its sign, as written but for blanks: <c>=2.1</c>; null where none is written.</summary>
    public MatchSpecPart? VersionPart { get; init; }

    /// <summary>What is demanded of the version; null where nothing is, or where conda refuses it.</summary>
    public CondaVersionSpec? Version { get; init; }

    /// <summary>What is demanded of the build; null where nothing is.</summary>
    public CondaBuildPattern? Build { get; init; }

    /// <summary>The place of the build; null where none is written.</summary>
    public MatchSpecPart? BuildPart { get; init; }

    /// <summary>The number of the build, or a comparison with it; null where none is written.</summary>
    public MatchSpecPart? BuildNumber { get; init; }

    /// <summary>The pairs in brackets, in order.</summary>
    public ImmutableArray<MatchSpecBracket> Brackets { get; init; } = [];

    /// <summary>Whether it names a file or an address of a package instead of a package.</summary>
    public bool IsArchive { get; init; }

    /// <summary>What conda refuses.</summary>
    public ImmutableArray<SyntaxError> Errors { get; init; } = [];

    /// <summary>What conda reads otherwise than it is meant.</summary>
    public ImmutableArray<CondaDoubt> Doubts { get; init; } = [];
}
