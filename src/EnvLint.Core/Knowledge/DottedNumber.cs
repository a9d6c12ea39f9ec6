using System.Collections.Immutable;

namespace EnvLint.Knowledge;

/// <summary>Numbers joined by dots, as the tables write versions of CUDA, drivers, releases and compute capabilities: <c>12.4</c>, <c>525.60.13</c>.</summary>
public static class DottedNumber
{
    /// <summary>Compares by the values of the components; one that is missing counts as 0, so <c>2.1</c> is <c>2.1.0</c>.</summary>
    /// <param name="left">One number.</param>
    /// <param name="right">The other.</param>
    public static int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        while (!left.IsEmpty || !right.IsEmpty)
        {
            var order = Next(ref left).CompareTo(Next(ref right));
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    /// <summary>Whether a text is nothing but digits in components of one to nine, joined by dots.</summary>
    /// <param name="text">The text.</param>
    public static bool IsOne(ReadOnlySpan<char> text)
    {
        var digits = 0;
        foreach (var c in text)
        {
            if (c == '.')
            {
                if (digits == 0)
                {
                    return false;
                }

                digits = 0;
            }
            else if (!char.IsAsciiDigit(c) || ++digits > 9)
            {
                return false;
            }
        }

        return digits > 0;
    }

    /// <summary>How many of the first characters are digits and dots.</summary>
    /// <param name="text">The text.</param>
    public static int LengthAtStart(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && (char.IsAsciiDigit(text[length]) || text[length] == '.'))
        {
            length++;
        }

        return length;
    }

    /// <summary>The first components: two of <c>2.14.1</c> are <c>2.14</c>.</summary>
    /// <param name="text">The number.</param>
    /// <param name="count">How many.</param>
    public static string Prefix(string text, int count)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '.' && --count == 0)
            {
                return text[..i];
            }
        }

        return text;
    }

    /// <summary>Values of an ordered list with ranges for those that follow each other: <c>5.0 to 9.0, 12.0</c>.</summary>
    /// <param name="values">Some of the list, in its order.</param>
    /// <param name="all">The list.</param>
    public static string Ranges(ImmutableArray<string> values, ImmutableArray<string> all)
    {
        var text = "";
        for (var i = 0; i < values.Length;)
        {
            var end = i;
            while (end + 1 < values.Length && all.IndexOf(values[end + 1]) == all.IndexOf(values[end]) + 1)
            {
                end++;
            }

            text += (text.Length == 0 ? "" : ", ") + (end == i ? values[i] : end == i + 1 ? $"{values[i]}, {values[end]}" : $"{values[i]} to {values[end]}");
            i = end + 1;
        }

        return text;
    }

    private static int Next(ref ReadOnlySpan<char> text)
    {
        var dot = text.IndexOf('.');
        var component = dot < 0 ? text : text[..dot];
        text = dot < 0 ? [] : text[(dot + 1)..];
        return int.TryParse(component, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var value) ? value : 0;
    }
}
