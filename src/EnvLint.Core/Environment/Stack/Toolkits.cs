using System.Collections.Immutable;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Manifests;
using EnvLint.Syntax.Dockerfile;

namespace EnvLint.Environment.Stack;

/// <summary>Finds which CUDA compilers are there at a place of a stage or script: from the base image, packages and installers.</summary>
public static class Toolkits
{
    // Longer chains of stages are nobody's; a bound keeps the work linear.
    private const int MaximumStages = 64;

    /// <summary>The compilers that are there before a place.</summary>
    /// <param name="sequence">The stage or script.</param>
    /// <param name="before">The place: what stands from this order on in the sequence does not count.</param>
    /// <param name="dockerfile">The Dockerfile; null for a script or guide, on whose machine anything may be.</param>
    public static ToolkitState Before(CommandSequence sequence, int before, DockerfileManifest? dockerfile)
    {
        var chain = new List<CommandSequence>();
        for (var current = sequence; current is not null && chain.Count <= MaximumStages; current = current.Base)
        {
            chain.Add(current);
        }

        var reader = new Reader { IsComplete = chain.Count <= MaximumStages && dockerfile is not null };
        for (var i = chain.Count - 1; i >= 0; i--)
        {
            var part = chain[i];
            if (i == chain.Count - 1)
            {
                reader.Begin(part);
            }

            if (dockerfile is not null && part.Scope.Stage is { } stage)
            {
                reader.ReadInstructions(stage, dockerfile);
            }

            foreach (var fact in part.Facts)
            {
                if (i == 0 && fact.Order >= before)
                {
                    break;
                }

                reader.Read(fact);
            }
        }

        return reader.Finish();
    }

    /// <summary>The compilers that are there for a command.</summary>
    /// <param name="sequence">The stage or script.</param>
    /// <param name="use">The command, whose own variables count.</param>
    /// <param name="dockerfile">The Dockerfile; null for a script or guide.</param>
    public static ToolkitState For(CommandSequence sequence, CommandUse use, DockerfileManifest? dockerfile)
    {
        var state = Before(sequence, use.Order, dockerfile);
        foreach (var assignment in use.Assignments)
        {
            if (ChoosesAnother(assignment))
            {
                return state with { HasHome = true };
            }
        }

        return state;
    }

    /// <summary>What a fact installs of a CUDA compiler; null for all else.</summary>
    /// <param name="fact">The fact.</param>
    public static ToolkitInstall? InstallOf(Fact fact)
    {
        switch (fact)
        {
            case PackageRequest { Manager: PackageManager.Apt or PackageManager.Dnf or PackageManager.Zypper or PackageManager.Conda, IsConstraint: false } request:
                return OfPackage(request);
            case CommandUse use:
                return OfRunFile(use);
            default:
                return null;
        }
    }

    private static ToolkitInstall? OfPackage(PackageRequest request)
    {
        if (request.Manager == PackageManager.Apt && DistributionToolkits.IsPackage(request.Name))
        {
            var image = request.Scope.Stage?.KnownImage;
            var row = image is null ? null : DistributionToolkits.Find(image.Distribution, image.Release);
            return new ToolkitInstall(row?.Cuda ?? "", ToolkitOrigin.Distribution, request.Word, request, IsWhole: true, row?.Verified ?? false);
        }

        if (ToolkitPackages.Find(request.Manager, request.Name) is not { } package)
        {
            return null;
        }

        return request.Manager == PackageManager.Conda
            ? new ToolkitInstall(VersionOfConda(request), ToolkitOrigin.Conda, request.Word, request, package.Whole, package.Verified)
            : new ToolkitInstall(ToolkitPackages.ReleaseOf(request.Name), ToolkitOrigin.Package, request.Word, request, package.Whole, package.Verified);
    }

    // nvidia/label/cuda-12.4.1::cuda-toolkit, cuda-nvcc=12.4, -c nvidia/label/cuda-12.4.1
    private static string VersionOfConda(PackageRequest request)
    {
        if (OfLabel(request.Channel) is { } own)
        {
            return own;
        }

        var text = request.Spec?.VersionPart?.Value.TrimStart('=') ?? "";
        if (text.EndsWith(".*", StringComparison.Ordinal))
        {
            text = text[..^2];
        }

        if (DottedNumber.IsOne(text) && text.Contains('.', StringComparison.Ordinal))
        {
            return DottedNumber.Prefix(text, 2);
        }

        if (text.Length == 0)
        {
            foreach (var channel in request.Sources.Channels)
            {
                if (OfLabel(channel.Value ?? "") is { } label)
                {
                    return label;
                }
            }
        }

        return "";
    }

    private static string? OfLabel(string channel)
    {
        const string Mark = "label/cuda-";
        var at = channel.IndexOf(Mark, StringComparison.Ordinal);
        return at >= 0 && DottedNumber.IsOne(channel.AsSpan(at + Mark.Length)) ? channel[(at + Mark.Length)..] : null;
    }

