using EnvLint.Environment.Facts;

namespace EnvLint.Knowledge;

/// <summary>A tag of <c>pytorch/pytorch</c> taken apart: <c>2.4.0-cuda12.1-cudnn9-devel</c>.</summary>
/// <param name="Version">The release of torch.</param>
/// <param name="Cuda">The CUDA that it is built for.</param>
/// <param name="Cudnn">The major of cuDNN.</param>
/// <param name="IsDevel">Whether it has <c>nvcc</c> and the headers; the other flavor is <c>runtime</c>.</param>
public sealed record PytorchTag(string Version, string Cuda, string Cudnn, bool IsDevel)
{
    /// <summary>Takes the tag of an image apart.</summary>
    /// <param name="image">The image; null where it is not known.</param>
    /// <returns>Null where it is none of <c>pytorch/pytorch</c>, or its tag is of another form: <c>latest</c>, those of the first releases.</returns>
    public static PytorchTag? Of(ImageReference? image)
    {
        if (image is not { Registry: "", Repository: "pytorch/pytorch" } || image.Tag.Split('-') is not [var version, var cuda, var cudnn, "runtime" or "devel"])
        {
            return null;
        }

        return DottedNumber.IsOne(version) && Behind(cuda, "cuda") is { } cudaVersion && Behind(cudnn, "cudnn") is { } cudnnVersion
            ? new PytorchTag(version, cudaVersion, cudnnVersion, image.Tag.EndsWith("-devel", StringComparison.Ordinal))
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Version}-cuda{Cuda}-cudnn{Cudnn}-{(IsDevel ? "devel" : "runtime")}";

    private static string? Behind(string part, string word) =>
        part.StartsWith(word, StringComparison.Ordinal) && DottedNumber.IsOne(part.AsSpan(word.Length)) ? part[word.Length..] : null;
}
