using System.Collections.Immutable;
using EnvLint.Environment.Facts;

namespace EnvLint.Knowledge;

/// <summary>Whether a tag of <c>nvidia/cuda</c> is there, and why not.</summary>
public enum CudaTagState
{
    /// <summary>Not known: another form, or newer than the table.</summary>
    Unknown,

    /// <summary>It is there.</summary>
    Exists,

    /// <summary>No tag, or <c>latest</c>, which the repository does not have.</summary>
    NoTag,

    /// <summary>A release with two numbers: the third is part of each tag.</summary>
    TwoNumbers,

    /// <summary>The flavor or the distribution is missing.</summary>
    Incomplete,

    /// <summary>Releases that were deleted.</summary>
    Deleted,

    /// <summary>The release never had images.</summary>
    NeverPublished,

    /// <summary>cuDNN has another word in tags of the release.</summary>
    CudnnWord,

    /// <summary>cuDNN together with <c>base</c>.</summary>
    CudnnWithBase,

    /// <summary>The release has no images with cuDNN.</summary>
    NoCudnn,

    /// <summary>The release has no such image for the distribution.</summary>
    NoSystem,
}

/// <summary>What <c>NVIDIA_REQUIRE_CUDA</c> of an image demands of the driver before a container starts.</summary>
/// <remarks>It starts where the driver's own CUDA is at least <see cref="Cuda"/>, or its branch is listed for the brand of the GPU.</remarks>
public sealed record CudaRequirement
{
    /// <summary>The CUDA that the driver must support by itself: <c>12.8</c>.</summary>
    public required string Cuda { get; init; }

    /// <summary>Branches that do on professional GPUs, Tesla among them: <c>535</c>.</summary>
    public required ImmutableArray<int> ProBranches { get; init; }

    /// <summary>Branches that do on Tesla alone.</summary>
    public required ImmutableArray<int> TeslaBranches { get; init; }

    /// <summary>Branches that do on GeForce and TITAN.</summary>
    public required ImmutableArray<int> GeforceBranches { get; init; }

    /// <summary>The branch from which on any driver does; null where none is named.</summary>
    public required int? AnyBranchFrom { get; init; }

    /// <summary>Whether the lists are all there is: a branch that is in none of them fails.</summary>
    public required bool AreListsComplete { get; init; }

    /// <summary>Whether it was checked against its source.</summary>
    public required bool IsVerified { get; init; }

    /// <summary>Where it is known from, for people.</summary>
    public required string Source { get; init; }
}

/// <summary>The tags of <c>nvidia/cuda</c>, from <c>rules/data/docker-images.toml</c>.</summary>
public static class CudaImages
{
    /// <summary>The date of the table.</summary>
    public static string AsOf => DockerImagesTable.AsOf;

    /// <summary>The page that lists the tags.</summary>
    public static string TagList => SourceTexts.First("images", DockerImagesTable.Source);

    /// <summary>The page that says how long tags live.</summary>
    public static string Policy => SourceTexts.First("policy", DockerImagesTable.Source);

    /// <summary>The newest release that the table knows.</summary>
    public static string Newest => DockerImagesTable.CudaImages[0].Version;

    /// <summary>All tags that are known to be there: first those of releases that still get updates, each newest first.</summary>
    public static ImmutableArray<CudaImageTag> Tags => TagIndex.All;

    /// <summary>What <c>NVIDIA_DRIVER_CAPABILITIES</c> may name.</summary>
    public static ImmutableArray<string> DriverCapabilities => DockerImagesTable.DriverCapabilities;

    /// <summary>Whether an image is one of <c>nvidia/cuda</c>, on Docker Hub or NVIDIA's registry.</summary>
    /// <param name="image">The image; null where it is not known.</param>
    public static bool IsOne(ImageReference? image) =>
        image is not null && DockerImagesTable.CudaRepositories.Contains(image.FullRepository, StringComparer.Ordinal);

    /// <summary>Whether a tag is there.</summary>
    /// <param name="tag">The tag; empty for none.</param>
    public static CudaTagState StateOf(string tag)
    {
        if (tag is "" or "latest")
        {
            return CudaTagState.NoTag;
        }

        return CudaTag.Parse(tag) is { } parsed ? StateOf(parsed) : CudaTagState.Unknown;
    }

