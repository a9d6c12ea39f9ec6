using System.Collections.Immutable;
using EnvLint.Collections;
using EnvLint.Environment.Facts;

namespace EnvLint.Knowledge;

/// <summary>What is wrong with the tag of a framework's image.</summary>
public enum FrameworkTagFault
{
    /// <summary>The release never was.</summary>
    NoRelease,

    /// <summary>The release was never built for this CUDA.</summary>
    NoCuda,

    /// <summary>The images of the release have another major of cuDNN.</summary>
    Cudnn,

    /// <summary>The third number is missing.</summary>
    TwoNumbers,

    /// <summary>The patch release has no image.</summary>
    NoImage,

    /// <summary>An ending that images no longer have.</summary>
    Ending,

    /// <summary>A tag that has not moved for years.</summary>
    Frozen,

    /// <summary>A month that no calendar has.</summary>
    Month,

    /// <summary>No tag, or <c>latest</c>, which the repository does not have.</summary>
    NoLatest,
}

/// <summary>A fault of the tag of a framework's image.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="Version">The release or month that the tag names; empty for none.</param>
/// <param name="IsCertain">Whether it is known that the tag is not there.</param>
/// <param name="Tag">The tag that is meant; null where that is not certain.</param>
/// <param name="Builds">The CUDA versions that the release was built for, for <see cref="FrameworkTagFault.NoCuda"/>.</param>
public sealed record FrameworkTagState(FrameworkTagFault Fault, string Version, bool IsCertain, string? Tag, ImmutableArray<string> Builds);

/// <summary>Tags of the images of PyTorch, TensorFlow and NVIDIA's monthly images.</summary>
public static class FrameworkTags
{
    /// <summary>The date of the table.</summary>
    public static string AsOf => DockerImagesTable.AsOf;

    /// <summary>The TensorFlow that the tags which stopped moving hold.</summary>
    public static string FrozenAt => DockerImagesTable.TensorflowFrozenAt;

    /// <summary>The newest of NVIDIA's months that the table knows, with the ending of most of its tags.</summary>
    public static string NewestMonth => DockerImagesTable.NgcMonths[0].Month + "-py3";

    /// <summary>Tags of <c>pytorch/pytorch</c> that were seen, newest first; there are more.</summary>
    public static ImmutableArray<string> PytorchTags => DockerImagesTable.PytorchTags;

    /// <summary>The tags of NVIDIA's monthly images of a framework, newest first; empty for another image, and where its tags were not looked at.</summary>
    /// <param name="repository">Registry and repository: <c>nvcr.io/nvidia/pytorch</c>.</param>
    public static ImmutableArray<string> MonthlyTags(string repository)
    {
        if (DockerImagesTable.NgcImages.Find(row => row.Name == repository) is not { Verified: true, Endings: [var ending] })
        {
            return [];
        }

        var tags = ImmutableArray.CreateBuilder<string>(DockerImagesTable.NgcMonths.Length);
        foreach (var month in DockerImagesTable.NgcMonths)
        {
            if (month.Verified)
            {
                tags.Add(month.Month + ending);
            }
        }

        return tags.DrainToImmutable();
    }

    /// <summary>Where tags of PyTorch are known from, for people.</summary>
    public static string PytorchSource => SourceTexts.First("pt-tags", DockerImagesTable.Source);

    /// <summary>Where tags of TensorFlow are known from, for people.</summary>
    public static string TensorflowSource => SourceTexts.First("tf-tags", DockerImagesTable.Source);

    /// <summary>Where NVIDIA's months are known from, for people.</summary>
    public static string NgcSource => SourceTexts.First("triton", DockerImagesTable.Source);

    /// <summary>What is wrong with an image's tag.</summary>
    /// <param name="image">The image.</param>
    /// <returns>Null where nothing is, and where nothing is known.</returns>
    public static FrameworkTagState? FaultOf(ImageReference image) => image switch
    {
        { Registry: "", Repository: "pytorch/pytorch" } => PytorchTag.Of(image) is { } tag ? OfPytorch(tag) : null,
        { Registry: "", Repository: "tensorflow/tensorflow" } => OfTensorflow(image.Tag),
        { Registry: "nvcr.io" } when DockerImagesTable.NgcImages.Find(row => row.Name == image.FullRepository) is not null => OfNgc(image),
        _ => null,
    };

    private static FrameworkTagState? OfPytorch(PytorchTag tag)
    {
        // Tags before that had other forms.
        if (DottedNumber.Compare(tag.Version, DockerImagesTable.PytorchNumbersFrom) < 0 || !Torch.IsCovered(tag.Version))
        {
            return null;
        }

        if (Torch.Find(tag.Version) is not { } release)
        {
            return new FrameworkTagState(FrameworkTagFault.NoRelease, tag.Version, IsCertain: true, null, []);
        }

        if (Torch.WasNeverBuilt(release, tag.Cuda))
        {
            return new FrameworkTagState(FrameworkTagFault.NoCuda, release.Version, IsCertain: true, null, Torch.Builds(release, WheelPlatform.LinuxX64));
        }

        var hasNine = DottedNumber.Compare(release.Version, DockerImagesTable.PytorchCudnn9From) >= 0;
        if (hasNine != (tag.Cudnn == "9"))
        {
            // Of the older ones, which of 7 and 8 it is depends on the CUDA.
            return new FrameworkTagState(FrameworkTagFault.Cudnn, release.Version, IsCertain: true, hasNine ? (tag with { Cudnn = "9", Version = release.Version }).ToString() : null, []);
        }

        return tag.Version == release.Version ? null
            : new FrameworkTagState(FrameworkTagFault.TwoNumbers, tag.Version, IsCertain: false, (tag with { Version = release.Version }).ToString(), []);
    }

    private static FrameworkTagState? OfTensorflow(string tag)
    {
        var dash = tag.IndexOf('-', StringComparison.Ordinal);
        var version = dash < 0 ? tag : tag[..dash];
        if (DockerImagesTable.TensorflowMissing.Contains(version, StringComparer.Ordinal))
        {
            return new FrameworkTagState(FrameworkTagFault.NoImage, version, IsCertain: false, null, []);
        }

        foreach (var ending in DockerImagesTable.TensorflowFrozen)
        {
            if (!tag.EndsWith(ending, StringComparison.Ordinal))
            {
                continue;
            }

            if (version == "latest")
            {
                return new FrameworkTagState(FrameworkTagFault.Frozen, "", IsCertain: false, null, []);
            }

            return DottedNumber.IsOne(version) && DottedNumber.Compare(DottedNumber.Prefix(version, 2), FrozenAt) > 0
                ? new FrameworkTagState(FrameworkTagFault.Ending, version, IsCertain: false, tag.Replace("-py3", "", StringComparison.Ordinal).Replace("-py2", "", StringComparison.Ordinal), [])
                : null;
        }

        return null;
    }

    private static FrameworkTagState? OfNgc(ImageReference image)
    {
        if (image.Tag is "" or "latest")
        {
            return new FrameworkTagState(FrameworkTagFault.NoLatest, "", IsCertain: false, null, []);
        }

        // 23.13-py3
        return image.Tag is [>= '0' and <= '9', >= '0' and <= '9', '.', >= '0' and <= '9' and var tens, >= '0' and <= '9' and var ones, '-', ..]
            && ((tens - '0') * 10) + (ones - '0') is 0 or > 12
            ? new FrameworkTagState(FrameworkTagFault.Month, image.Tag[..5], IsCertain: true, null, [])
            : null;
    }
}
