using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Environment.Facts;
using EnvLint.Manifests;
using EnvLint.Syntax.Shell;
using EnvLint.Text;

namespace EnvLint.Rules.Scripts;

/// <summary>Reports a continuation that does not continue: a blank behind the backslash, or no backslash before <c>&amp;&amp;</c>.</summary>
/// <remarks>The Dockerfile parser takes blanks behind the backslash; a shell does not, so only text that a shell reads line by line is looked at.</remarks>
[Rule("SHL001", "broken-continuation",
    Title = "A command ends before the line that was meant to continue it",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0",
    Supersedes = ["ENV001"])]
public sealed partial class BrokenContinuation : Rule<FileAnalysis>
{
    /// <inheritdoc/>
    protected override void Check(FileAnalysis subject, RuleContext context)
    {
        if (subject.Facts is not { } facts)
        {
            return;
        }

        foreach (var shell in facts.Shells)
        {
            if (shell.Origin is ShellOrigin.Script or ShellOrigin.RunHeredoc or ShellOrigin.Nested or ShellOrigin.Guide)
            {
                BlankBehindBackslash(shell, context);
            }

            // What else a guide's block does not parse for is nobody's fault; this is. A lone "|" may also be a table or a tree.
            if (shell.Origin == ShellOrigin.Guide)
            {
                foreach (var error in shell.Tree.Errors)
                {
                    if (!shell.Tree.Text.AsSpan(0, error.Span.Start).IsWhiteSpace())
                    {
                        MissingBackslash(subject, error with { Span = shell.ToFile(error.Span) }, context);
                    }
                }
            }
        }

        foreach (var error in subject.Errors)
        {
            MissingBackslash(subject, error, context);
        }
    }

    private static void BlankBehindBackslash(ShellSource shell, RuleContext context)
    {
        var text = shell.Tree.Text;
        var tokens = shell.Tree.Tokens;
        for (var i = 0; i < tokens.Length; i++)
        {
            var token = tokens[i];
            if (token.Kind != ShellTokenKind.Escape || token.Length != 2 || text[token.Start + 1] is not (' ' or '\t'))
            {
                continue;
            }

            var end = token.Start + token.Length;
            while (end < text.Length && text[end] is ' ' or '\t')
            {
                end++;
            }

            // In a here-document the rest of the line is text and no line end of a command.
            var next = i + 1 < tokens.Length && tokens[i + 1].Kind == ShellTokenKind.Blank ? i + 2 : i + 1;
            if (next >= tokens.Length || tokens[next].Kind == ShellTokenKind.HeredocText)
            {
                continue;
            }

            var lineEnd = end < text.Length && text[end] == '\r' ? end + 1 : end;
            if (lineEnd < text.Length && text[lineEnd] == '\n' && ContinuesBelow(text, token.Start, lineEnd + 1))
            {
                var backslash = shell.ToFile(new TextSpan(token.Start, 1));
                var blanks = shell.ToFile(TextSpan.FromBounds(token.Start + 1, end));
                context.Report(
                    TextSpan.Union(backslash, blanks),
                    "a blank behind the backslash: it quotes the blank instead of the line end, so the command ends here",
                    label: "delete the blank",
                    fix: Fix.Safe("Delete the blank behind the backslash", TextEdit.Delete(blanks)));
            }
        }
    }

    // Only where the line below can be nothing but the rest of the command: an option, an operator, or text set in further than the command.
    private static bool ContinuesBelow(string text, int backslash, int below)
    {
        var first = below;
        while (first < text.Length && text[first] is ' ' or '\t')
        {
            first++;
        }

        if (first >= text.Length || text[first] is '\r' or '\n' or '#')
        {
            return false;
        }

        var lineStart = text.LastIndexOf('\n', backslash) + 1;
        var indent = 0;
        while (lineStart + indent < text.Length && text[lineStart + indent] is ' ' or '\t')
        {
            indent++;
        }

        return text[first] is '-' or '&' or '|' || first - below > indent;
    }

    private static void MissingBackslash(FileAnalysis file, SyntaxError error, RuleContext context)
    {
        var source = file.Source;
        var rest = source.Content.AsSpan(Math.Min(error.Span.Start, source.Length));
        if (!rest.StartsWith("&&") && !rest.StartsWith("||") && !(rest.StartsWith("|") && file.Kind == ManifestKind.Shell))
        {
            return;
        }

        var line = source.Lines.LineOf(error.Span.Start);
        if (TextLines.FirstCharacter(source, line) != error.Span.Start || PreviousLine(source, line) is not { } previous)
        {
            return;
        }

        var above = source.LineSpan(previous);
        var end = above.End;
        while (end > above.Start && source[end - 1] is ' ' or '\t')
        {
            end--;
        }

        // a && \n && b fails too, but not for want of a backslash.
        if (source[end - 1] is '&' or '|' or '\\' or ';' or '`')
        {
            return;
        }

        var length = rest.StartsWith("|") && !rest.StartsWith("||") ? 1 : 2;
        context.Report(
            new TextSpan(error.Span.Start, length),
            $"the line begins with '{rest[..length]}', but the line above does not end in a backslash: the command ended there",
            label: "nothing to continue",
            related: [context.Here(new TextSpan(end, 0), "a backslash is missing here")],
            fix: previous == line - 1 ? Fix.Safe("End the line above with a backslash", TextEdit.Insert(end, " \\")) : null);
    }

    // Blank lines and comments between do not change what is missing.
    private static int? PreviousLine(SourceText source, int line)
    {
        for (var previous = line - 1; previous >= 0; previous--)
        {
            var first = TextLines.FirstCharacter(source, previous);
            if (first < source.LineSpan(previous).End && source[first] != '#')
            {
                return previous;
            }
        }

        return null;
    }
}
