using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using EnvLint.Text;

namespace EnvLint.Versions;

/// <summary>A version as conda reads and orders it.</summary>
/// <remarks>
/// Epoch and components stand in one list of lists: <c>1!2.0rc1</c> is <c>[[1], [2], [0, rc, 1]]</c>. What one of two versions lacks counts as zero on
/// every level, so <c>1.1</c> and <c>1.1.0</c> are one version; a component that begins with a letter has a zero in front. Words are smaller than numbers,
/// <c>dev</c> is the smallest word, and <c>post</c> is greater than all numbers.
/// </remarks>
public sealed class CondaVersion : IComparable<CondaVersion>, IEquatable<CondaVersion>
{
    private readonly ImmutableArray<ImmutableArray<Part>> _release;
    private readonly ImmutableArray<ImmutableArray<Part>> _local;

    private CondaVersion(string text, ImmutableArray<ImmutableArray<Part>> release, ImmutableArray<ImmutableArray<Part>> local)
    {
        Text = text;
        _release = release;
        _local = local;
    }

    // In the order in which they are compared.
    private enum PartKind
    {
        Word,
        Number,
        Post,
    }

    /// <summary>The version in small letters, without blanks around.</summary>
    public string Text { get; }

    /// <summary>Whether a local part is written: <c>1.0+cuda</c>.</summary>
    public bool HasLocal => !_local.IsEmpty;

    /// <summary>How many components are written in front of the local part, the epoch not counted: 2 for <c>1!3.10</c>.</summary>
    public int ComponentCount => _release.Length - 1;

    /// <summary>Reads a version.</summary>
    /// <param name="text">The version as written.</param>
    /// <param name="version">The version; null where conda refuses the text.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out CondaVersion? version)
    {
        version = Parse(text, out _);
        return version is not null;
    }

    /// <summary>Reads a version, and says why it is none.</summary>
    /// <param name="text">The version as written.</param>
    /// <param name="error">What conda refuses, and where in <paramref name="text"/>.</param>
    /// <returns>Null where conda refuses the text.</returns>
    public static CondaVersion? Parse(string text, out SyntaxError? error)
    {
        var trimmed = text.AsSpan().TrimStart();
        var offset = text.Length - trimmed.Length;
        var version = trimmed.TrimEnd().ToString().ToLowerInvariant();
        if (version.Length == 0)
        {
            error = new SyntaxError(new TextSpan(0, text.Length), "a version is missing");
            return null;
        }

        // A dash stands for an underscore where no underscore is written.
        if (version.Contains('-', StringComparison.Ordinal) && !version.Contains('_', StringComparison.Ordinal))
        {
            version = version.Replace('-', '_');
        }

        for (var i = 0; i < version.Length; i++)
        {
            if (!(char.IsAsciiLetterLower(version[i]) || char.IsAsciiDigit(version[i]) || version[i] is '*' or '.' or '+' or '!' or '_'))
            {
                var length = char.IsHighSurrogate(version[i]) && i + 1 < version.Length ? 2 : 1;
                error = new SyntaxError(new TextSpan(offset + i, length), $"'{text.Substring(offset + i, length)}' cannot stand in a version");
                return null;
            }
        }

        var release = ImmutableArray.CreateBuilder<ImmutableArray<Part>>();
        var start = 0;
        var bang = version.IndexOf('!', StringComparison.Ordinal);
        if (bang < 0)
        {
            release.Add([Part.Zero]);
        }
        else
        {
            var second = version.IndexOf('!', bang + 1);
            if (second >= 0)
            {
                error = new SyntaxError(new TextSpan(offset + second, 1), "a version has one epoch only");
                return null;
            }

            if (bang == 0 || version.AsSpan(0, bang).IndexOfAnyExceptInRange('0', '9') >= 0)
            {
                error = new SyntaxError(new TextSpan(offset, bang + 1), "the epoch in front of '!' is a number");
                return null;
            }

            release.Add([Part.Number(version.AsSpan(0, bang))]);
            start = bang + 1;
        }

        var plus = version.IndexOf('+', start);
        var another = plus < 0 ? -1 : version.IndexOf('+', plus + 1);
        if (another >= 0)
        {
            error = new SyntaxError(new TextSpan(offset + another, 1), "a version has one local part only");
            return null;
        }

        var end = plus < 0 ? version.Length : plus;
        if (end == start)
        {
            error = new SyntaxError(new TextSpan(offset + start, version.Length - start), "a version is missing");
            return null;
        }

        var empty = Split(version, start, end, keepsLastUnderscore: true, release);
        var local = ImmutableArray.CreateBuilder<ImmutableArray<Part>>();
        if (empty < 0 && plus >= 0)
        {
            empty = Split(version, plus + 1, version.Length, keepsLastUnderscore: false, local);
        }

        if (empty >= 0)
        {
            error = new SyntaxError(new TextSpan(offset + Math.Min(empty, version.Length - 1), 1), "a component of the version is empty");
            return null;
        }

        error = null;
        return new CondaVersion(version, release.ToImmutable(), local.ToImmutable());
    }

