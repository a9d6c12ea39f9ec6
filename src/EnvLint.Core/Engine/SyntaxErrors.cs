using System.Collections.Immutable;
using EnvLint.Text;

namespace EnvLint.Engine;

/// <summary>The subject of ENV001: what a file's parsers could not take.</summary>
/// <param name="Errors">The errors in order of position, with spans of the file.</param>
public sealed record SyntaxErrors(ImmutableArray<SyntaxError> Errors);

/// <summary>Why a file could not be read as text.</summary>
public enum UnreadableReason
{
    /// <summary>It is larger than the limit.</summary>
    TooLarge,

    /// <summary>It holds NUL bytes.</summary>
    Binary,

    /// <summary>Its bytes are no valid UTF-8 and it has no UTF-16 byte order mark, or they are no valid UTF-16.</summary>
    Undecodable,

    /// <summary>The system refused to open or read it.</summary>
    Inaccessible,
}

/// <summary>The subject of ENV002: a manifest that could not be read.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Detail">A few words such as the size or the offset of the bad byte; may be empty.</param>
public sealed record UnreadableFile(UnreadableReason Reason, string Detail);

/// <summary>The subject of ENV003: a rule that threw.</summary>
/// <param name="Code">The rule's code.</param>
/// <param name="Name">The rule's name.</param>
/// <param name="Exception">Type and message of the exception, on one line.</param>
public sealed record RuleFailure(string Code, string Name, string Exception);
