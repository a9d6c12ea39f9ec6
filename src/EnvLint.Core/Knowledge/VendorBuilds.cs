using EnvLint.Collections;
using EnvLint.Environment.Facts;
using EnvLint.Versions;

namespace EnvLint.Knowledge;

/// <summary>A framework that an image ships.</summary>
/// <param name="Framework">The project: <c>torch</c>.</param>
/// <param name="Version">Its version; null where it is not known.</param>
/// <param name="IsVendors">Whether the image's maker built it: NVIDIA's builds are pre-releases by their numbers, which no plain pin meets.</param>
public sealed record VendorBuild(string Framework, Pep440Version? Version, bool IsVendors);

/// <summary>Frameworks that images ship, from <c>rules/data/docker-images.toml</c>.</summary>
public static class VendorBuilds
{
    /// <summary>What an image ships.</summary>
    /// <param name="image">The image; null where it is not known.</param>
    /// <returns>Null where it ships no framework, or where that is not known.</returns>
    public static VendorBuild? Find(ImageReference? image)
    {
        if (image is null)
        {
            return null;
        }

        var contents = ImageCatalog.Find(image);
        if (DockerImagesTable.NgcImages.Find(row => row.Name == image.FullRepository) is { } row)
        {
            // NVIDIA's torch is 2.4.0a0+…: below the release of its number.
            var version = row.Framework == "torch" && contents is { FrameworkVersion.Length: > 0 } ? Pep440Version.Parse(contents.FrameworkVersion + "a0") : null;
            return new VendorBuild(row.Framework, version, IsVendors: true);
        }

        return contents is { Framework.Length: > 0, FrameworkVersion.Length: > 0, IsVerified: true } ? new VendorBuild(contents.Framework, Pep440Version.Parse(contents.FrameworkVersion), IsVendors: false) : null;
    }
}
