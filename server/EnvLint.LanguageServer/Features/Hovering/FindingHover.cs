using EnvLint.Diagnostics;
using EnvLint.LanguageServer.Analysis;
using EnvLint.Rules;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Features.Hovering;

/// <summary>What is wrong at a place, why that matters, and what can be done.</summary>
internal static class FindingHover
{
    private const int MaximumRelated = 5;

    /// <summary>Writes the findings at a place.</summary>
    /// <param name="analysis">The document.</param>
    /// <param name="position">Offset in its text.</param>
    /// <param name="page">Takes them.</param>
    /// <returns>The place of the shortest; null where there is none.</returns>
    public static TextSpan? Write(DocumentAnalysis analysis, int position, MarkdownPage page)
    {
        TextSpan? shortest = null;
        var explained = new HashSet<string>(StringComparer.Ordinal);
        foreach (var finding in analysis.Findings.Diagnostics)
        {
            if (finding.Span.Contains(position) || (finding.Span.IsEmpty && finding.Span.Start == position))
            {
                page.Rule();
                Write(finding, analysis.Text, explained.Add(finding.Rule.Code), page);
                shortest = shortest is { } known && known.Length <= finding.Span.Length ? known : finding.Span;
            }
        }

        return shortest;
    }

    /// <summary>Writes the beginning of a rule's page: its title, why, and how to read the rest.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="page">Takes it.</param>
    public static void WriteRule(RuleDescriptor rule, MarkdownPage page)
    {
        page.Paragraph($"**{rule.Code}** {rule.Name} · {NameOf(rule.Severity)}");
        page.Paragraph(MarkdownText.Sentence(rule.Title) + ".");
        page.Paragraph(WhyOf(rule));
        page.Paragraph(WholePage(rule));
    }

    /// <summary>How to read a rule's page.</summary>
    /// <param name="rule">The rule.</param>
    public static string WholePage(RuleDescriptor rule) =>
        rule.HelpUri is { } address ? $"[More about {rule.Code}]({address.AbsoluteUri})" : $"More: `envlint explain {rule.Code}`";

    private static void Write(Diagnostic finding, SourceText text, bool explains, MarkdownPage page)
    {
        var rule = finding.Rule;
        page.Paragraph($"**{NameOf(finding.Severity)} {rule.Code}** {rule.Name}");
        var label = finding.Label.Length == 0 || finding.Message.Contains(finding.Label, StringComparison.OrdinalIgnoreCase) ? "" : $"; {MarkdownText.Sentence(finding.Label)}";
        page.Paragraph($"{MarkdownText.Sentence(finding.Message)}{label}");
        var related = 0;
        foreach (var location in finding.Related)
        {
            if (related++ < MaximumRelated)
            {
                var line = location.Source.Lines.PositionOf(location.Span.Start).Line + 1;
                var place = string.Equals(location.Source.Path, text.Path, StringComparison.Ordinal) ? $"line {line}" : $"{MarkdownText.Code(location.Source.Path)} line {line}";
                page.Item($"{MarkdownText.Sentence(location.Message)} ({place})");
            }
        }

        foreach (var note in finding.Notes)
        {
            page.Item(MarkdownText.Sentence(note, keepsAddresses: true));
        }

        if (finding.Target is { } target)
        {
            page.Item($"On the target {MarkdownText.Code(target)}");
        }

        if (finding.Fix is { } fix)
        {
            page.Paragraph($"Fix available: {MarkdownText.Sentence(fix.Title)}{(fix.Safety == FixSafety.Safe ? "" : " (a suggestion)")}");
        }

        if (explains)
        {
            page.Paragraph(WhyOf(rule));
            page.Paragraph(WholePage(rule));
        }
    }

    /// <summary>The first paragraph of a page's reasons, as it is written: the page is ours.</summary>
    private static string WhyOf(RuleDescriptor rule)
    {
        var why = "";
        var isThere = false;
        foreach (var raw in rule.Page.AsSpan().EnumerateLines())
        {
            var line = raw.Trim();
            if (!isThere)
            {
                isThere = line.SequenceEqual("## Why");
            }
            else if (line.IsEmpty ? why.Length > 0 : line[0] == '#' || line.StartsWith("```"))
            {
                break;
            }
            else if (!line.IsEmpty)
            {
                why = why.Length == 0 ? line.ToString() : $"{why} {line}";
            }
        }

        return why;
    }

    private static string NameOf(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "info",
    };
}
