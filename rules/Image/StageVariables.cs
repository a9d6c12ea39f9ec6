using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Manifests;
using EnvLint.Syntax.Dockerfile;

namespace EnvLint.Rules.Image;

/// <summary>Which variables the builder has a value for at one place of a stage.</summary>
internal sealed class StageVariables
{
    // Longer chains of stages are nobody's; a bound keeps the work linear.
    private const int MaximumStages = 16;

    private readonly StageVariables? _base;
    private readonly int _depth;
    private readonly ImageStage _stage;
    private ImageVariablesImageRow? _image;
    private bool _hasImage;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    private StageVariables(ImageStage stage, StageVariables? @base)
    {
        _base = @base;
        _depth = @base is null ? 0 : @base._depth + 1;
        _stage = stage;
        IsScratch = @base is null ? stage.Image is { Word.Value: "scratch" } : @base.IsScratch;
    }

    /// <summary>What is known of the environment of the image that the chain of stages begins with; null where nothing is.</summary>
    public ImageVariablesImageRow? Image
    {
        get
        {
            if (!_hasImage)
            {
                _image = _base is null ? ImageVariables.Find(_stage.BaseImage) : _base.Image;
                _hasImage = true;
            }

            return _image;
        }
    }

    /// <summary>Whether the chain begins with nothing.</summary>
    public bool IsScratch { get; }

    /// <summary>Whether the chain sets another user than root.</summary>
    public bool HasUser { get; private set; }

    /// <summary>Goes through the instructions of all stages in order. What an instruction sets counts behind it.</summary>
    /// <param name="dockerfile">The Dockerfile.</param>
    /// <param name="visit">Called for each instruction of a stage but FROM.</param>
    public static void Walk(DockerfileManifest dockerfile, Action<ImageStage, DockerfileInstruction, StageVariables> visit)
    {
        var states = new Dictionary<int, StageVariables>();
        StageVariables? current = null;
        ImageStage? stage = null;
        var next = 0;
        foreach (var instruction in dockerfile.Tree.Instructions)
        {
            if (instruction.Kind == DockerfileInstructionKind.From)
            {
                while (next < dockerfile.Stages.Length && !ReferenceEquals(dockerfile.Stages[next].From, instruction))
                {
                    next++;
                }

                if (next == dockerfile.Stages.Length)
                {
                    return;
                }

                stage = dockerfile.Stages[next];
                current = new StageVariables(stage, stage.Parent is { } parent ? states.GetValueOrDefault(parent.Index) : null);
                current.HasUser = current._base?.HasUser == true;
                states[stage.Index] = current;
                continue;
            }

            // In front of the first FROM stand the global arguments.
            if (current is null || stage is null)
            {
                continue;
            }

            visit(stage, instruction, current);
            current.Pass(instruction);
        }
    }

    /// <summary>Whether ENV or ARG of the stage, or of those that it begins with, gives a variable a value, or may do so.</summary>
    /// <param name="name">The variable's name.</param>
    public bool IsSet(string name)
    {
        if (_depth > MaximumStages)
        {
            return true;
        }

        for (var state = this; state is not null; state = state._base)
        {
            if (state._names.Contains(name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a variable has a value: null where only the base image, which is not known, may give it one.</summary>
    /// <param name="name">The variable's name.</param>
    public bool? HasValue(string name) =>
        IsSet(name) ? true
        : IsScratch ? name == "PATH"
        : Image is null ? null
        : ImageVariables.MaySet(Image, name);

    private void Pass(DockerfileInstruction instruction)
    {
        switch (instruction.Kind)
        {
            case DockerfileInstructionKind.Env or DockerfileInstructionKind.Arg:
                foreach (var pair in instruction.Pairs)
                {
                    _names.Add(pair.Name);
                }

                break;
            case DockerfileInstructionKind.User:
                HasUser |= instruction.Words is not [{ Raw: "root" or "0" }];
                break;
        }
    }
}
