using System.Collections.Immutable;
using EnvLint.Collections;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Manifests;
using EnvLint.Syntax.Dockerfile;

namespace EnvLint.Rules.Apt;

/// <summary>Which tools are there at one place of an image's build, as far as that can be said.</summary>
internal sealed class ToolState
{
    private readonly BaseImage _image;
    private readonly HashSet<string> _brought = new(StringComparer.Ordinal);
    private ImmutableArray<DockerfileInstruction> _instructions = [];
    private int _nextInstruction;

    private readonly ImmutableArray<RunStep> _steps;

    private ToolState(BaseImage image, ImmutableArray<RunStep> steps)
    {
        _image = image;
        _steps = steps;
    }

    /// <summary>Whether something happened of which nobody can say what it brought.</summary>
    public bool IsUnknown { get; private set; }

    /// <summary>Whether the packages of a full Ubuntu were brought back, which nobody named.</summary>
    public bool IsRestored { get; private set; }

    /// <summary>Goes through a sequence and those that it begins with.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="context">Knows the file.</param>
    /// <param name="visit">Called for each command of the sequence itself, before what the command brings is known.</param>
    public static void Walk(CommandSequence sequence, RuleContext context, Action<CommandUse, ToolState> visit)
    {
        if (StageFacts.BaseOf(sequence) is not { } image)
        {
            return;
        }

        var state = new ToolState(image, context.File.Dockerfile?.Steps ?? []);
        foreach (var part in StageFacts.Chain(sequence))
        {
            state._instructions = StageFacts.InstructionsOf(part, context);
            state._nextInstruction = 0;
            foreach (var fact in part.Facts)
            {
                if (fact is not CommandUse use)
                {
                    if (fact is PackageRequest request)
                    {
                        state.Brings(request);
                    }

                    continue;
                }

                state.PassInstructions(use);
                if (ReferenceEquals(part, sequence))
                {
                    visit(use, state);
                }

                state.Effect(use);
            }

            state.PassInstructions(use: null);
        }
    }

    /// <summary>Whether a tool is certainly not there.</summary>
    /// <param name="tool">The tool.</param>
    public bool IsMissing(string tool) => !IsUnknown && _image.Lacks(tool) && !_brought.Contains(tool);

    /// <summary>Takes a tool for present from here on.</summary>
    /// <param name="tool">The tool.</param>
    public void Assume(string tool) => _brought.Add(tool);

    // COPY, ADD, and RUN instructions that another shell reads, in front of a command.
    private void PassInstructions(CommandUse? use)
    {
        while (_nextInstruction < _instructions.Length)
        {
            var instruction = _instructions[_nextInstruction];
            if (use is not null && instruction.Span.Start > use.Span.Start)
            {
                return;
            }

            _nextInstruction++;
            if (StageFacts.MayBringPrograms(instruction))
            {
                IsUnknown = true;
            }
            else if (instruction.Kind == DockerfileInstructionKind.Run)
            {
                IsUnknown |= StageFacts.MountsFromElsewhere(instruction) || !IsRead(instruction);
            }
        }
    }

    // Another shell, or no shell, reads a RUN without commands. The steps stand in the order of the file.
    private bool IsRead(DockerfileInstruction instruction)
    {
        var low = 0;
        var high = _steps.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var step = _steps[middle];
            if (ReferenceEquals(step.Instruction, instruction))
            {
                return step.Shell is not null || !step.Commands.IsEmpty;
            }

            if (step.Instruction.Span.Start < instruction.Span.Start)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return false;
    }

    private void Brings(PackageRequest request)
    {
        if (request.Manager is PackageManager.Pip)
        {
            return;
        }

        // Elsewhere than on Debian a package python3 may hold pip.
        if (request.Manager is PackageManager.Conda || (request.Manager is not PackageManager.Apt && request.Name.StartsWith("py", StringComparison.Ordinal)) || AptTools.BroughtBy(request.Name) is not { } tools)
        {
            IsUnknown = true;
            return;
        }

        _brought.UnionWith(tools);
    }

    private void Effect(CommandUse use)
    {
        if (use.IsProgram("apt-get", "apt", "aptitude", "dnf", "yum", "microdnf", "tdnf", "dnf5", "apk", "zypper"))
        {
            // Packages that are named speak for themselves.
            IsUnknown |= use.Invocation is not { HasUnknownWords: false } invocation
                || invocation.Subcommand is "build-dep" or "satisfy" or "groupinstall" or "group install" or "localinstall" or "swap" or "builddep"
                || (invocation.Subcommand is "install" or "add" && invocation.Operands.Exists(static word => word.Value is not { } text || text.EndsWith(".deb", StringComparison.Ordinal) || text.EndsWith(".rpm", StringComparison.Ordinal) || text.StartsWith('.') || text.StartsWith('@') || word.HasGlob));
            return;
        }

        if (use.IsProgram("unminimize"))
        {
            IsRestored = true;
            return;
        }

        if (AptTools.IsPlacing(use.Program))
        {
            foreach (var argument in use.Arguments)
            {
                var text = argument.Value ?? argument.Raw;
                IsUnknown |= argument.Value is null || argument.HasGlob || AptTools.OfProgram(text[(text.LastIndexOf('/') + 1)..]) is not null || text.Contains("/bin", StringComparison.Ordinal);
            }

            return;
        }

        var hasFolder = use.ProgramWord.Value?.Contains('/', StringComparison.Ordinal) != false;
        var isOuter = use.IsProgram("bash", "sh", "dash") && use.Invocation?.Has("-c") == true;
        IsUnknown |= !isOuter && (hasFolder || !AptTools.IsHarmless(use.Program));
    }
}
