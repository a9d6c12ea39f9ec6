using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Text;

namespace EnvLint.Rules.Scripts;

/// <summary>Reports <c>[text](address)</c> inside a command: what a converter made of a bare address.</summary>
[Rule("SHL002", "markdown-link-in-command",
    Title = "A command holds a Markdown link instead of an address",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Always,
    Since = "0.1.0",
    Supersedes = ["ENV001"])]
public sealed partial class MarkdownLinkInCommand : Rule<FileAnalysis>
{
    /// <inheritdoc/>
    protected override void Check(FileAnalysis subject, RuleContext context)
    {
        if (subject.Facts is null)
        {
            return;
        }

        var text = subject.Source.Content;
        for (var at = text.IndexOf("](http", StringComparison.Ordinal); at >= 0; at = text.IndexOf("](http", at + 1, StringComparison.Ordinal))
        {
            var line = subject.Source.LineSpan(subject.Source.Lines.LineOf(at));
            var open = text.LastIndexOf('[', at, at - line.Start + 1);
            var close = text.IndexOf(')', at, line.End - at);
            if (open < line.Start || close < 0 || IsText(subject, open, at))
            {
                continue;
            }

            var address = text[(at + 2)..close];
            var span = TextSpan.FromBounds(open, close + 1);
            var label = text[(open + 1)..at];
            var title = $"Write {address}";
            context.Report(
                span,
                $"a Markdown link stands where the command needs an address: '[{Shorten(label)}](…)'",
                label: "only the address",
                fix: label == address
                    ? Fix.Safe(title, TextEdit.Replace(span, address))
                    : Fix.Suggested(title, TextEdit.Replace(span, address)));
        }
    }

    // A link in a comment, a string or a here-document is text that somebody wants to read.
    private static bool IsText(FileAnalysis file, int open, int middle) =>
        TextLines.IsQuotedOrComment(file, open) || TextLines.IsQuotedOrComment(file, middle) || InTextOfCommand(file, open);

    private static bool InTextOfCommand(FileAnalysis file, int position)
    {
        if (file.Facts is not { } facts)
        {
            return false;
        }

        foreach (var shell in facts.Shells)
        {
            foreach (var token in shell.Tree.Tokens)
            {
                if (token.Kind is Syntax.Shell.ShellTokenKind.QuotedText or Syntax.Shell.ShellTokenKind.Comment or Syntax.Shell.ShellTokenKind.HeredocText
                    && shell.ToFile(token.Span).Contains(position))
                {
                    return true;
                }
            }
        }

        foreach (var command in facts.Commands)
        {
            if (command.IsProgram("echo", "printf") && command.Span.Contains(position))
            {
                return true;
            }

            foreach (var argument in command.Arguments)
            {
                // Inside double quotes it is text of a message unless a program fetches it.
                if (argument.IsQuoted && argument.Span.Contains(position) && !command.IsProgram("wget", "curl", "git", "pip", "pip3"))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static string Shorten(string text) => text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 37), "…");
}