    /// <summary>Whether a tag is there.</summary>
    /// <param name="tag">The tag.</param>
    public static CudaTagState StateOf(CudaTag tag)
    {
        var row = RowOf(tag.Version);
        if (row is null)
        {
            return StateOfRelease(tag.Version);
        }

        // The form of tags is the same for all releases; which of them a release has is certain only where the list is complete.
        if (tag.Flavor == CudaFlavor.None || tag.System.Length == 0)
        {
            return row.ListComplete ? CudaTagState.Incomplete : CudaTagState.Unknown;
        }

        if (tag.Part == "tensorrt")
        {
            return row.TensorrtOs.Contains(tag.System, StringComparer.Ordinal) ? CudaTagState.Exists : CudaTagState.Unknown;
        }

        if (!tag.HasCudnn)
        {
            return row.BaseOs.Contains(tag.System, StringComparer.Ordinal) ? CudaTagState.Exists
                : row.ListComplete ? CudaTagState.NoSystem
                : CudaTagState.Unknown;
        }

        if (tag.Flavor == CudaFlavor.Base)
        {
            return CudaTagState.CudnnWithBase;
        }

        if (CudnnWordOf(tag.Version) is { } word && word != tag.Part)
        {
            return CudaTagState.CudnnWord;
        }

        return row.CudnnOs.Contains(tag.System, StringComparer.Ordinal) ? CudaTagState.Exists
            : !row.ListComplete ? CudaTagState.Unknown
            : row.CudnnOs.IsEmpty ? CudaTagState.NoCudnn
            : CudaTagState.NoSystem;
    }

    /// <summary>What is known of a release.</summary>
    /// <param name="version">Three numbers.</param>
    /// <returns>Null where the table does not have it.</returns>
    public static DockerImagesCudaImageRow? RowOf(string version)
    {
        if (version.AsSpan().Count('.') != 2)
        {
            return null;
        }

        foreach (var row in DockerImagesTable.CudaImages)
        {
            if (row.Version == version)
            {
                return row;
            }
        }

        return null;
    }

    /// <summary>The word for cuDNN in tags of a release: <c>cudnn8</c>; null where it has none that is known.</summary>
    /// <param name="version">The release.</param>
    public static string? CudnnWordOf(string version)
    {
        var minor = DottedNumber.Prefix(version, 2);
        foreach (var row in DockerImagesTable.CudnnParts)
        {
            if (DottedNumber.Compare(minor, row.From) >= 0 && (row.To.Length == 0 || DottedNumber.Compare(minor, row.To) <= 0))
            {
                return row.Part;
            }
        }

        return null;
    }

    /// <summary>The cuDNN in images of a tag: <c>9.1.0.70</c>; null where that is not known.</summary>
    /// <param name="tag">The tag.</param>
    public static string? CudnnVersionOf(CudaTag tag) => tag.HasCudnn ? RowOf(tag.Version)?.CudnnVersion : null;

    /// <summary>The newest release of a minor: <c>12.4.1</c> of 12.4; the minor itself where the table does not have it.</summary>
    /// <param name="version">A release or a minor.</param>
    public static string NewestOf(string version)
    {
        var minor = DottedNumber.Prefix(version, 2);
        foreach (var row in DockerImagesTable.CudaImages)
        {
            if (DottedNumber.Prefix(row.Version, 2) == minor)
            {
                return row.Version;
            }
        }

        return minor;
    }

