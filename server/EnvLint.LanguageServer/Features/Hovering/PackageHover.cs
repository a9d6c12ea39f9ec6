using System.Globalization;
using EnvLint.Collections;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Features.Hovering;

/// <summary>What a package brings, and what it takes to run.</summary>
internal static class PackageHover
{
    private const int MaximumPackages = 3;

    /// <summary>Writes the packages that are asked for at a place.</summary>
    /// <param name="view">The file.</param>
    /// <param name="position">Offset in the document.</param>
    /// <param name="page">Takes them.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The place of the request; null where nothing is known of it.</returns>
    public static TextSpan? Write(FileView view, int position, MarkdownPage page, CancellationToken cancellationToken)
    {
        TextSpan? place = null;
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var request in view.Facts.Packages)
        {
            // What stands in another file is told there.
            if (request.LinkedFile is not null || written.Count == MaximumPackages || !view.IsAt(request.Word.Span, position) || !written.Add($"{request.Manager} {request.Name}"))
            {
                continue;
            }

            if (Describe(request, view, cancellationToken) is { Length: > 0 } text)
            {
                page.Rule();
                page.Paragraph(text);
                place = view.PlaceOf(request.Word.Span);
            }
        }

        return place;
    }

    /// <summary>What is known of a request, in Markdown; empty for nothing.</summary>
    /// <param name="request">The request; one that stands in the file itself.</param>
    /// <param name="view">The file.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static string Describe(PackageRequest request, FileView view, CancellationToken cancellationToken)
    {
        var page = new MarkdownPage();
        if (!Write(request, view, page, cancellationToken))
        {
            return "";
        }

        ValueHover.WriteOrigins(request.Word, view, page);
        page.Sources();
        return page.ToString();
    }

    private static bool Write(PackageRequest request, FileView view, MarkdownPage page, CancellationToken cancellationToken)
    {
        if (PackageBuild.Find(request, view, cancellationToken) is { } build)
        {
            return build.Part.IsKnown ? WriteBuild(build, request, view, page) : WriteRelease(request, build.Part.IsMissing ? "" : build.Part.Reason, page);
        }

        return request.Manager switch
        {
            PackageManager.Apt or PackageManager.Dnf or PackageManager.Zypper => SystemPackageHover.Write(request, view, page),
            PackageManager.Pip or PackageManager.Conda => WriteRelease(request, "", page),
            _ => false,
        };
    }

    // The build that is taken here.
    private static bool WriteBuild(PackageBuild build, PackageRequest request, FileView view, MarkdownPage page)
    {
        var part = build.Part;
        var option = part.Today;
        page.Paragraph($"**{MarkdownText.Plain(option.Text)}**{(part.IsCertain ? "" : " today: the request leaves it open")}");
        var from = build.SourceText.Length > 0 ? $" from {build.SourceText}" : "";
        page.Item(option.Cuda.Length > 0 ? $"{(part.Layer == StackLayer.Cuda ? "CUDA" : "Build for CUDA")} {option.Cuda}{from}" : part.Name == "torch" ? $"Build for the CPU{from}: uses no GPU" : "Brings no CUDA");
        if (build.OnWindows is { } windows)
        {
            page.Item($"That is on Linux; on Windows it is {windows}");
        }

        WriteNeeds(option, page);
        WriteBeside(request, option, page);
        WriteTargets(option, build.Stack.Scope, view, page);
        if (!option.IsVerified)
        {
            page.Item("As seen; not all of it was checked against its source");
        }

        page.From(option.Source, AsOfOf(part.Name));
        return true;
    }

    private static void WriteNeeds(StackOption option, MarkdownPage page)
    {
        page.Item(BuildText.DriversOf(option.FloorOn, page));
        page.Item(BuildText.GpusOf(option));
        page.Item(BuildText.PythonsOf(option.PythonMin, option.PythonMax));
    }

    private static void WriteTargets(StackOption option, Scope scope, FileView view, MarkdownPage page)
    {
        foreach (var target in view.Analysis.Project.Targets)
        {
            var text = BuildText.MissingOf(option, target, scope) is { Length: > 0 } missing ? missing : BuildText.FitOf(option.Cuda, option.Code, target, scope);
            if (text.Length > 0)
            {
                page.Item($"Target {MarkdownText.Code(target.Name)}: {MarkdownText.Plain(text)}");
            }
        }
    }

    // What belongs to the release, whichever build of it.
    private static void WriteBeside(PackageRequest request, StackOption option, MarkdownPage page)
    {
        switch (option.Name)
        {
            case "torch" when Torch.Find(option.Version) is { } release:
                page.Item(CompanionsOf(release));
                break;
            case "tensorflow" when TensorFlow.Find(option.Version) is { Cuda: { } cuda } row && option.Cuda.Length == 0:
                page.Item($"Built for CUDA {cuda} and cuDNN {row.Cudnn}, which it does not bring{(row.AndCuda == true ? $": the extra `[{TensorFlow.CudaExtra.Name}]` does" : "")}");
                break;
        }

        if (option.Cuda.Length > 0 && Cudnn.NeededBy(option.Name, option.Version) is { IsVerified: true } cudnn)
        {
            page.Item($"Needs cuDNN {cudnn.Major}{(cudnn.IsBrought ? ", which it brings" : "")}");
            page.From(cudnn.Source, cudnn.AsOf);
        }

        if (request.Manager == PackageManager.Conda)
        {
            WriteConda(request.Name, page);
        }
    }

    // What the tables say of a release, where it is not known which build of it is taken.
    private static bool WriteRelease(PackageRequest request, string reason, MarkdownPage page)
    {
        var isKnown = request.Manager == PackageManager.Pip ? WritePip(request, page) : WriteCondaPackage(request, page);
        if (isKnown && reason.Length > 0)
        {
            page.Item($"Which build is taken here is not known: {MarkdownText.Plain(reason)}");
        }

        return isKnown;
    }

    private static bool WritePip(PackageRequest request, MarkdownPage page)
    {
        var pin = PipRequests.PinOf(request)?.Base.ToString();
        switch (request.Name)
        {
            case "torch":
                return pin is not null && WriteTorch(pin, page);
            case "torchvision" or "torchaudio":
                return pin is not null && WriteCompanion(request.Name, pin, page);
            case "tensorflow" or "tensorflow-gpu":
                return pin is not null && WriteTensorFlow(request.Name, pin, page);
            case "jax":
                return pin is not null && WriteJax(pin, page);
        }

        if (OnnxRuntime.FindVariant(request.Name) is not null && request.Name == "onnxruntime-gpu")
        {
            return WriteOnnxRuntime(request, pin, page);
        }

        if (Cupy.Find(request.Name) is { } cupy)
        {
            page.Paragraph($"**{cupy.Name}**");
            page.Item(cupy.Major is { } major ? string.Create(CultureInfo.InvariantCulture, $"Wheels that load the libraries of CUDA {major}") : "The source: it is compiled where it is installed");
            if (cupy.Major is { } loaded)
            {
                WriteFloor(loaded.ToString(CultureInfo.InvariantCulture), page);
            }

            page.From(Cupy.SourceText(cupy), Cupy.AsOf);
            return true;
        }

        if (request.Requirement?.Version is { } version && TorchPins.Find(request.Name, version) is { } pinned)
        {
            page.Paragraph($"**{MarkdownText.Plain(request.Name)} {MarkdownText.Plain(version.ToString())}**");
            page.Item($"Asks for torch {pinned.Torch} exactly");
            page.From(TorchPins.SourceText(pinned), TorchPins.AsOf);
            return true;
        }

        return WriteCudnn(request, page) || WriteLibrary(request, page);
    }

    private static bool WriteTorch(string version, MarkdownPage page)
    {
        if (Torch.Find(version) is not { } release)
        {
            return false;
        }

        page.Paragraph($"**torch {release.Version}**");
        page.Item($"CUDA builds for Linux: {string.Join(", ", Torch.Builds(release, WheelPlatform.LinuxX64))}");
        if (Torch.DefaultCuda(release, WheelPlatform.LinuxX64) is { Length: > 0 } usual && release.PypiLinuxVerified != false)
        {
            page.Item($"PyPI's wheel for Linux x86_64 is the one for CUDA {usual}");
        }

        page.Item(BuildText.PythonsOf(release.PythonMin, release.PythonMax));
        page.Item(CompanionsOf(release));
        page.From(Torch.SourceText(release.Source), Torch.AsOf);
        return true;
    }

    private static bool WriteCompanion(string name, string version, MarkdownPage page)
    {
        var releases = Torch.OfCompanion(name, version);
        if (releases.IsEmpty)
        {
            return false;
        }

        page.Paragraph($"**{name} {MarkdownText.Plain(version)}**");
        page.Item($"Belongs to torch {string.Join(", ", releases.Map(static release => release.Version))}");
        page.From(Torch.SourceText(releases[0].Source), Torch.AsOf);
        return true;
    }

    private static bool WriteTensorFlow(string name, string version, MarkdownPage page)
    {
        if (TensorFlow.Find(version) is not { } row)
        {
            return false;
        }

        page.Paragraph($"**{name} {MarkdownText.Plain(version)}**");
        if (row.Cuda is { } cuda)
        {
            page.Item($"Built for CUDA {cuda} and cuDNN {row.Cudnn}");
            WriteFloor(DottedNumber.Prefix(cuda, 2), page);
        }

        page.Item(row.AndCuda == true ? $"The extra `[{TensorFlow.CudaExtra.Name}]` brings CUDA" : "");
        page.Item(row.WindowsGpu == true ? "" : $"Uses no GPU on Windows itself: {TensorFlow.LastOnWindows} was the last that did");
        page.Item(BuildText.PythonsOf(row.PythonMin, row.PythonMax));
        page.From(TensorFlow.SourceText(row.Source), TensorFlow.AsOf);
        return true;
    }

    private static bool WriteJax(string version, MarkdownPage page)
    {
        if (Jax.Find(version) is not { } row)
        {
            return false;
        }

        page.Paragraph($"**jax {MarkdownText.Plain(version)}**");
        page.Item(BuildText.PythonsOf(row.PythonMin, row.PythonMax));
        page.From(Jax.SourceText(row.Source), Jax.AsOf);
        return true;
    }

    private static bool WriteOnnxRuntime(PackageRequest request, string? pin, MarkdownPage page)
    {
        var row = pin is not null ? OnnxRuntime.Find(pin) : PipRequests.SpecifiersOf(request) is { } specifiers ? OnnxRuntime.Only(specifiers) : null;
        if (row is not { Verified: true, CudaMajor: { } major })
        {
            return false;
        }

        page.Paragraph($"**{request.Name}**{(pin is null ? "" : " " + MarkdownText.Plain(pin))}");
        page.Item(string.Create(CultureInfo.InvariantCulture, $"Needs CUDA {major} and cuDNN {row.CudnnMajor}"));
        WriteFloor(major.ToString(CultureInfo.InvariantCulture), page);
        page.From(OnnxRuntime.SourceText(row.Source), OnnxRuntime.AsOf);
        return true;
    }

    /// <summary>Writes what a package of cuDNN brings.</summary>
    /// <param name="request">The request, of any manager.</param>
    /// <param name="page">Takes it.</param>
    /// <returns>False where it is none, or nothing is known of it.</returns>
    internal static bool WriteCudnn(PackageRequest request, MarkdownPage page)
    {
        if (Cudnn.FindPackage(request) is not { Major: { } major } package)
        {
            return false;
        }

        page.Paragraph($"**{MarkdownText.Plain(request.Name)}**");
        page.Item(package.CudaMajor is { } cuda ? string.Create(CultureInfo.InvariantCulture, $"cuDNN {major}, built for CUDA {cuda}") : string.Create(CultureInfo.InvariantCulture, $"cuDNN {major}"));
        page.From(package.Source, Cudnn.AsOf);
        return true;
    }

    private static bool WriteLibrary(PackageRequest request, MarkdownPage page)
    {
        if (CudaPackages.MajorOf(request) is not { } major)
        {
            return false;
        }

        page.Paragraph($"**{MarkdownText.Plain(CudaPackages.NameOf(request))}**");
        page.Item(string.Create(CultureInfo.InvariantCulture, $"{(CudaPackages.IsLibrary(request) ? "A library of NVIDIA's, of" : "Built for")} CUDA {major}"));
        WriteFloor(major.ToString(CultureInfo.InvariantCulture), page);
        page.From(CudaPackages.SourceOf(request), CudaPackages.AsOf);
        return true;
    }

    private static bool WriteCondaPackage(PackageRequest request, MarkdownPage page)
    {
        if (ToolkitPackages.Find(PackageManager.Conda, request.Name) is { } toolkit)
        {
            page.Paragraph($"**{MarkdownText.Plain(request.Name)}**");
            page.Item(toolkit.Whole ? "The CUDA toolkit as a whole, with `nvcc`" : "CUDA's compiler, `nvcc`, with what it needs");
            page.From(ToolkitPackages.SourceText(toolkit), ToolkitPackages.AsOf);
            return true;
        }

        if (CondaPackages.Find(request.Name) is null)
        {
            return WriteCudnn(request, page);
        }

        page.Paragraph($"**{MarkdownText.Plain(request.Name)}**");
        WriteConda(request.Name, page);
        return true;
    }

    private static void WriteConda(string name, MarkdownPage page)
    {
        if (CondaPackages.Find(name) is not { } row)
        {
            return;
        }

        page.Item((row.Effect, name) switch
        {
            ("selector", "pytorch-cuda") => "Chooses the CUDA build of pytorch from the channel `pytorch`",
            ("selector", _) => "Chooses the CUDA of the packages around it",
            ("toolkit", _) => "A CUDA of its own for the environment",
            ("cpu", _) => "Forces builds for the CPU",
            ("gpu", _) => "Forces builds for the GPU",
            _ => "",
        });
        page.Item($"Channels that have it: {string.Join(", ", row.Channels.Map(static channel => MarkdownText.Code(channel)))}");
        foreach (var channel in (ReadOnlySpan<string>)["", .. row.Channels])
        {
            if (CondaPackages.MaximumOf(name, channel) is { } last)
            {
                page.Item($"Ends with {last.Version}{(last.Channel.Length == 0 ? "" : $" in the channel {MarkdownText.Code(last.Channel)}")}: nothing newer will come");
                page.From(CondaPackages.SourceText(last.Source), CondaPackages.AsOf);
                break;
            }
        }

        page.From(CondaPackages.SourceText(row.Source), CondaPackages.AsOf);
    }

    private static void WriteFloor(string cuda, MarkdownPage page) => page.Item(BuildText.DriversOf(platform => BuildText.FloorOf(cuda, platform), page));

    private static string CompanionsOf(PytorchReleaseRow release)
    {
        var beside = new List<string>();
        foreach (var name in (ReadOnlySpan<string>)["torchvision", "torchaudio"])
        {
            if (Torch.Companions(release, name) is [var first, ..])
            {
                beside.Add($"{name} {first}");
            }
        }

        return beside.Count == 0 ? "" : $"Goes with {string.Join(" and ", beside)}";
    }

    private static string AsOfOf(string part) => part switch
    {
        "tensorflow" or "tensorflow-gpu" => TensorFlow.AsOf,
        "jax" or "jaxlib" => Jax.AsOf,
        "onnxruntime-gpu" => OnnxRuntime.AsOf,
        "pytorch-cuda" or "cudatoolkit" or "cuda-version" => CondaPackages.AsOf,
        _ => part.StartsWith("cupy", StringComparison.Ordinal) ? Cupy.AsOf : Torch.AsOf,
    };
}
