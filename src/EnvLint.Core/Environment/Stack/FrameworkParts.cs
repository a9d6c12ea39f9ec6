using System.Collections.Immutable;
using System.Globalization;
using EnvLint.Engine;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Syntax.Requirements;
using EnvLint.Versions;

namespace EnvLint.Environment.Stack;

/// <summary>The parts that frameworks beside torch make of a stack.</summary>
internal static class FrameworkParts
{
    /// <summary>What a request of pip adds.</summary>
    /// <param name="request">The request.</param>
    /// <param name="environment">Its environment.</param>
    /// <param name="platform">The system.</param>
    /// <param name="markers">What its condition sees.</param>
    /// <param name="file">The file.</param>
    /// <param name="target">The target; null where none is declared.</param>
    /// <returns>Null where it is no such framework, or is not installed there.</returns>
    public static StackPart? Of(PackageRequest request, PythonEnvironment environment, WheelPlatform platform, MarkerEnvironment markers, FileAnalysis file, TargetProfile? target)
    {
        if (request is not { Manager: PackageManager.Pip, IsConstraint: false } || !IsOne(request))
        {
            return null;
        }

        var applies = TorchResolver.Applies(request, markers);
        if (applies == false)
        {
            return null;
        }

        var place = StackReader.PlaceOf(request, file);
        if (applies is null || request.Command is { IsConditional: true })
        {
            return Unknown("whether it is installed depends on a condition");
        }

        if (!PackageIndexes.ArePublic(request.Sources))
        {
            return Unknown("the sources of packages are not all known");
        }

        if (PipRequests.SpecifiersOf(request) is not { NamesPreRelease: false } specifiers)
        {
            return Unknown("it is no plain request of a release");
        }

        var choice = OptionOf(request, specifiers, environment, platform);
        return choice is { Option.Cuda.Length: > 0 } && OtherMachines.AreMeant(request, file, target) ? Unknown(StackReader.ForOther)
            : choice is var (option, isOpen) ? new StackPart(StackLayer.Framework, request.Name, place, [option]) { IsOpen = isOpen }
            : Unknown("the release is open, or not in the tables");

        StackPart Unknown(string reason) => new(StackLayer.Framework, request.Name, place, []) { Reason = reason };
    }

    /// <summary>What an image ships; null where it ships none of these.</summary>
    /// <param name="contents">What the image brings.</param>
    /// <param name="image">The image.</param>
    public static StackPart? OfImage(ImageContents contents, StackPart image)
    {
        if (contents.Framework != "tensorflow")
        {
            return null;
        }

        if (contents.FrameworkVersion.Length == 0)
        {
            return new StackPart(StackLayer.Framework, "tensorflow", image.Place, []) { Reason = "which release the image has is not known" };
        }

        var option = new StackOption("tensorflow", contents.FrameworkVersion)
        {
            Cuda = DottedNumber.Prefix(contents.FrameworkCuda, 2),
            Code = contents.FrameworkCuda.Length == 0 ? null : LowestOnly(TensorFlow.Find(contents.FrameworkVersion)?.CcMin),
            IsVerified = contents.IsVerified,
            Source = contents.Source,
        };
        return new StackPart(StackLayer.Framework, "tensorflow", image.Place, [option]);
    }

    /// <summary>A package for GPUs of which the tables know nothing more, where the environment has no framework that they know.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="markers">What conditions see.</param>
    /// <param name="parts">The parts that it has.</param>
    /// <param name="file">The file.</param>
    /// <returns>Null where there is none.</returns>
    public static StackPart? Other(PythonEnvironment environment, MarkerEnvironment markers, ImmutableArray<StackPart>.Builder parts, FileAnalysis file)
    {
        foreach (var part in parts)
        {
            if (part.Layer is StackLayer.Framework or StackLayer.Cuda)
            {
                return null;
            }
        }

        foreach (var request in environment.Requests)
        {
            if (!request.IsConstraint && GpuPackages.Kind(request) == GpuPackageKind.Gpu && TorchResolver.Applies(request, markers) != false)
            {
                return new StackPart(StackLayer.Framework, request.Name, StackReader.PlaceOf(request, file), []) { Reason = "the tables do not say what it needs" };
            }
        }

        return null;
    }

