using System.Globalization;
using EnvLint.Collections;
using EnvLint.Environment.Facts;

namespace EnvLint.Knowledge;

/// <summary>What images bring, from <c>rules/data/docker-images.toml</c>, <c>base-images.toml</c>, <c>pytorch.toml</c> and <c>tensorflow.toml</c>.</summary>
public static class ImageCatalog
{
    /// <summary>What an image brings before the first command.</summary>
    /// <param name="image">The image; null where it is not known.</param>
    /// <returns>Null where that is not known.</returns>
    public static ImageContents? Find(ImageReference? image) => image switch
    {
        null => null,
        _ when CudaImages.IsOne(image) => OfCuda(image.Tag),
        { Registry: "", Repository: "pytorch/pytorch" } => OfPytorch(image),
        { Registry: "", Repository: "tensorflow/tensorflow" } => OfTensorflow(image.Tag),
        { Registry: "nvcr.io" } => OfNgc(image),
        _ => OfBase(image),
    };

    private static ImageContents? OfCuda(string tag)
    {
        // A release that the table does not reach may hold what it knows nothing of.
        if (CudaTag.Parse(tag) is not { Flavor: not CudaFlavor.None } parsed || DottedNumber.Compare(DottedNumber.Prefix(parsed.Version, 2), DottedNumber.Prefix(CudaImages.Newest, 2)) > 0)
        {
            return null;
        }

        var row = CudaImages.RowOf(parsed.Version);
        return new ImageContents
        {
            Cuda = parsed.Version,
            Flavor = parsed.Flavor,
            Cudnn = parsed.HasCudnn ? row?.CudnnVersion is { } exact ? DottedNumber.Prefix(exact, 3) : CudnnMajor(parsed) : "",
            IsVerified = row is null or { Verified: true },
            Source = row is null ? "" : CudaImages.SourceText(row.Source),
        };
    }

    // cudnn8 says it; plain cudnn came with 9.
    private static string CudnnMajor(CudaTag tag) => tag.Part == "cudnn" ? "9" : tag.Part["cudnn".Length..];

    private static ImageContents? OfPytorch(ImageReference image)
    {
        if (PytorchTag.Of(image) is not { } tag || DottedNumber.Compare(tag.Version, Torch.Newest) > 0)
        {
            return null;
        }

        // Runtime images are built on a plain distribution: their CUDA lies within torch.
        return new ImageContents
        {
            Cuda = tag.IsDevel ? tag.Cuda : "",
            Flavor = tag.IsDevel ? CudaFlavor.Devel : CudaFlavor.None,
            Cudnn = tag.Cudnn,
            Python = DottedNumber.Compare(tag.Version, DockerImagesTable.PytorchPython.From) >= 0 ? PythonOf(DockerImagesTable.PytorchPython.Python) : null,
            Framework = "torch",
            FrameworkVersion = tag.Version,
            FrameworkCuda = tag.Cuda,
            IsVerified = true,
            Source = CudaImages.SourceText("pt-tags"),
        };
    }

    private static ImageContents? OfTensorflow(string tag)
    {
        var dash = tag.IndexOf('-', StringComparison.Ordinal);
        var version = dash < 0 ? tag : tag[..dash];
        if (!DottedNumber.IsOne(version) || DottedNumber.Compare(version, TensorFlow.Newest) > 0)
        {
            return null;
        }

        var isGpu = false;
        foreach (var part in tag.Split('-'))
        {
            isGpu |= part == "gpu";
            if (part is "devel")
            {
                return null;
            }
        }

        var release = TensorFlow.Find(version);
        if (isGpu && release?.Cuda is null)
        {
            return null;
        }

        return new ImageContents
        {
            Cuda = isGpu ? release!.Cuda! : "",
            Cudnn = isGpu ? release!.Cudnn ?? "" : "",
            Framework = "tensorflow",
            FrameworkVersion = version,
            FrameworkCuda = isGpu ? release!.Cuda! : "",

            // What the wheels were built for; the packages of the images were not looked at.
            IsVerified = false,
            Source = release is null ? "" : TensorFlow.SourceText(release.Source),
        };
    }

    private static ImageContents? OfNgc(ImageReference image)
    {
        if (DockerImagesTable.NgcImages.Find(row => row.Name == image.FullRepository) is not { } kind
            || MonthOf(image.Tag) is not { Cuda.Length: > 0 } month || !kind.Endings.Exists(ending => month.Month.Length + ending.Length == image.Tag.Length && image.Tag.EndsWith(ending, StringComparison.Ordinal)))
        {
            return null;
        }

        return new ImageContents
        {
            Cuda = month.Cuda,
            Flavor = CudaFlavor.Devel,
            Python = month.Python is { } python ? PythonOf(python) : null,
            Framework = kind.Framework,
            FrameworkVersion = kind.Framework == "torch" ? month.Torch ?? "" : "",
            FrameworkCuda = month.Cuda,
            IsVerified = kind.Verified && month.Verified,
            Source = CudaImages.SourceText(month.Source),
        };
    }

    private static DockerImagesNgcMonthRow? MonthOf(string tag) =>
        DockerImagesTable.NgcMonths.Find(row => tag.StartsWith(row.Month, StringComparison.Ordinal));

    // Plain distributions, Python's and conda's own images have no CUDA, but for those that say so.
    private static ImageContents? OfBase(ImageReference image)
    {
        if (image.Tag.Contains("cuda", StringComparison.OrdinalIgnoreCase) || BaseImages.Find(image) is not { } known
            || !(known.Row.Repository.Exists(static name => !name.Contains('/', StringComparison.Ordinal)) || known.Conda.Length > 0 || image.Repository == "mambaorg/micromamba"))
        {
            return null;
        }

        return new ImageContents
        {
            Python = known.HasOwnPython ? PythonOf(image.Tag) : null,
            IsVerified = known.IsVerified,
            Source = known.Source,
        };
    }

    // 3.12, 3.12.1-slim; not 3, latest or slim.
    private static (int Major, int Minor)? PythonOf(string text)
    {
        var parts = text[..DottedNumber.LengthAtStart(text)].Split('.');
        return parts.Length >= 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minor)
            ? (major, minor)
            : null;
    }
}
