using EnvLint.Environment;
using EnvLint.Text;
using EnvLint.Workspace.Reading;

namespace EnvLint.Workspace;

/// <summary>Reads the files of a root that other files of it name. What leads out of the root is not there.</summary>
/// <param name="root">The root.</param>
public sealed class LinkedFiles(WorkspaceRoot root) : ILinkedFiles
{
    /// <inheritdoc/>
    public SourceText? Read(string path) =>
        root.Holds(path) && FileReader.Read(root, path, path) is TextRead { Source: var source } ? source : null;
}
