namespace EnvLint.Environment;

/// <summary>Looks for the workspace of uv that a project may belong to.</summary>
public static class UvWorkspace
{
    private const int MaximumDepth = 16;

    /// <summary>Whether a <c>pyproject.toml</c> in a folder above makes a workspace, from which its members take indexes and sources.</summary>
    /// <param name="path">The project's path relative to the root.</param>
    /// <param name="files">The other files; null where none can be read, so that one may.</param>
    public static bool MayHold(string path, ILinkedFiles? files)
    {
        var folder = path;
        for (var depth = 0; folder.LastIndexOf('/') is >= 0 and var slash; depth++)
        {
            folder = folder[..slash];
            if (files is null || depth == MaximumDepth)
            {
                return true;
            }

            var above = folder.LastIndexOf('/');
            if (files.Read(above < 0 ? "pyproject.toml" : folder[..above] + "/pyproject.toml") is { } parent && parent.Content.Contains("tool.uv.workspace", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
