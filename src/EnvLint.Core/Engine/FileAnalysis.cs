using EnvLint.Manifests;
using EnvLint.Text;

namespace EnvLint.Engine;

/// <summary>What is known of one file: its text and kind, the tree, the view and the facts.</summary>
public sealed class FileAnalysis
{
    internal FileAnalysis(SourceText source, ManifestKind kind)
    {
        Source = source;
        Kind = kind;
    }

    /// <summary>The text.</summary>
    public SourceText Source { get; }

    /// <summary>The kind.</summary>
    public ManifestKind Kind { get; }
}
