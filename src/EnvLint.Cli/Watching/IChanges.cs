namespace EnvLint.Cli.Watching;

/// <summary>Where changes count.</summary>
/// <param name="folders">Absolute paths of folders; all that is below them counts.</param>
/// <param name="shallowFolders">Absolute paths of folders in which only what lies directly in them counts.</param>
/// <param name="isIdle">Whether a change of an absolute path in them means nothing; called from any thread.</param>
internal sealed class WatchedPlaces(IReadOnlyList<string> folders, IReadOnlyList<string> shallowFolders, Func<string, bool> isIdle)
{
    /// <summary>Absolute paths of folders; all that is below them counts.</summary>
    public IReadOnlyList<string> Folders { get; } = folders;

    /// <summary>Absolute paths of folders in which only what lies directly in them counts.</summary>
    public IReadOnlyList<string> ShallowFolders { get; } = shallowFolders;

    /// <summary>Whether a change of an absolute path in them means nothing; called from any thread.</summary>
    public Func<string, bool> IsIdle { get; } = isIdle;
}

/// <summary>Tells when files change.</summary>
internal interface IChanges : IDisposable
{
    /// <summary>Waits until something may have changed since the last call, and the changes have come to rest.</summary>
    /// <param name="places">Where to look.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Absolute paths of what changed, came or went; null where it is not known what did, or whether anything did.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    IReadOnlySet<string>? Wait(WatchedPlaces places, CancellationToken cancellationToken);
}
