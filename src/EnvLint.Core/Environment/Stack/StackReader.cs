using System.Collections.Immutable;
using System.Globalization;
using EnvLint.Engine;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Text;
using EnvLint.Versions;

namespace EnvLint.Environment.Stack;

/// <summary>Reads from the facts of a file which environments it describes, and what each is made of.</summary>
public static class StackReader
{
    private static readonly ImmutableArray<string> s_condaFrameworks = ["pytorch", "pytorch-gpu", "tensorflow", "tensorflow-gpu", "jaxlib"];

    /// <summary>The environments of a file, in its order.</summary>
    /// <param name="file">The file.</param>
    /// <param name="target">The target; null where none is declared.</param>
    /// <remarks>Of a Dockerfile those of the stages that no other stage begins with. Constraints files describe none.</remarks>
    public static ImmutableArray<EnvironmentStack> Read(FileAnalysis file, TargetProfile? target)
    {
        if (file.Facts is not { } facts || file.Requirements is { IsConstraints: true } or { IsForeign: true })
        {
            return [];
        }

        var result = ImmutableArray.CreateBuilder<EnvironmentStack>();
        foreach (var environment in facts.Environments)
        {
            if (environment.Scope.Stage is not { } stage || IsEnd(stage, file))
            {
                result.Add(Of(environment, file, target));
            }
        }

        // A stage without packages may still want a driver.
        foreach (var stage in file.Dockerfile?.Stages ?? [])
        {
            if (IsEnd(stage, file) && !Has(result, stage) && ImageOf(stage, file.Source) is { } image)
            {
                var scope = new Scope(ScopeKind.ImageStage, [], stage);
                result.Add(new EnvironmentStack(NameOf(stage, "", file), file.Source, scope, WheelPlatforms.Of(scope, target) ?? WheelPlatform.LinuxX64, [image])
                {
                    MayBeForwardCompatible = MayBeForwardCompatible(scope, facts, target),
                });
            }
        }

        return result.DrainToImmutable();
    }

    /// <summary>What one environment is made of.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="file">Its file.</param>
    /// <param name="target">The target; null where none is declared.</param>
    public static EnvironmentStack Of(PythonEnvironment environment, FileAnalysis file, TargetProfile? target)
    {
        var known = WheelPlatforms.Of(environment.Scope, target);
        var platform = known ?? WheelPlatform.LinuxX64;
        var parts = ImmutableArray.CreateBuilder<StackPart>();
        var contents = ImageCatalog.Find(environment.Scope.Stage?.BaseImage);
        if (environment.Scope.Stage is { } stage && ImageOf(stage, file.Source) is { } image)
        {
            parts.Add(image);
        }

        AddPython(environment, contents, file, parts);
        var resolution = TorchOf(environment, platform);
        AddConda(environment, resolution, file, parts);
        AddTorch(environment, resolution, contents, platform, file, parts);
        foreach (var request in environment.Requests)
        {
            if (OfRequest(request, environment, platform, file) is { } part)
            {
                Replace(parts, part);
            }
        }

        return new EnvironmentStack(NameOf(environment, file), file.Source, environment.Scope, platform, parts.DrainToImmutable())
        {
            Environment = environment,
            IsPlatformAssumed = known is null,
            MayBeForwardCompatible = MayBeForwardCompatible(environment.Scope, file.Facts, target),
        };
    }

    private static bool MayBeForwardCompatible(Scope scope, FileFacts? facts, TargetProfile? target) =>
        StackTarget.Of(target, scope) is { } machine && machine.MayBeForwardCompatible(scope, facts);

