using System.Collections.Immutable;
using EnvLint.Collections;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.Rules.Stack;

namespace EnvLint.Rules.Frameworks;

/// <summary>Reports torch from PyPI on Windows, which is a build for the CPU, where a GPU is meant.</summary>
[Rule("FWK014", "windows-cpu-default",
    Title = "On Windows, torch from PyPI is for the CPU",
    Category = RuleCategory.Correctness,
    Severity = Severity.Warning,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class WindowsCpuDefault : Rule<PythonEnvironment>
{
    /// <inheritdoc/>
    protected override void Check(PythonEnvironment subject, RuleContext context)
    {
        if (!subject.Requests.Exists(static request => request.Name == "torch") || WheelPlatforms.Of(subject.Scope, context.Target) != WheelPlatform.Windows || TorchResolver.OffersAlternatives(subject)
            || TorchResolver.Resolve(subject, WheelPlatform.Windows) is not { IsKnown: true, Request: { Name: "torch", IsConditional: false } request, Source: { Index: null, AsksPyPI: true } } resolution
            || !subject.Owns(request) || IsToldThere(request, context) || FrameworkFacts.Uninstalls(context)
            || GpuIntent.Of(subject, request, context) is not { } gpu || MachineHints.AreForOther(request, context))
        {
            return;
        }

        // Another file may name the index when a list is installed, and a project leaves the build to those who use it.
        var severity = subject.Kind is PythonEnvironmentKind.RequirementsFile or PythonEnvironmentKind.PyProject ? Severity.Info : Severity.Warning;
        var target = StackTarget.Of(context.Target, subject.Scope);
        bool Runs(PytorchReleaseRow release, string cuda) => target is null
            || (target.Missing(cuda) is null && (target.ComputeCapability is not { } gpu || Torch.CodeFor(release, cuda, WheelPlatform.Windows, gpu, out _) != GpuCode.None));
        var release = resolution.Builds[0].Release;
        var other = TorchEdits.BuildOf(release, WheelPlatform.Windows, cuda => Runs(release, cuda));
        context.Report(
            RuleContext.PlaceOf(request),
            $"torch from PyPI is a build for the CPU on Windows, and {gpu.Text}",
            severity,
            label: other is null ? "" : $"the index {TorchIndex.TagOf(other)} has builds for CUDA",
            notes: Notes(resolution),
            fix: TorchEdits.Take(resolution, other, Runs),
            dependsOnTarget: gpu.DependsOnTarget || subject.Scope.Kind == Environment.ScopeKind.Unknown);
    }

    // With a declared target the file itself says it.
    private static bool IsToldThere(PackageRequest request, RuleContext context) => request.LinkedFile is not null && context.Target?.Platform == Environment.TargetPlatform.Windows;

    private static ImmutableArray<string> Notes(TorchResolution resolution) =>
        [SourceNote.Of("wheels with CUDA for Windows are on PyTorch's own index only", Torch.SourceText(resolution.Builds[0].Release.Source), Torch.AsOf)];
}
