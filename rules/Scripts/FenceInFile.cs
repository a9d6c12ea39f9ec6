using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Manifests.Guides;

namespace EnvLint.Rules.Scripts;

/// <summary>Reports a Markdown fence that was copied into a file with its content.</summary>
[Rule("SHL006", "fence-in-file",
    Title = "A Markdown fence stands in a file that is no Markdown",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Always,
    Since = "0.1.0",
    Supersedes = ["ENV001"])]
public sealed partial class FenceInFile : Rule<FileAnalysis>
{
    /// <inheritdoc/>
    protected override void Check(FileAnalysis subject, RuleContext context)
    {
        var source = subject.Source;
        if (subject.Guide is { } guide)
        {
            Guide(guide, context);
            return;
        }

        if (subject.Facts is null || !source.Content.Contains("```", StringComparison.Ordinal))
        {
            return;
        }

        for (var line = 0; line < source.Lines.Count; line++)
        {
            var first = TextLines.FirstCharacter(source, line);
            var span = source.LineSpan(line);
            var text = source.Content.AsSpan(first, Math.Max(0, span.End - first)).TrimEnd();
            if (!IsFence(text) || TextLines.IsQuotedOrComment(subject, first))
            {
                continue;
            }

            context.Report(
                new Text.TextSpan(first, text.Length),
                $"'{text}' is the fence of a Markdown code block, not part of the file that it shows",
                label: "delete this line",
                fix: Fix.Safe("Delete the line", Text.TextEdit.Delete(TextLines.WholeLine(source, line))));
        }
    }

    // A guide is made of fences: here it is one that hangs behind code, and closes nothing.
    private static void Guide(GuideFile guide, RuleContext context)
    {
        foreach (var fence in guide.Document.HangingFences)
        {
            // What stands before the code: the indentation of a list, the marks of a quote.
            var start = context.Source.Lines.StartOf(context.Source.Lines.LineOf(fence.Start));
            var end = start;
            while (context.Source[end] is ' ' or '\t' or '>')
            {
                end++;
            }

            context.Report(
                fence,
                $"'{context.Source.ToString(fence)}' closes the block on a line of its own only: up to the next such line all text is code",
                label: "begin a new line",
                fix: Fix.Safe("Begin a new line", Text.TextEdit.Insert(fence.Start, "\n" + context.Source.Content[start..end])));
        }
    }

    // Three backquotes and at most one word behind them.
    private static bool IsFence(ReadOnlySpan<char> text)
    {
        // A fence and its word are short; a line of a thousand backquotes is something else.
        if (!text.StartsWith("```") || text.Length > 80)
        {
            return false;
        }

        foreach (var character in text.TrimStart('`'))
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('-' or '+' or '_' or ':' or '.'))
            {
                return false;
            }
        }

        return true;
    }
}
