using EnvLint.Text;

namespace EnvLint.Syntax.Toml;

/// <summary>What a stretch of TOML text is. Tokens tile the text: each character belongs to exactly one.</summary>
public enum TomlTokenKind : byte
{
    /// <summary>U+FEFF at the very start of the text.</summary>
    ByteOrderMark,

    /// <summary>Blanks and tabs.</summary>
    Whitespace,

    /// <summary>A line feed, or a carriage return and a line feed.</summary>
    Newline,

    /// <summary>From <c>#</c> to the end of the line.</summary>
    Comment,

    /// <summary>A part of a key without quotes.</summary>
    BareKey,

    /// <summary><c>"…"</c>, as a value or as a part of a key.</summary>
    BasicString,

    /// <summary><c>'…'</c>, as a value or as a part of a key.</summary>
    LiteralString,

    /// <summary><c>"""…"""</c>.</summary>
    MultilineBasicString,

    /// <summary><c>'''…'''</c>.</summary>
    MultilineLiteralString,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number with a fraction or an exponent, <c>inf</c> or <c>nan</c>.</summary>
    Float,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A date, a time, or both.</summary>
    DateTime,

    /// <summary><c>=</c>.</summary>
    Equals,

    /// <summary><c>.</c> between two parts of a key.</summary>
    Dot,

    /// <summary><c>,</c>.</summary>
    Comma,

    /// <summary><c>[</c>, of a table's header or of an array.</summary>
    OpenBracket,

    /// <summary><c>]</c>, of a table's header or of an array.</summary>
    CloseBracket,

    /// <summary><c>[[</c> of the header of an array of tables.</summary>
    OpenDoubleBracket,

    /// <summary><c>]]</c> of the header of an array of tables.</summary>
    CloseDoubleBracket,

    /// <summary><c>{</c>.</summary>
    OpenBrace,

    /// <summary><c>}</c>.</summary>
    CloseBrace,

    /// <summary>Text that fits nothing; a <see cref="SyntaxError"/> speaks of it.</summary>
    Skipped,
}

/// <summary>A stretch of TOML text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Offset in UTF-16 code units.</param>
/// <param name="Length">Length in UTF-16 code units; never 0.</param>
public readonly record struct TomlToken(TomlTokenKind Kind, int Start, int Length)
{
    /// <summary>The token's place.</summary>
    public TextSpan Span => new(Start, Length);
}
