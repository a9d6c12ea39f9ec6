using EnvLint.LanguageServer.Documents;
using EnvLint.Manifests;
using EnvLint.Workspace;
using EnvLint.Workspace.Walking;

namespace EnvLint.LanguageServer.Analysis;

/// <summary>A root with what the session keeps of it. What can be set is set under the session's lock only.</summary>
internal sealed class SessionProject
{
    /// <summary>Makes a root.</summary>
    /// <param name="root">The root; null for a document that is no file.</param>
    /// <param name="isWatched">Whether the editor tells what changes on disk.</param>
    public SessionProject(WorkspaceRoot? root, bool isWatched)
    {
        Root = root;
        if (root is not null)
        {
            Stamps = isWatched ? null : new DiskStamps();
            Files = new ProjectFiles(root, Stamps);
            Links = new ProjectLinks(Files, Manifests, KindOf);
        }
    }

    /// <summary>The root; null for a document that is no file.</summary>
    public WorkspaceRoot? Root { get; }

    /// <summary>The files; null where there is no root.</summary>
    public ProjectFiles? Files { get; }

    /// <summary>What was read from disk; null where the editor tells what changes there.</summary>
    public DiskStamps? Stamps { get; }

    /// <summary>What the files say of each other; null where there is no root.</summary>
    public ProjectLinks? Links { get; }

    /// <summary>What holds; null before it is read.</summary>
    public LoadedProject? Loaded { get; set; }

    /// <summary>Whether the configuration is to be read again before anything else is done.</summary>
    public bool IsStale { get; set; } = true;

    /// <summary>The configuration files that are not open and whose findings are shown.</summary>
    public List<DocumentAddress> Shown { get; set; } = [];

    /// <summary>What a walk over the root takes.</summary>
    /// <param name="loaded">The configuration.</param>
    public static WalkOptions WalkOptions(LoadedProject loaded) =>
        ManifestFiles.WalkOptions(loaded.Project.Configuration, path => loaded.Project.Configuration?.IsExcluded(path) == true, useIgnoreFiles: true);

    private List<(string Path, ManifestKind Kind)> Manifests()
    {
        var manifests = new List<(string, ManifestKind)>();
        if (Root is null || Loaded is not { } loaded)
        {
            return manifests;
        }

        var walked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in FileWalker.Walk(Root, "", WalkOptions(loaded), [], CancellationToken.None))
        {
            walked.Add(path);
            Add(path, Files!.IsOpen(path) ? KindOf(path) : ManifestFiles.KindOf(new WorkspaceFile(Root, path, path, IsNamed: false), loaded.Project.Configuration));
        }

        foreach (var path in Files!.OpenPaths)
        {
            if (!walked.Contains(path))
            {
                Add(path, KindOf(path));
            }
        }

        manifests.Sort(static (left, right) => string.CompareOrdinal(left.Item1, right.Item1));
        return manifests;

        void Add(string path, ManifestKind kind)
        {
            if (kind != ManifestKind.None)
            {
                manifests.Add((path, kind));
            }
        }
    }

    // What a file is now as a part of the root: nothing where a walk would not come by.
    private ManifestKind KindOf(string path)
    {
        if (Root is not { } root || Files is not { } files || Loaded?.Project.Configuration is var configuration && configuration?.IsExcluded(path) == true || files.IsIgnored(path))
        {
            return ManifestKind.None;
        }

        return files.IsOpen(path) ? ManifestFiles.KindOf(path, configuration, files.Read(path)?.Content)
            : File.Exists(root.FullPath(path)) && root.Holds(path) ? ManifestFiles.KindOf(new WorkspaceFile(root, path, path, IsNamed: false), configuration)
            : ManifestKind.None;
    }
}
