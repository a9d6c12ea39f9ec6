using EnvLint.Baseline;
using EnvLint.Configuration;
using EnvLint.Workspace;

namespace EnvLint.Cli.Checking;

/// <summary>What a run looked at, in the terms of one baseline: only there can an entry be gone.</summary>
internal sealed class BaselineScope
{
    private readonly CheckOptions _options;
    private readonly RuleNames _names;

    // By the path that the baseline knows; without settings what was looked at in vain.
    private readonly Dictionary<string, Place?> _files = new(StringComparer.Ordinal);
    private readonly List<Place> _folders = [];

    /// <summary>Sees what was looked at.</summary>
    /// <param name="used">The baseline.</param>
    /// <param name="options">The command line.</param>
    /// <param name="names">The rules.</param>
    /// <param name="files">All files that were found.</param>
    /// <param name="outcomes">What came of them.</param>
    /// <param name="folders">The folders that were named and could be walked as a whole.</param>
    /// <param name="settingsOf">What holds for a root.</param>
    public BaselineScope(
        UsedBaseline used,
        CheckOptions options,
        RuleNames names,
        IReadOnlyList<WorkspaceFile> files,
        IReadOnlyList<FileOutcome> outcomes,
        IReadOnlyList<WorkspaceFile> folders,
        Func<WorkspaceRoot, RootSettings?> settingsOf)
    {
        _options = options;
        _names = names;
        var failed = new HashSet<WorkspaceFile>();
        foreach (var outcome in outcomes)
        {
            if (outcome.HasFailure || outcome.IsUnread)
            {
                failed.Add(outcome.File);
            }
        }

        foreach (var file in files)
        {
            if (settingsOf(file.Root) is { } settings && settings.Baseline is { } baseline && baseline.Used == used)
            {
                _files[baseline.View.PathOf(file.Path)] = failed.Contains(file) ? null : new Place(file.Path, settings);
            }
        }

        foreach (var folder in folders)
        {
            if (settingsOf(folder.Root) is { } settings && settings.Baseline is { } baseline && baseline.Used == used)
            {
                _folders.Add(new Place(baseline.View.PathOf(folder.Path.Length == 0 ? "" : folder.Path + "/"), settings));
            }
        }
    }

    /// <summary>The folders that were named and could be walked as a whole.</summary>
    /// <param name="options">The command line.</param>
    /// <param name="workingDirectory">What its paths start from.</param>
    /// <param name="collection">What was found.</param>
    /// <returns>Each as if it were a file.</returns>
    public static List<WorkspaceFile> FoldersOf(CheckOptions options, string workingDirectory, FileCollection collection)
    {
        var folders = new List<WorkspaceFile>();
        foreach (var path in options.Paths)
        {
            var full = Path.GetFullPath(path, workingDirectory);
            if (collection.Problems.Count > 0 || !Directory.Exists(full))
            {
                continue;
            }

            var found = WorkspaceRoot.Find(full, isFolder: true, workingDirectory);
            foreach (var root in collection.Roots)
            {
                if (WorkspaceRoot.PathComparer.Equals(root.Path, found.Path) && root.RelativePath(full) is { } relative)
                {
                    folders.Add(new WorkspaceFile(root, relative, relative, IsNamed: true));
                }
            }
        }

        return folders;
    }

    /// <summary>Whether the run would have found what an entry records, if it were still there.</summary>
    /// <param name="entry">The entry.</param>
    public bool Covers(BaselineEntry entry)
    {
        if (_files.TryGetValue(entry.Path, out var file))
        {
            return file is not null && MaySpeak(entry, file.Path, file.Settings);
        }

        foreach (var folder in _folders)
        {
            if (entry.Path.StartsWith(folder.Path, StringComparison.Ordinal)
                && entry.Path[(folder.Settings.Baseline?.View.Prefix.Length ?? 0)..] is var path
                && !IsLeftOut(path))
            {
                return MaySpeak(entry, path, folder.Settings);
            }
        }

        return false;
    }

    // What the command line silences or leaves out is not gone: the next run looks at it again.
    private bool MaySpeak(BaselineEntry entry, string path, RootSettings settings) =>
        (_options.Selection.Select.IsDefault && _options.Selection.Ignore.IsEmpty)
        || _names.Find(entry.Code) is not { } rule
        || settings.Filter.IsWanted(rule, path);

    private bool IsLeftOut(string path)
    {
        foreach (var glob in _options.Exclude)
        {
            if (glob.IsMatchWithFolders(path))
            {
                return true;
            }
        }

        return false;
    }

    // A file by its path in its root, or a folder by the path that the baseline knows.
    private sealed class Place(string path, RootSettings settings)
    {
        public string Path { get; } = path;

        public RootSettings Settings { get; } = settings;
    }
}