    /// <summary>Whether this version begins as another does, component by component: <c>1.11.3</c> begins with <c>1.11</c>, <c>1.110</c> does not.</summary>
    /// <param name="prefix">The beginning.</param>
    public bool StartsWith(CondaVersion prefix)
    {
        var own = _release;
        var other = prefix._release;
        if (prefix.HasLocal)
        {
            if (Compare(_release, prefix._release) != 0)
            {
                return false;
            }

            own = _local;
            other = prefix._local;
        }

        var last = other.Length - 1;
        for (var i = 0; i < last; i++)
        {
            if (Compare(At(own, i), other[i]) != 0)
            {
                return false;
            }
        }

        var component = At(own, last);
        var wanted = other[last];
        for (var i = 0; i < wanted.Length - 1; i++)
        {
            if (At(component, i).CompareTo(wanted[i]) != 0)
            {
                return false;
            }
        }

        var part = At(component, wanted.Length - 1);
        return wanted[^1].Kind == PartKind.Word
            ? part.Kind == PartKind.Word && part.Text.StartsWith(wanted[^1].Text, StringComparison.Ordinal)
            : part.CompareTo(wanted[^1]) == 0;
    }

    /// <inheritdoc/>
    public int CompareTo(CondaVersion? other)
    {
        if (other is null)
        {
            return 1;
        }

        var byRelease = Compare(_release, other._release);
        return byRelease != 0 ? byRelease : Compare(_local, other._local);
    }

