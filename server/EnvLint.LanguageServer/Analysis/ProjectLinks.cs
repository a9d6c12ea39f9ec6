using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Manifests;

namespace EnvLint.LanguageServer.Analysis;

/// <summary>What the files of a root say of each other now. Serves all threads.</summary>
/// <param name="files">The files.</param>
/// <param name="manifests">The manifests of the root with their kinds, in order.</param>
internal sealed class ProjectLinks(ILinkedFiles files, Func<IReadOnlyList<(string Path, ManifestKind Kind)>> manifests) : IProjectIndex
{
    private volatile ProjectIndex _index = new(files, manifests);

    /// <summary>Asks the files again.</summary>
    public void Forget() => _index = new ProjectIndex(files, manifests);

    /// <inheritdoc/>
    public string? ContextOf(string dockerfile) => _index.ContextOf(dockerfile);

    /// <inheritdoc/>
    public bool IsBuilt(string dockerfile) => _index.IsBuilt(dockerfile);

    /// <inheritdoc/>
    public bool IsIndexNamedFor(string list) => _index.IsIndexNamedFor(list);
}
