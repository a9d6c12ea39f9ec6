using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.Rules.Stack;

namespace EnvLint.Rules.Frameworks;

/// <summary>What says that packages are meant for an NVIDIA GPU.</summary>
/// <param name="Text">What says so, for people: <c>the image nvidia/cuda is for a GPU</c>.</param>
/// <param name="DependsOnTarget">Whether it is the declared target.</param>
/// <param name="Request">The package that says so; null where it is something else.</param>
internal sealed record GpuIntent(string Text, bool DependsOnTarget, PackageRequest? Request = null)
{
    /// <summary>What the base image or other packages say; null where they say nothing.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="request">A request of it.</param>
    public static GpuIntent? OfFile(PythonEnvironment environment, PackageRequest request)
    {
        if (environment.Scope.Stage?.BaseImage is { } image && GpuImages.Kind(image) == GpuImageKind.Cuda)
        {
            return new GpuIntent($"the image {image.FullRepository} is for a GPU", DependsOnTarget: false);
        }

        foreach (var other in environment.Requests)
        {
            if (other is { IsConstraint: false, IsConditional: false } && !ReferenceEquals(other, request) && environment.AreTogether(other, request)
                && (CudaPackages.MajorOf(other) is not null || Cupy.Find(other.Name) is { Major: not null } || (other.Manager == PackageManager.Pip && OnnxRuntime.FindVariant(other.Name) is { Kind: "cuda" })))
            {
                return new GpuIntent($"'{CudaPackages.NameOf(other)}' beside it is for a GPU", DependsOnTarget: false, other);
            }
        }

        return null;
    }

    /// <summary>What the file, a heading above or the declared target says; null where nothing does.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="request">A request of it.</param>
    /// <param name="context">The context.</param>
    public static GpuIntent? Of(PythonEnvironment environment, PackageRequest request, RuleContext context)
    {
        if (OfFile(environment, request) is { } intent)
        {
            return intent;
        }

        for (var section = request.LinkedFile is null ? context.File.Guide?.SectionOf(request.Word.Span) : null; section is not null; section = section.Parent)
        {
            if ((MachineWords.In(section.Title) & (NamedMachines.Nvidia | NamedMachines.Gpu | NamedMachines.Cpu | NamedMachines.Other)) is NamedMachines.Nvidia or NamedMachines.Gpu or (NamedMachines.Nvidia | NamedMachines.Gpu))
            {
                return new GpuIntent($"'{section.Title.Trim()}' means a GPU", DependsOnTarget: false);
            }
        }

        return context.Target is { Gpu: not null } or { Cuda: not null } or { Driver: not null } or { ComputeCapability: not null } && StackTarget.Of(context.Target, environment.Scope) is not null
            ? new GpuIntent("the target has a GPU", DependsOnTarget: true)
            : null;
    }
}