    /// <summary>Whether conda takes both for the same version.</summary>
    /// <param name="other">The other version.</param>
    public bool Equals(CondaVersion? other) => other is not null && CompareTo(other) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CondaVersion);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        Add(ref hash, _release);
        hash.Add(-1);
        Add(ref hash, _local);
        return hash.ToHashCode();
    }

    /// <summary>Whether two versions are one.</summary>
    public static bool operator ==(CondaVersion? left, CondaVersion? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether two versions differ.</summary>
    public static bool operator !=(CondaVersion? left, CondaVersion? right) => !(left == right);

    /// <summary>Whether <paramref name="left"/> is older.</summary>
    public static bool operator <(CondaVersion left, CondaVersion right) => left.CompareTo(right) < 0;

    /// <summary>Whether <paramref name="left"/> is older or the same.</summary>
    public static bool operator <=(CondaVersion left, CondaVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Whether <paramref name="left"/> is newer.</summary>
    public static bool operator >(CondaVersion left, CondaVersion right) => left.CompareTo(right) > 0;

    /// <summary>Whether <paramref name="left"/> is newer or the same.</summary>
    public static bool operator >=(CondaVersion left, CondaVersion right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <summary>Which of two beginnings says more: the one that fixes more of what begins with it.</summary>
    internal static int CompareDepth(CondaVersion left, CondaVersion right)
    {
        if (left.HasLocal != right.HasLocal)
        {
            return left.HasLocal ? 1 : -1;
        }

        var first = left.HasLocal ? left._local : left._release;
        var second = right.HasLocal ? right._local : right._release;
        if (first.Length != second.Length)
        {
            return first.Length.CompareTo(second.Length);
        }

        if (first[^1].Length != second[^1].Length)
        {
            return first[^1].Length.CompareTo(second[^1].Length);
        }

        var (firstPart, secondPart) = (first[^1][^1], second[^1][^1]);
        return firstPart.Kind == PartKind.Word && secondPart.Kind == PartKind.Word ? firstPart.Text.Length.CompareTo(secondPart.Text.Length) : 0;
    }

    // The place of the first empty component; -1 where there is none.
    private static int Split(string text, int start, int end, bool keepsLastUnderscore, ImmutableArray<ImmutableArray<Part>>.Builder components)
    {
        // The last underscore belongs to its component: openssl's 1.0.1_ comes before 1.0.1a.
        var splitEnd = keepsLastUnderscore && text[end - 1] == '_' ? end - 1 : end;
        var from = start;
        while (true)
        {
            var length = text.AsSpan(from, Math.Max(0, splitEnd - from)).IndexOfAny('.', '_');
            var to = length < 0 ? end : from + length;
            if (to == from)
            {
                return from;
            }

            components.Add(Parts(text.AsSpan(from, to - from)));
            if (length < 0)
            {
                return -1;
            }

            from = to + 1;
        }
    }

    private static ImmutableArray<Part> Parts(ReadOnlySpan<char> component)
    {
        var parts = ImmutableArray.CreateBuilder<Part>();
        if (!char.IsAsciiDigit(component[0]))
        {
            parts.Add(Part.Zero);
        }

        while (!component.IsEmpty)
        {
            var kind = KindOf(component[0]);
            var length = 1;
            while (length < component.Length && KindOf(component[length]) == kind)
            {
                length++;
            }

            var run = component[..length];
            parts.Add(kind switch
            {
                0 => Part.Number(run),
                _ when run is "post" => new Part(PartKind.Post, ""),

                // Capital letters come before small ones and before the underscore.
                _ when run is "dev" => new Part(PartKind.Word, "DEV"),
                _ => new Part(PartKind.Word, run.ToString()),
            });
            component = component[length..];
        }

        return parts.ToImmutable();

        static int KindOf(char character) => char.IsAsciiDigit(character) ? 0 : character == '*' ? 1 : 2;
    }

    private static int Compare(ImmutableArray<ImmutableArray<Part>> left, ImmutableArray<ImmutableArray<Part>> right)
    {
        for (var i = 0; i < Math.Max(left.Length, right.Length); i++)
        {
            var order = Compare(At(left, i), At(right, i));
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    private static int Compare(ImmutableArray<Part> left, ImmutableArray<Part> right)
    {
        for (var i = 0; i < Math.Max(left.Length, right.Length); i++)
        {
            var order = At(left, i).CompareTo(At(right, i));
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    private static ImmutableArray<Part> At(ImmutableArray<ImmutableArray<Part>> components, int index) =>
        index < components.Length ? components[index] : [];

    private static Part At(ImmutableArray<Part> parts, int index) => index < parts.Length ? parts[index] : Part.Zero;

    // Zeros that may as well be absent have no part in it, as in the comparison.
    private static void Add(ref HashCode hash, ImmutableArray<ImmutableArray<Part>> components)
    {
        for (var i = 0; i < components.Length; i++)
        {
            for (var j = 0; j < components[i].Length; j++)
            {
                if (components[i][j].CompareTo(Part.Zero) != 0)
                {
                    hash.Add(i);
                    hash.Add(j);
                    hash.Add(components[i][j]);
                }
            }
        }
    }

    private readonly record struct Part(PartKind Kind, string Text) : IComparable<Part>
    {
        public static readonly Part Zero = new(PartKind.Number, "");

        // Without leading zeros, so that of two numbers the longer one is greater, however long they are.
        public static Part Number(ReadOnlySpan<char> digits) => new(PartKind.Number, digits.TrimStart('0').ToString());

        public int CompareTo(Part other)
        {
            if (Kind != other.Kind)
            {
                return Kind.CompareTo(other.Kind);
            }

            return Kind == PartKind.Number && Text.Length != other.Text.Length
                ? Text.Length.CompareTo(other.Text.Length)
                : string.CompareOrdinal(Text, other.Text);
        }
    }
}
