using EnvLint.Environment.Facts;

namespace EnvLint.Knowledge;

/// <summary>What images bring.</summary>
public static class ImageCatalog
{
    /// <summary>What an image brings before the first command.</summary>
    /// <param name="image">The image; null where it is not known.</param>
    /// <returns>Null where that is not known.</returns>
    public static ImageContents? Find(ImageReference? image)
    {
        if (image is null)
        {
            return null;
        }

        if (image.Repository == "nvidia/cuda" && image.Registry is "" or "nvcr.io")
        {
            return OfCuda(image.Tag);
        }

        // Plain distributions and Python's own images.
        return image.Registry.Length == 0 && !image.Repository.Contains('/', StringComparison.Ordinal) && BaseImages.Find(image) is { } known
            ? new ImageContents { IsVerified = known.IsVerified, Source = known.Source }
            : null;
    }

    // 12.4.1-cudnn-devel-ubuntu22.04
    private static ImageContents? OfCuda(string tag)
    {
        var dash = tag.IndexOf('-', StringComparison.Ordinal);
        if (dash <= 0 || !DottedNumber.IsOne(tag.AsSpan(0, dash)))
        {
            return null;
        }

        var flavor = CudaFlavor.None;
        var cudnn = "";
        foreach (var part in tag[(dash + 1)..].Split('-'))
        {
            flavor = part switch
            {
                "base" => CudaFlavor.Base,
                "runtime" => CudaFlavor.Runtime,
                "devel" => CudaFlavor.Devel,
                _ => flavor,
            };
            if (part.StartsWith("cudnn", StringComparison.Ordinal))
            {
                cudnn = part["cudnn".Length..];
            }
        }

        return flavor == CudaFlavor.None ? null : new ImageContents { Cuda = tag[..dash], Flavor = flavor, Cudnn = cudnn, IsVerified = true };
    }
}
