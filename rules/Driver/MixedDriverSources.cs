using EnvLint.Collections;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;

namespace EnvLint.Rules.Driver;

/// <summary>Reports a host script that installs two drivers: two branches, or one driver from two sources.</summary>
/// <remarks>In WSL and in images each of them is a finding of its own already.</remarks>
[Rule("DRV010", "mixed-driver-sources",
    Title = "Two drivers are installed over each other",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Warning,
    Since = "0.1.0")]
public sealed partial class MixedDriverSources : Rule<CommandSequence>
{
    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        if (subject.Scope.IsImage || subject.Scope.IsContainer)
        {
            return;
        }

        DriverInstall? first = null;
        foreach (var fact in subject.Facts)
        {
            if (IsRemoval(fact))
            {
                // What was there before is gone.
                first = null;
                continue;
            }

            if (fact.Scope.IsWsl || DriverFacts.InstallOf(fact) is not { } install || install.Command.IsConditional || (install.Row is null && !install.IsCertain))
            {
                continue;
            }

            if (first is null)
            {
                first = install;
                continue;
            }

            if (context.AreAlternatives(first.Span, install.Span))
            {
                // The one distribution's way, and the other's: from here on the latter.
                first = install;
                continue;
            }

            if (Conflict(first, install) is { } reason)
            {
                context.Report(
                    install.Span,
                    $"'{install.Name}' installs a driver over the one of '{first.Name}': {reason}",
                    confidence: install.IsMeta || first.IsMeta ? Confidence.Medium : Confidence.High,
                    label: "keep one of them",
                    related: [context.Here(first.Span, "the first driver is installed here")],
                    notes: ["parts of two drivers end in 'Driver/library version mismatch' or in packages that cannot be configured: remove the first one before, or stay with one source"]);
                return;
            }
        }
    }

    private static string? Conflict(DriverInstall first, DriverInstall second)
    {
        if (first.Row is null || second.Row is null)
        {
            return first.Row is null && second.Row is null ? null : "one is a .run file that the package manager knows nothing of";
        }

        if (first.Row.Origin is { } origin && second.Row.Origin is { } other && !string.Equals(origin, other, StringComparison.Ordinal))
        {
            return $"one is packaged by {origin}, the other by {other}";
        }

        if (first.Row.Flavour is { } flavour && second.Row.Flavour is { } otherFlavour && !string.Equals(flavour, otherFlavour, StringComparison.Ordinal))
        {
            return $"one has the {flavour} kernel modules, the other the {otherFlavour} ones";
        }

        // cuda-drivers of the newest branch and nvidia-driver-535 exclude each other; the same branch in two packages is one driver.
        var branches = (AptPackages.Branch(first.Name), AptPackages.Branch(second.Name));
        return branches switch
        {
            ({ } left, { } right) when left != right => $"branch {left} and branch {right}",
            ({ } left, null) when second.IsMeta && first.Row.Origin is null => $"it depends on the repository's newest driver, not on branch {left}",
            (null, { } right) when first.IsMeta && second.Row.Origin is null => $"the first depends on the repository's newest driver, not on branch {right}",
            _ => null,
        };
    }

    private static bool IsRemoval(Fact fact) =>
        fact is CommandUse { Invocation: { Subcommand: "remove" or "purge" or "autoremove" or "autopurge" or "erase" } invocation }
        && (invocation.Subcommand is "autoremove" || invocation.Operands.Exists(static operand => (operand.Value ?? operand.Raw) is var text
            && (text.Contains("nvidia", StringComparison.Ordinal) || text.Contains("cuda", StringComparison.Ordinal))));
}
