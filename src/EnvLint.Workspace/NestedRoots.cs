using EnvLint.Workspace.Walking;

namespace EnvLint.Workspace;

/// <summary>The roots below a root: a folder that holds <c>envlint.toml</c>, <c>.envlint.toml</c> or <c>.git</c> is one, and the nearest above a file is the file's. Not for several threads.</summary>
public sealed class NestedRoots
{
    private readonly WorkspaceRoot _outer;
    private readonly Func<string, WorkspaceRoot> _rootAt;

    // By the folder, relative to the outer root; with the length of what a path of the outer root loses in the inner one.
    private readonly Dictionary<string, (WorkspaceRoot Root, int Prefix)> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (WorkspaceRoot Root, int Prefix)>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    /// <summary>Looks below a root.</summary>
    /// <param name="outer">The root.</param>
    /// <param name="rootAt">The root at an absolute path, asked once for each.</param>
    public NestedRoots(WorkspaceRoot outer, Func<string, WorkspaceRoot> rootAt)
    {
        _outer = outer;
        _rootAt = rootAt;
        _lookup = _known.GetAlternateLookup<ReadOnlySpan<char>>();
        _known.Add("", (outer, 0));
    }

    /// <summary>The root of a file or folder, and its path relative to that one. A folder belongs to the root around it, though it may be one itself.</summary>
    /// <param name="path">The path relative to the outer root, with <c>/</c>.</param>
    public (WorkspaceRoot Root, string Path) Place(string path)
    {
        var (root, prefix) = RootOf(path.AsSpan(0, Math.Max(path.LastIndexOf('/'), 0)));
        return (root, prefix == 0 ? path : path[prefix..]);
    }

    /// <summary>What a walk below the outer root takes: in each root what that one takes.</summary>
    /// <param name="optionsOf">What is taken in a root.</param>
    public WalkOptions WalkOptions(Func<WorkspaceRoot, WalkOptions> optionsOf) => optionsOf(_outer) with
    {
        IsCandidate = path => Place(path) is var (root, inner) && optionsOf(root).IsCandidate(inner),
        IsExcluded = (path, isFolder) => Place(path) is var (root, inner) && optionsOf(root).IsExcluded(inner, isFolder),
    };

    private (WorkspaceRoot Root, int Prefix) RootOf(ReadOnlySpan<char> folder)
    {
        if (_lookup.TryGetValue(folder, out var known))
        {
            return known;
        }

        var found = RootOf(folder[..Math.Max(folder.LastIndexOf('/'), 0)]);
        var name = folder.ToString();
        var full = _outer.FullPath(name);
        if (WorkspaceRoot.IsMarked(full))
        {
            found = (_rootAt(WorkspaceRoot.At(full).Path), name.Length + 1);
        }

        _known.Add(name, found);
        return found;
    }
}
