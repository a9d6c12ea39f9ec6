using System.Globalization;

namespace EnvLint.Versions;

/// <summary>A number of a version: not negative, of any length.</summary>
/// <remarks>Dates and hashes stand in versions too, so that no machine word is wide enough.</remarks>
public readonly struct VersionNumber : IEquatable<VersionNumber>, IComparable<VersionNumber>
{
    // 2^63 has 19 digits.
    private const int MaximumSmallDigits = 18;

    private readonly long _small;

    // The digits without leading zeros, where they are too many for the other field.
    private readonly string? _large;

    /// <summary>A number of ordinary size.</summary>
    /// <param name="value">The number; not negative.</param>
    public VersionNumber(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        if (value < 1_000_000_000_000_000_000)
        {
            _small = value;
        }
        else
        {
            _large = value.ToString(CultureInfo.InvariantCulture);
        }
    }

    private VersionNumber(string digits) => _large = digits;

    /// <summary>Reads digits.</summary>
    /// <param name="digits">ASCII digits and nothing else; none at all are 0.</param>
    public static VersionNumber Parse(ReadOnlySpan<char> digits)
    {
        digits = digits.TrimStart('0');
        if (digits.Length > MaximumSmallDigits)
        {
            return new VersionNumber(digits.ToString());
        }

        long value = 0;
        foreach (var digit in digits)
        {
            value = (value * 10) + (digit - '0');
        }

        return new VersionNumber(value);
    }

    /// <summary>The number where it is small enough, as all that mean something are; otherwise the largest.</summary>
    public int ToInt32() => _large is null && _small <= int.MaxValue ? (int)_small : int.MaxValue;

    /// <summary>Whether it is 0.</summary>
    public bool IsZero => _large is null && _small == 0;

    /// <summary>The number after this one.</summary>
    public VersionNumber Next()
    {
        if (_large is not { } digits)
        {
            return new VersionNumber(_small + 1);
        }

        var result = digits.ToCharArray();
        for (var i = result.Length - 1; i >= 0; i--)
        {
            if (result[i] != '9')
            {
                result[i]++;
                return new VersionNumber(new string(result));
            }

            result[i] = '0';
        }

        return new VersionNumber("1" + new string(result));
    }

    /// <inheritdoc/>
    public int CompareTo(VersionNumber other)
    {
        if (_large is null || other._large is null)
        {
            return _large is not null ? 1 : other._large is not null ? -1 : _small.CompareTo(other._small);
        }

        return _large.Length != other._large.Length ? _large.Length.CompareTo(other._large.Length) : Math.Sign(string.CompareOrdinal(_large, other._large));
    }

    /// <inheritdoc/>
    public bool Equals(VersionNumber other) => _small == other._small && string.Equals(_large, other._large, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is VersionNumber other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _large is null ? _small.GetHashCode() : _large.GetHashCode(StringComparison.Ordinal);

    /// <summary>The digits.</summary>
    public override string ToString() => _large ?? _small.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether both are the same number.</summary>
    public static bool operator ==(VersionNumber left, VersionNumber right) => left.Equals(right);

    /// <summary>Whether they are different numbers.</summary>
    public static bool operator !=(VersionNumber left, VersionNumber right) => !left.Equals(right);

    /// <summary>Whether <paramref name="left"/> is smaller.</summary>
    public static bool operator <(VersionNumber left, VersionNumber right) => left.CompareTo(right) < 0;

    /// <summary>Whether <paramref name="left"/> is smaller or the same.</summary>
    public static bool operator <=(VersionNumber left, VersionNumber right) => left.CompareTo(right) <= 0;

    /// <summary>Whether <paramref name="left"/> is larger.</summary>
    public static bool operator >(VersionNumber left, VersionNumber right) => left.CompareTo(right) > 0;

    /// <summary>Whether <paramref name="left"/> is larger or the same.</summary>
    public static bool operator >=(VersionNumber left, VersionNumber right) => left.CompareTo(right) >= 0;
}
