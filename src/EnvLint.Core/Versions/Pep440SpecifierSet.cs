using System.Collections.Immutable;
using System.Text;
using EnvLint.Text;

namespace EnvLint.Versions;

/// <summary>Comparisons that must all hold: <c>&gt;=2.1,&lt;2.3,!=2.2.*</c>.</summary>
public sealed class Pep440SpecifierSet
{
    internal Pep440SpecifierSet(ImmutableArray<Pep440Specifier> specifiers, ImmutableArray<Pep440SpecifierError> errors)
    {
        Specifiers = specifiers;
        Errors = errors;
    }

    /// <summary>The set that every version meets.</summary>
    public static Pep440SpecifierSet Any { get; } = new([], []);

    /// <summary>The comparisons that could be read, in order.</summary>
    public ImmutableArray<Pep440Specifier> Specifiers { get; }

    /// <summary>What could not be read, in order of position.</summary>
    public ImmutableArray<Pep440SpecifierError> Errors { get; }

    /// <summary>Whether all of it could be read.</summary>
    public bool IsValid => Errors.IsEmpty;

    /// <summary>Whether one of the comparisons names a pre-release, so that an installer may take pre-releases.</summary>
    public bool NamesPreRelease
    {
        get
        {
            foreach (var specifier in Specifiers)
            {
                if (specifier.NamesPreRelease)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>The version of the first <c>==</c> or <c>===</c>; null where none is named.</summary>
    public Pep440Version? PinnedVersion
    {
        get
        {
            foreach (var specifier in Specifiers)
            {
                if (specifier.Pinned is { } version)
                {
                    return version;
                }
            }

            return null;
        }
    }

    /// <summary>Whether nothing above some version passes.</summary>
    public bool HasUpperBound
    {
        get
        {
            foreach (var specifier in Specifiers)
            {
                if (specifier.BoundsAbove)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Whether no version at all can pass. True only where that is certain.</summary>
    public bool IsEmpty => IsValid && Pep440Emptiness.IsCertain(Specifiers);

    /// <summary>Reads comparisons between commas.</summary>
    /// <param name="text">The text; an empty one lets everything pass.</param>
    public static Pep440SpecifierSet Parse(string text) => Pep440SpecifierParser.Parse(text, 0, text.Length);

    /// <summary>Whether a version passes.</summary>
    /// <param name="version">The version.</param>
    /// <param name="allowPreReleases">Whether pre-releases pass that no comparison names.</param>
    public bool Contains(Pep440Version version, bool allowPreReleases)
    {
        if (version.IsPreRelease && !allowPreReleases && !NamesPreRelease)
        {
            return false;
        }

        foreach (var specifier in Specifiers)
        {
            if (!specifier.Matches(version))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The newest of some versions that an installer takes: pre-releases only where they are wanted, or where nothing else passes.</summary>
    /// <param name="candidates">The versions in any order.</param>
    /// <param name="allowPreReleases">Whether pre-releases are wanted.</param>
    /// <returns>Null where none passes.</returns>
    public Pep440Version? Newest(ReadOnlySpan<Pep440Version> candidates, bool allowPreReleases)
    {
        Pep440Version? best = null;
        Pep440Version? bestPreRelease = null;
        foreach (var candidate in candidates)
        {
            if (!Contains(candidate, allowPreReleases: true))
            {
                continue;
            }

            if (!candidate.IsPreRelease || allowPreReleases || NamesPreRelease)
            {
                best = best is null || candidate > best ? candidate : best;
            }
            else
            {
                bestPreRelease = bestPreRelease is null || candidate > bestPreRelease ? candidate : bestPreRelease;
            }
        }

        return best ?? bestPreRelease;
    }

    /// <summary>The set whose versions pass here and there; spans are those that the comparisons had.</summary>
    /// <param name="other">The other set.</param>
    public Pep440SpecifierSet Intersect(Pep440SpecifierSet other) => new(Specifiers.AddRange(other.Specifiers), Errors.AddRange(other.Errors));

    /// <summary>The comparisons with commas between.</summary>
    public override string ToString()
    {
        if (Specifiers is [var only])
        {
            return only.ToString();
        }

        var text = new StringBuilder();
        foreach (var specifier in Specifiers)
        {
            if (text.Length > 0)
            {
                text.Append(',');
            }

            text.Append(specifier.ToString());
        }

        return text.ToString();
    }
}
