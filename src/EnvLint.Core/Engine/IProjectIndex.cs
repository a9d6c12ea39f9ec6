namespace EnvLint.Engine;

/// <summary>What the files of a root say of one of them. Paths are as findings name them.</summary>
public interface IProjectIndex
{
    /// <summary>The context that all builds of a Dockerfile name, with <c>/</c> at its end and empty for the root; null where none does, or where they differ.</summary>
    /// <param name="dockerfile">Its path.</param>
    string? ContextOf(string dockerfile);

    /// <summary>Whether a build names a Dockerfile, with whichever context.</summary>
    /// <param name="dockerfile">Its path.</param>
    bool IsBuilt(string dockerfile);

    /// <summary>Whether commands install a list, and each of them names an index or may name one.</summary>
    /// <param name="list">Its path.</param>
    bool IsIndexNamedFor(string list);

    /// <summary>How many commands of the root install a list, those of guides among them.</summary>
    /// <param name="list">Its path.</param>
    int InstallsOf(string list);
}
