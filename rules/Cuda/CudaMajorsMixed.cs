using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.Rules.Frameworks;
using EnvLint.Rules.Stack;

namespace EnvLint.Rules.Cuda;

/// <summary>Reports packages of one environment that bring, or are built for, two majors of CUDA.</summary>
[Rule("CUD014", "cuda-majors-mixed",
    Title = "Packages of one environment are for two majors of CUDA",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Warning,
    Since = "0.1.0")]
public sealed partial class CudaMajorsMixed : Rule<PythonEnvironment>
{
    /// <inheritdoc/>
    protected override void Check(PythonEnvironment subject, RuleContext context)
    {
        if (!IsAsked(subject) || TorchResolver.OffersAlternatives(subject))
        {
            return;
        }

        var platform = WheelPlatforms.Of(subject.Scope, context.Target) ?? WheelPlatform.LinuxX64;
        var markers = WheelPlatforms.MarkersOf(platform, subject.Python);
        var sources = new List<CudaSource>();
        foreach (var source in EnvironmentCuda.Of(subject, platform, context).Sources)
        {
            if (source is { Kind: CudaSourceKind.Wheel or CudaSourceKind.Framework, Request: { } request } && IsThere(subject, request, markers))
            {
                sources.Add(source);
            }
        }

        foreach (var request in subject.Requests)
        {
            if (Cupy.Find(request.Name) is { Major: { } major } && !GpuPackages.BringsCuda(request) && request is { Manager: PackageManager.Pip, IsConstraint: false } && IsThere(subject, request, markers))
            {
                sources.Add(new CudaSource(CudaSourceKind.Framework, major, $"'{request.Name}' is for CUDA {major}", request, context.At(request, $"'{request.Name}' is for CUDA {major}"), IsCertain: true));
            }
        }

        Check(subject, sources, context);
    }

    // One finding for an environment. Lists of libraries alone may be meant for several; beside a framework of another major nobody loads them, which is a hint.
    private static void Check(PythonEnvironment environment, List<CudaSource> sources, RuleContext context)
    {
        for (var i = 1; i < sources.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var first = sources[j].Request!;
                var second = sources[i].Request!;
                var isLoaded = sources[i].Kind == CudaSourceKind.Framework && sources[j].Kind == CudaSourceKind.Framework;
                if (sources[i].Major == sources[j].Major || (sources[i].Kind == CudaSourceKind.Wheel && sources[j].Kind == CudaSourceKind.Wheel) || !environment.AreTogether(first, second) || !PythonEnvironment.SpeaksHere(first, second)
                    || (!environment.Owns(first) && !environment.Owns(second))
                    || (!ReferenceEquals(first.Command, second.Command) && FrameworkFacts.Uninstalls(context)) || MachineHints.AreForOther(second, context))
                {
                    continue;
                }

                var isTurned = second.LinkedFile is not null;
                var place = isTurned ? sources[j] : sources[i];
                var other = isTurned ? sources[i] : sources[j];
                context.Report(
                    RuleContext.PlaceOf(place.Request!),
                    isLoaded ? $"{place.Text}, and {other.Text}: one process would load both" : $"{place.Text}, and {other.Text}",
                    isLoaded ? Severity.Warning : Severity.Info,
                    related: [other.Place],
                    notes: ["libraries of the two majors lie side by side, but what both have under one name, such as cuDNN and NCCL, is there once"]);
                return;
            }
        }
    }

    // Most environments end here.
    private static bool IsAsked(PythonEnvironment environment)
    {
        foreach (var request in environment.Requests)
        {
            if (CudaPackages.MajorOf(request) is not null || Cupy.Find(request.Name) is { Major: not null })
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsThere(PythonEnvironment environment, PackageRequest request, Syntax.Requirements.MarkerEnvironment markers) =>
        request.Command is not { IsConditional: true } && TorchResolver.Applies(request, markers) == true && ReferenceEquals(environment.Last(request.Name, PackageManager.Pip) ?? request, request);
}
