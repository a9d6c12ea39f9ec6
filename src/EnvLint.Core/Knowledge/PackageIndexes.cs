using EnvLint.Environment.Facts;

namespace EnvLint.Knowledge;

/// <summary>Indexes and pages that pip and uv are told to look at, from <c>rules/data/package-indexes.toml</c> and <c>rules/data/pytorch.toml</c>.</summary>
public static class PackageIndexes
{
    /// <summary>Whether an address is PyPI or a mirror of it, which has the same projects.</summary>
    /// <param name="url">The address.</param>
    public static bool IsPyPI(string url) => Find(url)?.Holds == "pypi";

    /// <summary>Whether an address is a page of one project's wheels.</summary>
    /// <param name="url">The address.</param>
    public static bool IsPageOfWheels(string url) => Find(url)?.Holds == "wheels";

    /// <summary>Whether packages come from PyPI, its mirrors, PyTorch's index and pages of wheels that are known, and from nowhere else.</summary>
    /// <param name="sources">Where the installer looks.</param>
    public static bool ArePublic(PackageSources sources)
    {
        if (!sources.IsComplete || sources.NoIndex || (sources.Index is { } index && !IsPublic(index)))
        {
            return false;
        }

        foreach (var extra in sources.ExtraIndexes)
        {
            if (!IsPublic(extra))
            {
                return false;
            }
        }

        foreach (var page in sources.FindLinks)
        {
            if (!IsPublic(page))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether it is known what an address holds.</summary>
    /// <param name="url">The address.</param>
    public static bool IsKnown(string url) => Find(url) is not null || TorchIndex.FromUrl(url) is not null;

    private static bool IsPublic(Word word) => word.Value is { } url && IsKnown(url);

    private static PackageIndexRow? Find(string url)
    {
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
        {
            return null;
        }

        var rest = url.AsSpan(scheme + "://".Length);
        foreach (var row in PackageIndexesTable.Indexes)
        {
            if (rest.StartsWith(row.Host, StringComparison.OrdinalIgnoreCase))
            {
                return row;
            }
        }

        return null;
    }
}
