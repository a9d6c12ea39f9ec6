using System.Collections.Immutable;
using EnvLint.Environment.Facts;

namespace EnvLint.Environment;

/// <summary>All facts of one file, by kind, each in the order of the file.</summary>
public sealed record FileFacts
{
    /// <summary>Stretches of shell text.</summary>
    public ImmutableArray<ShellSource> Shells { get; init; } = [];

    /// <summary>Commands.</summary>
    public ImmutableArray<CommandUse> Commands { get; init; } = [];

    /// <summary>Packages asked for.</summary>
    public ImmutableArray<PackageRequest> Packages { get; init; } = [];

    /// <summary>Package sources added.</summary>
    public ImmutableArray<RepositoryUse> Repositories { get; init; } = [];

    /// <summary>Files fetched.</summary>
    public ImmutableArray<Download> Downloads { get; init; } = [];

    /// <summary>Images used.</summary>
    public ImmutableArray<ImageUse> Images { get; init; } = [];

    /// <summary>Containers started.</summary>
    public ImmutableArray<ContainerRun> ContainerRuns { get; init; } = [];

    /// <summary>Images built.</summary>
    public ImmutableArray<ImageBuild> ImageBuilds { get; init; } = [];

    /// <summary>Services of a compose file.</summary>
    public ImmutableArray<ServiceUse> Services { get; init; } = [];

    /// <summary>Requests of services for a GPU.</summary>
    public ImmutableArray<GpuRequest> GpuRequests { get; init; } = [];

    /// <summary>Variables set.</summary>
    public ImmutableArray<VariableSet> Variables { get; init; } = [];

    /// <summary>Text written to files.</summary>
    public ImmutableArray<FileWrite> FileWrites { get; init; } = [];

    /// <summary>Files copied into an image.</summary>
    public ImmutableArray<FileCopy> FileCopies { get; init; } = [];

    /// <summary>The other files that it names and that are there, but for Dockerfiles.</summary>
    public ImmutableArray<FileLink> Links { get; init; } = [];

    /// <summary>One sequence for each stage or script.</summary>
    public ImmutableArray<CommandSequence> Sequences { get; init; } = [];

    /// <summary>The Python environments that packages are put into.</summary>
    public ImmutableArray<PythonEnvironment> Environments { get; init; } = [];
}
