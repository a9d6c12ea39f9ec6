namespace EnvLint.Knowledge;

/// <summary>NVIDIA's CUDA repositories for apt, from <c>rules/data/cuda-repositories.toml</c>.</summary>
public static class CudaRepositories
{
    /// <summary>The date of the table.</summary>
    public static string AsOf => CudaRepositoriesTable.AsOf;

    /// <summary>The repository of a folder; null where the table does not know it.</summary>
    /// <param name="folder">The folder: <c>ubuntu2204</c>.</param>
    public static CudaRepositoryRow? Find(string folder)
    {
        foreach (var row in CudaRepositoriesTable.Repositories)
        {
            if (row.Folder == folder)
            {
                return row;
            }
        }

        return null;
    }

    /// <summary>The folder that is named after a release: <c>ubuntu2204</c>, <c>debian12</c>; empty for distributions that have none by their name.</summary>
    /// <param name="distribution">The distribution.</param>
    /// <param name="release">The release.</param>
    public static string FolderOf(string distribution, string release) =>
        distribution is "ubuntu" or "debian" && release.Length > 0 ? distribution + release.Replace(".", "", StringComparison.Ordinal) : "";

    /// <summary>Whether a repository may have packages of a CUDA version.</summary>
    /// <param name="row">The repository.</param>
    /// <param name="cuda">The version: <c>12.4</c>.</param>
    public static bool MayHold(CudaRepositoryRow row, string cuda) =>
        (row.First is null || DottedNumber.Compare(row.First, cuda) <= 0) && (row.Last is null || DottedNumber.Compare(cuda, row.Last) <= 0);

    /// <summary>Where a row is known from, in words for people.</summary>
    /// <param name="row">The row.</param>
    public static string SourceOf(CudaRepositoryRow row) => SourceTexts.First(row.Source, CudaRepositoriesTable.Source);
}
