using EnvLint.Diagnostics;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;

namespace EnvLint.Rules.Driver;

/// <summary>Reports forward compatibility libraries where they cannot work: in WSL, whose driver is the one of Windows, and on GeForce boards.</summary>
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
        scope.IsWsl || (scope.IsImage && context.Target?.Platform == TargetPlatform.Wsl2) || IsOnGeForce(scope, context);

    // A target that names its GPU; a fact on Windows itself has nothing to do with it.
    private static bool IsOnGeForce(Scope scope, RuleContext context) =>
        !scope.IsWsl && scope.Kind != ScopeKind.WindowsHost && context.Target?.Platform != TargetPlatform.Wsl2 && Gpus.IsGeForce(context.Target?.Gpu);

    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        var isOnPath = false;
        var package = Package(subject);
        if (subject.Scope.Stage is not { IsInLast: false } && (!subject.Scope.IsImage || IsKnownBase(subject)))
        {
            foreach (var entry in LoaderEntries.Find(subject, context))
            {
                // A script that asks first is right: it never takes the branch in WSL.
                if (entry.Shadow.Folder != LoaderFolder.Compatibility || !IsUnsupported(entry.Fact.Scope, context)
                    || entry.Fact is VariableSet { IsConditional: true } or FileWrite { Command.IsConditional: true })
                {
                    continue;
                }

                // Where nothing brings the folder it may not be there, and then nothing happens.
                isOnPath = true;
                var isThere = package is not null || GpuImages.ShipsCompatibility(subject.Scope.Stage?.BaseImage);
                context.Report(
                    entry.Shadow.Span,
                    IsOnGeForce(entry.Fact.Scope, context)
                        ? $"'{entry.Shadow.Text}' on the loader path hides the driver, and forward compatibility does not work on a GeForce ('{context.Target?.Gpu}'): CUDA stops with error 804"
                        : $"'{entry.Shadow.Text}' on the loader path hides the driver of WSL, where forward compatibility does not work",
                    isThere ? Severity.Error : Severity.Warning,
                    label: "take it off the path",
                    related: package is null ? [] : [context.Here(package.Word.Span, $"'{package.Name}' brings the folder")],
                    notes: [Note],
                    dependsOnTarget: subject.Scope.IsImage || IsOnGeForce(entry.Fact.Scope, context) || DriverFacts.DependsOnTarget(entry.Fact.Scope, context));
            }
        }

        // In an image the folder alone does nothing, and the image may run elsewhere too.
        if (package is { Scope.IsWsl: true } && !isOnPath)
        {
            context.Report(
                package.Word.Span,
                $"'{package.Name}' has no use in WSL, where forward compatibility does not work",
                label: "remove it; update the Windows driver instead",
                related: DriverFacts.Evidence(package.Scope, context),
                notes: [Note],
                dependsOnTarget: DriverFacts.DependsOnTarget(package.Scope, context));
        }
    }

    // A base that is not known may be one for Jetson, which has nothing to do with WSL.
    private static bool IsKnownBase(CommandSequence sequence) =>
        sequence.Scope.Stage?.BaseImage is { } image && GpuImages.Kind(image) != GpuImageKind.Jetson;

    private static string Note =>
        $"forward compatibility is for data centre GPUs, some RTX server boards and Jetson on Linux (docs.nvidia.com/deploy/cuda-compatibility/forward-compatibility.html; table of {AptPackages.AsOf})";

    private static PackageRequest? Package(CommandSequence sequence)
    {
        foreach (var fact in sequence.Facts)
        {
            if (fact is PackageRequest { Manager: PackageManager.Apt or PackageManager.Dnf or PackageManager.Zypper } request
                && AptPackages.Driver(request.Name) == DriverPart.Compatibility)
            {
                return request;
            }
        }

        return null;
    }
}
