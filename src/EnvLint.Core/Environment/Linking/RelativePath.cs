namespace EnvLint.Environment.Linking;

/// <summary>Paths that one file of the root names in another.</summary>
internal static class RelativePath
{
    /// <summary>The folder that a file names relative to its own.</summary>
    /// <param name="from">The file's path relative to the root, with <c>/</c>.</param>
    /// <param name="path">What it names.</param>
    /// <returns>With <c>/</c> at its end, empty for the root; null as for <see cref="Combine"/>.</returns>
    public static string? Folder(string from, string path) => Combine(from, path + "/x") is { } inside ? inside[..^1] : null;

    /// <summary>The path, relative to the root, of what a file names relative to its own folder.</summary>
    /// <param name="from">The file's path relative to the root, with <c>/</c>.</param>
    /// <param name="path">What it names.</param>
    /// <returns>Null for an address, an absolute path, a path with variables, and one that leads out of the root.</returns>
    public static string? Combine(string from, string path)
    {
        if (path.Length == 0 || path[0] is '/' or '\\' or '~' || path.AsSpan().IndexOfAny(':', '$', '\0') >= 0)
        {
            return null;
        }

        var parts = new List<string>();
        var slash = from.LastIndexOf('/');
        if (slash > 0)
        {
            parts.AddRange(from[..slash].Split('/'));
        }

        foreach (var part in path.Split('/', '\\'))
        {
            switch (part)
            {
                case "" or ".":
                    break;
                case "..":
                    if (parts.Count == 0)
                    {
                        return null;
                    }

                    parts.RemoveAt(parts.Count - 1);
                    break;
                default:
                    parts.Add(part);
                    break;
            }
        }

        return parts.Count == 0 ? null : string.Join('/', parts);
    }
}
