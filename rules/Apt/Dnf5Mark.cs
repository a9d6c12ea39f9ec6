using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Text;

namespace EnvLint.Rules.Apt;

/// <summary>Reports the words of <c>dnf mark</c> that dnf 5 no longer knows.</summary>
[Rule("APT010", "dnf5-mark",
    Title = "'dnf mark' is called with a word that dnf 5 does not know",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Warning,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class Dnf5Mark : Rule<CommandSequence>
{
    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        var isDnf5 = subject.Scope.IsImage && StageFacts.BaseOf(subject) is { PackageManager: "dnf5" };
        foreach (var fact in subject.Facts)
        {
            if (fact is not CommandUse use || !(use.Program == "dnf5" || (isDnf5 && use.IsProgram("dnf", "yum"))) || Old(use) is not { } word)
            {
                continue;
            }

            var replacement = word.Is("install") ? "user" : "dependency";
            context.Report(
                word.Span,
                $"dnf 5 does not know 'mark {word}': the word is '{replacement}'",
                label: $"write '{replacement}'",
                related: use.Program == "dnf5" ? [] : StageFacts.FromLine(subject, context),
                notes: ["dnf 5 is Fedora's dnf from 41 on; 'dnf mark' takes user, dependency, weak and group (dnf5.readthedocs.io, mark command)"],
                fix: StageFacts.IsPlain(word) ? Fix.Safe($"Write '{replacement}'", TextEdit.Replace(word.Span, replacement)) : null);
        }
    }

    // mark install, mark remove: the word behind 'mark', options left out.
    private static Word? Old(CommandUse use)
    {
        var isMark = false;
        foreach (var argument in use.Arguments)
        {
            if (argument.Value is not { } text)
            {
                return null;
            }

            if (text.StartsWith('-'))
            {
                continue;
            }

            if (isMark)
            {
                return text is "install" or "remove" ? argument : null;
            }

            if (text != "mark")
            {
                return null;
            }

            isMark = true;
        }

        return null;
    }
}
