namespace EnvLint.Text;

/// <summary>What a parser could not take: the place, and a sentence that says what it expected.</summary>
/// <param name="Span">The text that fits nothing, in UTF-16 offsets of the parsed text; empty where something is missing.</param>
/// <param name="Message">One sentence without a full stop at its end, such as <c>expected ']' after the section name</c>.</param>
public sealed record SyntaxError(TextSpan Span, string Message);