    /// <summary>The tag that is meant by one that is not there: the same system and flavor, in the release, else the newest of its minor.</summary>
    /// <param name="tag">The tag.</param>
    /// <returns>Null where the minor has none.</returns>
    public static CudaTag? Nearest(CudaTag tag)
    {
        if (tag.Flavor == CudaFlavor.None || tag.System.Length == 0)
        {
            return null;
        }

        if (RowOf(tag.Version) is not null && WithVersion(tag, tag.Version) is { } same)
        {
            return same;
        }

        var minor = DottedNumber.Prefix(tag.Version, 2);
        foreach (var row in DockerImagesTable.CudaImages)
        {
            if (DottedNumber.Prefix(row.Version, 2) == minor && WithVersion(tag, row.Version) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>The tag of the next later release that is not past its end, with the same system and flavor.</summary>
    /// <param name="tag">The tag.</param>
    /// <returns>Null where there is none.</returns>
    public static CudaTag? NextLiving(CudaTag tag)
    {
        CudaTag? result = null;
        foreach (var row in DockerImagesTable.CudaImages)
        {
            // Newest first: the last that fits is the nearest.
            if (DottedNumber.Compare(row.Version, tag.Version) > 0 && row.Status == "supported" && WithVersion(tag, row.Version) is { } found)
            {
                result = found;
            }
        }

        return result;
    }

    /// <summary>The systems that a release has such images for, as the table lists them.</summary>
    /// <param name="tag">The tag.</param>
    public static ImmutableArray<string> SystemsOf(CudaTag tag) => RowOf(tag.Version) is not { } row ? [] : tag.HasCudnn ? row.CudnnOs : row.BaseOs;

    /// <summary>The first release that has such images for a system; null where the table knows none.</summary>
    /// <param name="tag">The tag.</param>
    public static CudaTag? FirstWithSystem(CudaTag tag)
    {
        CudaTag? result = null;
        foreach (var row in DockerImagesTable.CudaImages)
        {
            result = WithVersion(tag, row.Version) ?? result;
        }

        return result;
    }

    /// <summary>The same tag of another flavor.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="flavor">The flavor; cuDNN is not there with <see cref="CudaFlavor.Base"/>.</param>
    /// <returns>Null where it is not known to be there.</returns>
    public static CudaTag? SiblingOf(string tag, CudaFlavor flavor) =>
        CudaTag.Parse(tag) is { } parsed && parsed with { Flavor = flavor } is var sibling && StateOf(sibling) == CudaTagState.Exists ? sibling : null;

    /// <summary>What an image demands of the driver before a container of it starts.</summary>
    /// <param name="image">The image; null where it is not known.</param>
    /// <returns>Null where it demands nothing or that is not known.</returns>
    public static CudaRequirement? RequirementOf(ImageReference? image)
    {
        if (image is null)
        {
            return null;
        }

        if (IsOne(image))
        {
            return CudaTag.Parse(image.Tag) is { Flavor: not CudaFlavor.None } tag ? RequirementOf(tag.Version) : null;
        }

        // Its devel images are built on those of nvidia/cuda and inherit the variable; its runtime images have none.
        return PytorchTag.Of(image) is { IsDevel: true } pytorch ? RequirementOf(pytorch.Cuda) : null;
    }

    /// <summary>Where a row is known from, in words for people.</summary>
    /// <param name="sources">The row's sources.</param>
    public static string SourceText(string sources) => SourceTexts.First(sources, DockerImagesTable.Source);

    private static CudaRequirement? RequirementOf(string version)
    {
        var minor = DottedNumber.Prefix(version, 2);
        foreach (var row in DockerImagesTable.Requirements)
        {
            if (row.Cuda == minor)
            {
                // Two numbers name no image: any of the minor may be below.
                var newest = version == minor ? NewestOf(minor) : version;
                return new CudaRequirement
                {
                    Cuda = row.Cuda,
                    ProBranches = row.ProBranches,
                    TeslaBranches = row.TeslaBranches,
                    GeforceBranches = row.GeforceBranches,
                    AnyBranchFrom = row.AnyBranchFrom,
                    AreListsComplete = row.ListsKnown && DottedNumber.Compare(newest, row.ReadIn) <= 0,
                    IsVerified = row.Verified,
                    Source = SourceText(row.Source),
                };
            }
        }

        return null;
    }

    private static CudaTagState StateOfRelease(string version)
    {
        if (DockerImagesTable.NeverPublished.Contains(version, StringComparer.Ordinal)
            || DockerImagesTable.NeverPublished.Contains(DottedNumber.Prefix(version, 2), StringComparer.Ordinal))
        {
            return CudaTagState.NeverPublished;
        }

        if (DottedNumber.Compare(version, DockerImagesTable.GoneBefore) < 0 && version != DottedNumber.Prefix(DockerImagesTable.GoneBefore, 2))
        {
            return CudaTagState.Deleted;
        }

        var minor = DottedNumber.Prefix(version, 2);
        foreach (var row in DockerImagesTable.CudaImages)
        {
            if (DottedNumber.Prefix(row.Version, 2) != minor)
            {
                continue;
            }

            if (version == minor)
            {
                return CudaTagState.TwoNumbers;
            }

            // What came after the list was made may have more point releases than were seen.
            if (row.Status != "newer" && DottedNumber.Compare(version, row.Version) < 0)
            {
                return CudaTagState.Deleted;
            }
        }

        return CudaTagState.Unknown;
    }

    private static CudaTag? WithVersion(CudaTag tag, string version)
    {
        var other = tag with
        {
            Version = version,
            Part = tag.HasCudnn ? CudnnWordOf(version) ?? "" : tag.Part,
            Flavor = tag.HasCudnn && tag.Flavor == CudaFlavor.Base ? CudaFlavor.Runtime : tag.Flavor,
        };
        return StateOf(other) == CudaTagState.Exists ? other : null;
    }

    // Of its own, so that other questions to the table do not make it.
    private static class TagIndex
    {
        private static readonly CudaFlavor[] Flavors = [CudaFlavor.Devel, CudaFlavor.Runtime, CudaFlavor.Base];

        internal static readonly ImmutableArray<CudaImageTag> All = Collect();

        private static ImmutableArray<CudaImageTag> Collect()
        {
            var alive = ImmutableArray.CreateBuilder<CudaImageTag>();
            var old = new List<CudaImageTag>();
            foreach (var row in DockerImagesTable.CudaImages)
            {
                Add(row, row.BaseOs, "", alive, old);
                Add(row, row.CudnnOs, CudnnWordOf(row.Version), alive, old);
                Add(row, row.TensorrtOs, "tensorrt", alive, old);
            }

            alive.AddRange(old);
            return alive.ToImmutable();
        }

        private static void Add(DockerImagesCudaImageRow row, ImmutableArray<string> systems, string? part, ImmutableArray<CudaImageTag>.Builder alive, List<CudaImageTag> old)
        {
            foreach (var system in systems)
            {
                foreach (var flavor in Flavors)
                {
                    if (part is not null && new CudaTag(row.Version, part, flavor, system) is var tag && !(part == "tensorrt" && flavor == CudaFlavor.Base) && StateOf(tag) == CudaTagState.Exists)
                    {
                        var found = new CudaImageTag(tag.ToString(), tag, row);
                        if (found.IsAlive)
                        {
                            alive.Add(found);
                        }
                        else
                        {
                            old.Add(found);
                        }
                    }
                }
            }
        }
    }
}
