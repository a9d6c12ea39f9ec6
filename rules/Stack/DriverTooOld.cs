using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.Rules.Frameworks;
using EnvLint.Text;

namespace EnvLint.Rules.Stack;

/// <summary>Reports builds that need a newer driver than the declared target has.</summary>
[Rule("STK001", "driver-too-old",
    Title = "A build needs a newer driver than the target has",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0",
    Supersedes = ["PIP003", "PIP005"])]
public sealed partial class DriverTooOld : Rule<PythonEnvironment>
{
    /// <inheritdoc/>
    protected override void Check(PythonEnvironment subject, RuleContext context)
    {
        if (StackTarget.Of(context.Target, subject.Scope) is not { HasDriver: true } target || TorchResolver.OffersAlternatives(subject) || target.MayBeForwardCompatible(subject.Scope, context.File.Facts))
        {
            return;
        }

        CheckConda(subject, target, context);
        if (target.Wheels is not { } platform)
        {
            return;
        }

        if (TorchResolver.Resolve(subject, platform) is { IsKnown: true } resolution)
        {
            CheckTorch(subject, resolution, platform, target, context);
        }

        if (platform is WheelPlatform.LinuxX64 or WheelPlatform.LinuxArm64)
        {
            CheckExtras(subject, platform, target, context);
        }
    }

    private static void CheckTorch(PythonEnvironment environment, TorchResolution resolution, WheelPlatform platform, StackTarget target, RuleContext context)
    {
        if (resolution.Request is not { } request || !environment.Owns(request) || StackPlaces.PlaceOf(resolution) is not { } place || (resolution.Source is { Word: null } && context.File.IsIndexNamedElsewhere))
        {
            return;
        }

        var build = resolution.Builds[0];
        var choice = StackPlaces.Judge(resolution, one => target.Missing(one.Cuda) is not null);
        if (choice is not { } severity || target.Missing(build.Cuda) is not { } floor || MachineHints.AreForOther(request, context))
        {
            return;
        }

        severity = StackPlaces.Lower(severity, environment, resolution);

        var other = TorchEdits.BuildOf(build.Release, platform, cuda => target.Missing(cuda) is null);
        var notes = ImmutableArray.CreateBuilder<string>();
        notes.Add(FloorNote(floor));
        if (!resolution.IsCertain)
        {
            notes.Add($"the newest torch that is known: {Torch.Newest} (table of {Torch.AsOf})");
        }

        notes.AddRange(StackPlaces.NotesOf(resolution));

        var name = StackPlaces.NameOf(resolution);
        context.Report(
            place,
            $"{name}{(resolution.Source is { } source ? $" from {source.Text}" : "")}{(resolution.IsCertain ? "" : ",")} is a build for CUDA {build.Cuda}, which needs the driver {floor.Driver} or newer: the target has {target.DriverText}",
            severity,
            label: other is null ? "" : $"the build {TorchIndex.TagOf(other)} runs there",
            related: StackPlaces.RelatedOf(resolution, context),
            notes: notes.DrainToImmutable(),
            fix: TorchEdits.Take(resolution, other, (_, cuda) => target.Missing(cuda) is null),
            dependsOnTarget: true);
    }

    private static void CheckConda(PythonEnvironment environment, StackTarget target, RuleContext context)
    {
        foreach (var cuda in CondaCuda.Of(environment))
        {
            if (!environment.Owns(cuda.Request) || StackPlaces.PlaceOf(cuda.Request) is not { } place || target.Missing(cuda.Versions[0]) is not { } floor || MachineHints.AreForOther(cuda.Request, context))
            {
                continue;
            }

            string? other = null;
            foreach (var version in cuda.Versions)
            {
                other ??= target.Missing(version) is null ? version : null;
            }

            // conda looks at the driver itself where the package says that it needs one.
            if (other is not null && cuda.FitsDriver)
            {
                continue;
            }

            context.Report(
                place,
                $"'{cuda.Request.Word.Value}' {(cuda.Versions.Length == 1 ? "is" : "is today")} CUDA {cuda.Versions[0]}, which needs the driver {floor.Driver} or newer: the target has {target.DriverText}",
                other is null && !cuda.IsOpen ? Severity.Error : Severity.Warning,
                label: other is null ? "" : $"{other} runs there",
                notes: [FloorNote(floor)],
                dependsOnTarget: true);
            return;
        }
    }

    // jax[cuda13], tensorflow[and-cuda]: extras that bring CUDA.
    private static void CheckExtras(PythonEnvironment environment, WheelPlatform platform, StackTarget target, RuleContext context)
    {
        foreach (var request in environment.Requests)
        {
            if (!environment.Owns(request) || CudaExtra.Of(request, environment, platform) is not { } extra || target.Missing(extra.Major) is not { } floor || StackPlaces.PlaceOf(request) is not { } place || MachineHints.AreForOther(request, context))
            {
                continue;
            }

            context.Report(
                place,
                $"{extra.Name} is built for CUDA {extra.Major}, which needs the driver {floor.Driver} or newer: the target has {target.DriverText}",
                extra.IsCertain ? Severity.Error : Severity.Warning,
                notes: [FloorNote(floor), SourceNote.Of(extra.Source, extra.AsOf)],
                dependsOnTarget: true);
        }
    }

    private static string FloorNote(DriverFloor floor) => SourceNote.Of(
        floor.IsOfMajor ? "from CUDA 11 on a build of any minor runs on the lowest driver of its major" : "", floor.Source, CudaDrivers.AsOf);
}
