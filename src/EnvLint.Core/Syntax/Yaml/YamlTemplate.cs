namespace EnvLint.Syntax.Yaml;

/// <summary>Tells a template, which becomes YAML when a tool fills it in, from YAML.</summary>
public static class YamlTemplate
{
    /// <summary>Whether placeholders or statements of Jinja, Helm, Go or ERB stand outside the comments of a text.</summary>
    /// <param name="text">The text.</param>
    public static bool Is(string text) => Has(text, "{{", "}}") || Has(text, "{%", "%}") || Has(text, "<%", "%>");

    private static bool Has(string text, string open, string close)
    {
        var from = 0;
        while (text.AsSpan(from).IndexOf(open, StringComparison.Ordinal) is >= 0 and var next)
        {
            var start = from + next;
            var lineEnd = YamlCharacters.EndOfLine(text, start);
            if (!IsInComment(text, start))
            {
                // ${{ x }} is a placeholder too; a mapping that is the key of a mapping ends with "}" apart, and nobody writes one.
                return text.AsSpan(start + open.Length).Contains(close, StringComparison.Ordinal);
            }

            from = lineEnd;
        }

        return false;
    }

    private static bool IsInComment(string text, int offset)
    {
        for (var i = offset - 1; i >= 0 && !YamlCharacters.IsBreak(text[i]); i--)
        {
            if (text[i] == '#' && (i == 0 || YamlCharacters.IsBlankOrBreak(text[i - 1])))
            {
                return true;
            }
        }

        return false;
    }
}
