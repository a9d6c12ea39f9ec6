using EnvLint.Text;

namespace EnvLint.Workspace.Reading;

/// <summary>What came of reading a file.</summary>
public abstract record ReadResult
{
    private protected ReadResult()
    {
    }
}

/// <summary>The file is text.</summary>
/// <param name="Source">The text.</param>
public sealed record TextRead(SourceText Source) : ReadResult;

/// <summary>The file is larger than the limit and was not read.</summary>
/// <param name="Limit">The limit in bytes.</param>
public sealed record TooLarge(long Limit) : ReadResult;

/// <summary>The file holds a zero byte, which no text does.</summary>
/// <param name="Offset">Where the first one is, in bytes from 0.</param>
public sealed record BinaryContent(long Offset) : ReadResult;

/// <summary>The bytes are not what the encoding allows.</summary>
/// <param name="Encoding">The encoding that the byte order mark names, or UTF-8.</param>
/// <param name="Offset">Where the first wrong byte is, in bytes from 0.</param>
public sealed record Undecodable(TextEncoding Encoding, long Offset) : ReadResult;

/// <summary>The system did not let the file be read.</summary>
/// <param name="Reason">Why, in a few words.</param>
public sealed record Unreadable(string Reason) : ReadResult;
