using System.Collections.Immutable;

namespace EnvLint.Versions;

/// <summary>Says of comparisons whether no version at all can meet them.</summary>
internal static class Pep440Emptiness
{
    // Each round may move the bounds past one exclusion; lists of thousands of them are not written by people.
    private const int MaximumSpecifiers = 64;

    public static bool IsCertain(ImmutableArray<Pep440Specifier> specifiers)
    {
        if (specifiers.Length is 0 or > MaximumSpecifiers)
        {
            return false;
        }

        var pinned = false;
        foreach (var specifier in specifiers)
        {
            if (specifier.Operator == Pep440Operator.Identical && specifier.Version is null)
            {
                // Old installers knew versions that PEP 440 does not.
                return false;
            }

            pinned |= specifier.Pinned is not null;
        }

        return pinned ? NoPinnedVersionPasses(specifiers) : BoundsCross(specifiers);
    }

    // Where a version is pinned only it can pass, with a local version that another comparison names.
    private static bool NoPinnedVersionPasses(ImmutableArray<Pep440Specifier> specifiers)
    {
        foreach (var candidate in specifiers)
        {
            if (candidate.Pinned is { } version && Passes(specifiers, version))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Passes(ImmutableArray<Pep440Specifier> specifiers, Pep440Version version)
    {
        foreach (var specifier in specifiers)
        {
            if (!specifier.Matches(version))
            {
                return false;
            }
        }

        return true;
    }

    private static bool BoundsCross(ImmutableArray<Pep440Specifier> specifiers)
    {
        Cut? lower = null;
        Cut? upper = null;
        foreach (var specifier in specifiers)
        {
            var (from, to) = Bounds(specifier);
            lower = from is { } low && (lower is not { } oldLow || low.CompareTo(oldLow) > 0) ? from : lower;
            upper = to is { } high && (upper is not { } oldHigh || high.CompareTo(oldHigh) < 0) ? to : upper;
        }

        // What is excluded at an end moves that end; an exclusion in the middle leaves something on both sides.
        bool moved;
        do
        {
            moved = false;
            if (lower is not { } start || upper is not { } stop)
            {
                return false;
            }

            if (start.CompareTo(stop) >= 0)
            {
                return true;
            }

            foreach (var specifier in specifiers)
            {
                if (specifier is { Operator: Pep440Operator.NotEqual, Version.HasLocal: false } && Excluded(specifier) is var (from, to))
                {
                    if (start.CompareTo(from) >= 0 && start.CompareTo(to) < 0)
                    {
                        start = to;
                        moved = true;
                    }

                    if (stop.CompareTo(from) > 0 && stop.CompareTo(to) <= 0)
                    {
                        stop = from;
                        moved = true;
                    }
                }
            }

            lower = start;
            upper = stop;
        }
        while (moved);
        return false;
    }

    // Bounds that are never narrower than the comparison is.
    private static (Cut? Lower, Cut? Upper) Bounds(Pep440Specifier specifier)
    {
        var version = specifier.Version!;
        switch (specifier.Operator)
        {
            case Pep440Operator.Equal:
                return (Cut.Before(First(version, version.Release.Length)), Cut.Before(Behind(version, version.Release.Length)));
            case Pep440Operator.Compatible:
                return (Cut.Before(version), Cut.Before(Behind(version, version.Release.Length - 1)));
            case Pep440Operator.AtLeast:
                return (Cut.Before(version), null);
            case Pep440Operator.AtMost:
                return (null, Cut.After(version));
            case Pep440Operator.Above:
                return (Cut.After(version), null);
            case Pep440Operator.Below:
                return (null, Cut.Before(Pep440Specifier.BoundBelow(version)));
            default:
                return (null, null);
        }
    }

    private static (Cut From, Cut To) Excluded(Pep440Specifier specifier)
    {
        var version = specifier.Version!;
        return specifier.IsPrefix
            ? (Cut.Before(First(version, version.Release.Length)), Cut.Before(Behind(version, version.Release.Length)))
            : (Cut.Before(version), Cut.After(version));
    }

    // The oldest version with these first numbers.
    private static Pep440Version First(Pep440Version version, int length) =>
        new(version.Epoch, version.Release[..length], Pep440Stage.None, default, null, default(VersionNumber), []);

    // The oldest version behind all those with these first numbers.
    private static Pep440Version Behind(Pep440Version version, int length) =>
        new(version.Epoch, version.Release[..length].SetItem(length - 1, version.Release[length - 1].Next()), Pep440Stage.None, default, null, default(VersionNumber), []);

    /// <summary>A place between versions: before a public version, or behind it and its local versions.</summary>
    private readonly record struct Cut(Pep440Version Version, bool IsAfter) : IComparable<Cut>
    {
        public static Cut Before(Pep440Version version) => new(version, false);

        public static Cut After(Pep440Version version) => new(version, true);

        public int CompareTo(Cut other)
        {
            var order = Version.ComparePublic(other.Version);
            return order != 0 ? order : IsAfter.CompareTo(other.IsAfter);
        }
    }
}
