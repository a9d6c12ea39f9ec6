using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Text;

namespace EnvLint.Rules.Cuda;

/// <summary>An architecture that a build is told to compile for.</summary>
/// <param name="Text">As it is written: <c>8.6+PTX</c>, <c>sm_86</c>, <c>Ampere</c>.</param>
/// <param name="Offset">Where it begins in the word's value.</param>
/// <param name="Arches">The compute capabilities; several for a name.</param>
internal readonly record struct ArchItem(string Text, int Offset, IReadOnlyList<string> Arches);

/// <summary>Reads lists of architectures.</summary>
internal static class ArchLists
{
    /// <summary>The items of <c>TORCH_CUDA_ARCH_LIST</c>: <c>7.5;8.0 8.6+PTX</c>, names.</summary>
    /// <param name="value">The value.</param>
    public static List<ArchItem> OfTorch(string value) => Items(value, static text =>
    {
        var name = text.EndsWith("+PTX", StringComparison.Ordinal) ? text[..^4] : text;
        if (CudaDrivers.ArchesOf(name) is { IsEmpty: false } family)
        {
            return family;
        }

        name = name.TrimEnd('a', 'f');
        return DottedNumber.IsOne(name) && name.Contains('.', StringComparison.Ordinal) ? [name] : [];
    });

    /// <summary>The items of <c>CMAKE_CUDA_ARCHITECTURES</c>: <c>80;86-real;90-virtual</c>.</summary>
    /// <param name="value">The value.</param>
    public static List<ArchItem> OfCMake(string value) => Items(value, static text =>
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        return OfDigits(dash < 0 ? text : text[..dash]) is { } arch ? [arch] : [];
    });

    /// <summary>The items of options of nvcc: <c>-gencode arch=compute_89,code=sm_89</c>, <c>-arch=sm_90</c>.</summary>
    /// <param name="value">A word, or a variable's value.</param>
    public static List<ArchItem> OfOptions(string value)
    {
        var items = new List<ArchItem>();
        if (!value.Contains("arch", StringComparison.Ordinal) && !value.Contains("code=", StringComparison.Ordinal))
        {
            return items;
        }

        foreach (var mark in (ReadOnlySpan<string>)["compute_", "sm_"])
        {
            for (var at = value.IndexOf(mark, StringComparison.Ordinal); at >= 0; at = value.IndexOf(mark, at + mark.Length, StringComparison.Ordinal))
            {
                var end = at + mark.Length;
                while (end < value.Length && char.IsAsciiLetterOrDigit(value[end]))
                {
                    end++;
                }

                if (OfDigits(value[(at + mark.Length)..end]) is { } arch)
                {
                    items.Add(new ArchItem(value[at..end], at, [arch]));
                }
            }
        }

        return items;
    }

    /// <summary>The place of a part of a word's value: exact where the word is written out, else the whole word.</summary>
    /// <param name="word">The word.</param>
    /// <param name="offset">Where the part begins in the value.</param>
    /// <param name="length">How long it is.</param>
    public static TextSpan PlaceOf(Word word, int offset, int length)
    {
        if (word.Raw.Length != word.Span.Length || !word.IsLiteral)
        {
            return word.Span;
        }

        var at = word.Raw.IndexOf(word.Value!, StringComparison.Ordinal);
        return at < 0 ? word.Span : new TextSpan(word.Span.Start + at + offset, length);
    }

    // 86, 90a, 120f: the last digit is the minor.
    private static string? OfDigits(string text)
    {
        var digits = text.TrimEnd('a', 'f');
        return digits.Length is 2 or 3 && DottedNumber.IsOne(digits) ? $"{digits[..^1]}.{digits[^1]}" : null;
    }

    private static List<ArchItem> Items(string value, Func<string, IReadOnlyList<string>> read)
    {
        var items = new List<ArchItem>();
        for (var start = 0; start < value.Length;)
        {
            var end = value.AsSpan(start).IndexOfAny(';', ' ', ',');
            end = end < 0 ? value.Length : start + end;
            if (end > start && read(value[start..end]) is { Count: > 0 } arches)
            {
                items.Add(new ArchItem(value[start..end], start, arches));
            }

            start = end + 1;
        }

        return items;
    }
}
