namespace EnvLint.Knowledge;

/// <summary>The CUDA toolkits that distributions package themselves, from <c>rules/data/distribution-toolkit.toml</c>.</summary>
public static class DistributionToolkits
{
    /// <summary>The date of the table.</summary>
    public static string AsOf => DistributionToolkitTable.AsOf;

    /// <summary>Whether a package belongs to the distribution's own toolkit.</summary>
    /// <param name="package">The package.</param>
    public static bool IsPackage(string package) => DistributionToolkitTable.Packages.Contains(package, StringComparer.Ordinal);

    /// <summary>The row of a release; null where the table does not know it.</summary>
    /// <param name="distribution">The distribution: <c>ubuntu</c>, <c>debian</c>.</param>
    /// <param name="release">The release.</param>
    public static DistributionToolkitReleaseRow? Find(string distribution, string release)
    {
        foreach (var row in DistributionToolkitTable.Releases)
        {
            if (row.Distro == distribution && row.Release == release)
            {
                return row;
            }
        }

        return null;
    }

    /// <summary>Where a row is known from.</summary>
    /// <param name="row">The row.</param>
    public static string SourceOf(DistributionToolkitReleaseRow row) => DistributionToolkitTable.Source(row.Source) ?? row.Source;
}
