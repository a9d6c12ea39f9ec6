using EnvLint.Environment.Facts;
using EnvLint.Manifests;
using EnvLint.Syntax.Shell;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Features.Completing;

/// <summary>Completes commands of scripts, and of the blocks of a guide.</summary>
internal static class ShellCompletion
{
    /// <summary>Offers what fits in a script.</summary>
    /// <param name="site">The place.</param>
    /// <param name="list">Takes what fits.</param>
    public static void Complete(CompletionSite site, CompletionList list)
    {
        var escape = site.Kind switch
        {
            ManifestKind.PowerShell => '`',
            ManifestKind.Batch => '^',
            _ => '\\',
        };
        if (site.Kind == ManifestKind.Shell && IsText(site))
        {
            return;
        }

        if (site.Kind == ManifestKind.Batch && site.Before.TrimStart() is var before && (before.StartsWith("::", StringComparison.Ordinal) || before.StartsWith("rem ", StringComparison.OrdinalIgnoreCase)))
        {
            return;
        }

        CommandCompletion.Complete(site, list, LogicalLine(site, escape), escape);
    }

    /// <summary>The line around the cursor with those that it continues, and those that continue it.</summary>
    /// <param name="site">The place.</param>
    /// <param name="escape">What takes a line end away.</param>
    public static TextSpan LogicalLine(CompletionSite site, char escape)
    {
        var text = site.Text;
        var start = site.LineStart;
        while (start > 0 && IsContinued(text, start - 1, escape))
        {
            start = text.LastIndexOf('\n', Math.Max(start - 2, 0)) + 1;
        }

        var end = site.LineEnd;
        while (text.IndexOf('\n', end) is >= 0 and var newline && IsContinued(text, newline, escape))
        {
            end = text.IndexOf('\n', newline + 1) is >= 0 and var next ? next : text.Length;
        }

        return TextSpan.FromBounds(start, end);
    }

    private static bool IsContinued(string text, int newline, char escape)
    {
        var end = newline;
        if (end > 0 && text[end] == '\n' && text[end - 1] == '\r')
        {
            end--;
        }

        return end > 0 && text[end] is '\n' or '\r' && text[end - 1] == escape;
    }

    // A here-document or a string over several lines holds no commands; where the tree has lost its way the line alone counts.
    private static bool IsText(CompletionSite site)
    {
        foreach (var shell in site.File?.Facts?.Shells ?? [])
        {
            if (shell.Origin != ShellOrigin.Script || !shell.Tree.Errors.IsEmpty || shell.Tree.Text.Length != site.Text.Length)
            {
                continue;
            }

            foreach (var token in shell.Tree.Tokens)
            {
                if (token.Start < site.Position && site.Position <= token.Start + token.Length && token.Kind is ShellTokenKind.HeredocText or ShellTokenKind.HeredocEnd or ShellTokenKind.QuotedText or ShellTokenKind.Comment)
                {
                    return token.Kind != ShellTokenKind.QuotedText || token.Start < site.LineStart;
                }
            }
        }

        return false;
    }
}
