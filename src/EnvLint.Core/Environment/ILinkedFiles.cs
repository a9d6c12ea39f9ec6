using EnvLint.Text;

namespace EnvLint.Environment;

/// <summary>Gives the text of other files of the root to a file that names them.</summary>
public interface ILinkedFiles
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">Path relative to the root, with <c>/</c> and without <c>..</c>.</param>
    /// <returns>The text; null for a file that is not there, lies outside the root, or cannot be read as text.</returns>
    SourceText? Read(string path);
}
