namespace EnvLint.Text;

/// <summary>How a file's bytes spell its text.</summary>
public enum TextEncoding
{
    /// <summary>UTF-8 without a byte order mark.</summary>
    Utf8,

    /// <summary>UTF-8 that begins with the bytes EF BB BF.</summary>
    Utf8Bom,

    /// <summary>UTF-16, little endian, with byte order mark: what PowerShell 5 redirection writes.</summary>
    Utf16LittleEndian,

    /// <summary>UTF-16, big endian, with byte order mark.</summary>
    Utf16BigEndian,
}
