using EnvLint.Environment.Facts;

namespace EnvLint.Knowledge;

/// <summary>Packages that the archives of a release lack, from <c>rules/data/apt-releases.toml</c>.</summary>
public static class AptReleases
{
    /// <summary>The date of the table.</summary>
    public static string AsOf => AptReleasesTable.AsOf;

    /// <summary>Whether the package lists of an image are those of its distribution, with NVIDIA's repository at most.</summary>
    /// <param name="image">The image; null where it is not known.</param>
    public static bool HasPlainLists(ImageReference? image) =>
        image is not null && (NamePattern.MatchesAny(AptReleasesTable.Plain, image.FullRepository) || HasNvidia(image));

    /// <summary>Whether an image has NVIDIA's repository.</summary>
    /// <param name="image">The image.</param>
    public static bool HasNvidia(ImageReference image) => NamePattern.MatchesAny(AptReleasesTable.Nvidia, image.FullRepository);

    /// <summary>The row of a package that a release lacks; null where it has it, or where that is not known.</summary>
    /// <param name="package">The package, without architecture and version.</param>
    /// <param name="distribution"><c>ubuntu</c> or <c>debian</c>.</param>
    /// <param name="release">The release.</param>
    public static AptReleasesPackageRow? Absent(string package, string distribution, string release)
    {
        if (Index.Packages.Find(package) is not { } row)
        {
            return null;
        }

        var releases = distribution switch
        {
            "ubuntu" => row.Ubuntu,
            "debian" => row.Debian,
            _ => [],
        };
        return releases.Contains(release, StringComparer.Ordinal) ? row : null;
    }

    /// <summary>What the table says of the archives that were read.</summary>
    /// <param name="row">A row.</param>
    public static string SourceOf(AptReleasesPackageRow row) => SourceTexts.First(row.Source, AptReleasesTable.Source);

    // Of its own, so that other questions to the table do not make it.
    private static class Index
    {
        internal static readonly NameIndex<AptReleasesPackageRow> Packages = new(AptReleasesTable.Packages, static row => row.Names);
    }
}
