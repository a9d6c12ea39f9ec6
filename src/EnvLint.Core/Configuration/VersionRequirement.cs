using System.Collections.Immutable;
using System.Globalization;

namespace EnvLint.Configuration;

/// <summary><c>required-version</c>: the versions of EnvLint that a configuration is meant for, such as <c>&gt;=0.1,&lt;2</c>.</summary>
internal sealed class VersionRequirement
{
    private readonly ImmutableArray<(string Operator, int[] Version)> _conditions;

    private VersionRequirement(ImmutableArray<(string Operator, int[] Version)> conditions) => _conditions = conditions;

    /// <summary>Reads a requirement.</summary>
    /// <returns>The requirement; null where the text is none.</returns>
    public static VersionRequirement? Parse(string text)
    {
        var conditions = ImmutableArray.CreateBuilder<(string, int[])>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var length = 0;
            while (length < part.Length && part[length] is '<' or '>' or '=')
            {
                length++;
            }

            if (part[..length] is not (">=" or ">" or "<=" or "<" or "==") || ParseVersion(part.AsSpan(length).Trim()) is not { } version)
            {
                return null;
            }

            conditions.Add((part[..length], version));
        }

        return new VersionRequirement(conditions.ToImmutable());
    }

    /// <summary>Whether a version meets it. What follows <c>-</c> or <c>+</c> in the version does not count.</summary>
    /// <exception cref="FormatException">The version is none.</exception>
    public bool Allows(string version)
    {
        var end = version.AsSpan().IndexOfAny('-', '+');
        var numbers = ParseVersion(end < 0 ? version : version.AsSpan(0, end)) ?? throw new FormatException($"'{version}' is no version.");
        foreach (var (comparison, wanted) in _conditions)
        {
            var order = Compare(numbers, wanted);
            var holds = comparison switch
            {
                ">=" => order >= 0,
                ">" => order > 0,
                "<=" => order <= 0,
                "<" => order < 0,
                _ => order == 0,
            };
            if (!holds)
            {
                return false;
            }
        }

        return true;
    }

    private static int Compare(int[] left, int[] right)
    {
        for (var i = 0; i < Math.Max(left.Length, right.Length); i++)
        {
            var order = (i < left.Length ? left[i] : 0).CompareTo(i < right.Length ? right[i] : 0);
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    private static int[]? ParseVersion(ReadOnlySpan<char> text)
    {
        var numbers = new List<int>();
        foreach (var range in text.Split('.'))
        {
            if (!int.TryParse(text[range], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return null;
            }

            numbers.Add(number);
        }

        return numbers.ToArray();
    }
}
