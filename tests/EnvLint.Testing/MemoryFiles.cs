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

    private void Ask(string path)
    {
        Assert.DoesNotContain("..", path, StringComparison.Ordinal);
        Assert.False(path.Length == 0 || path.StartsWith('/') || path.Contains('\\', StringComparison.Ordinal) || path.Contains("//", StringComparison.Ordinal), $"'{path}' is no path of a root");
        Asked.Add(path);
    }
}
