using EnvLint.Suppression;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Features.Hovering;

/// <summary>What a rule's code in an ignore comment stands for.</summary>
internal static class DirectiveHover
{
    /// <summary>Writes the rule at a place.</summary>
    /// <param name="view">The file.</param>
    /// <param name="position">Offset in the document.</param>
    /// <param name="page">Takes it.</param>
    /// <returns>The place of the code; null where there is none.</returns>
    public static TextSpan? Write(FileView view, int position, MarkdownPage page)
    {
        foreach (var directive in SuppressionLayout.FindDirectives(view.File))
        {
            foreach (var code in directive.Codes)
            {
                if (view.IsAt(code.Span, position) && WriteWord(view.Analysis.Project.Names, code.Text, page))
                {
                    return view.PlaceOf(code.Span);
                }
            }
        }

        return null;
    }

    /// <summary>Writes what a word stands for: a rule, or all whose codes begin with it.</summary>
    /// <param name="names">All rules.</param>
    /// <param name="word">The word.</param>
    /// <param name="page">Takes it.</param>
    /// <returns>False where the word names no rule.</returns>
    public static bool WriteWord(Configuration.RuleNames names, string word, MarkdownPage page)
    {
        if (names.Find(word) is { } rule)
        {
            page.Rule();
            FindingHover.WriteRule(rule, page);
            return true;
        }

        if (names.Resolve(word) is not { } selector)
        {
            return false;
        }

        var codes = new List<string>();
        foreach (var known in names.Rules)
        {
            if (selector.Matches(known.Code))
            {
                codes.Add(known.Code);
            }
        }

        page.Rule();
        page.Paragraph($"**{MarkdownText.Plain(word)}** {codes.Count} rules");
        page.Paragraph(codes.Count <= 12 ? string.Join(", ", codes) : $"{codes[0]} to {codes[^1]}");
        return true;
    }
}
