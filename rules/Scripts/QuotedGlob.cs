using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Syntax.Shell;
using EnvLint.Text;

namespace EnvLint.Rules.Scripts;

/// <summary>Reports a pattern for file names that cannot expand because it stands in quotes.</summary>
[Rule("SHL011", "quoted-glob",
    Title = "A pattern for file names is quoted, so it names a file that does not exist",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class QuotedGlob : Rule<CommandUse>
{
    private static readonly System.Buffers.SearchValues<char> s_special = System.Buffers.SearchValues.Create(" \t$`\"'\\;&|<>()");

    /// <inheritdoc/>
    protected override void Check(CommandUse subject, RuleContext context)
    {
        if (!TakesFileNames(subject) || subject.Invocation is not { } invocation)
        {
            return;
        }

        foreach (var word in invocation.Operands)
        {
            if (word.Syntax is not { } syntax || Pattern(syntax) is not { } pattern || subject.Shell is not { } shell)
            {
                continue;
            }

            context.Report(
                word.Span,
                $"the quotes keep '{pattern}' from expanding: {subject.Program} looks for a file with an asterisk in its name",
                severity: IsWholeName(pattern) ? Severity.Warning : null,
                label: "unquote the asterisk",
                fix: FixOf(word, syntax, shell));
        }
    }

    // Programs that expand nothing themselves; apt, find, tar and unzip read patterns of their own.
    private static bool TakesFileNames(CommandUse command) =>
        command.IsProgram("cp", "mv", "rm", "chmod", "chown", "cat", "install")
        || (command.IsProgram("dpkg") && command.Invocation?.Has("-i", "--install") == true);

    // Some programs do make files named '*' (nvm's alias for the newest LTS release): very likely wrong, not certainly.
    private static bool IsWholeName(string pattern) => pattern == "*" || pattern.EndsWith("/*", StringComparison.Ordinal);

    private static string? Pattern(ShellWord word)
    {
        foreach (var part in word.Parts)
        {
            if (part is ShellSingleQuoted { Text: var text } && text.Contains('*', StringComparison.Ordinal))
            {
                return text;
            }

            if (part is ShellDoubleQuoted quoted)
            {
                foreach (var inner in quoted.Parts)
                {
                    if (inner is ShellLiteral { Text: var literal } && literal.Contains('*', StringComparison.Ordinal))
                    {
                        return literal;
                    }
                }
            }
        }

        return null;
    }

    private static Fix? FixOf(Word word, ShellWord syntax, ShellSource shell)
    {
        // One plain string: without its quotes it is the pattern. Otherwise the asterisks come out of the quotes.
        if (syntax.Parts is [var only] && word.Value is { } value && value.AsSpan().IndexOfAny(s_special) < 0 && word.IsLiteral
            && only.Span.Length == value.Length + 2)
        {
            return Fix.Safe("Take off the quotes", TextEdit.Replace(shell.ToFile(only.Span), value));
        }

        var edits = new List<TextEdit>();
        foreach (var part in syntax.Parts)
        {
            if (part is not ShellDoubleQuoted quoted)
            {
                continue;
            }

            foreach (var inner in quoted.Parts)
            {
                if (inner is not ShellLiteral literal || literal.Text.Length != literal.Span.Length)
                {
                    continue;
                }

                for (var i = 0; i < literal.Text.Length; i++)
                {
                    if (literal.Text[i] == '*')
                    {
                        edits.Add(Unquote(literal.Span.Start + i, quoted.Span, shell));
                    }
                }
            }
        }

        return edits.Count == 0 ? null : Fix.Safe("Take the asterisk out of the quotes", [.. edits]);
    }

    // At either end of the string the quotation mark changes places with the asterisk; in the midst the string is broken.
    private static TextEdit Unquote(int asterisk, TextSpan quoted, ShellSource shell)
    {
        if (asterisk + 2 == quoted.End)
        {
            return TextEdit.Replace(shell.ToFile(new TextSpan(asterisk, 2)), "\"*");
        }

        return asterisk == quoted.Start + 1
            ? TextEdit.Replace(shell.ToFile(new TextSpan(quoted.Start, 2)), "*\"")
            : TextEdit.Replace(shell.ToFile(new TextSpan(asterisk, 1)), "\"*\"");
    }
}
