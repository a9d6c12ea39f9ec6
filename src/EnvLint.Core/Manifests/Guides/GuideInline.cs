using EnvLint.Text;

namespace EnvLint.Manifests.Guides;

/// <summary>Reads a paragraph as a reader sees it: without the backslashes of Markdown, links as their text.</summary>
internal static class GuideInline
{
    private const int LongestAddress = 2000;

    /// <summary>The text that is shown.</summary>
    /// <param name="content">A paragraph.</param>
    public static EmbeddedText Shown(EmbeddedText content)
    {
        var text = content.Text;
        if (text.AsSpan().IndexOfAny('\\', '[', '<') < 0 && !text.StartsWith("**", StringComparison.Ordinal))
        {
            return content;
        }

        var builder = new EmbeddedTextBuilder(content);
        var start = 0;
        var end = text.Length;
        if (text.Length > 4 && text.StartsWith("**", StringComparison.Ordinal) && text.IndexOf("**", 2, StringComparison.Ordinal) == text.Length - 2)
        {
            start = 2;
            end = text.Length - 2;
        }

        var done = start;
        for (var i = start; i < end; i++)
        {
            if (text[i] == '\\' && i + 1 < end && char.IsAscii(text[i + 1]) && (char.IsPunctuation(text[i + 1]) || char.IsSymbol(text[i + 1])))
            {
                builder.Add(done, i);
                done = i + 1;
                i++;
            }
            else if (text[i] == '[' && LinkAt(text, i, end) is var (close, behind))
            {
                builder.Add(done, i);
                builder.Add(i + 1, close);
                done = behind;
                i = behind - 1;
            }
            else if (text[i] == '<' && AutolinkAt(text, i, end) is > 0 and var last)
            {
                builder.Add(done, i);
                builder.Add(i + 1, last);
                done = last + 1;
                i = last;
            }
        }

        builder.Add(done, end);
        return builder.Build();
    }

    // [text](address) on one line: where the text and where the link ends.
    private static (int Close, int Behind)? LinkAt(string text, int position, int end)
    {
        var close = text.AsSpan(position + 1, end - position - 1).IndexOfAny("[]\n");
        if (close <= 0 || text[position + 1 + close] != ']' || position + close + 2 >= end || text[position + close + 2] != '(')
        {
            return null;
        }

        var address = position + close + 3;
        var length = text.AsSpan(address, Math.Min(end - address, LongestAddress)).IndexOfAny(") \n");
        return length > 0 && text[address + length] == ')' ? (position + 1 + close, address + length + 1) : null;
    }

    // <https://…>: where its closing mark stands; -1 for none.
    private static int AutolinkAt(string text, int position, int end)
    {
        var rest = text.AsSpan(position + 1, end - position - 1);
        var close = rest.IndexOfAny(">< \n");
        return close > 0 && rest[close] == '>' && (rest.StartsWith("http://", StringComparison.Ordinal) || rest.StartsWith("https://", StringComparison.Ordinal)) ? position + 1 + close : -1;
    }
}
