using System.Collections.Concurrent;
using EnvLint.Environment;
using EnvLint.Text;

namespace EnvLint.Workspace;

/// <summary>The files of a root that other files of it name, for a run that goes on while they change: read once until they are looked at anew. Serves all threads.</summary>
/// <param name="root">The root.</param>
/// <param name="prefix">What stands in front of the root's paths where findings name them: empty, or a folder with <c>/</c> at its end.</param>
public sealed class RenewedFiles(WorkspaceRoot root, string prefix = "") : ILinkedFiles
{
    private readonly ConcurrentDictionary<string, bool> _asked = new(StringComparer.Ordinal);
    private volatile LinkedFiles _files = new(root, prefix);

    /// <inheritdoc/>
    public string Root => prefix;

    /// <inheritdoc/>
    public string Name => _files.Name;

    /// <summary>From now on everything is read again.</summary>
    public void Renew() => _files = new LinkedFiles(root, prefix);

    /// <summary>Whether anybody wanted to know of a file, so that a change of it counts even where a walk does not come by.</summary>
    /// <param name="path">Its path relative to the root.</param>
    public bool WasAsked(string path) => _asked.ContainsKey(prefix + path);

    /// <inheritdoc/>
    public SourceText? Read(string path) => Asked(path).Read(path);

    /// <inheritdoc/>
    public SourceText? ReadOnce(string path) => Asked(path).ReadOnce(path);

    /// <inheritdoc/>
    public bool Exists(string path) => Asked(path).Exists(path);

    /// <inheritdoc/>
    public IReadOnlyCollection<string>? NamesIn(string folder) => _files.NamesIn(folder);

    /// <inheritdoc/>
    public bool IsIgnored(string path) => _files.IsIgnored(path);

    /// <inheritdoc/>
    public bool Mentions(string name) => _files.Mentions(name);

    private LinkedFiles Asked(string path)
    {
        _asked.TryAdd(path, value: true);
        return _files;
    }
}
