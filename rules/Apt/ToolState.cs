using System.Collections.Immutable;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Syntax.Dockerfile;

namespace EnvLint.Rules.Apt;

/// <summary>Which tools are there at one place of an image's build, as far as that can be said.</summary>
internal sealed class ToolState
{
    private readonly BaseImage _image;
    private readonly HashSet<string> _brought = new(StringComparer.Ordinal);
    private ImmutableArray<DockerfileInstruction> _instructions = [];
    private int _nextInstruction;

    private readonly HashSet<DockerfileInstruction> _unread;

    private ToolState(BaseImage image, HashSet<DockerfileInstruction> unread)
    {
        _image = image;
        _unread = unread;
    }

    /// <summary>Whether something happened of which nobody can say what it brought.</summary>
    public bool IsUnknown { get; private set; }

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

        var state = new ToolState(image, Unread(context));
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
                IsUnknown |= StageFacts.MountsFromElsewhere(instruction) || _unread.Contains(instruction);
            }
        }
    }

    private static HashSet<DockerfileInstruction> Unread(RuleContext context)
    {
        var unread = new HashSet<DockerfileInstruction>(ReferenceEqualityComparer.Instance);
        foreach (var step in context.File.Dockerfile?.Steps ?? [])
        {
            if (step.Shell is null && step.Commands.IsEmpty)
            {
                unread.Add(step.Instruction);
            }
        }

        return unread;
    }

    private void Brings(PackageRequest request)
    {
        if (request.Manager is PackageManager.Pip)
        {
            return;
        }

        if (request.Manager is PackageManager.Conda || AptTools.BroughtBy(request.Name) is not { } tools)
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
                || (invocation.Subcommand is "install" or "add" && invocation.Operands.Any(static word => word.Value is not { } text || text.EndsWith(".deb", StringComparison.Ordinal) || text.EndsWith(".rpm", StringComparison.Ordinal) || text.StartsWith('.') || text.StartsWith('@') || word.HasGlob));
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
