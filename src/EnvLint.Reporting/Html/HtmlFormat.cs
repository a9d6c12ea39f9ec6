using System.Globalization;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Environment.Stack;
using EnvLint.Reporting.Display;
using EnvLint.Rules;

namespace EnvLint.Reporting.Html;

/// <summary>One page for a browser, complete in itself: what was checked, pictures of the environments, the findings with their source lines, and the pages of their rules.</summary>
/// <remarks>Everything is there without script; the script adds filters, keys and the choice of colours.</remarks>
public sealed class HtmlFormat : ReportFormat
{
    /// <inheritdoc/>
    public override string Name => "html";

    /// <inheritdoc/>
    public override string Description => "one page for a browser, complete in itself";

    /// <inheritdoc/>
    public override bool WantsProject => true;

    /// <inheritdoc/>
    public override void Write(Report report, Stream output, ReportOptions options)
    {
        var page = new Page(report);
        HtmlPage.Write(output, $"EnvLint: {TitleOf(report)}", "EnvLint report", report.Tool, page.Parts(), report.Diagnostics.IsEmpty ? "summary" : "findings", page.Write);
    }

    private static string TitleOf(Report report)
    {
        var counts = new List<string>();
        Add(report.Errors, "error", "errors");
        Add(report.Warnings, "warning", "warnings");
        Add(report.Infos, "info", "infos");
        return counts.Count == 0 ? "no findings" : string.Join(", ", counts);

        void Add(int count, string one, string many)
        {
            if (count > 0)
            {
                counts.Add(Words.Count(count, one, many));
            }
        }
    }

    private sealed class Page(Report report)
    {
        private readonly SortedDictionary<string, RuleUse> _rules = CountRules(report);
        private readonly bool _hasStacks = HtmlStacks.Counts.Of(report.Stacks).Shown > 0;

        // What the links at the top lead to.
        public List<string> Parts()
        {
            var parts = new List<string>();
            if (_hasStacks)
            {
                parts.Add("Environments");
            }

            if (!report.Diagnostics.IsEmpty)
            {
                parts.Add("Findings");
                parts.Add("Rules");
            }

            return parts;
        }

        public void Write(HtmlWriter html)
        {
            WriteSummary(html);
            if (_hasStacks)
            {
                new HtmlStacks(html, FindingsByLine()).WriteSection(report.Stacks);
            }

            if (!report.Diagnostics.IsEmpty)
            {
                WriteFindings(html);
                WriteRules(html);
            }
        }

        private static SortedDictionary<string, RuleUse> CountRules(Report report)
        {
            var rules = new SortedDictionary<string, RuleUse>(StringComparer.Ordinal);
            foreach (var diagnostic in report.Diagnostics)
            {
                if (!rules.TryGetValue(diagnostic.Rule.Code, out var use))
                {
                    rules.Add(diagnostic.Rule.Code, use = new RuleUse(diagnostic.Rule));
                }

                use.Count++;
            }

            return rules;
        }

        // The first finding of each line, for the pictures' links.
        private Dictionary<string, int> FindingsByLine()
        {
            var result = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var i = 0; i < report.Diagnostics.Length; i++)
            {
                var diagnostic = report.Diagnostics[i];
                result.TryAdd(HtmlStacks.LineOf(diagnostic.Source, diagnostic.Span), i + 1);
            }

            return result;
        }

