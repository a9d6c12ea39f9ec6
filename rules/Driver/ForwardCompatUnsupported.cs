using EnvLint.Diagnostics;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;

namespace EnvLint.Rules.Driver;

/// <summary>Reports forward compatibility libraries where they cannot work: in WSL, whose driver is the one of Windows.</summary>
[Rule("DRV006", "forward-compat-unsupported",
    Title = "Forward compatibility libraries where they cannot work",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Warning,
    Since = "0.1.0")]
public sealed partial class ForwardCompatUnsupported : Rule<CommandSequence>
{
    /// <summary>Whether forward compatibility cannot work where a fact holds.</summary>
    /// <param name="scope">The fact's scope.</param>
    /// <param name="context">Knows the target.</param>
    internal static bool IsUnsupported(Scope scope, RuleContext context) =>
        scope.IsWsl || (scope.IsImage && context.Target?.Platform == TargetPlatform.Wsl2);

    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        var isOnPath = false;
        var package = Package(subject, context);
        if (!subject.Scope.IsImage || DriverFacts.IsInFinalImage(subject, context))
        {
            foreach (var entry in LoaderEntries.Find(subject, context))
            {
                if (entry.Shadow.Folder != LoaderFolder.Compatibility || !IsUnsupported(entry.Fact.Scope, context))
                {
                    continue;
                }

                isOnPath = true;
                context.Report(
                    entry.Shadow.Span,
                    $"'{entry.Shadow.Text}' on the loader path hides the driver of WSL, where forward compatibility does not work",
                    entry.Fact is VariableSet { IsConditional: true } ? Severity.Warning : Severity.Error,
                    label: "take it off the path",
                    related: package is null ? [] : [context.Here(package.Word.Span, $"'{package.Name}' brings the folder")],
                    notes: [Note],
                    dependsOnTarget: subject.Scope.IsImage || DriverFacts.DependsOnTarget(entry.Fact.Scope, context));
            }
        }

        if (package is not null && !isOnPath)
        {
            context.Report(
                package.Word.Span,
                $"'{package.Name}' has no use in WSL, where forward compatibility does not work",
                label: "remove it; update the Windows driver instead",
                related: DriverFacts.Evidence(package.Scope, context),
                notes: [Note],
                dependsOnTarget: subject.Scope.IsImage || DriverFacts.DependsOnTarget(package.Scope, context));
        }
    }

    private static string Note =>
        $"forward compatibility is for data centre GPUs, some RTX server boards and Jetson on Linux (docs.nvidia.com/deploy/cuda-compatibility/forward-compatibility.html; table of {AptPackages.AsOf})";

    private static PackageRequest? Package(CommandSequence sequence, RuleContext context)
    {
        foreach (var fact in sequence.Facts)
        {
            if (fact is PackageRequest { Manager: PackageManager.Apt or PackageManager.Dnf or PackageManager.Zypper } request
                && IsUnsupported(request.Scope, context) && AptPackages.Driver(request.Name) == DriverPart.Compatibility)
            {
                return request;
            }
        }

        return null;
    }
}
