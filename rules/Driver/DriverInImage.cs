using System.Collections.Immutable;
using EnvLint.Collections;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;

namespace EnvLint.Rules.Driver;

/// <summary>Reports driver packages in images: the driver is the host's and is mounted when a container starts.</summary>
[Rule("DRV003", "driver-in-image",
    Title = "Parts of a driver are installed in an image",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Warning,
    Since = "0.1.0",
    Supersedes = ["APT012"])]
public sealed partial class DriverInImage : Rule<CommandSequence>
{
    // More is nobody's; a bound keeps the work linear.
    private const int MaximumRemovals = 64;

    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        if (!subject.Scope.IsImage)
        {
            return;
        }

        List<List<DriverInstall>>? groups = null;
        foreach (var fact in subject.Facts)
        {
            if (DriverFacts.InstallOf(fact) is not { IsMeta: false } install)
            {
                continue;
            }

            groups ??= [];
            if (groups.Count > 0 && ReferenceEquals(groups[^1][0].Command, install.Command))
            {
                groups[^1].Add(install);
            }
            else
            {
                groups.Add([install]);
            }
        }

        if (groups is null || IsDriverImage(subject))
        {
            return;
        }

        var removals = Removals(subject);
        var isFinal = subject.Scope.Stage is not { IsInLast: false };
        foreach (var group in groups)
        {
            group.RemoveAll(install => removals.Exists(removal => removal.Order > install.Fact.Order && NamePattern.Matches(removal.Pattern, install.Name)));
            if (group.Count > 0)
            {
                Report(group, isFinal, subject, context);
            }
        }
    }

    // An image that builds or loads kernel modules is a driver's own.
    private static bool IsDriverImage(CommandSequence sequence)
    {
        foreach (var fact in DriverFacts.WithBase(sequence))
        {
            if (fact is PackageRequest { Manager: not (PackageManager.Pip or PackageManager.Conda) } request && AptPackages.Role(request.Name) == PackageRole.KernelHeaders)
            {
                return true;
            }
        }

        return false;
    }

    // Purged again, or its libraries deleted: the known remedy.
    private static List<Removal> Removals(CommandSequence sequence)
    {
        var removals = new List<Removal>();
        foreach (var fact in sequence.Facts)
        {
            if (fact is not CommandUse use || removals.Count == MaximumRemovals)
            {
                continue;
            }

            if (use.IsProgram("rm") && use.Arguments.Exists(static argument => (argument.Value ?? argument.Raw) is var text
                && (text.Contains("libcuda.so", StringComparison.Ordinal) || text.Contains("libnvidia", StringComparison.Ordinal))))
            {
                removals.Add(new Removal(use.Order, "*"));
            }
            else if (use.Invocation is { Subcommand: "remove" or "purge" or "autopurge" or "erase" } invocation)
            {
                var named = invocation.Operands.Keep(static operand => operand.Value is not null);
                removals.AddRange(named.GetRange(0, Math.Min(MaximumRemovals, named.Count)).ConvertAll(operand => new Removal(use.Order, operand.Value ?? "")));
            }
        }

        return removals;
    }

    private static void Report(List<DriverInstall> group, bool isFinal, CommandSequence sequence, RuleContext context)
    {
        var install = group[0];
        var related = ImmutableArray.CreateBuilder<RelatedLocation>();
        foreach (var other in group.GetRange(1, group.Count - 1))
        {
            related.Add(context.Here(other.Span, $"'{other.Name}' belongs to a driver too"));
        }

        if (install.Fact is PackageRequest request)
        {
            related.AddRange(context.Origins(request.Word));
        }

        var notes = install.Row is null ? ImmutableArray<string>.Empty : DriverFacts.Notes(install.Row);
        if (!isFinal)
        {
            notes = notes.Add("the stage is not part of the last one: nothing breaks unless its libraries are copied");
        }

        context.Report(
            install.Span,
            $"'{install.Name}' puts a driver into the image, which clashes with the host's driver that is mounted at start",
            isFinal && !DriverFacts.IsUncertain(install.Command, sequence) ? Severity.Warning : Severity.Info,
            install.Row is { Verified: false } ? Confidence.Medium : Confidence.High,
            label: "remove it",
            related: related.DrainToImmutable(),
            notes: notes);
    }

    /// <summary>Packages that are taken out again.</summary>
    /// <param name="Order">When.</param>
    /// <param name="Pattern">Their names.</param>
    private sealed record Removal(int Order, string Pattern);
}
