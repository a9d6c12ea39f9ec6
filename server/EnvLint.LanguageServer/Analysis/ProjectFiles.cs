using System.Collections.Concurrent;
using System.Text;
using EnvLint.Environment;
using EnvLint.Text;
using EnvLint.Workspace;

namespace EnvLint.LanguageServer.Analysis;

/// <summary>The files of a root as the editor has them: the text of an open document wins over the disk. What was read is kept until something is said to have changed. Serves all threads.</summary>
/// <param name="root">The root.</param>
/// <param name="stamps">Notes what is read from disk; null where the editor tells what changes there.</param>
internal sealed class ProjectFiles(WorkspaceRoot root, DiskStamps? stamps) : ILinkedFiles
{
    // Null for a document that is open and no text that others may be led to.
    private readonly ConcurrentDictionary<string, SourceText?> _open = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _ignored = new(StringComparer.Ordinal);
    private volatile LinkedFiles _disk = new(root);
    private volatile Mentionings _mentionings = new(root);

    /// <inheritdoc/>
    public string Name => _disk.Name;

    /// <summary>Takes the text of an open document.</summary>
    /// <param name="path">Its path from the root.</param>
    /// <param name="text">The text; null for a document that is no longer open.</param>
    public void SetOpen(string path, SourceText? text)
    {
        if (text is null)
        {
            _open.TryRemove(path, out _);
            _disk.Forget(path);
        }
        else
        {
            _open[path] = IsReadable(text) ? text : null;
        }
    }

    /// <summary>Reads a file again that changed on disk.</summary>
    /// <param name="path">Its path from the root.</param>
    public void Forget(string path)
    {
        _disk.Forget(path);
        if (BuildTexts.MayMake(path))
        {
            _mentionings = new Mentionings(root);
        }
    }

    /// <summary>Reads all again: files came or went.</summary>
    public void ForgetAll()
    {
        _disk = new LinkedFiles(root);
        _ignored.Clear();
        _mentionings = new Mentionings(root);
    }

    /// <summary>The paths of the open documents.</summary>
    public ICollection<string> OpenPaths => _open.Keys;

    /// <summary>Whether a document of this path is open.</summary>
    /// <param name="path">The path from the root.</param>
    public bool IsOpen(string path) => _open.ContainsKey(path);

    /// <inheritdoc/>
    public SourceText? Read(string path) => _open.TryGetValue(path, out var text) ? text : Disk(path).Read(path);

    /// <inheritdoc/>
    public SourceText? ReadOnce(string path) => _open.TryGetValue(path, out var text) ? text : Disk(path).ReadOnce(path);

    /// <inheritdoc/>
    public bool Exists(string path) => _open.ContainsKey(path) || Disk(path).Exists(path);

    /// <inheritdoc/>
    public IReadOnlyCollection<string>? NamesIn(string folder)
    {
        // A document that is new is counted as the file that it will be.
        stamps?.NoteFolder(Path.TrimEndingDirectorySeparator(root.FullPath(folder)));
        var names = _disk.NamesIn(folder);
        HashSet<string>? more = null;
        foreach (var (path, _) in _open)
        {
            if (path.StartsWith(folder, StringComparison.Ordinal) && path.IndexOf('/', folder.Length) < 0 && !Holds(names, path[folder.Length..]))
            {
                more ??= names is null ? new HashSet<string>(StringComparer.Ordinal) : new HashSet<string>(names, StringComparer.Ordinal);
                more.Add(path[folder.Length..]);
            }
        }

        return more ?? names;
    }

    /// <inheritdoc/>
    public bool IsIgnored(string path) => _ignored.GetOrAdd(path, static (asked, disk) => disk.IsIgnored(asked), _disk);

    /// <inheritdoc/>
    public bool Mentions(string name)
    {
        var word = Encoding.UTF8.GetBytes(name);
        foreach (var (path, text) in _open)
        {
            if (BuildTexts.MayMake(path) && (text is null || BuildTexts.Holds(Encoding.UTF8.GetBytes(text.Content), word)))
            {
                return true;
            }
        }

        if (_mentionings.Of(name) is not { } paths)
        {
            return true;
        }

        foreach (var path in paths)
        {
            if (!_open.ContainsKey(path))
            {
                return true;
            }
        }

        return false;
    }

    // The files on disk, to be asked for this one. What would lie outside of the root is not looked at.
    private LinkedFiles Disk(string path)
    {
        if (stamps is not null && !path.StartsWith("..", StringComparison.Ordinal))
        {
            stamps.Note(root.FullPath(path));
        }

        return _disk;
    }

    private static bool Holds(IReadOnlyCollection<string>? names, string name) => names is HashSet<string> set && set.Contains(name);

    private static bool IsReadable(SourceText text) =>
        (text.Length <= LinkedFiles.MaximumLength / 3 || Encoding.UTF8.GetByteCount(text.Content) <= LinkedFiles.MaximumLength) && !text.Content.Contains('\0', StringComparison.Ordinal);

    // Which files on disk mention a name: found once for each name.
    private sealed class Mentionings(WorkspaceRoot root)
    {
        // The texts are kept up to this length, in bytes; where there is more of them, only while memory is not needed.
        private const long MaximumLength = 4 * 1024 * 1024;

        private readonly Lock _gate = new();
        private readonly Dictionary<string, IReadOnlyList<string>?> _known = new(StringComparer.Ordinal);
        private BuildTexts? _texts;
        private WeakReference<BuildTexts>? _longTexts;

        public IReadOnlyList<string>? Of(string name)
        {
            lock (_gate)
            {
                if (!_known.TryGetValue(name, out var paths))
                {
                    _known.Add(name, paths = Texts().Mentioning(name));
                }

                return paths;
            }
        }

        private BuildTexts Texts()
        {
            if (_texts is { } known || _longTexts?.TryGetTarget(out known) == true)
            {
                return known;
            }

            var texts = BuildTexts.Read(root);
            if (texts.Length <= MaximumLength)
            {
                _texts = texts;
            }
            else
            {
                _longTexts = new WeakReference<BuildTexts>(texts);
            }

            return texts;
        }
    }
}
