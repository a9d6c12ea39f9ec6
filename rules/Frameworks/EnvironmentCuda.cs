using System.Collections.Immutable;
using System.Globalization;
using EnvLint.Collections;
using EnvLint.Diagnostics;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.Rules.Pip;
using EnvLint.Rules.Stack;
using EnvLint.Syntax.Dockerfile;

namespace EnvLint.Rules.Frameworks;

/// <summary>What brings a CUDA.</summary>
internal enum CudaSourceKind
{
    /// <summary>The base image.</summary>
    Image,

    /// <summary>A package of the distribution.</summary>
    System,

    /// <summary>A package of conda.</summary>
    Conda,

    /// <summary>A wheel of libraries: <c>nvidia-cublas-cu12</c>.</summary>
    Wheel,

    /// <summary>A framework that brings the libraries along: torch, jax[cuda12].</summary>
    Framework,
}

/// <summary>A CUDA that an environment has.</summary>
/// <param name="Kind">What brings it.</param>
/// <param name="Major">Its major.</param>
/// <param name="Text">What brings it, for people: <c>the image nvidia/cuda:12.4.1-base</c>, <c>torch 2.4.1 for CUDA 12.1</c>.</param>
/// <param name="Request">The request; null for the image.</param>
/// <param name="Place">Where it is said.</param>
/// <param name="IsCertain">Whether all that may be taken have this major, and that was checked.</param>
internal sealed record CudaSource(CudaSourceKind Kind, int Major, string Text, PackageRequest? Request, RelatedLocation Place, bool IsCertain)
{
    /// <summary>Whether a request is certain to find it there, and the file under check is the one to say so.</summary>
    /// <param name="request">A request of the environment.</param>
    /// <param name="environment">The environment.</param>
    public bool Meets(PackageRequest request, PythonEnvironment environment) =>
        Request is null || (environment.AreTogether(Request, request) && PythonEnvironment.SpeaksHere(Request, request));
}

/// <summary>The libraries of CUDA and cuDNN that an environment has, as far as its file shows.</summary>
internal sealed class EnvironmentCuda
{
    private readonly ImmutableArray<CudaSource>.Builder _sources = ImmutableArray.CreateBuilder<CudaSource>();
    private readonly SortedSet<int> _cudnn = [];

    private EnvironmentCuda()
    {
    }

    /// <summary>What brings CUDA.</summary>
    public ImmutableArray<CudaSource> Sources { get; private set; } = [];

    /// <summary>The majors of cuDNN that are there.</summary>
    public IReadOnlyCollection<int> Cudnn => _cudnn;

    /// <summary>Whether nothing in the file may bring more: commands and images that are known.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>Whether all that brings cuDNN is known, too.</summary>
    public bool IsCudnnKnown { get; private set; } = true;

    /// <summary>Whether it is known what the system has: in an image. Elsewhere a CUDA may be installed by hand.</summary>
    public bool IsSystemKnown { get; private set; }

    /// <summary>What the base image brings; null outside of images, and where that is not known.</summary>
    public ImageContents? Image { get; private set; }

    /// <summary>Where the image is named; null outside of images, and where it is not known.</summary>
    public RelatedLocation? ImagePlace { get; private set; }

    /// <summary>Whether a major of CUDA is there.</summary>
    /// <param name="major">The major.</param>
    public bool Has(int major) => Sources.Exists(source => source.Major == major);

    /// <summary>Whether a major of cuDNN is there.</summary>
    /// <param name="major">The major.</param>
    public bool HasCudnn(int major) => _cudnn.Contains(major);

    /// <summary>Looks at an environment.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="platform">The system.</param>
    /// <param name="context">The context.</param>
    public static EnvironmentCuda Of(PythonEnvironment environment, WheelPlatform platform, RuleContext context)
    {
        var result = new EnvironmentCuda { IsSystemKnown = environment.Scope.IsImage };
        result.AddImage(environment, context);
        result.AddSystem(environment, context);
        result.AddTorch(environment, platform, context);
        result.AddPackages(environment, context);
        result.IsComplete = result.IsComplete && !MayInstallMore(environment, context);
        result.Sources = result._sources.DrainToImmutable();
        return result;
    }

