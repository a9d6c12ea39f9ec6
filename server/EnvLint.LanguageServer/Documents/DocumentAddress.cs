namespace EnvLint.LanguageServer.Documents;

/// <summary>Where a document is: the URI by which the client knows it, and the path on this machine if it has one. Two are equal that lead to the same document, however their URIs are written.</summary>
public sealed class DocumentAddress : IEquatable<DocumentAddress>
{
    private readonly string _key;

    private DocumentAddress(string uri, DocumentUri.Parts parts)
    {
        Uri = uri;
        FullPath = parts.Path;
        Name = parts.Name;
        IsUntitled = parts.IsUntitled;
        _key = parts.Key;
    }

    /// <summary>The URI, as the client wrote it where it wrote one.</summary>
    public string Uri { get; }

    /// <summary>Absolute path on this machine; null for what is no file of it: an untitled document, another scheme, a drive of Windows on Linux.</summary>
    public string? FullPath { get; }

    /// <summary>The name without folders, decoded; empty where there is none.</summary>
    public string Name { get; }

    /// <summary>Whether the document was never saved, so that its name need say nothing.</summary>
    public bool IsUntitled { get; }

    /// <summary>Reads a URI. Never throws: what is no URI is an address without a path.</summary>
    /// <param name="uri">The URI as the client wrote it.</param>
    public static DocumentAddress Of(string uri) => Of(uri, OperatingSystem.IsWindows());

    /// <summary>The address of a file.</summary>
    /// <param name="fullPath">Absolute path.</param>
    public static DocumentAddress OfPath(string fullPath) => OfPath(fullPath, OperatingSystem.IsWindows());

    internal static DocumentAddress Of(string uri, bool isWindows) => new(uri, DocumentUri.Parse(uri, isWindows));

    internal static DocumentAddress OfPath(string fullPath, bool isWindows) => Of(DocumentUri.OfPath(fullPath, isWindows), isWindows);

    /// <inheritdoc/>
    public bool Equals(DocumentAddress? other) => other is not null && string.Equals(_key, other._key, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DocumentAddress);

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(_key, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Uri;
}
