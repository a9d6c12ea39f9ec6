namespace EnvLint.Workspace;

/// <summary>Follows every link of a path, also those of the folders in it.</summary>
internal static class RealPath
{
    // As Linux: more links in one path are taken for a circle.
    private const int MostLinks = 40;

    /// <summary>The path without links; null where something does not exist, cannot be looked at, or goes in a circle.</summary>
    /// <param name="path">An absolute path.</param>
    public static string? Of(string path)
    {
        try
        {
            return Follow(Path.GetFullPath(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? Follow(string path)
    {
        var root = Path.GetPathRoot(path) ?? "";
        var done = root;
        var parts = new Stack<string>();
        Push(parts, path[root.Length..]);
        for (var links = 0; parts.TryPop(out var part);)
        {
            switch (part)
            {
                case "" or ".":
                    continue;
                case "..":
                    done = Path.GetDirectoryName(done) ?? root;
                    continue;
            }

            var next = Path.Join(done, part);
            var target = new FileInfo(next).LinkTarget;
            if (target is null)
            {
                done = next;
                continue;
            }

            if (++links > MostLinks)
            {
                return null;
            }

            var targetRoot = Path.GetPathRoot(target) ?? "";
            if (targetRoot.Length > 0)
            {
                done = root = targetRoot;
            }

            Push(parts, target[targetRoot.Length..]);
        }

        return Path.Exists(done) ? done : null;
    }

    private static void Push(Stack<string> parts, string path)
    {
        var names = path.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);
        for (var i = names.Length - 1; i >= 0; i--)
        {
            parts.Push(names[i]);
        }
    }
}
