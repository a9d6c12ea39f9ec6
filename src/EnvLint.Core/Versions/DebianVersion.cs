using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace EnvLint.Versions;

/// <summary>A version of a Debian package, <c>[epoch:]upstream[-revision]</c>, in dpkg's order.</summary>
/// <remarks>
/// Runs of other characters and runs of digits are compared in turn. A tilde comes before everything, the end of the text included; letters come before
/// all other characters. No revision and revision <c>0</c> are one.
/// </remarks>
public sealed class DebianVersion : IComparable<DebianVersion>, IEquatable<DebianVersion>
{
    private DebianVersion(int epoch, string upstream, string revision)
    {
        Epoch = epoch;
        Upstream = upstream;
        Revision = revision;
    }

    /// <summary>The number before the colon; 0 where none is written.</summary>
    public int Epoch { get; }

    /// <summary>The version of the software itself.</summary>
    public string Upstream { get; }

    /// <summary>The version of the packaging, behind the last dash; empty where none is written.</summary>
    public string Revision { get; }

    /// <summary>Reads a version.</summary>
    /// <param name="text">The version as written; blanks around do not count.</param>
    /// <param name="version">The version; null where dpkg refuses the text.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out DebianVersion? version)
    {
        version = null;
        var rest = text.AsSpan().Trim();
        var epoch = 0;
        var colon = rest.IndexOf(':');
        if (colon >= 0)
        {
            if (!int.TryParse(rest[..colon], NumberStyles.None, CultureInfo.InvariantCulture, out epoch))
            {
                return false;
            }

            rest = rest[(colon + 1)..];
        }

        ReadOnlySpan<char> revision = [];
        var dash = rest.LastIndexOf('-');
        if (dash >= 0)
        {
            revision = rest[(dash + 1)..];
            rest = rest[..dash];
            if (revision.IsEmpty || !IsMadeOf(revision, "+.~"))
            {
                return false;
            }
        }

        if (rest.IsEmpty || !char.IsAsciiDigit(rest[0]) || !IsMadeOf(rest, "+.~:-"))
        {
            return false;
        }

        version = new DebianVersion(epoch, rest.ToString(), revision.ToString());
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(DebianVersion? other)
    {
        if (other is null)
        {
            return 1;
        }

        var order = Epoch.CompareTo(other.Epoch);
        if (order == 0)
        {
            order = Compare(Upstream, other.Upstream);
        }

        return order != 0 ? order : Compare(Revision, other.Revision);
    }

    /// <summary>Whether dpkg takes both for the same version.</summary>
    /// <param name="other">The other version.</param>
    public bool Equals(DebianVersion? other) => other is not null && CompareTo(other) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DebianVersion);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Epoch);
        Add(ref hash, Upstream);
        hash.Add(-1);
        Add(ref hash, Revision);
        return hash.ToHashCode();
    }

    /// <summary>Whether two versions are one.</summary>
    public static bool operator ==(DebianVersion? left, DebianVersion? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether two versions differ.</summary>
    public static bool operator !=(DebianVersion? left, DebianVersion? right) => !(left == right);

    /// <summary>Whether <paramref name="left"/> is older.</summary>
    public static bool operator <(DebianVersion left, DebianVersion right) => left.CompareTo(right) < 0;

    /// <summary>Whether <paramref name="left"/> is older or the same.</summary>
    public static bool operator <=(DebianVersion left, DebianVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Whether <paramref name="left"/> is newer.</summary>
    public static bool operator >(DebianVersion left, DebianVersion right) => left.CompareTo(right) > 0;

    /// <summary>Whether <paramref name="left"/> is newer or the same.</summary>
    public static bool operator >=(DebianVersion left, DebianVersion right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = Revision.Length == 0 ? Upstream : $"{Upstream}-{Revision}";
        return Epoch == 0 ? text : $"{Epoch}:{text}";
    }

    private static bool IsMadeOf(ReadOnlySpan<char> text, string others)
    {
        foreach (var character in text)
        {
            if (!char.IsAsciiLetterOrDigit(character) && !others.Contains(character, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    private static int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        while (!left.IsEmpty || !right.IsEmpty)
        {
            while (IsWord(left) || IsWord(right))
            {
                var order = Weight(left).CompareTo(Weight(right));
                if (order != 0)
                {
                    return order;
                }

                left = left[1..];
                right = right[1..];
            }

            var first = TakeDigits(ref left);
            var second = TakeDigits(ref right);
            var byNumber = first.Length != second.Length ? first.Length.CompareTo(second.Length) : first.CompareTo(second, StringComparison.Ordinal);
            if (byNumber != 0)
            {
                return byNumber;
            }
        }

        return 0;
    }

    private static bool IsWord(ReadOnlySpan<char> text) => !text.IsEmpty && !char.IsAsciiDigit(text[0]);

    // The end of the text and a digit weigh nothing, so only a tilde is lighter.
    private static int Weight(ReadOnlySpan<char> text) => text switch
    {
        [] => 0,
        ['~', ..] => -1,
        [var digit, ..] when char.IsAsciiDigit(digit) => 0,
        [var letter, ..] when char.IsAsciiLetter(letter) => letter,
        [var other, ..] => other + 256,
    };

    private static ReadOnlySpan<char> TakeDigits(scoped ref ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        var digits = end < 0 ? text : text[..end];
        text = end < 0 ? [] : text[end..];
        return digits.TrimStart('0');
    }

    // Numbers without their zeros in front; a zero at the end is as good as nothing.
    private static void Add(ref HashCode hash, ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (IsWord(text))
            {
                hash.Add(text[0]);
                text = text[1..];
            }
            else
            {
                foreach (var digit in TakeDigits(ref text))
                {
                    hash.Add(digit);
                }
            }
        }
    }
}
