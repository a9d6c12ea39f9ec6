using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Syntax.Shell;
using EnvLint.Text;

namespace EnvLint.Rules.Scripts;

/// <summary>Reports Markdown's escapes and emphasis left over in a command: <c>\-c</c>, <c>cuda\_12</c> in an address, <c>**.**</c>.</summary>
/// <remarks>
/// An unquoted <c>\-c</c> is the option -c all the same, because the shell takes the backslash away: worth knowing, no error. In
/// quotes the backslash stays and becomes part of the address; the asterisks of <c>**.**</c> are a pattern.
/// </remarks>
[Rule("SHL003", "markdown-escape-in-command",
    Title = "A command holds escapes or emphasis of Markdown",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class MarkdownEscapeInCommand : Rule<CommandUse>
{
    /// <inheritdoc/>
    protected override void Check(CommandUse subject, RuleContext context)
    {
        if (subject.IsProgram("echo", "printf", "grep", "egrep", "sed", "awk", "find", "expr", "tr"))
        {
            return;
        }

        foreach (var word in subject.Arguments)
        {
            if (word.Syntax is not { } syntax)
            {
                continue;
            }

            if (IsEmphasis(word, syntax, out var inner))
            {
                context.Report(
                    word.Span,
                    $"'{word.Raw}' is Markdown's bold type: to the shell its asterisks are a pattern for file names",
                    label: "no asterisks",
                    fix: word.IsLiteral ? Fix.Safe("Take off the asterisks", TextEdit.Replace(word.Span, inner)) : null);
            }
            else if (IsEscapedOption(syntax))
            {
                context.Report(
                    new TextSpan(word.Span.Start, 2),
                    $"'{word.Raw}' is left over from Markdown; the shell takes the backslash away, other programs do not",
                    severity: Severity.Info,
                    label: "no backslash",
                    fix: Fix.Safe("Delete the backslash", TextEdit.Delete(new TextSpan(word.Span.Start, 1))));
            }
            else if (word is { IsQuoted: true, Value: { } value } && IsBrokenAddress(value))
            {
                context.Report(
                    word.Span,
                    "the address holds a backslash left over from Markdown: inside quotes it stays, and no such file exists",
                    label: "no backslash before '_' or '-'",
                    fix: word.IsLiteral && word.Raw.Length == word.Span.Length ? Fix.Safe("Delete the backslashes", Removals(word)) : null);
            }
        }
    }

    // **.** or **name**, unquoted.
    private static bool IsEmphasis(Word word, ShellWord syntax, out string inner)
    {
        inner = "";
        if (syntax.Parts is not [ShellLiteral { Text: { Length: > 4 } text }] || !text.StartsWith("**", StringComparison.Ordinal) || !text.EndsWith("**", StringComparison.Ordinal))
        {
            return false;
        }

        inner = text[2..^2];
        return !inner.Contains('*', StringComparison.Ordinal) && !inner.Contains('/', StringComparison.Ordinal) && word.Raw == text;
    }

    private static bool IsEscapedOption(ShellWord syntax) =>
        syntax.Parts is [ShellEscape { Text: "-" }, ShellLiteral { Text: { Length: > 0 } text }, ..] && (char.IsAsciiLetter(text[0]) || text[0] == '-');

    private static bool IsBrokenAddress(string value) =>
        (value.StartsWith("http://", StringComparison.Ordinal) || value.StartsWith("https://", StringComparison.Ordinal))
        && (value.Contains("\\_", StringComparison.Ordinal) || value.Contains("\\-", StringComparison.Ordinal));

    private static TextEdit[] Removals(Word word)
    {
        var edits = new List<TextEdit>();
        for (var i = 0; i + 1 < word.Raw.Length; i++)
        {
            if (word.Raw[i] == '\\' && word.Raw[i + 1] is '_' or '-')
            {
                edits.Add(TextEdit.Delete(new TextSpan(word.Span.Start + i, 1)));
            }
        }

        return [.. edits];
    }
}
