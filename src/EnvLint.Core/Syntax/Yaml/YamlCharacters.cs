using System.Buffers;

namespace EnvLint.Syntax.Yaml;

/// <summary>The characters that end a line of YAML 1.1, which is what the readers in use go by: also U+0085, U+2028 and U+2029.</summary>
internal static class YamlCharacters
{
    public static readonly SearchValues<char> Breaks = SearchValues.Create("\r\n\u0085\u2028\u2029");

    public static bool IsBreak(char character) => character is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029';

    public static bool IsBlank(char character) => character is ' ' or '\t';

    public static bool IsBlankOrBreak(char character) => IsBlank(character) || IsBreak(character);

    /// <summary>Length of the line end at an offset: 0 for none, 2 for CRLF.</summary>
    public static int BreakLength(ReadOnlySpan<char> text, int offset)
    {
        if (offset >= text.Length || !IsBreak(text[offset]))
        {
            return 0;
        }

        return text[offset] == '\r' && offset + 1 < text.Length && text[offset + 1] == '\n' ? 2 : 1;
    }

    /// <summary>The offset of the line end at or behind an offset, or the end of the text.</summary>
    public static int EndOfLine(ReadOnlySpan<char> text, int offset)
    {
        var length = text[offset..].IndexOfAny(Breaks);
        return length < 0 ? text.Length : offset + length;
    }
}
