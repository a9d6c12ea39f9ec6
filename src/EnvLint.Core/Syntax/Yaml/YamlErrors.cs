using EnvLint.Text;

namespace EnvLint.Syntax.Yaml;

/// <summary>Says in one sentence what the library did not take.</summary>
internal static class YamlErrors
{
    public static SyntaxError Describe(string text, int start, int end, string reason)
    {
        start = Math.Clamp(start, 0, text.Length);
        end = Math.Clamp(end, start, text.Length);
        if (Has(reason, "tab character"))
        {
            // The start is that of the value above.
            start = end;
        }

        var lineStart = start;
        while (lineStart > 0 && !YamlCharacters.IsBreak(text[lineStart - 1]))
        {
            lineStart--;
        }

        var indentation = lineStart;
        while (indentation < text.Length && YamlCharacters.IsBlank(text[indentation]))
        {
            indentation++;
        }

        var tab = text.IndexOf('\t', lineStart, indentation - lineStart);
        if (tab >= 0 && start <= indentation)
        {
            return new SyntaxError(new TextSpan(tab, 1), "a tab cannot indent a line of YAML");
        }

        // Nobody wants half a file underlined: the first line is where to look.
        var span = TextSpan.FromBounds(start, Math.Min(end, YamlCharacters.EndOfLine(text, start)));
        return new SyntaxError(span, Sentence(text, start, reason));
    }

    private static string Sentence(string text, int start, string reason)
    {
        if (Has(reason, "unexpected end of stream"))
        {
            return "the quote is never closed";
        }

        if (Has(reason, "wrong indentation"))
        {
            return "a quoted text that goes on has to be indented further than what it stands in";
        }

        if (Has(reason, "could not find expected ':'"))
        {
            return "expected ':' behind the key";
        }

        if (Has(reason, "invalid mapping") || Has(reason, "Mapping values are not allowed"))
        {
            return "a ':' cannot stand here: the text in front of it is already a value, or the line is indented wrongly";
        }

        if (Has(reason, "expected '-' indicator"))
        {
            return "expected an item with '-' at the same indentation as those above";
        }

        if (Has(reason, "expected key"))
        {
            return "expected a key at the same indentation as those above";
        }

        if (Has(reason, "',' or ']'"))
        {
            return "expected ',' or ']'";
        }

        if (Has(reason, "',' or '}'"))
        {
            return "expected ',' or '}'";
        }

        if (Has(reason, "Block sequence entries are not allowed"))
        {
            return "an item with '-' cannot stand here";
        }

        if (Has(reason, "unknown escape character"))
        {
            return "no such escape in double quotes";
        }

        if (Has(reason, "character that cannot start any token"))
        {
            return start < text.Length && text[start] is '@' or '`' or '%'
                ? $"a plain value cannot begin with '{text[start]}': put it in quotes"
                : "a value cannot begin like this";
        }

        return "the text is not valid YAML here";
    }

    private static bool Has(string reason, string part) => reason.Contains(part, StringComparison.OrdinalIgnoreCase);
}
