using System.Collections.Concurrent;
using EnvLint.Environment;
using EnvLint.Text;
using EnvLint.Workspace.Reading;

namespace EnvLint.Workspace;

/// <summary>Reads the files of a root that other files of it name, each once in a run. What leads out of the root is not there.</summary>
/// <param name="root">The root.</param>
/// <param name="prefix">What stands in front of the root's paths where findings name them: empty, or a folder with <c>/</c> at its end.</param>
public sealed class LinkedFiles(WorkspaceRoot root, string prefix = "") : ILinkedFiles
{
    // Lists of packages are short. What does not fit is read again.
    private const int MaximumLength = 2 * 1024 * 1024;
    private const long MaximumKept = 32 * 1024 * 1024;

    private readonly ConcurrentDictionary<string, SourceText?> _texts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _exists = new(StringComparer.Ordinal);
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

        var text = InRoot(path) is { } inner && root.Holds(inner) && FileReader.Read(root, inner, path, MaximumLength) is TextRead { Source: var source } ? source : null;
        if (Interlocked.Add(ref _kept, (text?.Content.Length ?? 0) + path.Length + 64) < MaximumKept)
        {
            _texts.TryAdd(path, text);
        }

        return text;
    }

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

    private string? InRoot(string path) => path.StartsWith(prefix, StringComparison.Ordinal) ? path[prefix.Length..] : null;
}
