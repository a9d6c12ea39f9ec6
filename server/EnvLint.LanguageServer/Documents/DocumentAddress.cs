namespace EnvLint.LanguageServer.Documents;

/// <summary>Where a document is: the URI by which the client knows it, and the path on this machine if it has one. Two are equal that lead to the same document, however their URIs are written.</summary>
public sealed class DocumentAddress : IEquatable<DocumentAddress>
{
    private readonly string _key;

    private DocumentAddress(string uri, string? fullPath, string key)
    {
        Uri = uri;
        FullPath = fullPath;
        _key = key;
    }

    /// <summary>The URI, as the client wrote it where it wrote one.</summary>
    public string Uri { get; }

    /// <summary>Absolute path on this machine; null for what is no file of it: an untitled document, another scheme.</summary>
    public string? FullPath { get; }

    /// <summary>Reads a URI. Never throws: what is no URI is an address without a path.</summary>
    /// <param name="uri">The URI as the client wrote it.</param>
    public static DocumentAddress Of(string uri) => DocumentUri.ToPath(uri) is { } path ? new DocumentAddress(uri, path, path) : new DocumentAddress(uri, fullPath: null, uri);

    /// <summary>The address of a file.</summary>
    /// <param name="fullPath">Absolute path.</param>
    public static DocumentAddress OfPath(string fullPath) => new(DocumentUri.OfPath(fullPath), fullPath, fullPath);

    /// <inheritdoc/>
    public bool Equals(DocumentAddress? other) => other is not null && string.Equals(_key, other._key, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DocumentAddress);

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(_key, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Uri;
}
