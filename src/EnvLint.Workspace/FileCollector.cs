using EnvLint.Workspace.Walking;

namespace EnvLint.Workspace;

/// <summary>A file to look at.</summary>
/// <param name="Root">The root it belongs to.</param>
/// <param name="Path">Path relative to that root, with <c>/</c>; configuration speaks of this one.</param>
/// <param name="ShownPath">Path that findings name: relative to the root, or where a run has several, to the folder that holds them all.</param>
/// <param name="IsNamed">Whether the file itself was named, and not a folder above it.</param>
public sealed record WorkspaceFile(WorkspaceRoot Root, string Path, string ShownPath, bool IsNamed);

/// <summary>What the paths named on a command line stand for.</summary>
/// <param name="Files">The files, each once, in ordinal order of the shown path.</param>
/// <param name="Problems">What could not be read on the way; paths as shown.</param>
/// <param name="BaseFolder">Absolute path of the folder that the shown paths are relative to.</param>
/// <param name="Roots">The roots, in the order in which the paths name them; those below others where a file of theirs is found.</param>
public sealed record FileCollection(
    IReadOnlyList<WorkspaceFile> Files, IReadOnlyList<WalkProblem> Problems, string BaseFolder, IReadOnlyList<WorkspaceRoot> Roots);

/// <summary>A path that was named leads nowhere, or to where nobody lets the program look.</summary>
public sealed class PathNotFoundException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="path">The path as it was named.</param>
    /// <param name="reason">Why it cannot be looked at; null where it is not there.</param>
    public PathNotFoundException(string path, string? reason = null)
        : base(reason is null ? $"no such file or folder: {(path.Length == 0 ? "''" : path)}" : $"{path}: {reason}") => Path = path;

    /// <summary>The path as it was named.</summary>
    public string Path { get; }
}

/// <summary>Finds the files that paths stand for: a folder for what lies below it, a file for itself. Each belongs to the nearest root above it, however it was named.</summary>
public static class FileCollector
{
    /// <summary>Finds the files.</summary>
    /// <param name="paths">The paths as they were named.</param>
    /// <param name="workingDirectory">Absolute path that they are relative to.</param>
    /// <param name="optionsOf">What to take below a folder of a root; asked once for each root.</param>
    /// <param name="excludeNamed">Whether exclusions hold for files that were named, too.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    /// <exception cref="PathNotFoundException">A path leads nowhere.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static FileCollection Collect(
        IReadOnlyList<string> paths,
        string workingDirectory,
        Func<WorkspaceRoot, WalkOptions> optionsOf,
        bool excludeNamed,
        CancellationToken cancellationToken)
    {
        var roots = new List<WorkspaceRoot>();
        var named = new List<(WorkspaceRoot Root, string Path, bool IsFolder)>(paths.Count);
        foreach (var path in paths)
        {
            if (path.Length == 0)
            {
                throw new PathNotFoundException(path);
            }

            var full = Path.GetFullPath(path, workingDirectory);
            var isFolder = Directory.Exists(full);
            if (!isFolder && !File.Exists(full) && new FileInfo(full).LinkTarget is null)
            {
                throw new PathNotFoundException(path, ReasonOf(full));
            }

            var root = Known(WorkspaceRoot.Find(full, isFolder, workingDirectory));
            named.Add((root, root.RelativePath(full) ?? "", isFolder));
        }

        var baseFolder = roots.Count == 0 ? workingDirectory : CommonFolder(roots);
        var files = new Dictionary<string, WorkspaceFile>(StringComparer.Ordinal);
        var problems = new List<WalkProblem>();
        var options = new Dictionary<WorkspaceRoot, WalkOptions>();
        foreach (var (root, path, isFolder) in named)
        {
            var option = Options(root);
            var prefix = ShownPrefix(baseFolder, root);
            if (path.Length > 0 && !root.Holds(path))
            {
                problems.Add(new WalkProblem(prefix + path, "the link leads out of the root or nowhere"));
            }
            else if (!isFolder)
            {
                if (!excludeNamed || !IsExcluded(option, path))
                {
                    files[prefix + path] = new WorkspaceFile(root, path, prefix + path, IsNamed: true);
                }
            }
            else if (!excludeNamed || path.Length == 0 || !IsExcluded(option, path))
            {
                var below = new List<WalkProblem>();
                var nested = new NestedRoots(root, folder => Known(WorkspaceRoot.At(folder)));
                foreach (var found in FileWalker.Walk(root, path, nested.WalkOptions(Options), below, cancellationToken))
                {
                    var (inner, innerPath) = nested.Place(found);
                    files.TryAdd(prefix + found, new WorkspaceFile(inner, innerPath, prefix + found, IsNamed: false));
                }

                foreach (var problem in below)
                {
                    problems.Add(problem with { Path = problem.Path == "." && prefix.Length > 0 ? prefix[..^1] : prefix + problem.Path });
                }
            }
        }

        var ordered = new WorkspaceFile[files.Count];
        files.Values.CopyTo(ordered, 0);
        Array.Sort(ordered, static (left, right) => string.CompareOrdinal(left.ShownPath, right.ShownPath));
        return new FileCollection(ordered, problems, baseFolder, roots);

        WorkspaceRoot Known(WorkspaceRoot root)
        {
            if (roots.Find(known => string.Equals(known.Path, root.Path, StringComparison.Ordinal)) is { } same)
            {
                return same;
            }

            roots.Add(root);
            return root;
        }

        WalkOptions Options(WorkspaceRoot root)
        {
            if (!options.TryGetValue(root, out var option))
            {
                options.Add(root, option = optionsOf(root));
            }

            return option;
        }
    }

    // What lies in a folder that may not be entered seems not to be there.
    private static string? ReasonOf(string fullPath)
    {
        try
        {
            File.GetAttributes(fullPath);
            return null;
        }
        catch (UnauthorizedAccessException exception)
        {
            return Reasons.Of(exception);
        }
        catch (IOException)
        {
            return null;
        }
    }

    // An excluded folder excludes what lies in it.
    private static bool IsExcluded(WalkOptions options, string path)
    {
        for (var slash = path.IndexOf('/'); slash >= 0; slash = path.IndexOf('/', slash + 1))
        {
            if (options.IsExcluded(path[..slash], true))
            {
                return true;
            }
        }

        return options.IsExcluded(path, false);
    }

    private static string ShownPrefix(string baseFolder, WorkspaceRoot root)
    {
        var relative = WorkspaceRoot.At(baseFolder).RelativePath(root.Path);
        return string.IsNullOrEmpty(relative) ? "" : relative + "/";
    }

    private static string CommonFolder(List<WorkspaceRoot> roots)
    {
        var common = roots[0].Path;
        foreach (var root in roots)
        {
            while (WorkspaceRoot.At(common).RelativePath(root.Path) is null && Path.GetDirectoryName(common) is { } above)
            {
                common = above;
            }
        }

        return common;
    }
}