    /// <summary>Whether commands put packages into an environment that are not seen: files that are not read, words that are not known, folders.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="context">The context.</param>
    public static bool MayInstallMore(PythonEnvironment environment, RuleContext context)
    {
        foreach (var use in context.File.Facts?.Commands ?? [])
        {
            if (!IsOf(use.Scope, environment.Scope))
            {
                continue;
            }

            if (use.IsProgram("poetry", "pipenv", "pdm", "pixi", "conda-env") || (use.IsProgram("uv") && use.Invocation?.Subcommand is "sync"))
            {
                return true;
            }

            if ((PipCommands.IsPipInstall(use) || PipCommands.IsUvInstall(use)) && use.Invocation is { } invocation
                && (invocation.HasUnknownWords || invocation.Operands.Exists(IsLocal) || invocation.Has("-e", "--editable") || (invocation.Has("-r", "--requirement") && !IsRead(environment, use))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a fact holds where an environment is: in its stage, or one that its stage begins with.</summary>
    /// <param name="scope">The fact's.</param>
    /// <param name="own">The environment's.</param>
    public static bool IsOf(Scope scope, Scope own) => own.Stage is { } stage ? stage.BeginsWith(scope.Stage) : scope.Stage is null;

    // A folder, an archive, or what is not known.
    private static bool IsLocal(Word word) => word.Value is not { } value || value.StartsWith('.') || value.StartsWith('/') || value.Contains(".whl", StringComparison.Ordinal);

    private static bool IsRead(PythonEnvironment environment, CommandUse use) => environment.Requests.Exists(request => ReferenceEquals(request.Command, use) && request.LinkedFile is not null);

    private void AddImage(PythonEnvironment environment, RuleContext context)
    {
        if (environment.Scope.Stage is not { } stage)
        {
            return;
        }

        Image = stage.Contents;
        if (Image is not { } image || stage.BaseUse is not { } use)
        {
            IsComplete = false;
            return;
        }

        // What a command copies from another image may be its CUDA.
        foreach (var instruction in context.File.Dockerfile?.Tree.Instructions ?? [])
        {
            if (instruction.Kind == DockerfileInstructionKind.Copy && instruction.Flags.Exists(static flag => flag.Name == "from") && MayCopyCuda(instruction))
            {
                IsComplete = false;
            }
        }

        ImagePlace = context.Here(use.Span, $"the image is '{use.Word}'");
        if (MajorOf(image.Cuda) is { } major)
        {
            _sources.Add(new CudaSource(CudaSourceKind.Image, major, $"the image {use.Word} has CUDA {image.Cuda}", null, context.Here(use.Span, $"the image has CUDA {image.Cuda}"), image.IsVerified));
        }
        else if (MajorOf(image.FrameworkCuda) is { } own)
        {
            // Its libraries lie within the framework.
            _sources.Add(new CudaSource(
                CudaSourceKind.Framework, own, $"the image {use.Word} has {image.Framework} for CUDA {image.FrameworkCuda}", null, context.Here(use.Span, $"the image has {image.Framework} for CUDA {image.FrameworkCuda}"), image.IsVerified));
        }

        if (MajorOf(image.Cudnn) is { } cudnn)
        {
            _cudnn.Add(cudnn);
        }
        else if (image.Framework.Length > 0 || stage.BaseImage?.Tag.Contains("cudnn", StringComparison.Ordinal) == true)
        {
            IsCudnnKnown = false;
        }

        // A framework may bring a CUDA that is not known.
        IsComplete &= image.Framework.Length == 0 || image.FrameworkCuda.Length > 0;
    }

    private static bool MayCopyCuda(DockerfileInstruction instruction)
    {
        foreach (var word in instruction.Words)
        {
            var text = word.Raw;
            if (text.Contains("cuda", StringComparison.OrdinalIgnoreCase) || text.Contains("/usr", StringComparison.Ordinal) || text.Contains("/opt", StringComparison.Ordinal)
                || text.Contains("venv", StringComparison.Ordinal) || text.Contains("site-packages", StringComparison.Ordinal) || text.Contains("conda", StringComparison.Ordinal) || text is "/")
            {
                return true;
            }
        }

        return false;
    }

    private void AddSystem(PythonEnvironment environment, RuleContext context)
    {
        foreach (var package in context.File.Facts?.Packages ?? [])
        {
            if (package.Manager is PackageManager.Pip or PackageManager.Conda || !IsOf(package.Scope, environment.Scope))
            {
                continue;
            }

            if (Knowledge.Cudnn.FindPackage(package) is { } cudnn)
            {
                AddCudnn(cudnn.Major);
            }
            else if (package.Name.StartsWith("cuda", StringComparison.Ordinal) || package.Name.StartsWith("libcublas", StringComparison.Ordinal) || package.Name.StartsWith("nvidia-cuda", StringComparison.Ordinal)
                || package.Name.StartsWith("libnvinfer", StringComparison.Ordinal) || package.Name.StartsWith("tensorrt", StringComparison.Ordinal))
            {
                if (MajorIn(package.Name) is { } major)
                {
                    _sources.Add(new CudaSource(CudaSourceKind.System, major, $"'{package.Name}' is of CUDA {major}", package, context.At(package, $"'{package.Name}' is of CUDA {major}"), IsCertain: true));
                }
                else
                {
                    IsComplete = false;
                }
            }
        }

        if (context.File.Facts?.Downloads.Exists(static download => download.Url.Value is not { } url || url.Contains("cuda", StringComparison.OrdinalIgnoreCase) || url.Contains("cudnn", StringComparison.OrdinalIgnoreCase)) == true)
        {
            IsComplete = false;
        }
    }

    private void AddTorch(PythonEnvironment environment, WheelPlatform platform, RuleContext context)
    {
        if (!environment.Requests.Exists(static request => request.Manager == PackageManager.Pip && !request.IsConstraint && (request.Name == "torch" || Torch.HasCompanion(request.Name))))
        {
            return;
        }

        if (TorchResolver.Resolve(environment, platform) is not { IsKnown: true, Request: { } request } resolution)
        {
            IsComplete = false;
            return;
        }

        int? major = null;
        var isCertain = !resolution.IsOpen;
        var cudnn = new SortedSet<int>();
        foreach (var build in resolution.Builds)
        {
            var own = MajorOf(build.Cuda) ?? 0;
            if (major is not null && major != own)
            {
                IsComplete = false;
                return;
            }

            major = own;
            isCertain &= build.IsVerified;
            cudnn.Add(own == 0 ? 0 : Knowledge.Cudnn.NeededBy("torch", build.Release.Version)?.Major ?? 0);
        }

        if (major is not > 0)
        {
            return;
        }

        var text = $"{StackPlaces.NameOf(resolution).TrimEnd(',')} is a build for CUDA {resolution.Builds[0].Cuda}";
        _sources.Add(new CudaSource(CudaSourceKind.Framework, major.Value, text, request, context.At(request, $"torch is a build for CUDA {resolution.Builds[0].Cuda}"), isCertain));
        if (cudnn.Count == 1 && cudnn.Min > 0)
        {
            _cudnn.Add(cudnn.Min);
        }
        else
        {
            IsCudnnKnown = false;
        }
    }

    private void AddPackages(PythonEnvironment environment, RuleContext context)
    {
        var hasConda = false;
        foreach (var request in environment.Requests)
        {
            if (request.IsConstraint)
            {
                continue;
            }

            if (request.Manager == PackageManager.Conda)
            {
                // What is not a selector of CUDA may bring any.
                hasConda |= GpuPackages.Kind(request) != GpuPackageKind.None;
                if (Knowledge.Cudnn.FindPackage(request) is { } package)
                {
                    AddCudnn(package.Major);
                }

                continue;
            }

            if (Knowledge.Cudnn.FindPackage(request) is { } wheel)
            {
                AddCudnn(wheel.Major);
            }

            if (CudaPackages.MajorOf(request) is { } major)
            {
                var kind = CudaPackages.IsLibrary(request) ? CudaSourceKind.Wheel : CudaSourceKind.Framework;
                _sources.Add(new CudaSource(kind, major, $"'{CudaPackages.NameOf(request)}' is for CUDA {major}", request, context.At(request, $"'{CudaPackages.NameOf(request)}' is for CUDA {major}"), IsCertain: !request.IsConditional));
            }
            else if (request.Name.StartsWith("nvidia-", StringComparison.Ordinal) || request is { Name: "jax" or "tensorflow" or "tensorrt" or "paddlepaddle-gpu" or "mxnet" or "cuda-toolkit" } or { Requirement.Wheel: not null })
            {
                // TensorFlow without the extra brings none.
                IsComplete &= request is { Name: "tensorflow" or "jax", Extras.IsEmpty: true };
            }
        }

        var before = _sources.Count;
        foreach (var cuda in CondaCuda.Of(environment))
        {
            if (MajorOf(cuda.Versions[0]) is { } major && !cuda.IsOpen && !cuda.Versions.Exists(version => MajorOf(version) != major))
            {
                _sources.Add(new CudaSource(CudaSourceKind.Conda, major, $"'{cuda.Request.Word.Value}' is CUDA {cuda.Versions[0]}", cuda.Request, context.At(cuda.Request, $"CUDA {cuda.Versions[0]} comes from here"), IsCertain: true));
            }
        }

        // conda brings a cuDNN of its choice.
        IsComplete &= !hasConda || _sources.Count > before;
        IsCudnnKnown &= !hasConda;
    }

    private void AddCudnn(int? major)
    {
        if (major is { } known)
        {
            _cudnn.Add(known);
        }
        else
        {
            IsCudnnKnown = false;
        }
    }

    private static int? MajorOf(string version) =>
        version.Length > 0 && int.TryParse(DottedNumber.Prefix(version, 1), NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : null;

    // cuda-libraries-12-4, libcublas-dev-11-8, cuda-12-4
    private static int? MajorIn(string name)
    {
        var parts = name.Split('-');
        return parts.Length >= 3 && parts[^1] is [>= '0' and <= '9'] && parts[^2].Length <= 2 && int.TryParse(parts[^2], NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : null;
    }
}
