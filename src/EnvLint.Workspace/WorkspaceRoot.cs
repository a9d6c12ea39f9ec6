namespace EnvLint.Workspace;

/// <summary>The folder that a run stays in: one configuration, paths relative to it, nothing outside it is read.</summary>
public sealed class WorkspaceRoot
{
    private static readonly StringComparison PathComparison =
        OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>Says which absolute paths are the same, as the system's files do by default.</summary>
    public static StringComparer PathComparer { get; } = OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    private string? _realPath;

    private WorkspaceRoot(string path) => Path = path;

    /// <summary>The absolute path, without a separator at its end unless it is the file system's root.</summary>
    public string Path { get; }

    /// <summary>The root of a file or folder: the nearest folder above or at it that holds <c>envlint.toml</c>, <c>.envlint.toml</c> or <c>.git</c>.</summary>
    /// <param name="path">Absolute path of the file or folder named.</param>
    /// <param name="isFolder">Whether it is a folder.</param>
    /// <param name="workingDirectory">Absolute path; the root of a file below it that has no marked folder above it.</param>
    /// <returns>Without a marked folder: the folder named; for a file the working directory if it holds the file, else the file's folder.</returns>
    public static WorkspaceRoot Find(string path, bool isFolder, string workingDirectory)
    {
        var folder = isFolder ? System.IO.Path.TrimEndingDirectorySeparator(path) : System.IO.Path.GetDirectoryName(path) ?? path;
        for (var candidate = folder; candidate is not null; candidate = System.IO.Path.GetDirectoryName(candidate))
        {
            if (IsMarked(candidate))
            {
                return new WorkspaceRoot(candidate);
            }
        }

        var working = System.IO.Path.TrimEndingDirectorySeparator(workingDirectory);
        return new WorkspaceRoot(!isFolder && IsInside(working, path) ? working : folder);
    }

    /// <summary>What leads from the git repository around a folder to the folder: <c>ml/images/</c>; empty where there is none, or the folder is its root.</summary>
    /// <param name="folder">Absolute path.</param>
    public static string PathInRepository(string folder)
    {
        var start = System.IO.Path.TrimEndingDirectorySeparator(folder);
        for (var candidate = start; candidate is not null; candidate = System.IO.Path.GetDirectoryName(candidate))
        {
            if (IsRepository(candidate))
            {
                return At(candidate).RelativePath(start) is { Length: > 0 } path ? path + "/" : "";
            }
        }

        return "";
    }

    /// <summary>A folder as a root, whatever it holds.</summary>
    /// <param name="folder">Absolute path.</param>
    public static WorkspaceRoot At(string folder) => new(System.IO.Path.TrimEndingDirectorySeparator(folder));

    /// <summary>The absolute path of a path relative to the root.</summary>
    /// <param name="relativePath">With <c>/</c>; empty for the root.</param>
    public string FullPath(string relativePath) =>
        relativePath.Length == 0 ? Path : System.IO.Path.Join(Path, OperatingSystem.IsWindows() ? relativePath.Replace('/', '\\') : relativePath);

    /// <summary>The path relative to the root, with <c>/</c>; empty for the root itself, null for a path outside.</summary>
    /// <param name="fullPath">An absolute path, already normalized.</param>
    public string? RelativePath(string fullPath)
    {
        if (string.Equals(System.IO.Path.TrimEndingDirectorySeparator(fullPath), Path, PathComparison))
        {
            return "";
        }

        if (!IsInside(Path, fullPath))
        {
            return null;
        }

        var relative = fullPath[Path.Length..].TrimStart(System.IO.Path.DirectorySeparatorChar);
        return OperatingSystem.IsWindows() ? relative.Replace('\\', '/') : relative;
    }

    /// <summary>Whether a path, with all links followed, still lies inside the root; false too where a link leads nowhere.</summary>
    /// <param name="relativePath">Relative to the root with <c>/</c>.</param>
    public bool Holds(string relativePath) => Resolve(relativePath) is not null;

    /// <summary>The absolute path with all links followed; null where it leads out of the root, nowhere or in a circle.</summary>
    /// <param name="relativePath">Relative to the root with <c>/</c>.</param>
    public string? Resolve(string relativePath)
    {
        _realPath ??= RealPath.Of(Path) ?? Path;
        var real = RealPath.Of(FullPath(relativePath));
        return real is not null && IsInside(_realPath, real) ? real : null;
    }

    /// <summary>Whether a folder is a root by what it holds.</summary>
    /// <param name="folder">Absolute path.</param>
    internal static bool IsMarked(string folder) =>
        File.Exists(System.IO.Path.Join(folder, "envlint.toml"))
        || File.Exists(System.IO.Path.Join(folder, ".envlint.toml"))
        || IsRepository(folder);

    // A file in a work tree of its own and in a submodule.
    private static bool IsRepository(string folder)
    {
        var git = System.IO.Path.Join(folder, ".git");
        return Directory.Exists(git) || File.Exists(git);
    }

    private static bool IsInside(string folder, string path) =>
        path.Length > folder.Length
        && path.StartsWith(folder, PathComparison)
        && (System.IO.Path.EndsInDirectorySeparator(folder) || path[folder.Length] == System.IO.Path.DirectorySeparatorChar);
}
