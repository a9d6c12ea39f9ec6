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

    /// <summary>Reads a file that is looked at once, so that nobody has to keep it.</summary>
    /// <param name="path">Path as for <see cref="Read"/>.</param>
    /// <returns>As <see cref="Read"/>.</returns>
    SourceText? ReadOnce(string path) => Read(path);

    /// <summary>Whether a file or a folder is there.</summary>
    /// <param name="path">Its path as findings name it, with <c>/</c> and without <c>..</c>.</param>
    bool Exists(string path) => Read(path) is not null;

    /// <summary>The names of the files and folders of a folder, in either case as they are written there.</summary>
    /// <param name="folder">Its path as findings name it, with <c>/</c> at its end; <see cref="Root"/> for the root.</param>
    /// <returns>Null for what is no folder, lies outside the root, or cannot be listed.</returns>
    IReadOnlyCollection<string>? NamesIn(string folder) => null;

    /// <summary>Whether the project keeps a file or folder of this path out of its history, so that it may come and go.</summary>
    /// <param name="path">The path as findings name it; it need not be there.</param>
    bool IsIgnored(string path) => false;

    /// <summary>Whether a script, a build file or a pipeline of the root speaks of a file of this name; true where that cannot be said.</summary>
    /// <param name="name">The name without a folder.</param>
    bool Mentions(string name) => true;
}
