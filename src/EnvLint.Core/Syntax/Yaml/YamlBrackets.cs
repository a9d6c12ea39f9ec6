using EnvLint.Text;

namespace EnvLint.Syntax.Yaml;

/// <summary>Looks for the end of a bracket without reading what is inside.</summary>
internal static class YamlBrackets
{
    /// <summary>The first bracket or brace at or behind an offset, where nothing closes it up to the end of the text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">Where to begin.</param>
    /// <returns>Null where it is closed, or where there is none.</returns>
    public static TextSpan? FindUnclosed(string text, int from)
    {
        var depth = 0;
        var first = -1;
        for (var i = from; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '[' or '{':
                    first = depth++ == 0 ? i : first;
                    break;
                case ']' or '}' when depth > 0:
                    if (--depth == 0)
                    {
                        return null;
                    }

                    break;
                case '#' when i == 0 || YamlCharacters.IsBlankOrBreak(text[i - 1]):
                    i = YamlCharacters.EndOfLine(text, i) - 1;
                    break;
                case '"' or '\'' when i > 0 && (YamlCharacters.IsBlankOrBreak(text[i - 1]) || text[i - 1] is '[' or '{' or ',' or ':'):
                    i = EndOfQuote(text, i);
                    break;
            }
        }

        return first < 0 ? null : new TextSpan(first, 1);
    }

    private static int EndOfQuote(string text, int start)
    {
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] == '\\' && text[start] == '"')
            {
                i++;
            }
            else if (text[i] == text[start])
            {
                return i;
            }
        }

        return text.Length;
    }
}
