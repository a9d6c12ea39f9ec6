using System.Collections.Immutable;
using EnvLint.Collections;

namespace EnvLint.Versions;

/// <summary>A set of conda versions: stretches of their order that do not touch, from old to new.</summary>
/// <remarks>
/// All that conda's operators say is a stretch of the order or what such a stretch leaves: also <c>1.11.*</c>, because versions with one beginning stand
/// together. So sets are cut and joined without knowing which versions exist.
/// </remarks>
internal sealed class CondaVersionSet
{
    public static readonly CondaVersionSet All = new([new Stretch(null, null)]);

    public static readonly CondaVersionSet None = new([]);

    private readonly ImmutableArray<Stretch> _stretches;

    private CondaVersionSet(ImmutableArray<Stretch> stretches) => _stretches = stretches;

    private enum Side
    {
        BeforeAll,
        Before,
        After,
        AfterAll,
    }

    public bool IsEmpty => _stretches.IsEmpty;

    public bool IsAll => _stretches is [{ Low: null, High: null }];

    /// <summary>Whether no version of it is newer than all others can be.</summary>
    public bool HasUpperBound => _stretches is not [.., { High: null }];

    /// <summary>The one version in it; null where there are none or more.</summary>
    public CondaVersion? Single =>
        _stretches is [{ Low: { Side: Side.Before } low, High: { Side: Side.After } high }] && low.Version.Equals(high.Version) ? low.Version : null;

    public static CondaVersionSet Exactly(CondaVersion version) => Between(new Cut(version, Side.Before), new Cut(version, Side.After));

    public static CondaVersionSet BeginningWith(CondaVersion version) => Between(new Cut(version, Side.BeforeAll), new Cut(version, Side.AfterAll));

    public static CondaVersionSet Newer(CondaVersion version, bool orSame) => Between(new Cut(version, orSame ? Side.Before : Side.After), null);

    public static CondaVersionSet Older(CondaVersion version, bool orSame) => Between(null, new Cut(version, orSame ? Side.After : Side.Before));

    /// <summary>What is in some of the sets. All are joined at once, which is quicker than one by one.</summary>
    public static CondaVersionSet Union(List<CondaVersionSet> sets)
    {
        var stretches = new List<Stretch>();
        foreach (var set in sets)
        {
            stretches.AddRange(set._stretches);
        }

        Sorting.Order(stretches, static (left, right) => CompareLow(left.Low, right.Low));
        var result = ImmutableArray.CreateBuilder<Stretch>();
        foreach (var stretch in stretches)
        {
            if (result.Count > 0 && (result[^1].High is not { } end || stretch.Low is not { } start || Compare(start, end) <= 0))
            {
                if (CompareHigh(result[^1].High, stretch.High) < 0)
                {
                    result[^1] = result[^1] with { High = stretch.High };
                }
            }
            else
            {
                result.Add(stretch);
            }
        }

        return new CondaVersionSet(result.ToImmutable());
    }

    /// <summary>What is in all of the sets.</summary>
    public static CondaVersionSet Intersection(List<CondaVersionSet> sets)
    {
        var outside = new List<CondaVersionSet>(sets.Count);
        foreach (var set in sets)
        {
            outside.Add(set.Complement());
        }

        return Union(outside).Complement();
    }

    /// <summary>What is not in it.</summary>
    public CondaVersionSet Complement()
    {
        var result = ImmutableArray.CreateBuilder<Stretch>();
        Cut? low = null;
        var open = true;
        foreach (var stretch in _stretches)
        {
            if (stretch.Low is { } end)
            {
                result.Add(new Stretch(low, end));
            }

            low = stretch.High;
            open = low is not null;
        }

        if (open)
        {
            result.Add(new Stretch(low, null));
        }

        return new CondaVersionSet(result.ToImmutable());
    }

    public bool Contains(CondaVersion version)
    {
        var (before, after) = (new Cut(version, Side.Before), new Cut(version, Side.After));
        foreach (var stretch in _stretches)
        {
            if ((stretch.Low is not { } low || Compare(low, before) <= 0) && (stretch.High is not { } high || Compare(after, high) <= 0))
            {
                return true;
            }
        }

        return false;
    }

    private static CondaVersionSet Between(Cut? low, Cut? high) => new([new Stretch(low, high)]);

    private static int CompareLow(Cut? left, Cut? right) => (left, right) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        _ => Compare(left.Value, right.Value),
    };

    private static int CompareHigh(Cut? left, Cut? right) => (left, right) switch
    {
        (null, null) => 0,
        (null, _) => 1,
        (_, null) => -1,
        _ => Compare(left.Value, right.Value),
    };

    private static int Compare(Cut left, Cut right)
    {
        if (left.IsOfBeginning && right.IsOfBeginning)
        {
            // Versions of one beginning lie within those of another, or apart.
            var depth = CondaVersion.CompareDepth(left.Version, right.Version);
            var (inner, outer) = depth >= 0 ? (left, right) : (right, left);
            if (!inner.Version.StartsWith(outer.Version))
            {
                return left.Version.CompareTo(right.Version);
            }

            if (depth == 0)
            {
                return left.Side.CompareTo(right.Side);
            }

            return (outer.Side == Side.BeforeAll) == (depth > 0) ? 1 : -1;
        }

        if (left.IsOfBeginning && right.Version.StartsWith(left.Version))
        {
            return left.Side == Side.BeforeAll ? -1 : 1;
        }

        if (right.IsOfBeginning && left.Version.StartsWith(right.Version))
        {
            return right.Side == Side.BeforeAll ? 1 : -1;
        }

        var order = left.Version.CompareTo(right.Version);
        return order != 0 ? order : left.Side.CompareTo(right.Side);
    }

    // A place in the order just before or after a version, or before or after all versions that begin with it.
    private readonly record struct Cut(CondaVersion Version, Side Side)
    {
        public bool IsOfBeginning => Side is Side.BeforeAll or Side.AfterAll;
    }

    // From one cut to another; null is the end of the order.
    private readonly record struct Stretch(Cut? Low, Cut? High);
}