    // What an image is for is what no other stage of the file begins with.
    private static bool IsEnd(ImageStage stage, FileAnalysis file)
    {
        foreach (var other in file.Dockerfile?.Stages ?? [])
        {
            if (ReferenceEquals(other.Parent, stage))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Has(ImmutableArray<EnvironmentStack>.Builder stacks, ImageStage stage)
    {
        foreach (var stack in stacks)
        {
            if (ReferenceEquals(stack.Scope.Stage, stage))
            {
                return true;
            }
        }

        return false;
    }

    private static string NameOf(PythonEnvironment environment, FileAnalysis file) => environment.Scope.Stage is { } stage
        ? NameOf(stage, environment.Name, file)
        : environment.Name.Length == 0 ? file.Source.Path : $"{file.Source.Path} ({environment.Name})";

    private static string NameOf(ImageStage stage, string environment, FileAnalysis file)
    {
        var isOnly = file.Dockerfile is { Stages.Length: 1 };
        var name = isOnly ? "" : stage.Name.Length > 0 ? $"stage {stage.Name}" : string.Create(CultureInfo.InvariantCulture, $"stage {stage.Index + 1}");
        var inner = (name, environment) switch
        {
            ("", "") => "",
            ("", _) => environment,
            (_, "") => name,
            _ => $"{name}, {environment}",
        };
        return inner.Length == 0 ? file.Source.Path : $"{file.Source.Path} ({inner})";
    }

    private static StackPart? ImageOf(ImageStage stage, SourceText file)
    {
        var first = stage;
        while (first.Parent is { } parent)
        {
            first = parent;
        }

        if (first.Image is not { Reference: { } reference } use || ImageCatalog.Find(stage.BaseImage) is not { Cuda.Length: > 0 } contents)
        {
            return null;
        }

        var name = reference.Tag.Length > 0 ? $"{reference.FullRepository}:{reference.Tag}" : reference.FullRepository;
        var option = new StackOption(reference.FullRepository, contents.Cuda)
        {
            Text = name,
            Cuda = DottedNumber.Prefix(contents.Cuda, 2),
            IsVerified = contents.IsVerified,
            Source = contents.Source,
        };
        return new StackPart(StackLayer.Image, "image", new StackPlace(file, use.Word.Span), [option]) { Beside = OriginsOf(use.Word, file) };
    }

    private static ImmutableArray<StackPlace> OriginsOf(Word word, SourceText file)
    {
        var places = ImmutableArray.CreateBuilder<StackPlace>();
        foreach (var origin in word.Origins)
        {
            if (!origin.Span.IsEmpty)
            {
                places.Add(new StackPlace(origin.File ?? file, origin.Span));
            }
        }

        return places.DrainToImmutable();
    }

    private static void AddPython(PythonEnvironment environment, ImageContents? contents, FileAnalysis file, ImmutableArray<StackPart>.Builder parts)
    {
        if (environment.Python is { Version: { } version } choice)
        {
            parts.Add(Python(version, new StackPlace(file.Source, choice.Span), isVerified: true));
        }
        else if (environment.Python is null && environment.Kind == PythonEnvironmentKind.System && contents?.Python is { } own && parts is [{ Layer: StackLayer.Image } image, ..])
        {
            parts.Add(Python(own, image.Place, contents.IsVerified));
        }
    }

    private static StackPart Python((int Major, int Minor) version, StackPlace place, bool isVerified)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{version.Major}.{version.Minor}");
        return new StackPart(StackLayer.Python, "python", place, [new StackOption("python", text) { Text = $"Python {text}", PythonMin = text, PythonMax = text, IsVerified = isVerified }]);
    }

    private static TorchResolution? TorchOf(PythonEnvironment environment, WheelPlatform platform)
    {
        var pip = TorchResolver.Resolve(environment, platform);
        if (pip is { IsKnown: false } && environment.Python is not null && TorchResolver.Resolve(environment.WithoutPython(), platform) is { IsKnown: true } other)
        {
            // The Python is what does not fit: the solver says so.
            return other;
        }

        return pip is { IsKnown: true } ? pip : CondaCuda.ResolveTorch(environment) ?? pip;
    }

    private static void AddTorch(PythonEnvironment environment, TorchResolution? resolution, ImageContents? contents, WheelPlatform platform, FileAnalysis file, ImmutableArray<StackPart>.Builder parts)
    {
        if (resolution is { IsKnown: true, Request: { } request })
        {
            var options = ImmutableArray.CreateBuilder<StackOption>(resolution.Builds.Length);
            foreach (var build in resolution.Builds)
            {
                options.Add(Option(build, platform, request.Manager));
            }

            parts.Add(new StackPart(StackLayer.Framework, "torch", PlaceOf(request, file), options.MoveToImmutable())
            {
                IsOpen = resolution.IsOpen,
                Beside = resolution.Source is { Word: { } word } ? [new StackPlace(file.Source, word.Span)] : [],
            });
            return;
        }

        // What the image ships stays, unless a request does not take it.
        if (contents is { Framework: "torch", FrameworkVersion.Length: > 0 } && parts is [{ Layer: StackLayer.Image } image, ..] && Torch.Find(contents.FrameworkVersion) is { } release
            && (resolution?.Request is not { } asked || Takes(asked, release)))
        {
            var cuda = contents.FrameworkCuda.Length > 0 ? contents.FrameworkCuda : contents.Cuda;
            var build = new TorchBuild(release, DottedNumber.Prefix(cuda, 2), contents.IsVerified);
            parts.Add(new StackPart(StackLayer.Framework, "torch", image.Place, [Option(build, platform, PackageManager.Pip)]));
        }
        else if (resolution?.Request is { } unknown)
        {
            parts.Add(new StackPart(StackLayer.Framework, "torch", PlaceOf(unknown, file), []) { Reason = resolution.Reason });
        }

        foreach (var name in s_condaFrameworks)
        {
            if (resolution is not { IsKnown: true } && environment.Last(name, PackageManager.Conda) is { } conda)
            {
                parts.Add(new StackPart(StackLayer.Framework, name, PlaceOf(conda, file), []) { Reason = "conda chooses among builds that are not all known" });
            }
        }
    }

    private static bool Takes(PackageRequest request, PytorchReleaseRow release) =>
        PipRequests.SpecifiersOf(request) is { } specifiers && TorchResolver.Allows(specifiers, Pep440Version.Parse(release.Version));

    private static StackOption Option(TorchBuild build, WheelPlatform platform, PackageManager manager) => new("torch", build.Release.Version)
    {
        Cuda = build.Cuda,
        Text = $"torch {build.Text}",

        // conda has builds of its own for each Python.
        PythonMin = manager == PackageManager.Pip ? build.Release.PythonMin : null,
        PythonMax = manager == PackageManager.Pip ? build.Release.PythonMax : null,
        Code = build.Cuda.Length == 0 ? null : gpu => Torch.CodeFor(build.Release, build.Cuda, platform, gpu, out _),
        IsVerified = build.IsVerified,
        Source = Torch.SourceText(build.Release.Source),
    };

    // pytorch-cuda, cudatoolkit, cuda-version: what chooses the CUDA of conda's builds.
    private static void AddConda(PythonEnvironment environment, TorchResolution? resolution, FileAnalysis file, ImmutableArray<StackPart>.Builder parts)
    {
        foreach (var cuda in CondaCuda.Of(environment))
        {
            if (resolution is { IsKnown: true, Request.Manager: PackageManager.Conda })
            {
                continue;
            }

            var options = ImmutableArray.CreateBuilder<StackOption>(cuda.Versions.Length);
            foreach (var version in cuda.Versions)
            {
                // A version that the channel never had leads nowhere.
                if (CondaPackages.MaximumOf(cuda.Request.Name, "") is { Version: { } newest } && DottedNumber.Compare(version, newest) > 0)
                {
                    continue;
                }

                options.Add(new StackOption(cuda.Request.Name, version) { Cuda = version });
            }

            var isKnown = options.Count > 0;
            parts.Add(new StackPart(StackLayer.Cuda, cuda.Request.Name, PlaceOf(cuda.Request, file), options.DrainToImmutable())
            {
                IsOpen = cuda.IsOpen,
                Reason = isKnown ? "" : $"'{cuda.Request.Word.Value}' does not exist: {cuda.Request.Name} ends with {CondaPackages.MaximumOf(cuda.Request.Name, "")?.Version}",
                IsMissing = !isKnown,
            });
        }
    }

    private static StackPart? OfRequest(PackageRequest request, PythonEnvironment environment, WheelPlatform platform, FileAnalysis file)
    {
        if (request is not { Manager: PackageManager.Pip, IsConstraint: false } || request.IsConditional || !PackageIndexes.ArePublic(request.Sources)
            || PipRequests.SpecifiersOf(request) is not { NamesPreRelease: false } specifiers)
        {
            return null;
        }

        return request.Name switch
        {
            "tensorflow" => OfTensorFlow(request, specifiers, environment, platform, file),
            "jax" when CudaExtra.Of(request, environment, platform) is { } extra => OfJax(request, extra, file),
            "onnxruntime-gpu" when PipRequests.PinOf(request) is { } pin && OnnxRuntime.Find(pin.Base.ToString()) is { CudaMajor: { } major, Verified: true } row =>
                new StackPart(StackLayer.Framework, request.Name, PlaceOf(request, file), [new StackOption(request.Name, pin.Base.ToString())
                {
                    Cuda = major.ToString(CultureInfo.InvariantCulture),
                    Source = OnnxRuntime.SourceText(row.Source),
                }]),
            _ => null,
        };
    }

    private static StackPart OfJax(PackageRequest request, CudaExtra extra, FileAnalysis file)
    {
        var row = Jax.Find(extra.Version);
        var option = new StackOption("jax", extra.Version)
        {
            Text = $"jax[{string.Join(',', request.Extras)}] {extra.Version}",
            Cuda = extra.Major.ToString(CultureInfo.InvariantCulture),
            PythonMin = row?.PythonMin,
            PythonMax = row?.PythonMax,
            Code = LowestOnly(extra.LowestGpu),
            Source = extra.Source,
        };
        return new StackPart(StackLayer.Framework, "jax", PlaceOf(request, file), [option]) { IsOpen = !extra.IsCertain };
    }

    private static StackPart? OfTensorFlow(PackageRequest request, Pep440SpecifierSet specifiers, PythonEnvironment environment, WheelPlatform platform, FileAnalysis file)
    {
        if (PipRequests.VersionOf(request, environment, specifiers) is not var (version, isPinned) || TensorFlow.Find(version) is not { Verified: true } row)
        {
            return null;
        }

        var extra = CudaExtra.Of(request, environment, platform);
        var option = new StackOption("tensorflow", version)
        {
            Text = request.Extras.IsEmpty ? $"tensorflow {version}" : $"tensorflow[{string.Join(',', request.Extras)}] {version}",
            Cuda = extra is null ? "" : DottedNumber.Prefix(row.Cuda, 2),
            PythonMin = row.PythonMin,
            PythonMax = row.PythonMax,
            Code = LowestOnly(extra?.LowestGpu),
            Source = TensorFlow.SourceText(row.Source),
        };
        return new StackPart(StackLayer.Framework, "tensorflow", PlaceOf(request, file), [option]) { IsOpen = !isPinned };
    }

    // Of most packages only the oldest GPU is known: whether they have code for newer ones is not.
    private static Func<string, GpuCode>? LowestOnly(string? lowest) =>
        lowest is null ? null : gpu => DottedNumber.Compare(gpu, lowest) < 0 ? GpuCode.None : GpuCode.Unknown;

    // A later request of a project takes the place of an earlier one.
    private static void Replace(ImmutableArray<StackPart>.Builder parts, StackPart part)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i].Layer == part.Layer && parts[i].Name == part.Name)
            {
                parts[i] = part;
                return;
            }
        }

        parts.Add(part);
    }

    private static StackPlace PlaceOf(PackageRequest request, FileAnalysis file) => new(request.LinkedFile ?? file.Source, request.Word.Span);
}
