using EnvLint.Environment;
using EnvLint.Text;

namespace EnvLint.Testing;

/// <summary>Files of a root that stand in memory.</summary>
/// <param name="files">Path from the root, and text.</param>
public sealed class OtherFiles(IReadOnlyDictionary<string, string> files) : ILinkedFiles
{
    private readonly Dictionary<string, SourceText> _read = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public SourceText? Read(string path)
    {
        if (!_read.TryGetValue(path, out var source) && files.TryGetValue(path, out var text))
        {
            _read.Add(path, source = new SourceText(path, text));
        }

        return source;
    }
}
