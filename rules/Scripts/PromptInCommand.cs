using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Text;

namespace EnvLint.Rules.Scripts;

/// <summary>Reports a prompt that was copied into a script together with the command behind it.</summary>
[Rule("SHL005", "prompt-in-command",
    Title = "A script line begins with the prompt of the terminal it was copied from",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Always,
    Since = "0.1.0")]
public sealed partial class PromptInCommand : Rule<CommandUse>
{
    /// <inheritdoc/>
    protected override void Check(CommandUse subject, RuleContext context)
    {
        // Guides show prompts on purpose.
        if (subject.Shell is { Origin: ShellOrigin.Guide })
        {
            return;
        }

        var word = subject.ProgramWord;
        if (subject.Arguments.IsEmpty || !subject.Prefixes.IsEmpty || word.IsQuoted || word.Raw.Length != word.Span.Length || !IsPrompt(word.Raw))
        {
            return;
        }

        var end = subject.Arguments[0].Span.Start;
        if (end <= word.Span.End)
        {
            return;
        }

        context.Report(
            word.Span,
            $"'{word.Raw}' is the prompt of a terminal: the shell looks for a program of that name",
            label: "delete the prompt",
            fix: Fix.Safe("Delete the prompt", TextEdit.Delete(TextSpan.FromBounds(word.Span.Start, end))));
    }

    // "$", or name@host:path with $ or # at its end.
    private static bool IsPrompt(string raw)
    {
        if (raw == "$")
        {
            return true;
        }

        var at = raw.IndexOf('@', StringComparison.Ordinal);
        var colon = raw.IndexOf(':', StringComparison.Ordinal);
        return at > 0 && colon > at + 1 && raw.Length > colon + 1 && raw[^1] is '$' or '#' && raw.Length > 3 && at > 0 && colon > at;
    }
}
