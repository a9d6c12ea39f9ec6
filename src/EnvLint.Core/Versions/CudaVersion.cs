using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace EnvLint.Versions;

/// <summary>A version of CUDA: <c>12.4</c>, or with the third number <c>12.4.1</c>.</summary>
/// <param name="Major">The first number: drivers and builds fit together by it.</param>
/// <param name="Minor">The second number.</param>
/// <param name="Patch">The third number; null where none is written.</param>
public readonly record struct CudaVersion(int Major, int Minor, int? Patch = null) : IComparable<CudaVersion>
{
    /// <summary>The version without its third number: what builds and tags are named after.</summary>
    public CudaVersion Release => new(Major, Minor);

    /// <summary>Reads <c>12.4</c>, <c>12.4.1</c>, or <c>12-4</c> as apt packages have it; further numbers do not count.</summary>
    /// <param name="text">The version as written.</param>
    /// <param name="version">The version; without meaning where the result is false.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, out CudaVersion version)
    {
        version = default;
        var rest = text.AsSpan();
        var separator = rest.IndexOfAny('.', '-');
        if (separator < 0 || !Number(rest[..separator], out var major))
        {
            return false;
        }

        var sign = rest[separator];
        rest = rest[(separator + 1)..];
        int? patch = null;
        var next = rest.IndexOf(sign);
        var minorText = next < 0 ? rest : rest[..next];
        if (!Number(minorText, out var minor))
        {
            return false;
        }

        while (next >= 0)
        {
            rest = rest[(next + 1)..];
            next = rest.IndexOf(sign);
            if (!Number(next < 0 ? rest : rest[..next], out var number))
            {
                return false;
            }

            patch ??= number;
        }

        version = new CudaVersion(major, minor, patch);
        return true;
    }

    /// <summary>Reads the tag of a wheel or an index: <c>cu124</c>, <c>cu92</c>.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="version">The version; without meaning where the result is false.</param>
    public static bool TryParseTag([NotNullWhen(true)] string? tag, out CudaVersion version)
    {
        version = default;
        var text = tag.AsSpan();

        // The last digit is the minor number: there was no CUDA X.10 yet.
        if (text.Length is not (4 or 5) || !text.StartsWith("cu", StringComparison.OrdinalIgnoreCase)
            || !Number(text[2..^1], out var major) || !Number(text[^1..], out var minor))
        {
            return false;
        }

        version = new CudaVersion(major, minor);
        return true;
    }

    /// <summary>Orders by number; a version without a third number comes before those with one.</summary>
    /// <param name="other">The other version.</param>
    public int CompareTo(CudaVersion other)
    {
        var order = Major.CompareTo(other.Major);
        if (order == 0)
        {
            order = Minor.CompareTo(other.Minor);
        }

        return order != 0 ? order : (Patch ?? -1).CompareTo(other.Patch ?? -1);
    }

    /// <summary>Whether <paramref name="left"/> is older.</summary>
    public static bool operator <(CudaVersion left, CudaVersion right) => left.CompareTo(right) < 0;

    /// <summary>Whether <paramref name="left"/> is older or the same.</summary>
    public static bool operator <=(CudaVersion left, CudaVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Whether <paramref name="left"/> is newer.</summary>
    public static bool operator >(CudaVersion left, CudaVersion right) => left.CompareTo(right) > 0;

    /// <summary>Whether <paramref name="left"/> is newer or the same.</summary>
    public static bool operator >=(CudaVersion left, CudaVersion right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => Patch is { } patch ? $"{Major}.{Minor}.{patch}" : $"{Major}.{Minor}";

    private static bool Number(ReadOnlySpan<char> text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
