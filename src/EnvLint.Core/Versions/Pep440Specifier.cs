using EnvLint.Text;

namespace EnvLint.Versions;

/// <summary>The comparisons of PEP 440.</summary>
public enum Pep440Operator
{
    /// <summary><c>==</c>.</summary>
    Equal,

    /// <summary><c>!=</c>.</summary>
    NotEqual,

    /// <summary><c>~=</c>.</summary>
    Compatible,

    /// <summary><c>&lt;=</c>.</summary>
    AtMost,

    /// <summary><c>&gt;=</c>.</summary>
    AtLeast,

    /// <summary><c>&lt;</c>.</summary>
    Below,

    /// <summary><c>&gt;</c>.</summary>
    Above,

    /// <summary><c>===</c>.</summary>
    Identical,
}

/// <summary>One comparison with a version: <c>&gt;=2.1</c>, <c>==2.1.*</c>.</summary>
/// <param name="Operator">The comparison.</param>
/// <param name="Version">The version, without <c>.*</c>; null where the text behind <c>===</c> is none.</param>
/// <param name="IsPrefix">Whether <c>.*</c> stands behind the version.</param>
/// <param name="VersionText">The version as written, <c>.*</c> included.</param>
/// <param name="Span">The whole, in the parsed text.</param>
/// <param name="OperatorSpan">The comparison's place.</param>
/// <param name="VersionSpan">The version's place, <c>.*</c> included.</param>
public sealed record Pep440Specifier(
    Pep440Operator Operator,
    Pep440Version? Version,
    bool IsPrefix,
    string VersionText,
    TextSpan Span,
    TextSpan OperatorSpan,
    TextSpan VersionSpan)
{
    /// <summary>Whether it names a pre-release, so that an installer may take pre-releases.</summary>
    public bool NamesPreRelease => Operator != Pep440Operator.NotEqual && !IsPrefix && Version is { IsPreRelease: true };

    /// <summary>The one version that it lets pass, local versions of it aside; null for another comparison.</summary>
    public Pep440Version? Pinned => Operator is Pep440Operator.Equal or Pep440Operator.Identical && !IsPrefix ? Version : null;

    /// <summary>Whether nothing above some version passes.</summary>
    public bool BoundsAbove => Operator is Pep440Operator.Equal or Pep440Operator.Identical or Pep440Operator.Compatible or Pep440Operator.AtMost or Pep440Operator.Below;

    /// <summary>Whether a version passes. Whether pre-releases are wanted is not asked here.</summary>
    /// <param name="candidate">The version.</param>
    public bool Matches(Pep440Version candidate)
    {
        if (Version is not { } version)
        {
            return false;
        }

        switch (Operator)
        {
            case Pep440Operator.Equal:
                return IsPrefix ? HasPrefix(candidate, version, version.Release.Length) : IsSame(candidate, version);
            case Pep440Operator.NotEqual:
                return !(IsPrefix ? HasPrefix(candidate, version, version.Release.Length) : IsSame(candidate, version));
            case Pep440Operator.Compatible:
                return candidate.ComparePublic(version) >= 0 && HasPrefix(candidate, version, version.Release.Length - 1);
            case Pep440Operator.AtMost:
                return candidate.ComparePublic(version) <= 0;
            case Pep440Operator.AtLeast:
                return candidate.ComparePublic(version) >= 0;
            case Pep440Operator.Below:
                // <2.2 is not met by 2.2rc1.
                return candidate.CompareTo(BoundBelow(version)) < 0;
            case Pep440Operator.Above:
                // >2.1 is met neither by 2.1.post1 nor by 2.1+cu118.
                return candidate.ComparePublic(version) > 0
                    && (version.IsPostRelease || version.Development is not null || !candidate.IsPostRelease || !candidate.IsOfSameStage(version));
            default:
                return string.Equals(candidate.ToString(), VersionText, StringComparison.OrdinalIgnoreCase);
        }
    }

    /// <summary>The comparison and the version, without blanks.</summary>
    public override string ToString() => Symbol(Operator) + VersionText;

    /// <summary>How a comparison is written.</summary>
    /// <param name="comparison">The comparison.</param>
    public static string Symbol(Pep440Operator comparison) => comparison switch
    {
        Pep440Operator.Equal => "==",
        Pep440Operator.NotEqual => "!=",
        Pep440Operator.Compatible => "~=",
        Pep440Operator.AtMost => "<=",
        Pep440Operator.AtLeast => ">=",
        Pep440Operator.Below => "<",
        Pep440Operator.Above => ">",
        _ => "===",
    };

    /// <summary>The version that all versions below another are below: the pre-releases of a version that is none itself are not below it.</summary>
    internal static Pep440Version BoundBelow(Pep440Version version) =>
        version.IsPreRelease ? version : new(version.Epoch, version.Release, version.Stage, version.StageNumber, version.Post, default(VersionNumber), []);

    /// <summary>Whether epoch and the first numbers of the release are those of another version.</summary>
    internal static bool HasPrefix(Pep440Version candidate, Pep440Version prefix, int length)
    {
        if (candidate.Epoch != prefix.Epoch)
        {
            return false;
        }

        for (var i = 0; i < length; i++)
        {
            if (candidate.PartAt(i) != prefix.PartAt(i))
            {
                return false;
            }
        }

        return true;
    }

    // Where the specifier has no local version, that of the candidate does not count.
    private static bool IsSame(Pep440Version candidate, Pep440Version version) =>
        version.HasLocal ? candidate.CompareTo(version) == 0 : candidate.ComparePublic(version) == 0;
}