        private void WriteSummary(HtmlWriter html)
        {
            html.Raw("<section class=\"summary\" id=\"summary\" aria-labelledby=\"summary-title\">\n");
            if (report.Diagnostics.IsEmpty)
            {
                html.Raw("<div class=\"fine\"><svg class=\"icon\" aria-hidden=\"true\"><use href=\"#i-ok\" /></svg><div><h2 id=\"summary-title\">Nothing to report</h2><p>");
                html.Raw(report.FilesChecked == 0 ? "No file was found that sets up an environment." : $"EnvLint checked {Words.Count(report.FilesChecked, "file", "files")} and has nothing to say.");
                html.Raw("</p></div></div>\n");
            }
            else
            {
                html.Raw("<h2 id=\"summary-title\">Summary</h2>\n<ul class=\"tiles\">");
                Tile(html, "error", report.Errors, "error", "errors");
                Tile(html, "warning", report.Warnings, "warning", "warnings");
                Tile(html, "info", report.Infos, "info", "infos");
                Tile(html, "", report.FilesWithFindings, "file with findings", "files with findings");
                Tile(html, "", report.FilesChecked, "file checked", "files checked");
                html.Raw("</ul>\n");
            }

            if (!report.IsComplete)
            {
                html.Raw("<p class=\"banner\"><strong>The run is not complete:</strong> a rule failed, or a file could not be read or written. What it printed says which.</p>\n");
            }

            WriteFacts(html);
            WriteFiles(html);
            html.Raw("</section>\n");
        }

        private static void Tile(HtmlWriter html, string kind, int count, string one, string many)
        {
            html.Raw($"<li class=\"tile {(count == 0 ? "zero" : kind)}\">");
            if (kind.Length > 0)
            {
                html.Raw($"<svg class=\"icon\" aria-hidden=\"true\"><use href=\"#i-{kind}\" /></svg>");
            }

            html.Write($"<b>{count}</b> <span>{(count == 1 ? one : many)}</span></li>");
        }

        private void WriteFacts(HtmlWriter html)
        {
            var facts = new List<string>();
            Add(report.Fixed, " fixed in this run");
            Add(report.FixableSafely, " fixable with --fix");
            Add(report.FixableUnsafely, report.FixableSafely > 0 ? " more with --unsafe-fixes" : " fixable with --fix --unsafe-fixes");
            Add(report.SuppressedInSource, " suppressed by comments");
            Add(report.Baselined, " in the baseline");
            Add(report.GoneFromBaseline, " gone from the baseline");
            if (facts.Count == 0)
            {
                return;
            }

            html.Raw("<ul class=\"facts\">");
            foreach (var fact in facts)
            {
                html.Write($"<li>{fact}</li>");
            }

            html.Raw("</ul>\n");

            void Add(int count, string what)
            {
                if (count > 0)
                {
                    facts.Add(count.ToString(CultureInfo.InvariantCulture) + what);
                }
            }
        }

        private void WriteFiles(HtmlWriter html)
        {
            if (report.Files.IsEmpty)
            {
                return;
            }

            html.Raw(report.Diagnostics.IsEmpty ? "<details class=\"files\" open=\"open\">" : "<details class=\"files\">");
            html.Write($"<summary>What was checked: {Words.Count(report.Files.Length, "file", "files")}</summary><ul>");
            foreach (var file in report.Files)
            {
                html.Write($"<li><code>{file.Path}</code> <span>{file.Kind}</span></li>");
            }

            html.Raw("</ul></details>\n");
        }

        private void WriteFindings(HtmlWriter html)
        {
            html.Raw("<section aria-labelledby=\"findings\">\n<h2 id=\"findings\" tabindex=\"-1\">Findings</h2>\n");
            WriteFilter(html);
            html.Raw("<div id=\"list\">\n");
            var finding = new HtmlFinding(html, report.Tool);
            for (var i = 0; i < report.Diagnostics.Length;)
            {
                var path = report.Diagnostics[i].Source.Path;
                html.Write($"<section class=\"group\" data-file=\"{path}\">\n<h3><code>{path}</code></h3>\n");
                for (; i < report.Diagnostics.Length && report.Diagnostics[i].Source.Path == path; i++)
                {
                    finding.Write(report.Diagnostics[i], i + 1);
                }

                html.Raw("</section>\n");
            }

            html.Raw("</div>\n<p class=\"none\" id=\"none\" hidden=\"hidden\">No finding is left. <button type=\"button\" class=\"clear\">Show all</button></p>\n</section>\n");
        }

