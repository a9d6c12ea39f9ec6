using System.Text;

namespace EnvLint.LanguageServer.Features;

/// <summary>Puts text from files into Markdown so that it stays text: no link, no tag, no heading comes of it, whatever a file holds.</summary>
internal static class MarkdownText
{
    private const int MaximumCode = 120;
    private const int MaximumPlain = 1_200;

    /// <summary>Text among other text. Addresses in it become no links.</summary>
    /// <param name="text">The text; line ends and control characters become blanks, and what is longer than any sentence is cut.</param>
    public static string Plain(string text) => Escape(text, keepsAddresses: false);

    /// <summary>Text of our own tables among other text: as <see cref="Plain"/>, but what is an address stays one.</summary>
    /// <param name="text">The text.</param>
    public static string Own(string text) => Escape(text, keepsAddresses: true);

    /// <summary>A sentence in which names stand between backticks: as <see cref="Plain"/>, and the names in the type of code.</summary>
    /// <param name="text">The sentence.</param>
    /// <param name="keepsAddresses">Whether what is an address stays one.</param>
    public static string Sentence(string text, bool keepsAddresses = false)
    {
        var length = CutAt(text, MaximumPlain);
        var parts = text[..length].Split('`');
        if (parts.Length == 1 || parts.Length % 2 == 0)
        {
            return Escape(text, keepsAddresses);
        }

        // Whatever a file has put between backticks is safe on either side.
        var result = new StringBuilder(length + 16);
        for (var i = 0; i < parts.Length; i++)
        {
            result.Append(i % 2 == 1 && parts[i].Length > 0 ? Code(parts[i]) : Escape(parts[i], keepsAddresses));
        }

        return length < text.Length ? result.Append('…').ToString() : result.ToString();
    }

    private static string Escape(string text, bool keepsAddresses)
    {
        var result = new StringBuilder(text.Length + 16);
        var length = CutAt(text, MaximumPlain);
        for (var i = 0; i < length; i++)
        {
            var c = text[i];
            if (IsHidden(c))
            {
                result.Append(' ');
                continue;
            }

            var isInWord = i > 0 && i + 1 < length && char.IsAsciiLetterOrDigit(text[i - 1]) && char.IsAsciiLetterOrDigit(text[i + 1]);
            var isMark = c switch
            {
                '\\' or '`' or '*' or '[' or ']' or '<' or '>' or '&' or '~' or '|' or '$' or '!' => true,
                '_' => !isInWord,

                // An address would become a link, and a line may begin with a mark of a list or a heading.
                ':' => !keepsAddresses && ((i + 2 < length && text[i + 1] == '/' && text[i + 2] == '/') || EndsWithScheme(text.AsSpan(0, i))),
                '@' => isInWord && !keepsAddresses,
                '#' or '+' or '-' or '=' => result.Length == 0,
                '.' or ')' => (IsNumber(text.AsSpan(0, i)) && (i + 1 == length || text[i + 1] <= ' ')) || (c == '.' && !keepsAddresses && EndsWithWww(text.AsSpan(0, i))),
                _ => false,
            };
            if (isMark)
            {
                result.Append('\\');
            }

            result.Append(c);
        }

        return length < text.Length ? result.Append('…').ToString() : result.ToString();
    }

    /// <summary>Text as it is written, in the type of code.</summary>
    /// <param name="text">The text; line ends and control characters become blanks, and what is longer than any name is cut.</param>
    public static string Code(string text)
    {
        var length = CutAt(text, MaximumCode);
        var inner = new StringBuilder(length + 1);
        var ticks = 0;
        var longest = 0;
        for (var i = 0; i < length; i++)
        {
            var c = text[i];
            ticks = c == '`' ? ticks + 1 : 0;
            longest = Math.Max(longest, ticks);
            inner.Append(IsHidden(c) ? ' ' : c);
        }

        if (length < text.Length)
        {
            inner.Append('…');
        }

        var content = inner.ToString();
        if (string.IsNullOrWhiteSpace(content))
        {
            return "` `";
        }

        var fence = new string('`', longest + 1);
        var blank = content[0] is '`' or ' ' || content[^1] is '`' or ' ' ? " " : "";
        return $"{fence}{blank}{content}{blank}{fence}";
    }

    /// <summary>Where something is known from: an address of our own tables stays an address.</summary>
    /// <param name="source">The source, in words for people, of a table.</param>
    /// <param name="asOf">The table's date.</param>
    public static string Source(string source, string asOf) => source.Length == 0 ? $"table of {asOf}" : $"{Own(source)} (table of {asOf})";

    // Control characters, and those that turn the direction of what follows.
    private static bool IsHidden(char c) =>
        char.IsControl(c) || c is '\u2028' or '\u2029' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\uFEFF';

    // Never between the halves of a character.
    private static int CutAt(string text, int most) => text.Length <= most ? text.Length : char.IsHighSurrogate(text[most - 1]) ? most - 1 : most;

    private static bool IsNumber(ReadOnlySpan<char> text) => !text.IsEmpty && text.Length <= 9 && !text.ContainsAnyExceptInRange('0', '9');

    // Addresses without slashes that renderers turn into links.
    private static bool EndsWithScheme(ReadOnlySpan<char> text) =>
        text.EndsWith("mailto", StringComparison.OrdinalIgnoreCase) || text.EndsWith("tel", StringComparison.OrdinalIgnoreCase) || text.EndsWith("xmpp", StringComparison.OrdinalIgnoreCase);

    private static bool EndsWithWww(ReadOnlySpan<char> text) => text.EndsWith("www", StringComparison.OrdinalIgnoreCase);
}
