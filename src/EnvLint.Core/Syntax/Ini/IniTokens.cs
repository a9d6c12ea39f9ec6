using EnvLint.Text;

namespace EnvLint.Syntax.Ini;

/// <summary>Which of WSL's two readers a text is for. Both run one parser, with other flags and another file mode.</summary>
public enum IniDialect
{
    /// <summary>
    /// The reader on Windows (<c>.wslconfig</c>): text mode, so that CRLF is one line end and a byte order mark is taken
    /// off; a character of a value is cut to its low byte; a line that does not parse is skipped.
    /// </summary>
    Host,

    /// <summary>
    /// The reader inside a distribution (<c>wsl.conf</c>): bytes as they are; the first line that does not parse ends the reading.
    /// </summary>
    Guest,
}

/// <summary>The kinds of token. Tokens tile the text.</summary>
public enum IniTokenKind : byte
{
    /// <summary>Blanks and tabs that are part of nothing.</summary>
    Whitespace,

    /// <summary><c>\n</c>, <c>\r\n</c> or <c>\r</c>.</summary>
    LineEnd,

    /// <summary>From <c>#</c> to the end of the line.</summary>
    Comment,

    /// <summary>The <c>[</c> of a header.</summary>
    OpenBracket,

    /// <summary>Letters and digits between the brackets of a header.</summary>
    SectionName,

    /// <summary>The <c>]</c> of a header.</summary>
    CloseBracket,

    /// <summary>Letters and digits before <c>=</c>.</summary>
    Key,

    /// <summary>The <c>=</c>.</summary>
    EqualsSign,

    /// <summary>Characters of a value that stand for themselves.</summary>
    Text,

    /// <summary>The same between double quotes.</summary>
    QuotedText,

    /// <summary>A double quote; it never becomes part of the value.</summary>
    Quote,

    /// <summary><c>\\</c>, <c>\"</c>, <c>\b</c>, <c>\n</c> or <c>\t</c>.</summary>
    Escape,

    /// <summary>A backslash and the line end that it takes out of the value.</summary>
    Continuation,

    /// <summary>A backslash before the <c>\r</c> of a CRLF in <c>wsl.conf</c>: both vanish, and the line ends all the same.</summary>
    BrokenContinuation,

    /// <summary>A backslash before any other character, that character included.</summary>
    BadEscape,

    /// <summary>Text of a line that the parser does not take.</summary>
    Skipped,
}

/// <summary>A token: its kind and its place.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Span">The place, in UTF-16 offsets of the file.</param>
public readonly record struct IniToken(IniTokenKind Kind, TextSpan Span);

/// <summary>What the parser complains about, in the order of its own messages.</summary>
public enum IniErrorKind
{
    /// <summary><c>[</c> is not followed by a letter.</summary>
    InvalidSection,

    /// <summary>Something particular is missing: see <see cref="IniError.Expected"/>.</summary>
    Expected,

    /// <summary>A line begins with something that is neither a letter nor <c>[</c> nor <c>#</c>.</summary>
    InvalidKey,

    /// <summary>A backslash before a character that it cannot escape.</summary>
    InvalidEscape,
}

/// <summary>A complaint of the parser.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Expected">What is missing, spelled as in WSL's message: <c>']'</c>, <c>' ' or '\n'</c>, <c>'='</c> or <c>"</c>; empty for the other kinds.</param>
/// <param name="Span">The text that does not fit; empty at a line end and at the end of the file.</param>
/// <param name="Line">The line that WSL's message names, from 1. With CRLF in <c>wsl.conf</c> it runs ahead of the real one.</param>
public sealed record IniError(IniErrorKind Kind, string Expected, TextSpan Span, int Line);
