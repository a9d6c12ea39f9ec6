using System.Buffers;

namespace EnvLint.Syntax.Markdown;

/// <summary>What stands behind an opening fence: a language, and in many dialects the name of the file that the code is.</summary>
/// <param name="Language">The language in small letters; empty where none is written.</param>
/// <param name="Title">The title or file name; empty where none is written.</param>
public sealed record MarkdownInfo(string Language, string Title)
{
    private static readonly SearchValues<char> s_languageEnd = SearchValues.Create(" \t{}:,");

    /// <summary>Nothing at all.</summary>
    public static MarkdownInfo None { get; } = new("", "");

    /// <summary>Reads <c>bash</c>, <c>dockerfile:Dockerfile</c>, <c>bash title="x.sh"</c>, <c>yaml filename=environment.yml</c>, <c>{.bash}</c>, <c>sh [x.sh]</c>.</summary>
    /// <param name="text">What stands behind the fence.</param>
    public static MarkdownInfo Parse(string text)
    {
        var rest = text.AsSpan().Trim();
        if (rest.IsEmpty)
        {
            return None;
        }

        if (rest[0] == '{' && rest.IndexOf('}') is > 1 and var close && rest[1..close] is "code-block" or "code" or "sourcecode" or "prompt")
        {
            // {code-block} bash of MyST.
            rest = rest[(close + 1)..].TrimStart();
        }
        else if (rest[0] == '{')
        {
            // {.bash .numberLines title="x"} of Pandoc, {bash} of notebooks.
            rest = rest[1..].TrimStart().TrimStart('.');
        }

        var end = rest.IndexOfAny(s_languageEnd);
        var language = Name(end < 0 ? rest : rest[..end]);
        var behind = end < 0 ? [] : rest[end..];
        var title = NamedTitle(rest) ?? (!behind.IsEmpty && behind[0] == ':' ? BeforeOptions(behind[1..]) : InBrackets(behind));
        return new MarkdownInfo(language, title);
    }

    /// <summary>Whether a fence holds Markdown once more: <c>{note}</c>, <c>{tab-item} Linux</c>, the directives of MyST.</summary>
    /// <param name="text">What stands behind the fence.</param>
    public static bool HoldsMarkdown(string text)
    {
        var rest = text.AsSpan().Trim();
        var close = rest.IndexOf('}');
        return close > 1 && rest[0] == '{' && rest[1..close] is "note" or "warning" or "tip" or "important" or "hint" or "attention" or "caution" or "danger" or "seealso" or "admonition"
            or "tab-set" or "tab-item" or "tabs" or "tab" or "group-tab" or "dropdown" or "details" or "grid" or "grid-item" or "grid-item-card" or "card";
    }

    // "bash=" and "bash=12" number the lines, "language-bash" is a class name.
    private static string Name(ReadOnlySpan<char> language)
    {
        var equals = language.IndexOf('=');
        if (equals >= 0)
        {
            // title=x without a language.
            language = language[..equals] is "title" or "filename" or "file" or "name" ? [] : language[..equals];
        }

        if (language.StartsWith("language-", StringComparison.OrdinalIgnoreCase))
        {
            language = language["language-".Length..];
        }

        return language.Trim("!.`~").ToString().ToLowerInvariant();
    }

    // js:src/x.js {1,3}
    private static string BeforeOptions(ReadOnlySpan<char> text)
    {
        var end = text.IndexOf('{');
        return (end < 0 ? text : text[..end]).Trim().ToString();
    }

    private static string? NamedTitle(ReadOnlySpan<char> text)
    {
        foreach (var name in (ReadOnlySpan<string>)["title", "filename", "file", "name", "caption"])
        {
            if (ValueOf(text, name) is { } value)
            {
                return value;
            }
        }

        return null;
    }

    private static string? ValueOf(ReadOnlySpan<char> text, string name)
    {
        var from = 0;
        while (text[from..].IndexOf(name, StringComparison.OrdinalIgnoreCase) is >= 0 and var found)
        {
            var at = from + found;
            var behind = at + name.Length;
            from = behind;
            if ((at > 0 && !char.IsWhiteSpace(text[at - 1]) && text[at - 1] is not (',' or '{')) || behind >= text.Length || text[behind] != '=')
            {
                continue;
            }

            var value = text[(behind + 1)..];
            if (!value.IsEmpty && value[0] is '"' or '\'')
            {
                var close = value[1..].IndexOf(value[0]);
                return (close < 0 ? value[1..] : value[1..(close + 1)]).Trim().ToString();
            }

            var end = value.IndexOfAny(" \t,}");
            return (end < 0 ? value : value[..end]).ToString();
        }

        return null;
    }

    private static string InBrackets(ReadOnlySpan<char> text)
    {
        text = text.TrimStart();
        var close = text.IndexOf(']');
        return !text.IsEmpty && text[0] == '[' && close > 0 ? text[1..close].Trim().ToString() : "";
    }
}
