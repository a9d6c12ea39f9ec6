using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;

namespace EnvLint.Rules.Driver;

/// <summary>Reports what brings a Linux driver into a WSL distribution, where the driver is the one of Windows.</summary>
[Rule("DRV001", "linux-driver-in-wsl",
    Title = "A Linux driver is installed in a WSL distribution",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Error,
    Since = "0.1.0")]
public sealed partial class LinuxDriverInWsl : Rule<CommandSequence>
{
    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        // One command, one cause: the first word speaks for all.
        CommandUse? command = null;
        List<DriverInstall>? group = null;
        foreach (var fact in subject.Facts)
        {
            if (!fact.Scope.IsWsl || DriverFacts.InstallOf(fact) is not { IsMeta: false } install)
            {
                continue;
            }

            if (group is not null && ReferenceEquals(install.Command, command))
            {
                group.Add(install);
                continue;
            }

            Report(group, subject, context);
            command = install.Command;
            group = [install];
        }

        Report(group, subject, context);
    }

    private static void Report(List<DriverInstall>? group, CommandSequence sequence, RuleContext context)
    {
        if (group is null)
        {
            return;
        }

        // A checked package that is certain to break weighs more than what stands beside it.
        var install = group.Find(static candidate => candidate.IsCertain) ?? group[0];
        var isError = install.IsCertain && !DriverFacts.IsUncertain(install.Command, sequence) && !DriverFacts.MayBeForOthers(install.Fact.Scope, sequence, context);
        var related = ImmutableArray.CreateBuilder<RelatedLocation>();
        foreach (var other in group)
        {
            if (!ReferenceEquals(other, install))
            {
                related.Add(context.Here(other.Span, $"'{other.Name}' belongs to a driver too"));
            }
        }

        related.AddRange(DriverFacts.Evidence(install.Fact.Scope, context));
        var message = install.Row is null
            ? $"'{install.Name}' installs a Linux driver in a WSL distribution, where only the Windows driver works"
            : $"'{install.Name}' brings a Linux driver into a WSL distribution, where only the Windows driver works";
        context.Report(
            install.Span,
            message,
            isError ? Severity.Error : Severity.Warning,
            label: install.Row is null && install.Name.EndsWith(".run", StringComparison.Ordinal) && install.Name.StartsWith("cuda", StringComparison.Ordinal)
                ? "add --silent --toolkit"
                : "install the driver in Windows only",
            related: related.DrainToImmutable(),
            notes: install.Row is null ? [] : DriverFacts.Notes(install.Row),
            dependsOnTarget: DriverFacts.DependsOnTarget(install.Fact.Scope, context));
    }
}
