using System.Collections.Immutable;
using EnvLint.Collections;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.Rules.Stack;
using EnvLint.Versions;

namespace EnvLint.Rules.Frameworks;

/// <summary>Reports ONNX Runtime with the GPU whose CUDA or cuDNN is another major than that of its environment.</summary>
[Rule("FWK009", "onnxruntime-cuda",
    Title = "ONNX Runtime is built for another CUDA or cuDNN than its environment has",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0",
    Supersedes = ["CUD014"])]
public sealed partial class OnnxruntimeCuda : Rule<PythonEnvironment>
{
    private const string Project = "onnxruntime-gpu";

    /// <inheritdoc/>
    protected override void Check(PythonEnvironment subject, RuleContext context)
    {
        if (!subject.Requests.Exists(static request => request.Name == Project) || TorchResolver.OffersAlternatives(subject))
        {
            return;
        }

        var platform = WheelPlatforms.Of(subject.Scope, context.Target) ?? WheelPlatform.LinuxX64;
        if (platform is not (WheelPlatform.LinuxX64 or WheelPlatform.Windows)
            || FrameworkFacts.Last(subject, Project, WheelPlatforms.MarkersOf(platform, subject.Python), out var isUnclear) is not { Extras.IsEmpty: true } request || isUnclear
            || !subject.Owns(request) || !PackageIndexes.ArePublic(request.Sources) || PipRequests.SpecifiersOf(request) is not { NamesPreRelease: false } specifiers
            || OnnxRuntime.Only(specifiers) is not { } row || MachineHints.AreForOther(request, context))
        {
            return;
        }

        var cuda = EnvironmentCuda.Of(subject, platform, context);
        if (!cuda.IsComplete)
        {
            return;
        }

        if (row.CudaMajor is { } major && !cuda.Has(major))
        {
            if (cuda.Sources.Find(source => source.Meets(request, subject)) is { } other)
            {
                Report(
                    subject, request, other, row,
                    $"'{request.Name}{request.Constraint}' is built for CUDA {major}, and {other.Text}",
                    cuda.IsSystemKnown && other.IsCertain ? Severity.Error : Severity.Warning,
                    Other(cuda, row, _ => true), context);
            }

            return;
        }

        // The libraries of CUDA are there: is cuDNN?
        if (!cuda.IsCudnnKnown || cuda.HasCudnn(row.CudnnMajor) || cuda.Sources.Find(source => source.Meets(request, subject) && (row.CudaMajor is null || source.Major == row.CudaMajor)) is not { } brings)
        {
            return;
        }

        if (cuda.Cudnn.Count > 0)
        {
            var there = 0;
            foreach (var one in cuda.Cudnn)
            {
                there = one;
            }

            Report(
                subject, request, brings, row,
                $"'{request.Name}{request.Constraint}' needs cuDNN {row.CudnnMajor}, and this environment has cuDNN {there}",
                cuda.IsSystemKnown && brings.IsCertain && row.Verified ? Severity.Error : Severity.Warning,
                Other(cuda, row, candidate => candidate.CudnnMajor == there), context);
        }
        else if (cuda is { IsSystemKnown: true, Image.Flavor: CudaFlavor.Runtime or CudaFlavor.Devel } && brings.Kind == CudaSourceKind.Image)
        {
            Report(subject, request, brings, row, $"'{request.Name}{request.Constraint}' needs cuDNN {row.CudnnMajor}, and nothing here brings one", Severity.Warning, null, context);
        }
    }

    // The nearest releases for what the environment has.
    private static OnnxruntimeReleaseRow? Other(EnvironmentCuda cuda, OnnxruntimeReleaseRow row, Func<OnnxruntimeReleaseRow, bool> fits)
    {
        OnnxruntimeReleaseRow? nearest = null;
        foreach (var candidate in OnnxRuntime.Releases)
        {
            if (candidate is { Verified: true, CudaMajor: { } major, Last: not null } && cuda.Has(major) && (cuda.Cudnn.Count == 0 || cuda.HasCudnn(candidate.CudnnMajor)) && fits(candidate)
                && (nearest is null || DottedNumber.Compare(candidate.First, row.First) > 0))
            {
                nearest = candidate;
            }
        }

        return nearest;
    }

    private static void Report(
        PythonEnvironment environment, PackageRequest request, CudaSource source, OnnxruntimeReleaseRow row, string message, Severity severity, OnnxruntimeReleaseRow? other, RuleContext context)
    {
        // Upwards the first of them, downwards the last.
        var minor = other is null ? null : DottedNumber.Compare(other.First, row.First) > 0 ? other.First : other.Last;
        Fix? fix = null;
        if (minor is not null && request.Requirement is { Specifiers.Specifiers: [{ Operator: Pep440Operator.Equal or Pep440Operator.Compatible } only] }
            && FrameworkFacts.Edit(request, only.Span, $"=={minor}.*") is { } edit)
        {
            fix = Fix.Suggested($"Take onnxruntime-gpu {minor}").And(request.LinkedFile, edit);
        }

        var notes = ImmutableArray.CreateBuilder<string>();
        notes.Add(SourceNote.Of("without its libraries it runs on the CPU", OnnxRuntime.SourceText(row.Source), OnnxRuntime.AsOf));
        if (!environment.Scope.IsImage)
        {
            notes.Add($"it works where the system has CUDA {row.CudaMajor} and cuDNN {row.CudnnMajor} besides");
        }

        context.Report(
            RuleContext.PlaceOf(request),
            message,
            severity,
            label: minor is null ? "" : $"{minor} is built for what is there",
            related: [.. context.Linked(request), source.Place],
            notes: notes.DrainToImmutable(),
            fix: fix);
    }
}
