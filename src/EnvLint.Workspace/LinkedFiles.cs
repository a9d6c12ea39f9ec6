using System.Collections.Concurrent;
using EnvLint.Environment;
using EnvLint.Text;
using EnvLint.Workspace.Reading;
using EnvLint.Workspace.Walking;

namespace EnvLint.Workspace;

/// <summary>Reads the files of a root that other files of it name, each once in a run. What leads out of the root is not there.</summary>
/// <param name="root">The root.</param>
/// <param name="prefix">What stands in front of the root's paths where findings name them: empty, or a folder with <c>/</c> at its end.</param>
public sealed class LinkedFiles(WorkspaceRoot root, string prefix = "") : ILinkedFiles
{
    /// <summary>The longest file that another one is followed to, in bytes: lists of packages are short.</summary>
    public const int MaximumLength = 2 * 1024 * 1024;

    // What does not fit is read again.
    private const long MaximumKept = 4 * 1024 * 1024;

    private readonly ConcurrentDictionary<string, SourceText?> _texts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _exists = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IReadOnlyCollection<string>?> _names = new(StringComparer.Ordinal);
    private readonly Lazy<BuildTexts> _buildTexts = new(() => BuildTexts.Read(root));
    private long _kept;

    /// <inheritdoc/>
    public string Root => prefix;

    /// <inheritdoc/>
    public string Name => Path.GetFileName(root.Path);

    /// <inheritdoc/>
    public SourceText? Read(string path)
    {
        if (_texts.TryGetValue(path, out var known))
        {
            return known;
        }

        var text = ReadText(path);
        if (Interlocked.Add(ref _kept, (text?.Content.Length ?? 0) + path.Length + 64) < MaximumKept)
        {
            _texts.TryAdd(path, text);
        }

        return text;
    }

    /// <inheritdoc/>
    public SourceText? ReadOnce(string path) => _texts.TryGetValue(path, out var known) ? known : ReadText(path);

    /// <inheritdoc/>
    public bool Exists(string path)
    {
        if (_exists.TryGetValue(path, out var known))
        {
            return known;
        }

        var exists = InRoot(path) is { } inner && root.Holds(inner);
        if (Interlocked.Add(ref _kept, path.Length + 64) < MaximumKept)
        {
            _exists.TryAdd(path, exists);
        }

        return exists;
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<string>? NamesIn(string folder)
    {
        if (_names.TryGetValue(folder, out var known))
        {
            return known;
        }

        var names = InRoot(folder) is { } inner ? ListNames(inner.TrimEnd('/')) : null;
        long length = folder.Length + 64;
        foreach (var name in names ?? [])
        {
            length += name.Length + 32;
        }

        if (Interlocked.Add(ref _kept, length) < MaximumKept)
        {
            _names.TryAdd(folder, names);
        }

        return names;
    }

    /// <inheritdoc/>
    public bool IsIgnored(string path) => InRoot(path) is { Length: > 0 } inner && FileWalker.IsIgnored(root, inner);

    /// <summary>Reads a file again when it is asked for next.</summary>
    /// <param name="path">Its path as findings name it.</param>
    public void Forget(string path)
    {
        if (_texts.TryRemove(path, out var text))
        {
            Interlocked.Add(ref _kept, -((text?.Content.Length ?? 0) + path.Length + 64));
        }
    }

    /// <inheritdoc/>
    public bool Mentions(string name) => _buildTexts.Value.Mention(name);

    private HashSet<string>? ListNames(string inner)
    {
        var folder = inner.Length == 0 ? root.Path : root.Resolve(inner);
        if (folder is null || !Directory.Exists(folder))
        {
            return null;
        }

        try
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var entry in Directory.EnumerateFileSystemEntries(folder))
            {
                names.Add(Path.GetFileName(entry));
            }

            return names;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private SourceText? ReadText(string path) =>
        InRoot(path) is { } inner && root.Holds(inner) && FileReader.Read(root, inner, path, MaximumLength) is TextRead { Source: var source } ? source : null;

    private string? InRoot(string path) => path.StartsWith(prefix, StringComparison.Ordinal) ? path[prefix.Length..] : null;
}
