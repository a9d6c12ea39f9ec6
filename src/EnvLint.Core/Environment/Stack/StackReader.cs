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
    internal const string ForOther = "what stands beside it names another machine";

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
            if (environment.Scope.Stage is null)
            {
                result.Add(Of(environment, file, target));
            }
        }

        foreach (var stage in file.Dockerfile?.Stages ?? [])
        {
            if (IsEnd(stage, file))
            {
                AddStage(stage, facts, file, target, result);
            }
        }

        TellApart(result);
        return result.DrainToImmutable();
    }

    /// <summary>What one environment is made of.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="file">Its file.</param>
    /// <param name="target">The target; null where none is declared.</param>
    public static EnvironmentStack Of(PythonEnvironment environment, FileAnalysis file, TargetProfile? target) =>
        Of(environment, environment.Scope.Stage, file, target);

    private static EnvironmentStack Of(PythonEnvironment environment, ImageStage? end, FileAnalysis file, TargetProfile? target)
    {
        var known = WheelPlatforms.Of(environment.Scope, target);
        var platform = known ?? WheelPlatform.LinuxX64;
        var parts = ImmutableArray.CreateBuilder<StackPart>();
        var contents = environment.Scope.Stage?.Contents;

        // What only builds runs nowhere: its packages are copied, its CUDA is not asked for.
        var image = end is null ? null : ImageOf(end, file.Source);
        image = image is { IsKnown: true } && end is not null && IsCopied(end, file) ? image with { Options = [image.Today with { Cuda = "" }] } : image;
        if (image is not null)
        {
            parts.Add(image);
        }

        var own = IsOfImage(environment) ? contents : null;
        var markers = WheelPlatforms.MarkersOf(platform, environment.Python);
        AddPython(environment, own, image, file, parts);
        var resolution = TorchOf(environment, platform);
        AddConda(environment, resolution, file, target, parts);
        AddTorch(environment, resolution, own, image, platform, file, target, parts);
        if (own is not null && image is not null && FrameworkParts.OfImage(own, image) is { } shipped)
        {
            parts.Add(shipped);
        }

        foreach (var request in environment.Requests)
        {
            if (FrameworkParts.Of(request, environment, platform, markers, file, target) is { } part)
            {
                Replace(parts, part);
            }
        }

        if (FrameworkParts.Other(environment, markers, parts, file) is { } other)
        {
            parts.Add(other);
        }

        return new EnvironmentStack(NameOf(environment, end, file), file.Source, environment.Scope, platform, parts.DrainToImmutable())
        {
            Environment = environment,
            Stage = end,
            IsPlatformAssumed = known is null,
            MayBeForwardCompatible = MayBeForwardCompatible(environment.Scope, file.Facts, target),
        };
    }

    /// <summary>What an image is made of that a service runs as it is.</summary>
    /// <param name="use">The image.</param>
    /// <param name="file">The file that names it.</param>
    /// <param name="target">The target; null where none is declared.</param>
    /// <returns>Null for an image that is of no concern.</returns>
    internal static EnvironmentStack? OfImage(ImageUse use, FileAnalysis file, TargetProfile? target)
    {
        var stage = new ImageStage(0, "", null, use, null, isLast: true);
        return ImageOf(stage, file.Source) is null ? null : Of(OfStage(stage), stage, file, target);
    }

    private static PythonEnvironment OfStage(ImageStage stage) =>
        new() { Name = "", Kind = PythonEnvironmentKind.System, Scope = new Scope(ScopeKind.ImageStage, [], stage), Requests = [], IsComplete = false };

    // The environments that an image ends up with: its own, and those of the stages that it begins with.
    private static void AddStage(ImageStage end, FileFacts facts, FileAnalysis file, TargetProfile? target, ImmutableArray<EnvironmentStack>.Builder result)
    {
        var first = result.Count;
        for (var stage = end; stage is not null; stage = stage.Parent)
        {
            var known = result.Count;
            foreach (var environment in facts.Environments)
            {
                if (ReferenceEquals(environment.Scope.Stage, stage) && !IsContinued(environment, result, first, known))
                {
                    result.Add(Of(environment, end, file, target));
                }
            }
        }

        // A stage without packages may still have what its image ships, and want a driver.
        if (result.Count == first && !IsCopied(end, file) && ImageOf(end, file.Source) is not null)
        {
            result.Add(Of(OfStage(end), end, file, target));
        }
    }

    // Whether a later stage goes on with the environment of an earlier one.
    private static bool IsContinued(PythonEnvironment environment, ImmutableArray<EnvironmentStack>.Builder stacks, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (stacks[i].Environment is { } later && later.Name == environment.Name
                && (later.Kind == PythonEnvironmentKind.Venv) == (environment.Kind == PythonEnvironmentKind.Venv))
            {
                return true;
            }
        }

        return false;
    }

    // Of several without a name of their own in one file the line says which.
    private static void TellApart(ImmutableArray<EnvironmentStack>.Builder stacks)
    {
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var stack in stacks)
        {
            names[stack.Name] = names.GetValueOrDefault(stack.Name) + 1;
        }

        for (var i = 0; i < stacks.Count; i++)
        {
            if (names[stacks[i].Name] > 1 && stacks[i] is { Environment.Requests: [{ } request, ..], File: var source })
            {
                var line = source.Lines.PositionOf((request.LinkedFrom ?? request.Word.Span).Start).Line + 1;
                stacks[i] = stacks[i] with { Name = string.Create(CultureInfo.InvariantCulture, $"{stacks[i].Name}, line {line}") };
            }
        }
    }

    // Virtual environments, and those of conda beside the base, begin without what the image has.
    private static bool IsOfImage(PythonEnvironment environment) =>
        environment is { Kind: PythonEnvironmentKind.System } or { Kind: PythonEnvironmentKind.Conda, Name: "base" or "" };

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

    // COPY --from=build, RUN --mount=from=build
    private static bool IsCopied(ImageStage stage, FileAnalysis file)
    {
        if (stage.IsLast)
        {
            return false;
        }

        var number = stage.Index.ToString(CultureInfo.InvariantCulture);
        foreach (var instruction in file.Dockerfile?.Tree.Instructions ?? [])
        {
            foreach (var flag in instruction.Flags)
            {
                var isNamed = flag switch
                {
                    { Name: "from", Value: { } from } => Names(from),
                    { Name: "mount", Value: { } mount } => Array.Exists(mount.Split(','), part => part.StartsWith("from=", StringComparison.Ordinal) && Names(part["from=".Length..])),
                    _ => false,
                };
                if (isNamed)
                {
                    return true;
                }
            }
        }

        return false;

        bool Names(string from) => from == number || (stage.Name.Length > 0 && string.Equals(from, stage.Name, StringComparison.OrdinalIgnoreCase));
    }

    private static string NameOf(PythonEnvironment environment, ImageStage? end, FileAnalysis file) => end is not null
        ? NameOf(end, environment.Name, file)
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
        if (stage.BaseUse is not { Reference: { } reference } use)
        {
            return null;
        }

        var name = reference.Tag.Length > 0 ? $"{reference.FullRepository}:{reference.Tag}" : reference.FullRepository;
        var place = new StackPlace(file, use.Word.Span);
        if (IsGone(use, reference))
        {
            var asked = reference.Tag.Length > 0 ? reference.Tag : "latest";
            return new StackPart(StackLayer.Image, "image", place, []) { Reason = $"{reference.FullRepository} has no tag '{asked}'", Beside = OriginsOf(use.Word, file) };
        }

        switch (stage.Contents)
        {
            case null:
                // Most images are of no concern: only those that are made for a GPU leave a question.
                return GpuImages.Kind(stage.BaseImage) == GpuImageKind.Cuda ? new StackPart(StackLayer.Image, "image", place, []) { Reason = $"what {name} brings is not known" } : null;
            case { Cuda: "", Framework: "" }:
                return null;
            case { } contents:
                var option = new StackOption(reference.FullRepository, reference.Tag)
                {
                    Text = name,
                    Cuda = DottedNumber.Prefix(contents.Cuda, 2),
                    IsVerified = contents.IsVerified,
                    Source = contents.Source,
                };
                return new StackPart(StackLayer.Image, "image", place, [option]) { Beside = OriginsOf(use.Word, file) };
        }
    }

    // Who builds an image of that name and tag has one all the same: the tag says nothing of it then.
    private static bool IsGone(ImageUse use, ImageReference reference) =>
        use.Like is null && reference.Digest.Length == 0 && CudaImages.IsOne(reference) && CudaImages.StateOf(reference.Tag) is not (CudaTagState.Unknown or CudaTagState.Exists);

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

    private static void AddPython(PythonEnvironment environment, ImageContents? contents, StackPart? image, FileAnalysis file, ImmutableArray<StackPart>.Builder parts)
    {
        if (environment.Python is { Version: { } version } choice)
        {
            parts.Add(Python(version, new StackPlace(file.Source, choice.Span), isVerified: true));
        }
        else if (environment.Python is null && contents?.Python is { } own && image is not null)
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

    private static void AddTorch(PythonEnvironment environment, TorchResolution? resolution, ImageContents? contents, StackPart? image, WheelPlatform platform, FileAnalysis file, TargetProfile? target, ImmutableArray<StackPart>.Builder parts)
    {
        if (resolution is { Request: { } asked } && TorchResolver.OffersAlternatives(environment))
        {
            parts.Add(new StackPart(StackLayer.Framework, "torch", PlaceOf(asked, file), []) { Reason = "the guide shows several ways to install it" });
            return;
        }

        if (resolution is { IsKnown: true, Request: { } hinted, Builds: [{ Cuda.Length: > 0 }, ..] } && OtherMachines.AreMeant(hinted, file, target))
        {
            parts.Add(new StackPart(StackLayer.Framework, "torch", PlaceOf(hinted, file), []) { Reason = ForOther });
            return;
        }

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

        if (contents is { Framework: "torch" } && image is not null)
        {
            parts.Add(ImageTorch.Of(contents, image, environment, platform, file));
            return;
        }

        if (CompanionOf(environment, file) is var (pinned, companion))
        {
            parts.Add(pinned);
            parts.Add(companion);
        }
        else if (resolution?.Request is { } unknown)
        {
            parts.Add(new StackPart(StackLayer.Framework, "torch", PlaceOf(unknown, file), []) { Reason = resolution.Reason });
        }

        foreach (var name in s_condaFrameworks)
        {
            if (environment.Last(name, PackageManager.Conda) is { } conda && !ReferenceEquals(conda, resolution?.Request))
            {
                parts.Add(new StackPart(StackLayer.Framework, name, PlaceOf(conda, file), []) { Reason = "conda chooses among builds that are not all known" });
            }
        }
    }

    // A pinned companion of another torch than the pinned one: no build is both.
    private static (StackPart Torch, StackPart Companion)? CompanionOf(PythonEnvironment environment, FileAnalysis file)
    {
        if (environment.Last("torch", PackageManager.Pip) is not { } torch || PipRequests.PinOf(torch) is not { } pin || Torch.Find(pin.Base.ToString()) is not { } release)
        {
            return null;
        }

        foreach (var name in (ReadOnlySpan<string>)["torchvision", "torchaudio"])
        {
            if (environment.Last(name, PackageManager.Pip) is { } companion && PipRequests.PinOf(companion) is { } version && environment.AreTogether(torch, companion)
                && Torch.OfCompanion(name, version.Base.ToString()) is [var other, ..] known && !known.Exists(row => ReferenceEquals(row, release)))
            {
                var reason = $"{name} {version.Base} belongs to torch {other.Version}, and torch {release.Version} is installed with it";
                return (
                    new StackPart(StackLayer.Framework, "torch", PlaceOf(torch, file), []) { Reason = reason, IsMissing = true, Unfit = release.Version },
                    new StackPart(StackLayer.Framework, name, PlaceOf(companion, file), []) { Reason = reason, IsMissing = true, Unfit = version.Base.ToString() });
            }
        }

        return null;
    }

    internal static StackOption Option(TorchBuild build, WheelPlatform platform, PackageManager manager) => new("torch", build.Release.Version)
    {
        Cuda = build.Cuda,
        Text = $"torch {build.Text}",

        // conda has builds of its own for each Python.
        PythonMin = manager == PackageManager.Pip ? build.Release.PythonMin : null,
        PythonMax = manager == PackageManager.Pip ? build.Release.PythonMax : null,
        Code = build.Cuda.Length == 0 ? null : TorchCode.Of(build.Release, build.Cuda, platform),
        IsVerified = build.IsVerified,
        Source = Torch.SourceText(build.Release.Source),
    };

    // pytorch-cuda, cudatoolkit, cuda-version: what chooses the CUDA of conda's builds.
    private static void AddConda(PythonEnvironment environment, TorchResolution? resolution, FileAnalysis file, TargetProfile? target, ImmutableArray<StackPart>.Builder parts)
    {
        var machine = StackTarget.Of(target, environment.Scope);
        foreach (var cuda in CondaCuda.Of(environment))
        {
            if (resolution is { IsKnown: true, Request.Manager: PackageManager.Conda })
            {
                continue;
            }

            var options = new List<StackOption>(cuda.Versions.Length);
            foreach (var version in cuda.Versions)
            {
                // A version that the channel never had leads nowhere.
                if (CondaPackages.MaximumOf(cuda.Request.Name, "") is { Version: { } newest } && DottedNumber.Compare(version, newest) > 0)
                {
                    continue;
                }

                options.Add(new StackOption(cuda.Request.Name, version) { Cuda = version });
            }

            if (OtherMachines.AreMeant(cuda.Request, file, target))
            {
                parts.Add(new StackPart(StackLayer.Cuda, cuda.Request.Name, PlaceOf(cuda.Request, file), []) { Reason = ForOther });
                continue;
            }

            // conda looks at the driver itself where the package says that it needs one.
            if (cuda.FitsDriver && machine is not null && options.FindIndex(option => option.MissingOn(machine) is null) is > 0 and var fitting)
            {
                for (var newer = 0; newer < fitting; newer++)
                {
                    options.Add(options[0]);
                    options.RemoveAt(0);
                }
            }

            var isKnown = options.Count > 0;
            parts.Add(new StackPart(StackLayer.Cuda, cuda.Request.Name, PlaceOf(cuda.Request, file), [.. options])
            {
                IsOpen = cuda.IsOpen,
                Reason = isKnown ? "" : $"'{cuda.Request.Word.Value}' does not exist: {cuda.Request.Name} ends with {CondaPackages.MaximumOf(cuda.Request.Name, "")?.Version}",
                IsMissing = !isKnown,
            });
        }
    }

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

    internal static StackPlace PlaceOf(PackageRequest request, FileAnalysis file) => new(request.LinkedFile ?? file.Source, request.Word.Span);
}
