using EnvLint.LanguageServer.Documents;

namespace EnvLint.LanguageServer.Analysis;

/// <summary>What happened to a file on disk.</summary>
public enum FileChangeKind
{
    /// <summary>It is new.</summary>
    Created = 1,

    /// <summary>It was written.</summary>
    Changed = 2,

    /// <summary>It is gone.</summary>
    Deleted = 3,
}

/// <summary>How far a scan of the workspace is.</summary>
/// <param name="Done">Files that were checked.</param>
/// <param name="Total">Files that will be.</param>
public readonly record struct ScanProgress(int Done, int Total);

/// <summary>The documents, the files around them and what is known of them. The methods that return nothing are called one after the other, in the order of the client's messages; the others from any thread.</summary>
public interface ISession : IAsyncDisposable
{
    /// <summary>Opens the workspace.</summary>
    /// <param name="folders">Its folders; empty for single files.</param>
    void Start(IReadOnlyList<DocumentAddress> folders);

    /// <summary>Takes folders in and out.</summary>
    /// <param name="added">New folders.</param>
    /// <param name="removed">Folders that are no longer part of it.</param>
    void ChangeFolders(IReadOnlyList<DocumentAddress> added, IReadOnlyList<DocumentAddress> removed);

    /// <summary>Takes what a person set in the editor.</summary>
    /// <param name="settingsOf">The settings of each folder; the one without a folder holds for all that have none.</param>
    /// <returns>Whether anything holds now that did not before.</returns>
    bool ChangeSettings(IReadOnlyList<(DocumentAddress? Folder, ClientSettings Settings)> settingsOf);

    /// <summary>A document was opened: from now on its text is the client's.</summary>
    /// <param name="document">The document.</param>
    void Open(DocumentAddress address, string languageId, int version, string text);

    /// <summary>A document was changed.</summary>
    /// <param name="address">The document.</param>
    /// <param name="version">The number of the text that comes of it.</param>
    /// <param name="change">Makes the new text from the old one.</param>
    /// <returns>False for a document that is not open.</returns>
    bool Change(DocumentAddress address, int version, Func<string, string> change);

    /// <summary>A document was saved.</summary>
    /// <param name="address">The document.</param>
    void Save(DocumentAddress address);

    /// <summary>A document was closed: from now on its text is the disk's.</summary>
    /// <param name="address">The document.</param>
    void Close(DocumentAddress address);

    /// <summary>Files changed on disk.</summary>
    /// <param name="changes">Which, and how.</param>
    void ChangeFiles(IReadOnlyList<(DocumentAddress Address, FileChangeKind Kind)> changes);

    /// <summary>The open document as it is now, whether it is a manifest or not.</summary>
    /// <param name="address">The document.</param>
    /// <returns>Null for a document that is not open.</returns>
    OpenDocument? Find(DocumentAddress address);

    /// <summary>What is known of the newest text of a document, open or on disk. Does the work where nobody has done it yet; does not wait for the pause.</summary>
    /// <param name="address">The document.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Null for what is neither a manifest nor a configuration file.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled, or a newer text came.</exception>
    ValueTask<DocumentAnalysis?> AnalyzeAsync(DocumentAddress address, CancellationToken cancellationToken);

    /// <summary>Checks all manifests of all folders.</summary>
    /// <param name="found">Takes each, one at a time, in the order of the work.</param>
    /// <param name="progress">Hears how far it is; may be called from any thread.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task AnalyzeWorkspaceAsync(Action<DocumentAnalysis> found, Action<ScanProgress>? progress, CancellationToken cancellationToken);
}