        private void WriteFilter(HtmlWriter html)
        {
            html.Raw("<form class=\"filter\" id=\"filter\" role=\"search\" aria-label=\"Findings\" hidden=\"hidden\">\n<fieldset class=\"severities\"><legend>Severity</legend>");
            Chip(html, "error", "errors", report.Errors);
            Chip(html, "warning", "warnings", report.Warnings);
            Chip(html, "info", "infos", report.Infos);
            html.Raw("</fieldset>\n<label class=\"field\"><span>Rule</span><select name=\"rule\"><option value=\"\">all rules</option>");
            foreach (var (code, use) in _rules)
            {
                html.Write($"<option value=\"{code}\" data-label=\"{code} {use.Rule.Name}\">{code} {use.Rule.Name} ({use.Count})</option>");
            }

            html.Raw("</select></label>\n<label class=\"field\"><span>File</span><select name=\"file\"><option value=\"\">all files</option>");
            for (var i = 0; i < report.Diagnostics.Length;)
            {
                var path = report.Diagnostics[i].Source.Path;
                var first = i;
                while (i < report.Diagnostics.Length && report.Diagnostics[i].Source.Path == path)
                {
                    i++;
                }

                html.Write($"<option value=\"{path}\" data-label=\"{path}\">{path} ({i - first})</option>");
            }

            html.Raw("</select></label>\n<label class=\"field grow\"><span>Search</span><input type=\"search\" name=\"q\" autocomplete=\"off\" spellcheck=\"false\" placeholder=\"words of a finding\" /></label>\n");
            html.Raw("<button type=\"button\" class=\"clear\">Clear</button>\n<p id=\"count\" role=\"status\"></p>\n");
            html.Raw("<details class=\"keys\"><summary>Keys</summary><div><label><input type=\"checkbox\" id=\"keys\" checked=\"checked\" /> Single keys</label><ul><li><kbd>/</kbd> search</li><li><kbd>j</kbd> next finding</li><li><kbd>k</kbd> the one before</li></ul></div></details>\n</form>\n");
        }

        private static void Chip(HtmlWriter html, string kind, string words, int count)
        {
            if (count > 0)
            {
                html.Write($"<label class=\"chip {kind}\"><input type=\"checkbox\" name=\"severity\" value=\"{kind}\" checked=\"checked\" /><span><svg class=\"icon\" aria-hidden=\"true\"><use href=\"#i-{kind}\" /></svg>{words} <b>{count}</b></span></label>");
            }
        }

        private void WriteRules(HtmlWriter html)
        {
            html.Raw("<section class=\"rules\" aria-labelledby=\"rules\">\n<h2 id=\"rules\">Rules</h2>\n<p class=\"lead\">Why each rule that spoke has a say, how to mend what it finds, and when to ignore it.</p>\n");
            var markdown = new HtmlMarkdown(html);
            foreach (var (code, use) in _rules)
            {
                var rule = use.Rule;
                html.Write($"<details class=\"rule\"><summary><h3><span class=\"code\">{code}</span> {rule.Name}</h3><span class=\"times\">{Words.Count(use.Count, "finding", "findings")}</span></summary>\n<div class=\"page\" id=\"rule-{code}\">\n");
                if (rule.Page.Length == 0)
                {
                    html.Write($"<p>{rule.Title}.</p>");
                }

                markdown.Write(rule.Page, "h4");
                if (rule.HelpUri is { } address)
                {
                    html.Write($"<p><a href=\"{address.AbsoluteUri}\" rel=\"noreferrer\">This page on the web</a></p>");
                }

                html.Raw("</div></details>\n");
            }

            html.Raw("</section>\n");
        }
    }

    private sealed class RuleUse(RuleDescriptor rule)
    {
        public RuleDescriptor Rule { get; } = rule;

        public int Count { get; set; }
    }
}
