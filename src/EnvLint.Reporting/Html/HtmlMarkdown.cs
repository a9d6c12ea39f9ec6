using System.Text;

namespace EnvLint.Reporting.Html;

/// <summary>Shows a rule's page: what its Markdown uses, and no more. Anything else stands there as text.</summary>
/// <param name="html">Where to.</param>
internal sealed class HtmlMarkdown(HtmlWriter html)
{
    private readonly StringBuilder _paragraph = new();
    private readonly List<string> _items = [];
    private readonly List<string> _table = [];

    /// <summary>Writes a page without its first heading, which is the page's name.</summary>
    /// <param name="page">The page.</param>
    /// <param name="headingTag">The tag of its sections' headings.</param>
    public void Write(string page, string headingTag)
    {
        var fence = "";
        foreach (var item in page.AsSpan().EnumerateLines())
        {
            var line = item.TrimEnd().ToString();
            if (fence.Length > 0)
            {
                if (line == fence)
                {
                    html.Raw("</code></pre></figure>");
                    fence = "";
                }
                else
                {
                    html.Text(line.Replace("\t", "    ", StringComparison.Ordinal));
                    html.Raw("\n");
                }
            }
            else if (line.StartsWith("```", StringComparison.Ordinal))
            {
                End();
                fence = new string('`', line.Length - line.TrimStart('`').Length);
                OpenFence(line[fence.Length..]);
            }
            else if (line.StartsWith('#'))
            {
                End();
                if (line.StartsWith("##", StringComparison.Ordinal))
                {
                    html.Raw($"<{headingTag}>");
                    Inline(line.TrimStart('#').Trim());
                    html.Raw($"</{headingTag}>");
                }
            }
            else
            {
                AddLine(line);
            }
        }

        html.Raw(fence.Length > 0 ? "</code></pre></figure>" : "");
        End();
    }

    private void AddLine(string line)
    {
        if (line.Length == 0)
        {
            End();
        }
        else if (line.StartsWith("- ", StringComparison.Ordinal) && _paragraph.Length == 0)
        {
            _items.Add(line[2..]);
        }
        else if (line.StartsWith("  ", StringComparison.Ordinal) && _items.Count > 0)
        {
            _items[^1] += " " + line.Trim();
        }
        else if (line.StartsWith('|') && _paragraph.Length == 0)
        {
            _table.Add(line);
        }
        else
        {
            _paragraph.Append(_paragraph.Length > 0 ? " " : "").Append(line.Trim());
        }
    }

    // Behind the backticks: the language, what the example is, and what its file is called.
    private void OpenFence(string info)
    {
        var words = info.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
        var (kind, caption) = words switch
        {
            [_, "bad", ..] => ("bad", "Bad"),
            [_, "good", ..] => ("good", "Good"),
            [_, "output", ..] => ("output", "What EnvLint says"),
            [_, "beside", ..] => ("beside", "Beside it"),
            _ => ("", ""),
        };
        html.Raw($"<figure class=\"example {kind}\">");
        if (caption.Length > 0)
        {
            html.Raw($"<figcaption>{caption}");
            if (words.Length > 2)
            {
                html.Write($" <code>{words[2]}</code>");
            }

            html.Raw("</figcaption>");
        }

        html.Raw("<pre tabindex=\"0\"><code>");
    }

    private void End()
    {
        if (_paragraph.Length > 0)
        {
            html.Raw("<p>");
            Inline(_paragraph.ToString());
            html.Raw("</p>");
            _paragraph.Clear();
        }

        if (_items.Count > 0)
        {
            html.Raw("<ul>");
            foreach (var item in _items)
            {
                html.Raw("<li>");
                Inline(item);
                html.Raw("</li>");
            }

            html.Raw("</ul>");
            _items.Clear();
        }

        if (_table.Count > 0)
        {
            EndTable();
        }
    }

    private void EndTable()
    {
        html.Raw("<table>");
        for (var i = 0; i < _table.Count; i++)
        {
            if (i == 1)
            {
                continue; // the line of dashes
            }

            html.Raw("<tr>");
            foreach (var cell in _table[i].Trim('|').Split('|'))
            {
                html.Raw(i == 0 ? "<th scope=\"col\">" : "<td>");
                Inline(cell.Trim());
                html.Raw(i == 0 ? "</th>" : "</td>");
            }

            html.Raw("</tr>");
        }

        html.Raw("</table>");
        _table.Clear();
    }

    private void Inline(string text)
    {
        var plain = 0;
        for (var i = 0; i < text.Length;)
        {
            var end = text[i] switch
            {
                '`' => Code(text, i, plain),
                '[' => Link(text, i, plain),
                '*' => Emphasis(text, i, plain),
                _ => -1,
            };
            if (end > 0)
            {
                i = plain = end;
            }
            else
            {
                i++;
            }
        }

        html.Text(text[plain..]);
    }

    private int Code(string text, int start, int plain)
    {
        var ticks = 1;
        while (start + ticks < text.Length && text[start + ticks] == '`')
        {
            ticks++;
        }

        var end = text.IndexOf(new string('`', ticks), start + ticks, StringComparison.Ordinal);
        if (end < 0)
        {
            return -1;
        }

        html.Write($"{text[plain..start]}<code>{text[(start + ticks)..end].Trim()}</code>");
        return end + ticks;
    }

    // Only an address of the web leads somewhere.
    private int Link(string text, int start, int plain)
    {
        var middle = text.IndexOf("](", start, StringComparison.Ordinal);
        var end = middle < 0 ? -1 : text.IndexOf(')', middle);
        if (end < 0)
        {
            return -1;
        }

        var address = text[(middle + 2)..end];
        if (!address.StartsWith("https://", StringComparison.Ordinal) && !address.StartsWith("http://", StringComparison.Ordinal))
        {
            return -1;
        }

        html.Text(text[plain..start]);
        html.Write($"<a href=\"{address}\" rel=\"noreferrer\">");
        Inline(text[(start + 1)..middle]);
        html.Raw("</a>");
        return end + 1;
    }

    private int Emphasis(string text, int start, int plain)
    {
        var signs = text.AsSpan(start).StartsWith("**", StringComparison.Ordinal) ? 2 : 1;
        var end = start + signs < text.Length && text[start + signs] is not (' ' or '*') ? text.IndexOf(new string('*', signs), start + signs, StringComparison.Ordinal) : -1;
        if (end < 0 || text[end - 1] == ' ')
        {
            return -1;
        }

        var tag = signs == 2 ? "strong" : "em";
        html.Text(text[plain..start]);
        html.Raw($"<{tag}>");
        Inline(text[(start + signs)..end]);
        html.Raw($"</{tag}>");
        return end + signs;
    }
}
