using EnvLint.Environment;
using EnvLint.Text;
using Xunit;

namespace EnvLint.Testing;

/// <summary>The other files of a root, in memory. It holds the reader to what paths may look like.</summary>
/// <param name="files">Their texts by path.</param>
/// <param name="name">The name of the root's folder.</param>
public sealed class MemoryFiles(IReadOnlyDictionary<string, string> files, string name = "") : ILinkedFiles
{
    private readonly Dictionary<string, SourceText> _texts = files.ToDictionary(static file => file.Key, static file => new SourceText(file.Key, file.Value), StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Name => name;

    /// <summary>The paths that were asked for.</summary>
    public List<string> Asked { get; } = [];

    /// <inheritdoc/>
    public SourceText? Read(string path)
    {
        Ask(path);
        return _texts.GetValueOrDefault(path);
    }

    /// <inheritdoc/>
    public bool Exists(string path)
    {
        Ask(path);
        return _texts.Keys.Any(key => key == path || key.StartsWith(path + "/", StringComparison.Ordinal));
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<string>? NamesIn(string folder)
    {
        var names = _texts.Keys.Where(path => path.StartsWith(folder, StringComparison.Ordinal)).Select(path => path[folder.Length..].Split('/')[0]).Distinct(StringComparer.Ordinal).ToList();
        return names.Count == 0 && folder.Length > 0 ? null : names;
    }

    /// <summary>Whether a line of the root's ignore file is this path.</summary>
    /// <param name="path">The path.</param>
    public bool IsIgnored(string path) => files.GetValueOrDefault(".gitignore", "").Split('\n').Contains(path);

    /// <summary>Whether a script or a Makefile holds a name.</summary>
    /// <param name="name">The name.</param>
    public bool Mentions(string name) =>
        files.Any(file => (file.Key.EndsWith(".sh", StringComparison.Ordinal) || file.Key == "Makefile") && file.Value.Contains(name, StringComparison.Ordinal));

    private void Ask(string path)
    {
        Assert.DoesNotContain("..", path, StringComparison.Ordinal);
        Assert.False(path.Length == 0 || path.StartsWith('/') || path.Contains('\\', StringComparison.Ordinal) || path.Contains("//", StringComparison.Ordinal), $"'{path}' is no path of a root");
        Asked.Add(path);
    }
}
