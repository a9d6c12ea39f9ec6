using System.Collections.Concurrent;
using EnvLint.Cli.Checking;
using EnvLint.Engine;
using EnvLint.Workspace;
using EnvLint.Workspace.Walking;

namespace EnvLint.Cli.Watching;

/// <summary>What a run that goes on keeps from one round to the next: what a file gave holds until the file, or what it asked of others, is another one.</summary>
/// <param name="options">The command line.</param>
/// <param name="workingDirectory">What paths on it start from.</param>
internal sealed class WatchMemory(CheckOptions options, string workingDirectory)
{
    private const int MostIdlePaths = 10_000;

    private readonly ConcurrentDictionary<string, bool> _idle = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (WorkspaceRoot Root, RootSettings Settings)> _roots = new(WorkspaceRoot.PathComparer);

    // The texts of configurations and baselines, by absolute path; null for a file that is not there. Never changed but replaced: events are looked at meanwhile.
    private volatile Dictionary<string, byte[]?> _configuration = new(WorkspaceRoot.PathComparer);
    private Dictionary<string, KeptFile> _kept = new(StringComparer.Ordinal);
    private ConcurrentDictionary<string, KeptFile> _next = new(StringComparer.Ordinal);
    private volatile WatchedRoot[] _watched = [];
    private IReadOnlySet<string>? _touched;
    private string? _baseFolder;
    private bool _isOther;

    /// <summary>The baselines; read once, until a configuration changes.</summary>
    public BaselineSet Baselines { get; } = new(options, workingDirectory);

    /// <summary>Number of files that were analysed in this round.</summary>
    public int Analyzed { get; private set; }

    /// <summary>Whether the round found something else than the one before.</summary>
    public bool HasChanged => _isOther || Analyzed > 0;

    /// <summary>Whether nothing is known yet.</summary>
    public bool IsFirst { get; private set; } = true;

    /// <summary>Begins a round.</summary>
    /// <param name="touched">Absolute paths of what changed; null where that is not known.</param>
    /// <param name="isOther">Whether what is shown is not what was found last.</param>
    public void BeginRound(IReadOnlySet<string>? touched, bool isOther)
    {
        IsFirst = _baseFolder is null;
        _touched = touched;
        _next = new ConcurrentDictionary<string, KeptFile>(StringComparer.Ordinal);
        _isOther = isOther;
        Analyzed = 0;
        foreach (var (_, settings) in _roots.Values)
        {
            settings.Renew(touched);
        }
    }

