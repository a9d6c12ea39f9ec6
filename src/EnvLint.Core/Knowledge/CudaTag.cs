namespace EnvLint.Knowledge;

/// <summary>A tag of <c>nvidia/cuda</c> taken apart: <c>12.4.1-cudnn-devel-ubuntu22.04</c>.</summary>
/// <param name="Version">The release of CUDA: two or three numbers.</param>
/// <param name="Part">The word between: <c>cudnn8</c>, <c>cudnn</c>, <c>tensorrt</c>; empty for none.</param>
/// <param name="Flavor">How much of CUDA; <see cref="CudaFlavor.None"/> where the tag does not say.</param>
/// <param name="System">The distribution: <c>ubuntu22.04</c>; empty where the tag does not say.</param>
public sealed record CudaTag(string Version, string Part, CudaFlavor Flavor, string System)
{
    /// <summary>Whether it asks for cuDNN.</summary>
    public bool HasCudnn => Part.StartsWith("cudnn", StringComparison.Ordinal);

    /// <summary>Takes a tag apart.</summary>
    /// <param name="tag">The tag.</param>
    /// <returns>Null where it does not have the form, as for variants of other images.</returns>
    public static CudaTag? Parse(string tag)
    {
        var parts = tag.Split('-');
        if (!DottedNumber.IsOne(parts[0]) || parts[0].AsSpan().Count('.') is not (1 or 2))
        {
            return null;
        }

        var next = 1;
        var part = next < parts.Length && IsPart(parts[next]) ? parts[next++] : "";
        var flavor = next < parts.Length ? FlavorOf(parts[next]) : CudaFlavor.None;
        next += flavor == CudaFlavor.None ? 0 : 1;
        var system = next < parts.Length && IsSystem(parts[next]) ? parts[next++] : "";
        return next == parts.Length ? new CudaTag(parts[0], part, flavor, system) : null;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = Version;
        foreach (var part in (ReadOnlySpan<string>)[Part, NameOf(Flavor), System])
        {
            text = part.Length == 0 ? text : $"{text}-{part}";
        }

        return text;
    }

    /// <summary>The word of a flavor in a tag; empty for none.</summary>
    /// <param name="flavor">The flavor.</param>
    public static string NameOf(CudaFlavor flavor) => flavor switch
    {
        CudaFlavor.Base => "base",
        CudaFlavor.Runtime => "runtime",
        CudaFlavor.Devel => "devel",
        _ => "",
    };

    private static CudaFlavor FlavorOf(string word) => word switch
    {
        "base" => CudaFlavor.Base,
        "runtime" => CudaFlavor.Runtime,
        "devel" => CudaFlavor.Devel,
        _ => CudaFlavor.None,
    };

    private static bool IsPart(string word) =>
        word == "tensorrt" || (word.StartsWith("cudnn", StringComparison.Ordinal) && IsNumber(word.AsSpan("cudnn".Length)));

    // Letters, then the release: ubuntu22.04, ubi8, azl3.
    private static bool IsSystem(string word)
    {
        var digit = word.AsSpan().IndexOfAnyInRange('0', '9');
        return digit > 0 && word.AsSpan(0, digit).IndexOfAnyExceptInRange('a', 'z') < 0 && IsNumber(word.AsSpan(digit));
    }

    private static bool IsNumber(ReadOnlySpan<char> text) => DottedNumber.LengthAtStart(text) == text.Length;
}
