namespace EnvLint.MSBuild;

/// <summary>The folder that the paths of a report are relative to: the same answer as the program's own.</summary>
internal static class RootFolder
{
    /// <summary>The nearest folder at or above a path that holds <c>envlint.toml</c>, <c>.envlint.toml</c> or <c>.git</c>; else the folder itself, or the one that holds the file.</summary>
    /// <param name="path">Absolute path of what was checked.</param>
    public static string Of(string path)
    {
        var folder = Directory.Exists(path) ? path : Path.GetDirectoryName(path) ?? path;
        for (var candidate = folder; candidate is not null; candidate = Path.GetDirectoryName(candidate))
        {
            var git = Path.Combine(candidate, ".git");
            if (File.Exists(Path.Combine(candidate, "envlint.toml")) || File.Exists(Path.Combine(candidate, ".envlint.toml")) || Directory.Exists(git) || File.Exists(git))
            {
                return candidate;
            }
        }

        return folder;
    }
}
