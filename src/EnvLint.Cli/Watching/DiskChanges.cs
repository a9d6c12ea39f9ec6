using EnvLint.Workspace;

namespace EnvLint.Cli.Watching;

/// <summary>Tells when files change on disk: by the system's events, and where none come by having everything looked at every two seconds.</summary>
/// <param name="time">The clock.</param>
/// <param name="mounts">The text of <c>/proc/mounts</c>; empty where there is none.</param>
/// <param name="tell">Takes a line for people.</param>
internal sealed class DiskChanges(TimeProvider time, Func<string> mounts, Action<string> tell) : IChanges
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    // More than these are as good as all.
    private const int MostTouched = 10_000;

    // Of the time that a look takes: so that it is never busy for more than a tenth of the time.
    private const int PauseFactor = 10;

    // Null where nobody tells of changes.
    private readonly Dictionary<string, FileSystemWatcher?> _watchers = new(WorkspaceRoot.PathComparer);
    private readonly Dictionary<string, FileSystemWatcher?> _shallowWatchers = new(WorkspaceRoot.PathComparer);
    private readonly Lock _gate = new();
    private readonly ManualResetEventSlim _due = new();
    private HashSet<string> _touched = new(WorkspaceRoot.PathComparer);
    private Debouncer? _debouncer;
    private Func<string, bool> _isIdle = static _ => false;
    private bool _isUnknown;
    private bool _mustLook;
    private long _returned;

    /// <inheritdoc/>
    public IReadOnlySet<string>? Wait(WatchedPlaces places, CancellationToken cancellationToken)
    {
        _debouncer ??= new Debouncer(time, _due.Set);
        Volatile.Write(ref _isIdle, places.IsIdle);
        var isNew = Watch(_watchers, places.Folders, isDeep: true);
        isNew |= Watch(_shallowWatchers, places.ShallowFolders, isDeep: false);
        if (isNew)
        {
            // What changed before the events came is seen by one more look.
            _returned = time.GetTimestamp();
            return null;
        }

        var took = time.GetElapsedTime(_returned) * PauseFactor;
        using var look = MustLook() ? time.CreateTimer(_ => Note(path: null), state: null, took > Pause ? took : Pause, Timeout.InfiniteTimeSpan) : null;
        _due.Wait(cancellationToken);
        _returned = time.GetTimestamp();
        lock (_gate)
        {
            _due.Reset();
            var touched = _isUnknown ? null : _touched;
            _touched = new HashSet<string>(WorkspaceRoot.PathComparer);
            _isUnknown = false;
            return touched;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var watchers in (ReadOnlySpan<Dictionary<string, FileSystemWatcher?>>)[_watchers, _shallowWatchers])
        {
            foreach (var watcher in watchers.Values)
            {
                watcher?.Dispose();
            }
        }

        _debouncer?.Dispose();
        _due.Dispose();
    }

    private bool MustLook()
    {
        lock (_gate)
        {
            return _mustLook;
        }
    }

    // Whether a folder is new.
    private bool Watch(Dictionary<string, FileSystemWatcher?> watchers, IReadOnlyList<string> folders, bool isDeep)
    {
        // A folder that went away is another one when it comes back.
        var wanted = new HashSet<string>(folders, WorkspaceRoot.PathComparer);
        foreach (var known in (string[])[.. watchers.Keys])
        {
            if (!wanted.Contains(known))
            {
                watchers[known]?.Dispose();
                watchers.Remove(known);
            }
        }

        var isNew = false;
        foreach (var folder in folders)
        {
            if (watchers.ContainsKey(folder))
            {
                continue;
            }

            isNew = true;
            var reason = "";
            FileSystemWatcher? watcher = null;
            if (EventlessMounts.Holds(folder, mounts()))
            {
                reason = "its file system tells nobody of changes";
            }
            else
            {
                watcher = TryWatch(folder, isDeep, out reason);
            }

            watchers.Add(folder, watcher);
            if (watcher is null)
            {
                Look(folder, reason);
            }
        }

        return isNew;
    }

    private FileSystemWatcher? TryWatch(string folder, bool isDeep, out string reason)
    {
        reason = "";
        FileSystemWatcher? watcher = null;
        try
        {
            watcher = new FileSystemWatcher(folder)
            {
                IncludeSubdirectories = isDeep,
                NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size | NotifyFilters.Attributes,
            };
            watcher.Created += (_, change) => Note(change.FullPath);
            watcher.Changed += (_, change) => Note(change.FullPath);
            watcher.Deleted += (_, change) => Note(change.FullPath);
            watcher.Renamed += (_, change) =>
            {
                Note(change.OldFullPath);
                Note(change.FullPath);
            };
            watcher.Error += (_, error) =>
            {
                // Too many at once are looked for; where no more come, everything is looked at from now on.
                if (error.GetException() is not InternalBufferOverflowException)
                {
                    Look(folder, ReasonOf(error.GetException()));
                }

                Note(path: null);
            };
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or PlatformNotSupportedException)
        {
            watcher?.Dispose();
            reason = ReasonOf(exception);
            return null;
        }
    }

    // The limit of the system is reached soon: each folder below takes one watch.
    private static string ReasonOf(Exception exception) =>
        exception.GetType() == typeof(IOException) ? "the system gives no more watches" : Reasons.Of(exception);

    private void Look(string folder, string reason)
    {
        lock (_gate)
        {
            _mustLook = true;
        }

        tell($"{folder}: looked at every {Pause.Seconds} seconds: {reason}");
    }

    // Null where it is not known what changed.
    private void Note(string? path)
    {
        if (path is not null && Volatile.Read(ref _isIdle)(path))
        {
            return;
        }

        lock (_gate)
        {
            if (path is null || _touched.Count >= MostTouched)
            {
                _isUnknown = true;
                _touched.Clear();
            }
            else
            {
                _touched.Add(path);
            }
        }

        _debouncer?.Note();
    }
}
