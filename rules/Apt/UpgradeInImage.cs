using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;

namespace EnvLint.Rules.Apt;

/// <summary>Reports upgrades of all packages while an image is built.</summary>
[Rule("APT006", "upgrade-in-image",
    Title = "All packages of the base image are upgraded",
    Category = RuleCategory.Reproducibility,
    Severity = Severity.Info,
    Since = "0.1.0")]
public sealed partial class UpgradeInImage : Rule<CommandSequence>
{
    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        if (subject.Scope.Stage is not { From: not null, IsInLast: true })
        {
            return;
        }

        foreach (var fact in subject.Facts)
        {
            if (fact is CommandUse { IsConditional: false, Invocation: { HasUnknownWords: false, Subcommand: "upgrade" or "dist-upgrade" or "full-upgrade" or "safe-upgrade" } invocation } use
                && StageFacts.IsApt(use) && invocation.Operands.IsEmpty && !invocation.Has("-s", "--simulate", "--dry-run", "--just-print", "--download-only", "-d"))
            {
                context.Report(
                    StageFacts.HeadOf(use),
                    $"'{use.Program} {invocation.Subcommand}' takes what the servers have on the day of the build: two builds of the same file differ, and each upgraded package lies in the image twice",
                    label: "take a newer base image instead",
                    related: StageFacts.FromLine(subject, context));
            }
        }
    }
}
