using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Manifests;

namespace EnvLint.LanguageServer.Analysis;

/// <summary>What the files of a root say of each other now. Serves all threads.</summary>
/// <param name="files">The files.</param>
/// <param name="manifests">The manifests of the root with their kinds, in order.</param>
/// <param name="kindOf">What a file is now.</param>
internal sealed class ProjectLinks(ILinkedFiles files, Func<IReadOnlyList<(string Path, ManifestKind Kind)>> manifests, Func<string, ManifestKind> kindOf) : IProjectIndex
{
    private volatile ProjectIndex _index = new(files, manifests, kindOf);

    /// <summary>Asks all files again.</summary>
    public void Forget() => _index = new ProjectIndex(files, manifests, kindOf);

    /// <summary>Asks a file again.</summary>
    /// <param name="path">Its path from the root.</param>
    public void Change(string path) => _index.Change(path);

    /// <inheritdoc/>
    public string? ContextOf(string dockerfile) => _index.ContextOf(dockerfile);

    /// <inheritdoc/>
    public bool IsBuilt(string dockerfile) => _index.IsBuilt(dockerfile);

    /// <inheritdoc/>
    public bool IsIndexNamedFor(string list) => _index.IsIndexNamedFor(list);

    /// <inheritdoc/>
    public int InstallsOf(string list) => _index.InstallsOf(list);
}
