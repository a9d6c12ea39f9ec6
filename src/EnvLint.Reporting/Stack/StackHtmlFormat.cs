using System.Collections.Immutable;
using EnvLint.Engine;
using EnvLint.Environment.Stack;
using EnvLint.Reporting.Html;

namespace EnvLint.Reporting.Stack;

/// <summary>One page for a browser: the picture of each environment, its verdict, and the same in words.</summary>
public sealed class StackHtmlFormat : StackFormat
{
    /// <inheritdoc/>
    public override string Name => "html";

    /// <inheritdoc/>
    public override void Write(ImmutableArray<StackAnswer> answers, ToolInfo tool, Stream output, ReportOptions options)
    {
        var counts = HtmlStacks.Counts.Of(answers);
        var title = counts.Shown == 0 ? "no stacks" : counts.ToString();
        HtmlPage.Write(output, $"EnvLint: {title}", "EnvLint stacks", tool, [], "environments", html =>
        {
            html.Raw("<section class=\"environments\" aria-labelledby=\"environments\">\n<h2 id=\"environments\" tabindex=\"-1\">Environments</h2>\n");
            html.Write($"<p class=\"lead\">{(answers.IsEmpty ? "No environment was found." : counts.Shown == 0 ? "No environment uses a GPU, as far as is known." : HtmlStacks.Sentence(counts))}</p>\n");
            new HtmlStacks(html, []).Write(answers, opensAll: true);
            html.Raw("</section>\n");
        });
    }
}