    /// <summary>Whether a file that the configuration was made of is not what it was.</summary>
    public bool IsConfigurationChanged()
    {
        foreach (var (path, before) in _configuration)
        {
            if (!AreSame(before, TextOf(path)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What holds for a root.</summary>
    /// <param name="root">The root.</param>
    /// <param name="load">Reads it.</param>
    public RootSettings SettingsOf(WorkspaceRoot root, Func<RootSettings> load)
    {
        if (_roots.TryGetValue(root.Path, out var known))
        {
            return known.Settings;
        }

        var settings = load();
        var configuration = new Dictionary<string, byte[]?>(_configuration, WorkspaceRoot.PathComparer);
        foreach (var path in settings.ConfigurationPaths)
        {
            configuration.TryAdd(path, TextOf(path));
        }

        foreach (var baseline in Baselines.All)
        {
            configuration.TryAdd(baseline.File, TextOf(baseline.File));
        }

        _configuration = configuration;
        _roots.Add(root.Path, (root, settings));
        return settings;
    }

    /// <summary>Takes what was found for this round.</summary>
    /// <param name="collection">The files.</param>
    public void Take(FileCollection collection)
    {
        if (_baseFolder is not null && _baseFolder != collection.BaseFolder)
        {
            // All files are called something else now.
            _kept.Clear();
            _isOther = true;
            foreach (var (_, settings) in _roots.Values)
            {
                settings.ForgetFiles();
            }
        }

        _baseFolder = collection.BaseFolder;
        var watched = new List<WatchedRoot>();
        foreach (var root in collection.Roots)
        {
            if (_roots.TryGetValue(root.Path, out var known))
            {
                watched.Add(new WatchedRoot(root, known.Settings));
            }
        }

        // The nearest root above a file is the file's.
        watched.Sort(static (left, right) => right.Root.Path.Length.CompareTo(left.Root.Path.Length));
        _watched = [.. watched];
    }

    /// <summary>What a file gives: as before where nothing is different. Serves all threads.</summary>
    /// <param name="checker">Checks it.</param>
    /// <param name="file">The file.</param>
    /// <param name="settings">What holds for its root.</param>
    public FileOutcome? Check(FileChecker checker, WorkspaceFile file, RootSettings settings)
    {
        var full = file.Root.FullPath(file.Path);
        var stamp = FileStamp.Of(full);
        if (_kept.TryGetValue(file.ShownPath, out var kept)
            && kept.Stamp == stamp
            && ReferenceEquals(kept.Settings, settings)
            && kept.IsNamed == file.IsNamed
            && _touched?.Contains(full) != true
            && kept.Reads.AreStillTrue())
        {
            _next[file.ShownPath] = kept;
            return kept.Outcome is { } outcome ? outcome with { File = file } : null;
        }

        var reads = new Reads(settings.FilesOf(file), settings.IndexOf(file));
        var made = checker.Check(file, settings, reads);
        reads.LetGo();
        _next[file.ShownPath] = new KeptFile(stamp, settings, file.IsNamed, reads, made, isNew: true);
        return made;
    }

    /// <summary>Ends the round: what is not there any more is forgotten.</summary>
    public void EndRound()
    {
        var kept = new Dictionary<string, KeptFile>(_next.Count, StringComparer.Ordinal);
        foreach (var (path, file) in _next)
        {
            // What is no manifest and was none before changes nothing.
            if (file.IsNew)
            {
                Analyzed += file.Outcome is not null || (_kept.TryGetValue(path, out var before) && before.Outcome is not null) ? 1 : 0;
                kept.Add(path, file.AsOld());
            }
            else
            {
                kept.Add(path, file);
            }
        }

        foreach (var (path, before) in _kept)
        {
            _isOther |= before.Outcome is not null && !kept.ContainsKey(path);
        }

        _kept = kept;
    }

    /// <summary>Where changes count.</summary>
    public WatchedPlaces Places()
    {
        // Where the round led to, nothing is idle any more.
        _idle.Clear();
        var folders = new List<string>();
        var shallow = new List<string>();
        foreach (var watched in _watched)
        {
            if (Directory.Exists(watched.Root.Path))
            {
                Add(folders, watched.Root.Path);
            }
            else if (NearestFolder(watched.Root.Path) is { } above)
            {
                // It is waited for where it was.
                Add(shallow, above);
            }
        }

        // A configuration may lie anywhere: what is below its folder is none of our business.
        foreach (var path in _configuration.Keys)
        {
            if (Path.GetDirectoryName(path) is { } folder && Directory.Exists(folder))
            {
                Add(shallow, folder);
            }
        }

        folders.RemoveAll(folder => folders.Exists(other => other.Length < folder.Length && WorkspaceRoot.At(other).RelativePath(folder) is not null));
        shallow.RemoveAll(folder => folders.Exists(other => WorkspaceRoot.At(other).RelativePath(folder) is not null));
        return new WatchedPlaces(folders, shallow, IsIdle);

        static void Add(List<string> list, string folder)
        {
            if (!list.Exists(known => WorkspaceRoot.PathComparer.Equals(known, folder)))
            {
                list.Add(folder);
            }
        }

        static string? NearestFolder(string path)
        {
            for (var folder = Path.GetDirectoryName(path); folder is not null; folder = Path.GetDirectoryName(folder))
            {
                if (Directory.Exists(folder))
                {
                    return folder;
                }
            }

            return null;
        }
    }

    // Whether a change below a root means nothing: of git's own files, and of what is ignored or excluded, where nobody was led to it.
    private bool IsIdle(string fullPath)
    {
        if (_idle.TryGetValue(fullPath, out var known))
        {
            return known;
        }

        if (_idle.Count >= MostIdlePaths)
        {
            _idle.Clear();
        }

        return _idle[fullPath] = FindIdle(fullPath);
    }

    private bool FindIdle(string fullPath)
    {
        foreach (var watched in _watched)
        {
            if (watched.Root.RelativePath(fullPath) is not { Length: > 0 } path)
            {
                // The root itself, or a folder around it, comes or goes.
                if (WorkspaceRoot.At(fullPath).RelativePath(watched.Root.Path) is not null)
                {
                    return false;
                }

                continue;
            }

            if (path.EndsWith(".git/info/exclude", StringComparison.Ordinal))
            {
                return false;
            }

            if (IsBelow(path, ".git") || IsBelow(path, ".hg") || IsBelow(path, ".svn"))
            {
                return true;
            }

            return !watched.Settings.WasAsked(path)
                && (watched.Settings.IsExcluded(path) || (!options.NoIgnore && FileWalker.IsIgnored(watched.Root, path)));
        }

        // Beside the roots only what configurations are made of counts.
        foreach (var path in _configuration.Keys)
        {
            if (WorkspaceRoot.PathComparer.Equals(path, fullPath))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsBelow(string path, string folder) =>
        path.StartsWith(folder + "/", StringComparison.Ordinal) || path.Contains("/" + folder + "/", StringComparison.Ordinal);

    private static byte[]? TextOf(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllBytes(path) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool AreSame(byte[]? left, byte[]? right) =>
        left is null || right is null ? left is null && right is null : left.AsSpan().SequenceEqual(right);

    private sealed class WatchedRoot(WorkspaceRoot root, RootSettings settings)
    {
        public WorkspaceRoot Root { get; } = root;

        public RootSettings Settings { get; } = settings;
    }

    private sealed class KeptFile(FileStamp stamp, RootSettings settings, bool isNamed, Reads reads, FileOutcome? outcome, bool isNew)
    {
        public FileStamp Stamp { get; } = stamp;

        public RootSettings Settings { get; } = settings;

        public bool IsNamed { get; } = isNamed;

        public Reads Reads { get; } = reads;

        public FileOutcome? Outcome { get; } = outcome;

        public bool IsNew { get; } = isNew;

        public KeptFile AsOld() => new(Stamp, Settings, IsNamed, Reads, Outcome, isNew: false);
    }
}
