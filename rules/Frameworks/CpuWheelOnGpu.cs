using EnvLint.Collections;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.Rules.Stack;

namespace EnvLint.Rules.Frameworks;

/// <summary>Reports builds of torch for the CPU in an environment that is made for a GPU.</summary>
[Rule("FWK013", "cpu-wheel-on-gpu",
    Title = "A build of torch for the CPU in an environment for a GPU",
    Category = RuleCategory.Correctness,
    Severity = Severity.Warning,
    Since = "0.1.0")]
public sealed partial class CpuWheelOnGpu : Rule<PythonEnvironment>
{
    /// <inheritdoc/>
    protected override void Check(PythonEnvironment subject, RuleContext context)
    {
        foreach (var request in subject.Requests)
        {
            if (request.IsConstraint || CpuOf(request) is not { } cpu || request.IsConditional || !subject.Owns(request) || !ReferenceEquals(subject.Last(request.Name, request.Manager), request)
                || GpuIntent.OfFile(subject, request) is not { } gpu || (gpu.Request is { } other && !PythonEnvironment.SpeaksHere(other, request))
                || gpu.Request is { Name: "jax" or "jaxlib" or "tensorflow" } // The one of several frameworks that gets the GPU.
                || TorchResolver.OffersAlternatives(subject) || HasOtherBuild(context) || MachineHints.AreForOther(request, context) || IsStageForCpu(subject))
            {
                continue;
            }

            context.Report(
                RuleContext.PlaceOf(request),
                $"{cpu.Text} for the CPU, and {gpu.Text}",
                label: "no CUDA in it",
                related: cpu.Index is { } index && request.LinkedFile is null ? [context.Here(index.Span, "the index is named here"), .. context.Origins(index)] : [],
                notes: [SourceNote.Of("the index for a CUDA of the driver has the builds for the GPU", Torch.SourceText("prev"), Torch.AsOf)]);
            return;
        }
    }

    // What says that it is the build for the CPU.
    private static (string Text, Word? Index)? CpuOf(PackageRequest request) => request switch
    {
        { Manager: PackageManager.Conda } when CondaPackages.Find(request.Name)?.Effect == "cpu" => ($"'{request.Name}' chooses pytorch", null),
        { Manager: PackageManager.Pip, Name: "torch", Requirement.Version: { HasLocal: true, LocalText: "cpu" } pin } => ($"torch {pin} is a build", null),
        { Manager: PackageManager.Pip, Name: "torch", Requirement.Version: null or { HasLocal: false } } when TorchSource.Of(request.Sources) is { Index.Kind: TorchIndexKind.Cpu } source => ("torch of the index cpu is a build", source.Word),
        _ => null,
    };

    // The file brings builds for CUDA as well: it knows the difference.
    private static bool HasOtherBuild(RuleContext context)
    {
        foreach (var package in context.File.Facts?.Packages ?? [])
        {
            if (package is { Manager: PackageManager.Conda, Name: "pytorch-cuda" or "pytorch-gpu" or "cudatoolkit" }
                || (package is { Manager: PackageManager.Pip, Name: "torch" } && TorchSource.Of(package.Sources) is not { Index.Kind: TorchIndexKind.Cpu } && package.Requirement?.Version is not { HasLocal: true, LocalText: "cpu" }))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsStageForCpu(PythonEnvironment environment) => MachineWords.In(environment.Scope.Stage?.Name).HasFlag(NamedMachines.Cpu) || MachineWords.In(environment.Name).HasFlag(NamedMachines.Cpu);
}
