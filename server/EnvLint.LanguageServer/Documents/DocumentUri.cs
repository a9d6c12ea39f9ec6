namespace EnvLint.LanguageServer.Documents;

/// <summary>Between URIs and paths of this machine.</summary>
internal static class DocumentUri
{
    /// <summary>The absolute path that a URI names on this machine.</summary>
    /// <param name="uri">The URI.</param>
    /// <returns>Null for what is no file here.</returns>
    public static string? ToPath(string uri) => Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && parsed.IsFile ? parsed.LocalPath : null;

    /// <summary>The URI of a file.</summary>
    /// <param name="fullPath">Absolute path.</param>
    public static string OfPath(string fullPath) => new Uri(fullPath).AbsoluteUri;
}
