using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Text;

namespace EnvLint.Rules.Wsl.Support;

/// <summary>Why a project counts as one that uses a GPU.</summary>
/// <param name="Place">The place that says so; null where only the declared target does.</param>
/// <param name="Text">What says so.</param>
internal sealed record GpuEvidence(RelatedLocation? Place, string Text)
{
    /// <summary>The place, as one of a finding's.</summary>
    internal ImmutableArray<RelatedLocation> Related => Place is { } place ? [place] : [];

    /// <summary>Whether the finding would not be there without the declared target.</summary>
    internal bool DependsOnTarget => Place is null;
}

/// <summary>Says whether a GPU is meant to be used: by what the file, or the file that it stands in, installs and runs, or by the declared target.</summary>
internal static class GpuIntent
{
    /// <summary>The first thing that says so; null where nothing does.</summary>
    /// <param name="context">The file and the target.</param>
    /// <param name="withFrameworks">Whether a framework that also runs without a GPU is enough.</param>
    internal static GpuEvidence? Of(RuleContext context, bool withFrameworks = false)
    {
        for (var file = context.File; file is not null; file = file.Outer)
        {
            if (file.Facts is { } facts && Find(facts, withFrameworks) is var (span, text))
            {
                return new GpuEvidence(new RelatedLocation(file.Source, span, text), text);
            }
        }

        return context.Target switch
        {
            { Gpu: { } gpu } => new GpuEvidence(null, $"the target has a GPU, {gpu}"),
            { Driver: { } driver } => new GpuEvidence(null, $"the target has NVIDIA's driver {driver}"),
            { Cuda: { } cuda } => new GpuEvidence(null, $"the target has CUDA {cuda}"),
            { ComputeCapability: { } capability } => new GpuEvidence(null, $"the target has a GPU of compute capability {capability}"),
            _ => null,
        };
    }

    private static (TextSpan Span, string Text)? Find(FileFacts facts, bool withFrameworks)
    {
        foreach (var image in facts.Images)
        {
            if (GpuImages.Kind(image.Content) == GpuImageKind.Cuda)
            {
                return (image.Word.Span, $"'{image.Word}' is made for a GPU");
            }
        }

        foreach (var run in facts.ContainerRuns)
        {
            if (run.Command.Invocation?.Option("--gpus") is { } option)
            {
                return (option.Word.Span, "a container gets the GPU here");
            }
        }

        foreach (var request in facts.Packages)
        {
            var kind = GpuPackages.Kind(request);
            if (request.LinkedFile is null && (kind == GpuPackageKind.Gpu || (withFrameworks && kind == GpuPackageKind.Framework)))
            {
                return (request.Word.Span, kind == GpuPackageKind.Gpu ? $"'{request.Name}' is for a GPU" : $"'{request.Name}' is installed here");
            }

            if (request.LinkedFile is null && IndexOf(request) is { } index)
            {
                return (index.Span, "packages for CUDA come from this index");
            }
        }

        foreach (var repository in facts.Repositories)
        {
            if (repository.CudaDistribution.Length > 0)
            {
                return (repository.Span, "NVIDIA's CUDA repository is added here");
            }
        }

        foreach (var command in facts.Commands)
        {
            if (GpuImages.IsGpuProgram(command.Program) || command.Program == "nvcc")
            {
                return (command.ProgramWord.Span, $"'{command.Program}' is run here");
            }
        }

        foreach (var variable in facts.Variables)
        {
            if (variable.Name == "CUDA_VISIBLE_DEVICES" && variable.Value?.Value is not ("" or "-1"))
            {
                return (variable.Span, "GPUs are chosen here");
            }
        }

        return null;
    }

    // https://download.pytorch.org/whl/cu124
    private static Word? IndexOf(PackageRequest request)
    {
        if (IsCudaIndex(request.Sources.Index))
        {
            return request.Sources.Index;
        }

        foreach (var index in request.Sources.ExtraIndexes)
        {
            if (IsCudaIndex(index))
            {
                return index;
            }
        }

        return null;
    }

    private static bool IsCudaIndex(Word? index) => index?.Value is { } address && address.Contains("/whl/cu", StringComparison.Ordinal);
}