    private static bool IsOne(PackageRequest request) => request.Name switch
    {
        "tensorflow" or "tensorflow-gpu" or "onnxruntime-gpu" => true,
        "jax" or "jaxlib" => GpuPackages.Kind(request) == GpuPackageKind.Gpu,
        _ => Cupy.Find(request.Name) is { Major: not null },
    };

    private static (StackOption Option, bool IsOpen)? OptionOf(PackageRequest request, Pep440SpecifierSet specifiers, PythonEnvironment environment, WheelPlatform platform)
    {
        switch (request.Name)
        {
            case "tensorflow":
                return OfTensorFlow(request, specifiers, environment, platform);
            case "tensorflow-gpu" when PipRequests.PinOf(request) is { } pin && TensorFlow.Find(pin.Base.ToString()) is { Verified: true, Cuda: not null } row:
                return (OfTensorFlow("tensorflow-gpu", pin.Base.ToString(), row, row.CcMin), false);
            case "jax" when CudaExtra.Of(request, environment, platform) is { } extra:
                return (OfJax(request, extra), !extra.IsCertain);
            case "onnxruntime-gpu" when PipRequests.PinOf(request) is { } pin && OnnxRuntime.Find(pin.Base.ToString()) is { CudaMajor: { } major, Verified: true } row:
                return (new StackOption(request.Name, pin.Base.ToString()) { Cuda = MajorText(major), Source = OnnxRuntime.SourceText(row.Source) }, false);
            default:
                // The name says the CUDA, whatever the release.
                return Cupy.Find(request.Name) is { Major: { } cupy } package
                    ? (new StackOption(request.Name, PipRequests.PinOf(request)?.Base.ToString() ?? "") { Text = $"{request.Name}{request.Constraint}", Cuda = MajorText(cupy), Source = Cupy.SourceText(package) }, false)
                    : null;
        }
    }

    private static StackOption OfJax(PackageRequest request, CudaExtra extra)
    {
        var row = Jax.Find(extra.Version);
        return new StackOption("jax", extra.Version)
        {
            Text = $"jax[{string.Join(',', request.Extras)}] {extra.Version}",
            Cuda = MajorText(extra.Major),
            PythonMin = row?.PythonMin,
            PythonMax = row?.PythonMax,
            Code = LowestOnly(extra.LowestGpu),
            Source = extra.Source,
        };
    }

    private static (StackOption Option, bool IsOpen)? OfTensorFlow(PackageRequest request, Pep440SpecifierSet specifiers, PythonEnvironment environment, WheelPlatform platform)
    {
        if (PipRequests.VersionOf(request, environment, specifiers) is not var (version, isPinned) || TensorFlow.Find(version) is not { Verified: true } row)
        {
            return null;
        }

        var extra = CudaExtra.Of(request, environment, platform);
        var option = OfTensorFlow(request.Extras.IsEmpty ? "tensorflow" : $"tensorflow[{string.Join(',', request.Extras)}]", version, row, extra?.LowestGpu);
        return (extra is null ? option with { Cuda = "" } : option, !isPinned);
    }

    private static StackOption OfTensorFlow(string name, string version, TensorflowReleaseRow row, string? lowest) => new("tensorflow", version)
    {
        Text = $"{name} {version}",
        Cuda = row.Cuda is null ? "" : DottedNumber.Prefix(row.Cuda, 2),
        PythonMin = row.PythonMin,
        PythonMax = row.PythonMax,
        Code = LowestOnly(lowest),
        Source = TensorFlow.SourceText(row.Source),
    };

    private static string MajorText(int major) => major.ToString(CultureInfo.InvariantCulture);

    // Of most packages only the oldest GPU is known: whether they have code for newer ones is not.
    private static Func<string, GpuCode>? LowestOnly(string? lowest) =>
        lowest is null ? null : gpu => DottedNumber.Compare(gpu, lowest) < 0 ? GpuCode.None : GpuCode.Unknown;
}
