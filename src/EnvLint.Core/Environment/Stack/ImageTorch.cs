using EnvLint.Engine;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;

namespace EnvLint.Environment.Stack;

/// <summary>The torch that an image ships, as far as what is installed later leaves it alone.</summary>
internal static class ImageTorch
{
    /// <summary>The part that it makes.</summary>
    /// <param name="contents">What the image brings: torch among it.</param>
    /// <param name="image">The image.</param>
    /// <param name="environment">The environment that it goes into.</param>
    /// <param name="platform">The system.</param>
    /// <param name="file">The file.</param>
    public static StackPart Of(ImageContents contents, StackPart image, PythonEnvironment environment, WheelPlatform platform, FileAnalysis file)
    {
        // NVIDIA builds from a commit before the release, for GPUs of its own choice.
        var isRelease = !image.Today.Name.StartsWith("nvcr.io/", StringComparison.Ordinal);
        var release = Torch.Find(contents.FrameworkVersion);
        if (Successor(environment, isRelease ? release : null, platform) is { } request)
        {
            return new StackPart(StackLayer.Framework, "torch", StackReader.PlaceOf(request, file), []) { Reason = $"'{request.Name}' may bring another than the image has" };
        }

        if (release is null)
        {
            return new StackPart(StackLayer.Framework, "torch", image.Place, []) { Reason = "which release the image has is not known" };
        }

        var cuda = DottedNumber.Prefix(contents.FrameworkCuda, 2);
        var option = isRelease
            ? StackReader.Option(new TorchBuild(release, cuda, contents.IsVerified), platform, PackageManager.Conda)
            : new StackOption("torch", release.Version)
            {
                Text = $"torch {DottedNumber.Prefix(release.Version, 2)} of NVIDIA",
                Cuda = cuda,
                Code = static _ => GpuCode.Unknown,
                IsVerified = contents.IsVerified,
                Source = contents.Source,
            };
        return new StackPart(StackLayer.Framework, "torch", image.Place, [option]);
    }

    // The first request that may put another torch in the place of the image's; null where there is none.
    private static PackageRequest? Successor(PythonEnvironment environment, PytorchReleaseRow? release, WheelPlatform platform)
    {
        var markers = WheelPlatforms.MarkersOf(platform, environment.Python);
        foreach (var request in environment.Requests)
        {
            if (request.IsConstraint || (request.Manager == PackageManager.Pip && TorchResolver.Applies(request, markers) == false))
            {
                continue;
            }

            if (request.Manager == PackageManager.Conda ? request.Name.StartsWith("pytorch", StringComparison.Ordinal) : Torch.IsBoundBy(request.Name) || !Keeps(request, release))
            {
                return request;
            }
        }

        return null;
    }

    private static bool Keeps(PackageRequest request, PytorchReleaseRow? release)
    {
        if (request.Name != "torch" && !Torch.HasCompanion(request.Name))
        {
            return true;
        }

        if (TorchResolver.Upgrades(request) || PipRequests.SpecifiersOf(request) is not { } specifiers)
        {
            return false;
        }

        return specifiers.Specifiers.IsEmpty
            || (release is not null && specifiers.PinnedVersion is not { HasLocal: true } && TorchResolver.Fits(request.Name, specifiers, release));
    }
}
