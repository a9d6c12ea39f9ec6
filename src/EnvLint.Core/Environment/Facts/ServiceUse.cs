using System.Collections.Immutable;
using EnvLint.Manifests.Compose;
using EnvLint.Text;

namespace EnvLint.Environment.Facts;

/// <summary>A service asks for a GPU.</summary>
public sealed class GpuRequest : Fact
{
    /// <summary>How.</summary>
    public required ComposeGpuForm Form { get; init; }

    /// <summary>The driver, or the runtime; null where none is written.</summary>
    public Word? Driver { get; init; }

    /// <summary>How many; null where nothing is written.</summary>
    public Word? Count { get; init; }

    /// <summary>Which; empty where nothing is written.</summary>
    public ImmutableArray<Word> DeviceIds { get; init; } = [];

    /// <summary>What they have to be able to do.</summary>
    public ImmutableArray<Word> Capabilities { get; init; } = [];
}

/// <summary>A service of a compose file: a container, what it is made of, and what it gets.</summary>
public sealed class ServiceUse : Fact
{
    /// <summary>The service as the file has it.</summary>
    public required ComposeService Service { get; init; }

    /// <summary>The image that it runs; null for one that is built, and where none is written in this file.</summary>
    public required ImageUse? Image { get; init; }

    /// <summary>What it is built from; null where it is not, or where another file says so.</summary>
    public required ImageBuild? Build { get; init; }

    /// <summary>The words of the entry point and the command; empty where the image's own run.</summary>
    public required ImmutableArray<Word> Words { get; init; }

    /// <summary>The commands of the service: the one that it runs, those of its shell text and of its health check.</summary>
    public required ImmutableArray<CommandUse> Commands { get; init; }

    /// <summary>The requests for a GPU that stand in this file. Those of a file that it extends are in <see cref="ComposeService.GpuRequests"/> only.</summary>
    public required ImmutableArray<GpuRequest> Gpus { get; init; }

    /// <summary>The variables of the environment, the first of each name.</summary>
    public required ImmutableArray<VariableSet> Variables { get; init; }

    /// <summary>The place to speak of the service: its name.</summary>
    public TextSpan NameSpan => Service.Entry.Key.Span;
}
