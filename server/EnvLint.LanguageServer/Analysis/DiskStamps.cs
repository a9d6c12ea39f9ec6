using System.Collections.Concurrent;

namespace EnvLint.LanguageServer.Analysis;

/// <summary>What files and folders were like when they were read, for editors that do not tell what changes on disk. Serves all threads.</summary>
/// <remarks>
/// A file counts as changed when its time or its length is another one, a folder when it holds other names. A folder in which nothing was read or
/// looked for is not known: a new manifest there is seen when something else makes the root be walked again.
/// </remarks>
internal sealed class DiskStamps
{
    private readonly ConcurrentDictionary<string, Stamp> _known = new(StringComparer.Ordinal);

    /// <summary>Notes what is about to be read, and the folder that it lies in. What was noted before stays as it was.</summary>
    /// <param name="fullPath">Absolute path of a file or folder, there or not.</param>
    public void Note(string fullPath)
    {
        NoteFolder(fullPath);
        if (Path.GetDirectoryName(fullPath) is { } folder)
        {
            NoteFolder(folder);
        }
    }

    /// <summary>Notes a folder whose names are about to be read.</summary>
    /// <param name="fullPath">Absolute path, there or not.</param>
    public void NoteFolder(string fullPath)
    {
        if (!_known.ContainsKey(fullPath))
        {
            _known.TryAdd(fullPath, StampOf(fullPath, before: default));
        }
    }

    /// <summary>What is not as it was noted. It is forgotten: who reads it again notes it again.</summary>
    /// <returns>Absolute paths; a folder that holds other names counts as new.</returns>
    public List<(string FullPath, FileChangeKind Kind)> TakeChanged()
    {
        var changes = new List<(string, FileChangeKind)>();
        foreach (var (path, before) in _known)
        {
            var now = StampOf(path, before);
            if (now == before)
            {
                continue;
            }

            // Written without another name in it: nothing that is known of the folder is different.
            if (now with { Time = before.Time } == before && now.IsFolder)
            {
                _known[path] = now;
                continue;
            }

            _known.TryRemove(path, out _);
            changes.Add((path, now.Exists ? before.Exists && !now.IsFolder && !before.IsFolder ? FileChangeKind.Changed : FileChangeKind.Created : FileChangeKind.Deleted));
        }

        return changes;
    }

    private static Stamp StampOf(string path, Stamp before)
    {
        try
        {
            FileSystemInfo info = new FileInfo(path);
            info = info.LinkTarget is null ? info : info.ResolveLinkTarget(returnFinalTarget: true) ?? info;
            if (info is FileInfo { Exists: true } file)
            {
                return new Stamp(Exists: true, IsFolder: false, file.LastWriteTimeUtc.Ticks, file.Length);
            }

            if (!Directory.Exists(path))
            {
                return default;
            }

            var time = Directory.GetLastWriteTimeUtc(path).Ticks;
            return before.IsFolder && before.Time == time ? before : new Stamp(Exists: true, IsFolder: true, time, NamesIn(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }

    // A sum, so that the order does not matter.
    private static long NamesIn(string folder)
    {
        var sum = 0L;
        foreach (var entry in Directory.EnumerateFileSystemEntries(folder))
        {
            unchecked
            {
                sum += ((long)string.GetHashCode(entry, StringComparison.Ordinal) << 20) + entry.Length;
            }
        }

        return sum;
    }

    // The last number is the length of a file in bytes, and what stands for the names in a folder.
    private readonly record struct Stamp(bool Exists, bool IsFolder, long Time, long Content);
}
