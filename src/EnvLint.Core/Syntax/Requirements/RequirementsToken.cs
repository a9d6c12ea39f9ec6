using EnvLint.Text;

namespace EnvLint.Syntax.Requirements;

/// <summary>The kinds of token of a requirements file. Tokens tile the text.</summary>
public enum RequirementsTokenKind : byte
{
    /// <summary>U+FEFF at the very beginning.</summary>
    ByteOrderMark,

    /// <summary>Blanks at the beginning or end of a line, or in front of a comment.</summary>
    Blank,

    /// <summary><c>\n</c>, <c>\r\n</c> or <c>\r</c> that ends a line.</summary>
    LineEnd,

    /// <summary>Backslashes and the line end that they take away.</summary>
    Continuation,

    /// <summary>From <c>#</c> to the end of the line. Where the line is continued, what follows is comment too.</summary>
    Comment,

    /// <summary>A requirement, an option, or a part of one.</summary>
    Text,
}

/// <summary>A token: its kind and its place.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Span">The place, in the text.</param>
public readonly record struct RequirementsToken(RequirementsTokenKind Kind, TextSpan Span);
