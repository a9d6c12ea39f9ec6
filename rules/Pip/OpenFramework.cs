using EnvLint.Diagnostics;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.Rules.Frameworks;

namespace EnvLint.Rules.Pip;

/// <summary>Reports GPU frameworks without an upper bound: which CUDA they bring, and so which driver they need, changes with the day.</summary>
[Rule("PIP005", "open-gpu-framework",
    Title = "A GPU framework without a version: its CUDA changes with the day",
    Category = RuleCategory.Reproducibility,
    Severity = Severity.Warning,
    Fix = FixAvailability.None,
    Since = "0.1.0")]
public sealed partial class OpenFramework : Rule<PythonEnvironment>
{
    /// <inheritdoc/>
    protected override void Check(PythonEnvironment subject, RuleContext context)
    {
        // What pip-tools pins stands in another file; and a project leaves to whoever installs it, or to a lock file, what it does not need to fix.
        if (context.Source.Path.EndsWith(".in", StringComparison.OrdinalIgnoreCase) || subject.Kind == PythonEnvironmentKind.PyProject)
        {
            return;
        }

        CheckTorch(subject, context);
        CheckOthers(subject, context);
    }

    /// <summary>Whether a file that is not read here may limit the version.</summary>
    /// <param name="request">The request.</param>
    /// <param name="context">The context.</param>
    public static bool MayBeConstrained(PackageRequest request, RuleContext context)
    {
        if (request.Command?.Invocation is { } invocation
            && (invocation.Has("--override", "--overrides") || (!request.Sources.IsComplete && invocation.Has("-r", "--requirement", "-c", "--constraint"))))
        {
            return true;
        }

        if (context.File.Requirements is { } file)
        {
            foreach (var line in file.Tree.Lines)
            {
                foreach (var option in line.Options)
                {
                    if (option.Name == "--constraint")
                    {
                        return true;
                    }
                }
            }
        }

        foreach (var variable in context.File.Facts?.Variables ?? [])
        {
            if (variable.Name is "PIP_CONSTRAINT" or "UV_CONSTRAINT" or "UV_OVERRIDE")
            {
                return true;
            }
        }

        return false;
    }

    private static void CheckTorch(PythonEnvironment environment, RuleContext context)
    {
        if (TorchResolver.Resolve(environment, WheelPlatforms.Of(environment.Scope, context.Target) ?? WheelPlatform.LinuxX64)
                is { IsKnown: true, IsOpen: true, Source: { Index: null, AsksPyPI: true }, Request: { Name: "torch" } request } resolution
            && resolution.Builds[0] is { Cuda.Length: > 0 } today

            // An older one is the last for the environment's Python: that is a bound, too.
            && string.Equals(today.Release.Version, Torch.Newest, StringComparison.Ordinal))
        {
            Report(environment, request, today.Release.Version, $"CUDA {today.Cuda}", today.Cuda, IsVerified(resolution), SourceNote.Of(Torch.SourceText(today.Release.Source), Torch.AsOf), context);
        }
    }

    // A release that is only days old has the CUDA of the one before it, as far as anyone has seen.
    private static bool IsVerified(TorchResolution resolution)
    {
        foreach (var build in resolution.Builds)
        {
            if (build.IsVerified || build.Cuda != resolution.Builds[0].Cuda)
            {
                return build.IsVerified && build.Cuda == resolution.Builds[0].Cuda;
            }
        }

        return false;
    }

    private static void CheckOthers(PythonEnvironment environment, RuleContext context)
    {
        if (environment.Kind == PythonEnvironmentKind.Conda || environment.Scope.Kind == ScopeKind.WindowsHost)
        {
            return;
        }

        if (Open(environment, TensorFlow.GpuPackage.Use) is { } tensorflow && tensorflow.Extras.Contains(TensorFlow.CudaExtra.Name, StringComparer.Ordinal)
            && TensorFlow.Find(TensorFlow.Newest) is { Cuda: { } cuda } release)
        {
            Report(environment, tensorflow, TensorFlow.Newest, $"CUDA {cuda}", cuda, release.Verified, SourceNote.Of(TensorFlow.SourceText(release.Source), TensorFlow.AsOf), context);
        }

        if (Open(environment, "jax") is { } jax)
        {
            foreach (var name in jax.Extras)
            {
                if (Jax.FindExtra(name) is { Local: not true } extra && Jax.Has(extra, Jax.Newest))
                {
                    Report(environment, jax, Jax.Newest, $"CUDA {extra.Major}", $"{extra.Major}.0", extra.Verified, SourceNote.Of(Jax.SourceText(extra.Source), Jax.AsOf), context);
                    break;
                }
            }
        }
    }

    // The one request of a project, open above, from public sources.
    private static PackageRequest? Open(PythonEnvironment environment, string name)
    {
        PackageRequest? only = null;
        foreach (var request in environment.Requests)
        {
            if (request.Name == name)
            {
                if (only is not null || request.Manager != PackageManager.Pip || request.IsConstraint || request.IsConditional)
                {
                    return null;
                }

                only = request;
            }
        }

        return only is not null && PipRequests.SpecifiersOf(only) is { NamesPreRelease: false } specifiers && TorchResolver.IsOpen(specifiers) && PipRequests.TakesNewest(environment, name)
            && PackageIndexes.ArePublic(only.Sources) && only.Sources is { ExtraIndexes.IsEmpty: true, FindLinks.IsEmpty: true, AllowsPreReleases: false }
            && (environment.Scope.Stage is not { } stage || stage.KnownImage is not null)
            ? only
            : null;
    }

    private static void Report(PythonEnvironment environment, PackageRequest request, string version, string what, string cuda, bool isVerified, string source, RuleContext context)
    {
        if (request.LinkedFile is not null || !environment.Owns(request) || context.File.IsIndexNamedElsewhere || MayBeConstrained(request, context) || MachineHints.AreForOther(request, context))
        {
            return;
        }

        var platform = environment.Scope.IsWsl || context.Target?.Platform == TargetPlatform.Wsl2 ? TargetPlatform.Wsl2 : TargetPlatform.Linux;
        var floor = CudaDrivers.FloorFor(cuda, platform);

        // A lower bound says that somebody thought of versions; a guide is read on its day.
        var isBare = request.Constraint.Length == 0 && !PipCommands.IsOfGuide(request.Command);
        context.Report(
            request.Word.Span,
            $"'{request.Word}' has no upper bound: today it is {version} with {what}"
                + (floor is null ? "" : $", which needs driver {floor.Driver}{(platform == TargetPlatform.Wsl2 ? " on Windows" : "")} or newer"),
            isBare && isVerified ? Severity.Warning : Severity.Info,
            isVerified ? Confidence.High : Confidence.Medium,
            label: "pin the version that was tested",
            notes: floor is null ? [$"newest known: {version}; {source}"] : [$"newest known: {version}; {source}", $"driver: {floor.Source} (table of {CudaDrivers.AsOf})"]);
    }
}
