using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace EnvLint.Versions;

/// <summary>A version of NVIDIA's driver: <c>550.54.15</c>, <c>551.78</c> on Windows, or a whole branch, <c>550</c> or <c>R550</c>.</summary>
/// <remarks>Numbers are compared one by one. A branch stands for its lowest release, so whoever has "some 550" has no less than that.</remarks>
public sealed class DriverVersion : IComparable<DriverVersion>, IEquatable<DriverVersion>
{
    private readonly ImmutableArray<int> _numbers;
    private readonly string _text;

    private DriverVersion(string text, ImmutableArray<int> numbers)
    {
        _text = text;
        _numbers = numbers;
    }

    /// <summary>Reads a version.</summary>
    /// <param name="text">The version as written; an <c>R</c> may stand in front.</param>
    /// <param name="version">The version; null where the text is none.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out DriverVersion? version)
    {
        version = null;
        var rest = text.AsSpan().Trim();
        if (rest is ['R' or 'r', ..])
        {
            rest = rest[1..];
        }

        var numbers = ImmutableArray.CreateBuilder<int>();
        foreach (var range in rest.Split('.'))
        {
            if (!int.TryParse(rest[range], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return false;
            }

            numbers.Add(number);
        }

        version = new DriverVersion(rest.ToString(), numbers.ToImmutable());
        return true;
    }

    /// <summary>Whether a release that begins with these numbers is as new as another: those that are not written may be any.</summary>
    /// <param name="floor">The other.</param>
    public bool MayReach(DriverVersion floor)
    {
        for (var i = 0; i < _numbers.Length; i++)
        {
            var order = _numbers[i].CompareTo(i < floor._numbers.Length ? floor._numbers[i] : 0);
            if (order != 0)
            {
                return order > 0;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(DriverVersion? other)
    {
        if (other is null)
        {
            return 1;
        }

        for (var i = 0; i < Math.Max(_numbers.Length, other._numbers.Length); i++)
        {
            var order = (i < _numbers.Length ? _numbers[i] : 0).CompareTo(i < other._numbers.Length ? other._numbers[i] : 0);
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    /// <summary>Whether both have the same place in the order.</summary>
    /// <param name="other">The other version.</param>
    public bool Equals(DriverVersion? other) => other is not null && CompareTo(other) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DriverVersion);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        for (var i = 0; i < _numbers.Length; i++)
        {
            if (_numbers[i] != 0)
            {
                hash.Add(i);
                hash.Add(_numbers[i]);
            }
        }

        return hash.ToHashCode();
    }

    /// <summary>Whether two versions are one.</summary>
    public static bool operator ==(DriverVersion? left, DriverVersion? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether two versions differ.</summary>
    public static bool operator !=(DriverVersion? left, DriverVersion? right) => !(left == right);

    /// <summary>Whether <paramref name="left"/> is older.</summary>
    public static bool operator <(DriverVersion left, DriverVersion right) => left.CompareTo(right) < 0;

    /// <summary>Whether <paramref name="left"/> is older or the same.</summary>
    public static bool operator <=(DriverVersion left, DriverVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Whether <paramref name="left"/> is newer.</summary>
    public static bool operator >(DriverVersion left, DriverVersion right) => left.CompareTo(right) > 0;

    /// <summary>Whether <paramref name="left"/> is newer or the same.</summary>
    public static bool operator >=(DriverVersion left, DriverVersion right) => left.CompareTo(right) >= 0;

    /// <summary>The numbers as written, without the <c>R</c>.</summary>
    public override string ToString() => _text;
}
