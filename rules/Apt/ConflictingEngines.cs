using EnvLint.Collections;
using EnvLint.Diagnostics;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;

namespace EnvLint.Rules.Apt;

/// <summary>Reports container engines whose packages exclude each other.</summary>
[Rule("APT008", "conflicting-engines",
    Title = "Packages of two container engines that exclude each other are installed",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Since = "0.1.0",
    Supersedes = ["APT012"])]
public sealed partial class ConflictingEngines : Rule<CommandSequence>
{
    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        List<PackageRequest>? installed = null;
        foreach (var fact in subject.Facts)
        {
            if (fact is CommandUse { Invocation.Subcommand: "remove" or "purge" or "autopurge" } removal && StageFacts.IsApt(removal))
            {
                installed?.RemoveAll(request => removal.Arguments.Exists(word => word.Value is null || word.Is(request.Name) || word.HasGlob));
                continue;
            }

            if (fact is not PackageRequest { Manager: PackageManager.Apt, Command.IsConditional: false } package || !AptConflicts.Knows(package.Name))
            {
                continue;
            }

            if (AptConflicts.IsEngine(package.Name) && context.Target is { Docker: "desktop" } && subject.Scope.IsWsl)
            {
                context.Report(
                    package.Word.Span,
                    $"'{package.Name}' runs a second Docker daemon beside the one of Docker Desktop, which this target uses",
                    Severity.Warning,
                    label: "leave it out, or switch Docker Desktop's WSL integration off for the distribution",
                    dependsOnTarget: true);
            }

            var (other, row) = Conflict(package, installed, context);
            if (other is not null && row is not null)
            {
                Report(package, other, row, context);
                return;
            }

            (installed ??= []).Add(package);
        }
    }

    private static (PackageRequest? Other, AptConflictRow? Row) Conflict(PackageRequest package, List<PackageRequest>? installed, RuleContext context)
    {
        foreach (var other in installed ?? [])
        {
            if (AptConflicts.Between(package.Name, other.Name) is { } row && !context.AreAlternatives(package.Word.Span, other.Word.Span))
            {
                return (other, row);
            }
        }

        return (null, null);
    }

    private static void Report(PackageRequest package, PackageRequest other, AptConflictRow row, RuleContext context)
    {
        var together = ReferenceEquals(package.Command, other.Command);
        context.Report(
            package.Word.Span,
            together
                ? $"'{package.Name}' and '{other.Name}' exclude each other: apt installs neither"
                : $"'{package.Name}' excludes '{other.Name}', which was installed before: apt takes it away again",
            together ? Severity.Error : Severity.Warning,
            label: "install one of the two",
            related: [context.Here(other.Word.Span, $"'{other.Name}' is installed here")],
            notes: [SourceNote.Of(row.Text, AptConflicts.SourceOf(row), AptConflicts.AsOf)]);
    }
}
