using EnvLint.Collections;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.Rules.Stack;

namespace EnvLint.Rules.Frameworks;

/// <summary>Reports CuPy for another CUDA than its environment has, and two packages of CuPy in one environment.</summary>
[Rule("FWK010", "cupy-cuda",
    Title = "CuPy is built for another CUDA than its environment has, or is there twice",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0",
    Supersedes = ["CUD014"])]
public sealed partial class CupyCuda : Rule<PythonEnvironment>
{
    /// <inheritdoc/>
    protected override void Check(PythonEnvironment subject, RuleContext context)
    {
        if (!subject.Requests.Exists(static request => request.Manager == PackageManager.Pip && Cupy.Find(request.Name) is not null))
        {
            return;
        }

        if (!CheckTwice(subject, context))
        {
            CheckCuda(subject, context);
        }
    }

    // cupy and cupy-cuda12x
    private static bool CheckTwice(PythonEnvironment environment, RuleContext context)
    {
        foreach (var platform in FrameworkFacts.Platforms)
        {
            var markers = WheelPlatforms.MarkersOf(platform, environment.Python);
            PackageRequest? first = null;
            foreach (var request in environment.Requests)
            {
                if (request is not { Manager: PackageManager.Pip, IsConstraint: false, Command: not { IsConditional: true } } || Cupy.Find(request.Name) is not { } row
                    || TorchResolver.Applies(request, markers) != true)
                {
                    continue;
                }

                if (first is null || first.Name == request.Name)
                {
                    first ??= request;
                    continue;
                }

                if (!environment.AreTogether(first, request) || (!environment.Owns(first) && !environment.Owns(request)) || !PythonEnvironment.SpeaksHere(first, request)
                    || (!ReferenceEquals(first.Command, request.Command) && FrameworkFacts.Uninstalls(context)) || TorchResolver.OffersAlternatives(environment))
                {
                    continue;
                }

                var place = request.LinkedFile is null ? request : first;
                var other = ReferenceEquals(place, request) ? first : request;
                context.Report(
                    RuleContext.PlaceOf(place),
                    $"'{place.Name}' and '{other.Name}' bring the same module: the one that is installed last overwrites the other",
                    label: "keep one of them",
                    related: [context.AskedFor(other)],
                    notes: [SourceNote.Of("only one package of CuPy may be installed", Cupy.SourceText(row), Cupy.AsOf)]);
                return true;
            }
        }

        return false;
    }

    // Its wheels load the CUDA that the system or the environment has.
    private static void CheckCuda(PythonEnvironment environment, RuleContext context)
    {
        var platform = WheelPlatforms.Of(environment.Scope, context.Target) ?? WheelPlatform.LinuxX64;
        var markers = WheelPlatforms.MarkersOf(platform, environment.Python);
        EnvironmentCuda? cuda = null;
        foreach (var request in environment.Requests)
        {
            if (request is not { Manager: PackageManager.Pip, IsConstraint: false, Command: not { IsConditional: true } } || Cupy.Find(request.Name) is not { Major: { } major } row
                || GpuPackages.BringsCuda(request) || !environment.Owns(request) || TorchResolver.Applies(request, markers) != true
                || TorchResolver.OffersAlternatives(environment) || MachineHints.AreForOther(request, context))
            {
                continue;
            }

            cuda ??= EnvironmentCuda.Of(environment, platform, context);
            if (!cuda.IsComplete || cuda.Has(major)
                || cuda.Sources.Find(source => source.Kind is CudaSourceKind.Image or CudaSourceKind.System or CudaSourceKind.Conda && source.Meets(request, environment)) is not { } other)
            {
                continue;
            }

            var right = Cupy.For(other.Major);
            context.Report(
                RuleContext.PlaceOf(request),
                $"'{request.Name}' loads the libraries of CUDA {major}, and {other.Text}",
                cuda.IsSystemKnown && other.IsCertain ? Severity.Error : Severity.Warning,
                label: right is null ? "" : $"write {right}",
                related: [.. context.Linked(request), other.Place],
                notes: [SourceNote.Of("the wheels use the CUDA that is there and bring none", Cupy.SourceText(row), Cupy.AsOf)],
                fix: right is not null && FrameworkFacts.Edit(request, request.Requirement!.NameSpan, right) is { } edit ? Fix.Suggested($"Write '{right}'").And(request.LinkedFile, edit) : null);
            return;
        }
    }
}
