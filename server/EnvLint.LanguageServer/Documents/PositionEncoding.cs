namespace EnvLint.LanguageServer.Documents;

/// <summary>What the columns of the wire count. Everything behind the wire counts UTF-16 code units.</summary>
public enum PositionEncoding
{
    /// <summary>UTF-16 code units: what a client that says nothing speaks.</summary>
    Utf16,

    /// <summary>Bytes of UTF-8.</summary>
    Utf8,
}
