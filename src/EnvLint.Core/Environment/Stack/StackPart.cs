using System.Collections.Immutable;

namespace EnvLint.Environment.Stack;

/// <summary>The layers of a stack, from the GPU upwards.</summary>
public enum StackLayer
{
    /// <summary>The GPU of the target.</summary>
    Gpu,

    /// <summary>The driver of the target.</summary>
    Driver,

    /// <summary>The image that the environment is built on.</summary>
    Image,

    /// <summary>The Python.</summary>
    Python,

    /// <summary>Packages that bring CUDA for others: <c>pytorch-cuda</c>, <c>cudatoolkit</c>.</summary>
    Cuda,

    /// <summary>Frameworks.</summary>
    Framework,
}

/// <summary>A part of a stack: one thing that the files choose, or leave open.</summary>
/// <param name="Layer">Its layer.</param>
/// <param name="Name">The project, or what it is: <c>torch</c>, <c>python</c>, <c>image</c>.</param>
/// <param name="Place">What decides over it.</param>
/// <param name="Options">The builds that it may be, today's choice first; empty where that is not known.</param>
public sealed record StackPart(StackLayer Layer, string Name, StackPlace Place, ImmutableArray<StackOption> Options)
{
    /// <summary>Whether it may become a build that the tables do not know.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Why it is not known; empty where it is.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Whether what the files ask for is known not to be there to be installed: it does not exist, or not beside the others.</summary>
    public bool IsMissing { get; init; }

    /// <summary>The version that the files ask for, of a part that exists and is not there to be installed; empty for others.</summary>
    public string Unfit { get; init; } = "";

    /// <summary>Where else something is said of it: the index, a variable.</summary>
    public ImmutableArray<StackPlace> Beside { get; init; } = [];

    /// <summary>Whether its builds are known.</summary>
    public bool IsKnown => !Options.IsEmpty;

    /// <summary>Whether there is one build only.</summary>
    public bool IsCertain => Options.Length == 1 && !IsOpen;

    /// <summary>What the installer takes today.</summary>
    public StackOption Today => Options[0];
}
