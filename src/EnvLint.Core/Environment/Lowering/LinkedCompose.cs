using EnvLint.Environment.Linking;
using EnvLint.Manifests.Compose;
using EnvLint.Text;

namespace EnvLint.Environment.Lowering;

/// <summary>Reads compose files with the files that their services extend.</summary>
public static class LinkedCompose
{
    // More files than anyone chains.
    private const int MaximumFiles = 16;

    /// <summary>Reads a file.</summary>
    /// <param name="source">The file.</param>
    /// <param name="files">The other files of the root; null where none can be read.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static ComposeFile Read(SourceText source, ILinkedFiles? files, CancellationToken cancellationToken)
    {
        if (files is null || !source.Content.Contains("extends", StringComparison.Ordinal))
        {
            return ComposeFile.Create(source, open: null, cancellationToken);
        }

        // A file that is still being read, as its services extend those of a file that extends them, is not there.
        var known = new Dictionary<string, ComposeFile?>(StringComparer.Ordinal) { [source.Path] = null };
        return Create(source);

        ComposeFile Create(SourceText text) => ComposeFile.Create(text, path => Open(text.Path, path), cancellationToken);

        ComposeFile? Open(string from, string path)
        {
            if (RelativePath.Combine(from, path) is not { } full)
            {
                return null;
            }

            if (!known.TryGetValue(full, out var file) && known.Count < MaximumFiles)
            {
                known.Add(full, null);
                file = files.Read(full) is { } text ? Create(text) : null;
                known[full] = file;
            }

            return file;
        }
    }
}
