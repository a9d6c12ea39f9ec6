using System.Collections.Concurrent;
using EnvLint.Environment;
using EnvLint.Text;

namespace EnvLint.Engine;

/// <summary>The files of a root while they are mended: a text that was changed and is not written yet counts as the file. Serves all threads.</summary>
/// <param name="files">The files as they are.</param>
public sealed class MendedFiles(ILinkedFiles files) : ILinkedFiles
{
    private readonly ConcurrentDictionary<string, SourceText> _texts = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Root => files.Root;

    /// <inheritdoc/>
    public string Name => files.Name;

    /// <inheritdoc/>
    public SourceText? Read(string path) => _texts.TryGetValue(path, out var text) ? text : files.Read(path);

    /// <inheritdoc/>
    public SourceText? ReadOnce(string path) => _texts.TryGetValue(path, out var text) ? text : files.ReadOnce(path);

    /// <inheritdoc/>
    public bool Exists(string path) => files.Exists(path);

    /// <inheritdoc/>
    public IReadOnlyCollection<string>? NamesIn(string folder) => files.NamesIn(folder);

    /// <inheritdoc/>
    public bool IsIgnored(string path) => files.IsIgnored(path);

    /// <inheritdoc/>
    public bool Mentions(string name) => files.Mentions(name);

    /// <summary>Takes a text as that of its file.</summary>
    /// <param name="text">The text; its path is the file's.</param>
    internal void Put(SourceText text) => _texts[text.Path] = text;

    /// <summary>Takes the file as it is again.</summary>
    /// <param name="path">Its path.</param>
    internal void Remove(string path) => _texts.TryRemove(path, out _);
}