    private static ToolkitInstall? OfRunFile(CommandUse use)
    {
        Word word;
        ImmutableArray<Word> arguments;
        if (use.IsProgram("sh", "bash", "dash"))
        {
            if (use.Invocation is not { Operands: [var file, .. var rest] } invocation || invocation.Has("-c"))
            {
                return null;
            }

            word = file;
            arguments = [.. rest];
        }
        else
        {
            word = use.ProgramWord;
            arguments = use.Arguments;
        }

        if (word.Value is not { } path || !path.EndsWith(".run", StringComparison.Ordinal))
        {
            return null;
        }

        var name = path[(path.LastIndexOf('/') + 1)..];
        if (!name.StartsWith("cuda_", StringComparison.Ordinal))
        {
            return null;
        }

        var values = new string?[arguments.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = arguments[i].Value;
        }

        if (AptPackages.RunFile(name, values, out _) == RunFileContent.None || !BringsToolkit(values))
        {
            return null;
        }

        var end = name.IndexOf('_', "cuda_".Length);
        var version = end < 0 ? "" : name["cuda_".Length..end];
        return new ToolkitInstall(DottedNumber.IsOne(version) ? version : "", ToolkitOrigin.RunFile, word, use, IsWhole: true, IsVerified: true);
    }

    // The plain folder is whatever is installed.
    private static bool ChoosesAnother(VariableSet variable) =>
        variable.Name is "CUDA_HOME" or "CUDA_PATH" or "CUDA_ROOT" or "CUDACXX" && variable.Value?.Value?.TrimEnd('/') is not ("/usr/local/cuda" or "/usr/local/cuda/bin/nvcc");

    // With nothing chosen but the driver, the toolkit stays away.
    private static bool BringsToolkit(string?[] arguments)
    {
        var driver = false;
        var toolkit = false;
        foreach (var argument in arguments)
        {
            driver |= argument == "--driver";
            toolkit |= argument is not null && argument.StartsWith("--toolkit", StringComparison.Ordinal);
        }

        return toolkit || !driver;
    }

    private sealed class Reader
    {
        private readonly ImmutableArray<ToolkitInstall>.Builder _installs = ImmutableArray.CreateBuilder<ToolkitInstall>();
        private bool _hasHome;

        public bool IsComplete { get; set; }

        public void Begin(CommandSequence sequence)
        {
            var stage = sequence.Scope.Stage;
            if (stage?.Image is not { } image || stage.Contents is not { } contents)
            {
                IsComplete = false;
                return;
            }

            if (contents.Flavor == CudaFlavor.Devel)
            {
                _installs.Add(new ToolkitInstall(contents.Cuda, ToolkitOrigin.Image, image.Word, image, IsWhole: true, contents.IsVerified));
            }
        }

        // What is copied in from elsewhere may hold a toolkit, and text of another language may do anything.
        public void ReadInstructions(ImageStage stage, DockerfileManifest dockerfile)
        {
            var isOwn = stage.From is null;
            foreach (var instruction in dockerfile.Tree.Instructions)
            {
                if (instruction.Kind == DockerfileInstructionKind.From)
                {
                    if (isOwn && stage.From is not null)
                    {
                        break;
                    }

                    isOwn = ReferenceEquals(instruction, stage.From);
                }
                else if (isOwn && instruction.Kind is DockerfileInstructionKind.Copy or DockerfileInstructionKind.Add && instruction.Words is [.., var destination])
                {
                    IsComplete &= !MayHoldToolkit(destination.Raw.Trim('"', '\''));
                }
                else if (isOwn && instruction.Kind == DockerfileInstructionKind.Run)
                {
                    foreach (var flag in instruction.Flags)
                    {
                        IsComplete &= !(flag is { Name: "mount", Value: { } mount } && mount.Contains("cuda", StringComparison.OrdinalIgnoreCase));
                    }
                }
            }

            foreach (var step in dockerfile.Steps)
            {
                IsComplete &= !ReferenceEquals(step.Stage, stage) || step.Shell is not null || !step.Commands.IsEmpty;
            }
        }

        public void Read(Fact fact)
        {
            switch (fact)
            {
                case VariableSet { Kind: not (VariableSetKind.Arg or VariableSetKind.Prefix) } variable:
                    _hasHome |= ChoosesAnother(variable);
                    break;
                case PackageRequest { Manager: PackageManager.Pip } request when request.Name.StartsWith("nvidia-cuda-nvcc", StringComparison.Ordinal):
                    IsComplete = false;
                    break;
                default:
                    if (InstallOf(fact) is { } install)
                    {
                        _installs.Add(install);
                    }
                    else if (fact is CommandUse use)
                    {
                        IsComplete &= !ForeignCommands.MayChangeToolkits(use);
                    }

                    break;
            }
        }

        public ToolkitState Finish() => new(_installs.DrainToImmutable(), IsComplete, _hasHome);

        private static bool MayHoldToolkit(string destination) =>
            destination.TrimEnd('/') is "" or "/usr" or "/usr/local" or "/opt" || destination.Contains("cuda", StringComparison.OrdinalIgnoreCase)
            || destination.Contains("conda", StringComparison.OrdinalIgnoreCase) || destination.Contains('$', StringComparison.Ordinal);
    }
}
