using System.Text;

namespace EnvLint.LanguageServer.Features.Completing;

/// <summary>Characters and texts that several languages share.</summary>
internal static class Words
{
    /// <summary>Letters, digits and underscores.</summary>
    public static bool IsName(char character) => char.IsAsciiLetterOrDigit(character) || character == '_';

    /// <summary>What names of packages are made of.</summary>
    public static bool IsPackage(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.';

    /// <summary>What versions are made of.</summary>
    public static bool IsVersion(char character) => char.IsAsciiLetterOrDigit(character) || character is '.' or '+' or '*' or '!' or '_' or '-';

    /// <summary>Whether all characters of a text are such.</summary>
    /// <param name="text">The text; an empty one has none that is not.</param>
    /// <param name="isPart">What they are to be.</param>
    public static bool IsAll(ReadOnlySpan<char> text, Func<char, bool> isPart)
    {
        foreach (var character in text)
        {
            if (!isPart(character))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A text as Markdown shows it.</summary>
    /// <param name="text">Plain text.</param>
    public static string Escape(string text)
    {
        var result = new StringBuilder(text.Length + 8);
        foreach (var character in text)
        {
            if (character is '\\' or '`' or '*' or '_' or '{' or '}' or '[' or ']' or '<' or '>' or '#' or '|' or '~' or '$')
            {
                result.Append('\\');
            }

            result.Append(character);
        }

        return result.ToString();
    }

    /// <summary>Paragraphs of Markdown.</summary>
    /// <param name="parts">Each a paragraph; empty ones are left out.</param>
    public static string Paragraphs(params ReadOnlySpan<string> parts)
    {
        var result = new StringBuilder();
        foreach (var part in parts)
        {
            if (part.Length > 0)
            {
                result.Append(result.Length == 0 ? "" : "\n\n").Append(part);
            }
        }

        return result.ToString();
    }
}
