using EnvLint.Collections;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Rules.Frameworks;
using EnvLint.Text;
using EnvLint.Versions;

namespace EnvLint.Rules.Conda;

/// <summary>Reports frameworks of conda-forge of which a build of an image takes the build for the CPU.</summary>
[Rule("CND011", "cpu-build-likely",
    Title = "Conda takes a build for the CPU while the image is built",
    Category = RuleCategory.Correctness,
    Severity = Severity.Warning,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class CpuBuildLikely : Rule<FileAnalysis>
{
    private const string Variable = "CONDA_OVERRIDE_CUDA";

    /// <inheritdoc/>
    protected override void Check(FileAnalysis subject, RuleContext context)
    {
        CondaConfiguration? configuration = null;
        foreach (var environment in subject.Facts?.Environments ?? [])
        {
            if (environment.Scope.IsImage)
            {
                Check(environment, configuration ??= CondaConfiguration.Of(subject), context);
            }
        }
    }

    private static void Check(PythonEnvironment environment, CondaConfiguration configuration, RuleContext context)
    {
        foreach (var request in environment.Requests)
        {
            if (request is not { Manager: PackageManager.Conda, Name: "pytorch" or "tensorflow", IsConditional: false } || !environment.Owns(request)
                || request.Spec is not { Errors.IsEmpty: true } spec || spec.Build is not null || spec.BuildPart is not null || !spec.Brackets.IsEmpty
                || !IsOfForge(request, configuration) || Chooses(environment) || IsOverridden(environment, context)
                || GpuIntent.OfFile(environment, request) is not { } gpu || MachineHints.AreForOther(request, context))
            {
                continue;
            }

            context.Report(
                RuleContext.PlaceOf(request),
                $"conda looks for a driver to choose the build of '{request.Name}', a build of an image has none, and so it takes the one for the CPU: {gpu.Text}",
                label: $"set {Variable}",
                related: context.Linked(request),
                notes: [SourceNote.Of(CondaPackages.SourceText("cuda-guide"), CondaPackages.AsOf)],
                fix: FixOf(environment, request));
            return;
        }
    }

    // The first channel that has it wins.
    private static bool IsOfForge(PackageRequest request, CondaConfiguration configuration)
    {
        if (request.Channel.Length > 0)
        {
            return CondaPackages.ChannelName(request.Channel) == "conda-forge";
        }

        var channels = configuration.ChannelsOf(request);
        if (!channels.IsComplete || channels.HasUnknown)
        {
            return false;
        }

        foreach (var name in channels.Names)
        {
            if (name != "nvidia")
            {
                return name == "conda-forge";
            }
        }

        // Images of Miniforge and micromamba ask it without being told.
        return request.Scope.Stage?.BaseImage is { } image && image.FullRepository.StartsWith("condaforge/", StringComparison.Ordinal);
    }

    // pytorch-gpu, cuda-version: what asks for a build with CUDA, or for none.
    private static bool Chooses(PythonEnvironment environment)
    {
        foreach (var request in environment.Requests)
        {
            if (request.Manager == PackageManager.Conda
                && (CondaPackages.Find(request.Name)?.Effect is "cpu" or "gpu" || request.Name is "cuda-version" or "tensorflow-gpu" or "tensorflow-cpu" || request.Spec?.Build?.Text.Contains("cuda", StringComparison.Ordinal) == true))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOverridden(PythonEnvironment environment, RuleContext context)
    {
        foreach (var variable in context.File.Facts?.Variables ?? [])
        {
            if (variable.Name == Variable && EnvironmentCuda.IsOf(variable.Scope, environment.Scope))
            {
                return true;
            }
        }

        foreach (var use in context.File.Facts?.Commands ?? [])
        {
            if (use.Assignments.Exists(static assignment => assignment.Name == Variable))
            {
                return true;
            }
        }

        return false;
    }

    private static Fix? FixOf(PythonEnvironment environment, PackageRequest request) =>
        request is { LinkedFile: null, Command: { Prefixes.IsEmpty: true, Syntax: not null } command }
        && environment.Scope.Stage?.Contents is { Cuda: { Length: > 0 } cuda }
            ? Fix.Suggested("Say which CUDA the driver will have", TextEdit.Insert(command.ProgramWord.Span.Start, $"{Variable}={DottedNumber.Prefix(cuda, 2)} "))
            : null;
}
