using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Manifests;
using EnvLint.Manifests.Guides;
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
    // Of a link's text and of its address; no person writes longer ones.
    private const int LongestPart = 2000;

    /// <inheritdoc/>
    protected override void Check(FileAnalysis subject, RuleContext context)
    {
        // Files that list packages have no commands.
        if (subject.Facts is not { } facts || subject.Kind is ManifestKind.Requirements or ManifestKind.CondaEnvironment or ManifestKind.PyProject)
        {
            return;
        }

        List<(int Start, int Reach)>? texts = null;
        List<(int Start, int Reach)>? words = null;
        List<(int Start, int Reach)>? paths = null;
        var text = subject.Source.Content;
        foreach (var (at, isWindows) in Candidates(subject))
        {
            var line = subject.Source.LineSpan(subject.Source.Lines.LineOf(at));
            var first = Math.Max(line.Start, at - LongestPart);
            var open = text.LastIndexOf('[', at, at - first + 1);
            var close = text.IndexOf(')', at, Math.Min(line.End - at, LongestPart));
            if (open < first || close < 0 || TextLines.IsQuotedOrComment(subject, open) || TextLines.IsQuotedOrComment(subject, at))
            {
                continue;
            }

            // A link in a comment, a string or a here-document is text that somebody wants to read.
            texts ??= TextsOf(subject);
            if (Holds(texts, open) || (isWindows && !Holds(words ??= WordsOf(facts), open)))
            {
                continue;
            }

            var address = text[(at + 2)..close];
            var span = TextSpan.FromBounds(open, close + 1);
            var label = text[(open + 1)..at];

            // cd [folder](https://…): what was a name became a link, too.
            var isPath = !label.Contains(' ', StringComparison.Ordinal) && Holds(paths ??= PathsOf(facts), open);
            var use = isPath ? label : address;
            var title = $"Write {use}";
            context.Report(
                span,
                $"a Markdown link stands where the command needs {(isPath ? "a path" : "an address")}: '[{Shorten(label)}](…)'",
                label: isPath ? "only the text" : "only the address",
                fix: label == address
                    ? Fix.Safe(title, TextEdit.Replace(span, use))
                    : Fix.Suggested(title, TextEdit.Replace(span, use)));
        }
    }

    // In a guide, links belong to the text: only those inside of commands count.
    private static IEnumerable<(int At, bool IsWindows)> Candidates(FileAnalysis file)
    {
        if (file.Guide is not { } guide)
        {
            foreach (var at in In(file.Source.Content))
            {
                yield return (at, file.Kind is ManifestKind.PowerShell or ManifestKind.Batch);
            }

            yield break;
        }

        foreach (var step in guide.Steps)
        {
            foreach (var commands in step.Commands)
            {
                foreach (var at in In(commands.Text.Text))
                {
                    yield return (commands.Text.ToFile(new TextSpan(at, 1)).Start, commands.Shell is GuideShell.PowerShell or GuideShell.Batch);
                }
            }
        }
    }

    private static IEnumerable<int> In(string text)
    {
        for (var at = text.IndexOf("](http", StringComparison.Ordinal); at >= 0; at = text.IndexOf("](http", at + 1, StringComparison.Ordinal))
        {
            yield return at;
        }
    }

    // Where the file's texts begin, in order, and how far those that begin up to there reach.
    private static List<(int Start, int Reach)> TextsOf(FileAnalysis file)
    {
        var spans = new List<TextSpan>();
        if (file.Facts is { } facts)
        {
            foreach (var shell in facts.Shells)
            {
                foreach (var token in shell.Tree.Tokens)
                {
                    if (token.Kind is Syntax.Shell.ShellTokenKind.QuotedText or Syntax.Shell.ShellTokenKind.Comment or Syntax.Shell.ShellTokenKind.HeredocText)
                    {
                        spans.Add(shell.ToFile(token.Span));
                    }
                }
            }

            foreach (var command in facts.Commands)
            {
                AddTexts(command, spans);
            }
        }

        return ReachesOf(spans);
    }

    // Commands whose operands are paths.
    private static List<(int Start, int Reach)> PathsOf(FileFacts facts)
    {
        var spans = new List<TextSpan>();
        foreach (var command in facts.Commands)
        {
            if (command.IsProgram("cd", "pushd", "ls", "cat", "mkdir", "rm", "chmod", "chown", "source", ".", "python", "python3", "bash", "sh", "tar", "unzip", "nano", "vi", "vim"))
            {
                spans.Add(command.Span);
            }
        }

        return ReachesOf(spans);
    }

    // In PowerShell all but the words of commands is an expression, and a string most of the time.
    private static List<(int Start, int Reach)> WordsOf(FileFacts facts)
    {
        var spans = new List<TextSpan>();
        foreach (var command in facts.Commands)
        {
            foreach (var word in command.Arguments)
            {
                if (word.Raw is not ['{' or '(' or '@' or '"' or '\'', ..])
                {
                    spans.Add(word.Span);
                }
            }
        }

        return ReachesOf(spans);
    }

    private static List<(int Start, int Reach)> ReachesOf(List<TextSpan> spans)
    {
        spans.Sort();
        var result = new List<(int Start, int Reach)>(spans.Count);
        var reach = 0;
        foreach (var span in spans)
        {
            reach = Math.Max(reach, span.End);
            result.Add((span.Start, reach));
        }

        return result;
    }

    private static void AddTexts(CommandUse command, List<TextSpan> spans)
    {
        if (command.IsProgram("echo", "printf"))
        {
            spans.Add(command.Span);
        }
        else if (!command.IsProgram("wget", "curl", "git", "pip", "pip3"))
        {
            // Inside double quotes it is text of a message unless a program fetches it.
            foreach (var argument in command.Arguments)
            {
                if (argument.IsQuoted)
                {
                    spans.Add(argument.Span);
                }
            }
        }
    }

    private static bool Holds(List<(int Start, int Reach)> texts, int position)
    {
        var low = 0;
        var high = texts.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (texts[middle].Start <= position)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low > 0 && texts[low - 1].Reach > position;
    }

    private static string Shorten(string text) => text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 37), "…");
}
