using EnvLint.Text;

namespace EnvLint.Environment;

/// <summary>Gives the text of other files of the root to a file that names them. Serves all threads.</summary>
public interface ILinkedFiles
{
    /// <summary>The root's folder as paths name it: empty, or with <c>/</c> at its end where a run has several roots.</summary>
    string Root => "";

    /// <summary>The name of the root's own folder, which is mostly that of the project; empty where it is not known.</summary>
    string Name => "";

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path as findings name it, with <c>/</c> and without <c>..</c>.</param>
    /// <returns>The text; null for a file that is not there, lies outside the root, or cannot be read as text.</returns>
    SourceText? Read(string path);

    /// <summary>Whether a file or a folder is there.</summary>
    /// <param name="path">Its path as findings name it, with <c>/</c> and without <c>..</c>.</param>
    bool Exists(string path) => Read(path) is not null;
}
