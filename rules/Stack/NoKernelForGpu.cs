using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.Rules.Frameworks;

namespace EnvLint.Rules.Stack;

/// <summary>Reports builds that have no code for the GPU of the declared target.</summary>
[Rule("STK002", "no-kernel-for-gpu",
    Title = "A build has no code for the target's GPU",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0",
    Supersedes = ["PIP003", "PIP005", "STK001"])]
public sealed partial class NoKernelForGpu : Rule<PythonEnvironment>
{
    /// <inheritdoc/>
    protected override void Check(PythonEnvironment subject, RuleContext context)
    {
        if (StackTarget.Of(context.Target, subject.Scope) is not { ComputeCapability: { } gpu, Wheels: { } platform } target || TorchResolver.OffersAlternatives(subject))
        {
            return;
        }

        if (TorchResolver.Resolve(subject, platform) is { IsKnown: true } pip)
        {
            CheckTorch(subject, pip, platform, gpu, target, context);
        }
        else if (CondaCuda.ResolveTorch(subject) is { IsKnown: true } conda)
        {
            CheckTorch(subject, conda, platform, gpu, target, context);
        }

        if (platform is WheelPlatform.LinuxX64 or WheelPlatform.LinuxArm64)
        {
            CheckExtras(subject, platform, gpu, target, context);
        }
    }

    private static void CheckTorch(PythonEnvironment environment, TorchResolution resolution, WheelPlatform platform, string gpu, StackTarget target, RuleContext context)
    {
        if (resolution.Request is not { } request || !environment.Owns(request) || StackPlaces.PlaceOf(resolution) is not { } place || (resolution.Source is { Word: null } && context.File.IsIndexNamedElsewhere)
            || StackPlaces.Judge(resolution, build => HasNone(build, platform, gpu, target)) is not { } severity
            || MachineHints.AreForOther(request, context))
        {
            return;
        }

        // A name that was not checked leaves a doubt.
        severity = StackPlaces.Lower(target.IsGpuVerified ? severity : Severity.Warning, environment, resolution);

        var first = resolution.Builds[0];
        var code = Torch.CodeFor(first.Release, first.Cuda, platform, gpu, out var source);
        bool Runs(PytorchReleaseRow release, string cuda) => Torch.CodeFor(release, cuda, platform, gpu, out _) == GpuCode.Machine && target.Missing(cuda) is null;
        var other = TorchEdits.BuildOf(first.Release, platform, cuda => Runs(first.Release, cuda));
        var label = other is null ? "" : $"the build {TorchIndex.TagOf(other)} has it";
        foreach (var release in other is null ? Torch.Releases : default)
        {
            if (TorchEdits.BuildOf(release, platform, cuda => Runs(release, cuda)) is { } newest)
            {
                label = $"torch {release.Version}+{TorchIndex.TagOf(newest)} has it";
                break;
            }
        }

        context.Report(
            place,
            $"{StackPlaces.NameOf(resolution)}{(resolution.Source is { } from ? $" from {from.Text}, a build for CUDA {first.Cuda}," : "")} has {(code == GpuCode.Ptx ? "intermediate code only" : "no code")} for the target's GPU ({target.GpuText}){(code == GpuCode.Ptx ? $", and {target.DriverText} cannot compile what was made for CUDA {first.Cuda}" : "")}",
            severity,
            label: label,
            related: StackPlaces.RelatedOf(resolution, context),
            notes: [SourceNote.Of(source ?? Torch.SourceText(first.Release.Source), Torch.AsOf), .. StackPlaces.NotesOf(resolution)],
            fix: request.Manager != PackageManager.Pip ? null : TorchEdits.Take(resolution, other, Runs),
            dependsOnTarget: true);
    }

    // Intermediate code needs a driver that knows its CUDA.
    private static bool HasNone(TorchBuild build, WheelPlatform platform, string gpu, StackTarget target) => build.Cuda.Length > 0 && Torch.CodeFor(build.Release, build.Cuda, platform, gpu, out _) switch
    {
        GpuCode.None => true,
        GpuCode.Ptx => !target.Compiles(build.Cuda),
        _ => false,
    };

    private static void CheckExtras(PythonEnvironment environment, WheelPlatform platform, string gpu, StackTarget target, RuleContext context)
    {
        foreach (var request in environment.Requests)
        {
            if (environment.Owns(request) && CudaExtra.Of(request, environment, platform) is { LowestGpu: { } lowest } extra && DottedNumber.Compare(gpu, lowest) < 0 && StackPlaces.PlaceOf(request) is { } place
                && !MachineHints.AreForOther(request, context))
            {
                context.Report(
                    place,
                    $"{extra.Name} has no code for the target's GPU ({target.GpuText}): it begins with {lowest}",
                    extra.IsCertain && target.IsGpuVerified ? Severity.Error : Severity.Warning,
                    notes: [SourceNote.Of(extra.Source, extra.AsOf)],
                    dependsOnTarget: true);
            }
        }
    }
}
