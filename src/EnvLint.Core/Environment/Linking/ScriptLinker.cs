using System.Collections.Immutable;
using EnvLint.Environment.Facts;
using EnvLint.Text;

namespace EnvLint.Environment.Linking;

/// <summary>Finds the files that a script or a guide names: from its own folder, as its <c>cd</c> leads, else from the root.</summary>
/// <param name="path">The file's path, as findings name it.</param>
/// <param name="files">The other files.</param>
internal sealed class ScriptLinker(string path, ILinkedFiles files) : FileLinker(path, files)
{
    /// <inheritdoc/>
    protected override SourceText? Locate(CommandUse use, string path, ImmutableArray<Fact>.Builder earlier, CommandSequence? before)
    {
        if (WorkingFolder.Combine(use.Folder, path) is not { Length: > 0 } wanted || wanted[0] == '/')
        {
            return null;
        }

        var name = wanted[(wanted.LastIndexOf('/') + 1)..];
        for (var i = earlier.Count - 1; i >= 0; i--)
        {
            if (!Look() || (earlier[i] is CommandUse other && !ReferenceEquals(other, use) && Touches(other, name)))
            {
                return null;
            }
        }

        // Who starts a script stands in its folder or in the root.
        return wanted switch
        {
            ['@', '/', ..] => Read(Path, wanted[2..]),
            ['#', '/', ..] => Read(Files.Root, wanted[2..]),
            _ => Read(Path, wanted) ?? Read(Files.Root, wanted),
        };
    }

    private SourceText? Read(string from, string wanted) => RelativePath.Combine(from, wanted) is { } path ? Files.Read(path) : null;
}
