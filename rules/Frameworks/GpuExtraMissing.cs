using EnvLint.Collections;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.Rules.Pip;
using EnvLint.Rules.Stack;
using EnvLint.Text;
using EnvLint.Versions;

namespace EnvLint.Rules.Frameworks;

/// <summary>Reports jax and TensorFlow that come without CUDA where a GPU is meant: without the extra, or with one that the release does not have.</summary>
[Rule("FWK007", "gpu-extra-missing",
    Title = "JAX or TensorFlow comes without CUDA",
    Category = RuleCategory.Correctness,
    Severity = Severity.Warning,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class GpuExtraMissing : Rule<PythonEnvironment>
{
    private const string Cuda = "cuda";

    /// <inheritdoc/>
    protected override void Check(PythonEnvironment subject, RuleContext context)
    {
        foreach (var request in subject.Requests)
        {
            if (request is not { Manager: PackageManager.Pip, Name: "jax" or "tensorflow", IsConstraint: false, IsConditional: false }
                || !subject.Owns(request) || !ReferenceEquals(subject.Last(request.Name), request)
                || !PackageIndexes.ArePublic(request.Sources) || PipRequests.SpecifiersOf(request) is not { NamesPreRelease: false } specifiers)
            {
                continue;
            }

            if (request.Name == "jax")
            {
                CheckJax(subject, request, specifiers, context);
            }
            else
            {
                CheckTensorFlow(subject, request, specifiers, context);
            }
        }
    }

    private static void CheckJax(PythonEnvironment environment, PackageRequest request, Pep440SpecifierSet specifiers, RuleContext context)
    {
        if (PipRequests.VersionOf(request, environment, specifiers) is not var (version, _) || Jax.Find(version) is not { } row)
        {
            return;
        }

        // A name that is wrong by itself is told where it stands.
        for (var i = 0; request.LinkedFile is null && i < request.Extras.Length; i++)
        {
            var name = request.Extras[i];
            if (!name.StartsWith(Cuda, StringComparison.Ordinal) && name != "gpu")
            {
                continue;
            }

            var extra = Jax.FindExtra(name);
            // A name for CUDA that is not known may be one of another release.
            if (extra is null ? name != "gpu" : Jax.Has(extra, version))
            {
                continue;
            }

            var right = extra?.Use ?? Jax.UsualExtra;
            context.Report(
                request.Word.Span,
                $"jax {version} has no extra '{name}': pip only warns and installs jax for the CPU",
                label: Has(version, right) ? $"write {right}" : "",
                notes: [SourceNote.Of(Jax.SourceText(row.Source), Jax.AsOf)],
                fix: Has(version, right) && request.Requirement!.Extras.Length > i && FrameworkFacts.Edit(request, request.Requirement.Extras[i].Span, right) is { } edit
                    ? extra?.Use is null ? Fix.Suggested($"Write '{right}'", edit) : Fix.Safe($"Write '{right}'", edit)
                    : null);
            return;
        }

        // A library leaves the build to those who use it.
        if (environment.Kind == PythonEnvironmentKind.PyProject)
        {
            return;
        }

        if (request.Extras.IsEmpty && GpuOf(environment, request, context) is { } gpu && !BringsCuda(environment, context) && Has(version, Jax.UsualExtra)
            && !MachineHints.AreForOther(request, context))
        {
            // What else is installed beside a requirements file, nobody sees here.
            var severity = environment.Kind == PythonEnvironmentKind.RequirementsFile ? Severity.Info : Severity.Warning;
            Missing(request, $"jax[{Jax.UsualExtra}]", $"[{Jax.UsualExtra}]", "jax without an extra is for the CPU", gpu, severity, Jax.SourceText(row.Source), Jax.AsOf, context);
        }
    }

    private static void CheckTensorFlow(PythonEnvironment environment, PackageRequest request, Pep440SpecifierSet specifiers, RuleContext context)
    {
        // With the libraries of a CUDA image, or of the system, the plain package finds them.
        if (!request.Extras.IsEmpty || environment.Kind == PythonEnvironmentKind.PyProject || PipRequests.VersionOf(request, environment, specifiers) is not var (version, _)
            || TensorFlow.Find(version) is not { AndCuda: true, Verified: true } row
            || GpuImages.Kind(environment.Scope.Stage?.BaseImage) != GpuImageKind.None
            || (environment.Scope.IsImage && environment.Scope.Stage?.KnownImage is null)
            || GpuOf(environment, request, context) is not { } gpu || BringsCuda(environment, context) || SystemHasCuda(context) || MachineHints.AreForOther(request, context))
        {
            return;
        }

        var extra = TensorFlow.CudaExtra.Name;
        var isBare = environment.Scope.IsImage;
        Missing(
            request, $"tensorflow[{extra}]", $"[{extra}]",
            isBare ? "TensorFlow without the extra brings no CUDA libraries and finds none" : $"TensorFlow without the extra brings no CUDA libraries, so that it needs the system's CUDA {row.Cuda} and cuDNN {row.Cudnn}",
            gpu, isBare ? Severity.Warning : Severity.Info, TensorFlow.SourceText(row.Source), TensorFlow.AsOf, context);
    }

    private static void Missing(PackageRequest request, string use, string brackets, string message, string gpu, Severity severity, string source, string asOf, RuleContext context)
    {
        var dependsOnTarget = GpuImages.Kind(request.Scope.Stage?.BaseImage) != GpuImageKind.Cuda;
        var place = new TextSpan(request.Requirement!.NameSpan.End, 0);
        context.Report(
            RuleContext.PlaceOf(request),
            $"{message}, and {gpu}",
            severity,
            label: $"write {use}",
            related: context.Linked(request),
            notes: [SourceNote.Of(source, asOf)],
            fix: FrameworkFacts.EditWithBrackets(request, place, brackets) is { } edit ? (request.LinkedFile is null ? Fix.Safe($"Write '{use}'") : Fix.Suggested($"Write '{use}'")).And(request.LinkedFile, edit) : null,
            dependsOnTarget: dependsOnTarget);
    }

    private static bool Has(string version, string extra) => Jax.FindExtra(extra) is { } row && Jax.Has(row, version);

    // What says that a GPU is meant; null where nothing does.
    private static string? GpuOf(PythonEnvironment environment, PackageRequest request, RuleContext context)
    {
        if (environment.Scope.Stage?.BaseImage is { } image && GpuImages.Kind(image) == GpuImageKind.Cuda)
        {
            return $"the image {image.FullRepository} is for a GPU";
        }

        // The target's GPU is told where the request stands.
        return request.LinkedFile is null && context.Target is { Gpu: not null } or { Cuda: not null } or { Driver: not null } or { ComputeCapability: not null }
            && StackTarget.Of(context.Target, environment.Scope) is { Wheels: WheelPlatform.LinuxX64 or WheelPlatform.LinuxArm64 }
            ? "the target has a GPU"
            : null;
    }

    // CUDA as packages of their own, the plugins of jax, builds of jaxlib with a local version.
    private static bool BringsCuda(PythonEnvironment environment, RuleContext context)
    {
        // jax_cuda12_plugin*.whl, built or downloaded before.
        foreach (var use in context.File.Facts?.Commands ?? [])
        {
            if (PipCommands.IsPipInstall(use) || PipCommands.IsUvInstall(use))
            {
                foreach (var operand in use.Arguments)
                {
                    if (operand.Raw.Contains("jaxlib", StringComparison.Ordinal) || operand.Raw.Contains("jax_cuda", StringComparison.Ordinal))
                    {
                        return true;
                    }
                }
            }
        }

        foreach (var request in environment.Requests)
        {
            if (request.Name.StartsWith("nvidia-", StringComparison.Ordinal) || request.Name.StartsWith("jax-cuda", StringComparison.Ordinal)
                || request.Name.StartsWith(Cuda, StringComparison.Ordinal) || request.Name is "cudnn" or "jaxlib"
                || (request.Name is "jax" or "tensorflow" && (!request.Extras.IsEmpty || request.Manager == PackageManager.Conda)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool SystemHasCuda(RuleContext context)
    {
        foreach (var package in context.File.Facts?.Packages ?? [])
        {
            if (package.Manager is not (PackageManager.Pip or PackageManager.Conda)
                && (package.Name.StartsWith(Cuda, StringComparison.Ordinal) || package.Name.StartsWith("libcu", StringComparison.Ordinal) || package.Name.StartsWith("nvidia-cuda", StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return context.File.Facts?.Downloads.Exists(static download => download.Url.Value?.Contains("/cuda", StringComparison.Ordinal) == true) == true;
    }
}
