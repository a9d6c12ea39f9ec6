using System.Text;
using EnvLint.Rules;

namespace EnvLint.Reporting.Sarif;

/// <summary>A rule's page as plain text, for readers that show no Markdown.</summary>
internal static class RulePage
{
    /// <summary>Longest description that code scanning takes, in characters.</summary>
    public const int DescriptionLimit = 1024;

    /// <summary>The title as a sentence and the first paragraph of the page, not longer than <see cref="DescriptionLimit"/>.</summary>
    /// <param name="rule">The rule.</param>
    public static string Describe(RuleDescriptor rule)
    {
        var text = new StringBuilder(Sentence(rule.Title));
        var inParagraph = false;
        foreach (var line in rule.Page.AsSpan().EnumerateLines())
        {
            var trimmed = line.Trim();
            var isText = !trimmed.IsEmpty && trimmed[0] != '#' && !IsFence(trimmed);
            if (isText)
            {
                text.Append(' ');
                AppendPlain(text, trimmed);
                inParagraph = true;
            }
            else if (inParagraph)
            {
                break;
            }
        }

        return Cut(text.ToString(), DescriptionLimit);
    }

    /// <summary>The whole page: headings without their signs, code without fences and quotes, links with their address behind them.</summary>
    /// <param name="rule">The rule. Where it has no page, its title stands for it.</param>
    public static string ToPlainText(RuleDescriptor rule)
    {
        var text = new StringBuilder();
        var fence = "";
        foreach (var line in rule.Page.AsSpan().EnumerateLines())
        {
            var trimmed = line.Trim();
            if (fence.Length == 0 && IsFence(trimmed))
            {
                fence = trimmed[..3].ToString();
            }
            else if (fence.Length > 0 && trimmed.StartsWith(fence, StringComparison.Ordinal))
            {
                fence = "";
            }
            else if (fence.Length > 0)
            {
                text.Append("    ").Append(line).Append('\n');
            }
            else
            {
                AppendPlain(text, line.TrimEnd().TrimStart('#').TrimStart(line.TrimStart().StartsWith('#') ? " " : ""));
                text.Append('\n');
            }
        }

        var plain = text.ToString().Trim('\n');
        return string.IsNullOrWhiteSpace(plain) ? Sentence(rule.Title) : plain;
    }

    /// <summary>A text with a full stop at its end, if it has no other end.</summary>
    /// <param name="text">The text.</param>
    public static string Sentence(string text) =>
        text.Length > 0 && text[^1] is '.' or '!' or '?' or ':' ? text : text + ".";

    /// <summary>A text of at most so many code units, with an ellipsis where it was cut.</summary>
    /// <param name="text">The text.</param>
    /// <param name="limit">The limit; above 3.</param>
    public static string Cut(string text, int limit)
    {
        if (text.Length <= limit)
        {
            return text;
        }

        var end = limit - 3;
        if (char.IsLowSurrogate(text[end]))
        {
            end--;
        }

        return text[..end] + "...";
    }

    private static bool IsFence(ReadOnlySpan<char> line) =>
        line.StartsWith("```", StringComparison.Ordinal) || line.StartsWith("~~~", StringComparison.Ordinal);

    private static void AppendPlain(StringBuilder output, ReadOnlySpan<char> line)
    {
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '`')
            {
                continue;
            }

            if (line[i] == '[' && TryReadLink(line[i..], out var label, out var address, out var length))
            {
                output.Append(label).Append(" (").Append(address).Append(')');
                i += length - 1;
                continue;
            }

            output.Append(line[i]);
        }
    }

    private static bool TryReadLink(ReadOnlySpan<char> text, out ReadOnlySpan<char> label, out ReadOnlySpan<char> address, out int length)
    {
        label = address = default;
        length = 0;
        var middle = text.IndexOfAny('[', ']') is 0 ? text[1..].IndexOfAny('[', ']') + 1 : -1;
        if (middle <= 0 || text[middle] != ']' || middle + 1 >= text.Length || text[middle + 1] != '(')
        {
            return false;
        }

        var end = text[(middle + 2)..].IndexOf(')');
        if (end < 0)
        {
            return false;
        }

        label = text[1..middle];
        address = text.Slice(middle + 2, end);
        length = middle + 3 + end;
        return true;
    }
}
