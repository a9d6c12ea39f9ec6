using System.Collections.Immutable;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;

namespace EnvLint.Environment.Stack;

/// <summary>A build of torch.</summary>
/// <param name="Release">The release.</param>
/// <param name="Cuda">The build's CUDA: <c>12.4</c>; empty for a build without CUDA.</param>
/// <param name="IsVerified">Whether that was checked against its source.</param>
public sealed record TorchBuild(PytorchReleaseRow Release, string Cuda, bool IsVerified)
{
    /// <summary>The build for people: <c>2.4.1+cu121</c>.</summary>
    public string Text => $"{Release.Version}+{(Cuda.Length == 0 ? "cpu" : TorchIndex.TagOf(Cuda))}";
}

/// <summary>Which builds of torch the requests of an environment may lead to.</summary>
public sealed class TorchResolution
{
    private TorchResolution(PackageRequest? request, TorchSource? source, ImmutableArray<TorchBuild> builds, bool isOpen, string reason)
    {
        Request = request;
        Source = source;
        Builds = builds;
        IsOpen = isOpen;
        Reason = reason;
    }

    /// <summary>The request that decides; null where there is none.</summary>
    public PackageRequest? Request { get; }

    /// <summary>Where it is taken from; null where the request itself says it.</summary>
    public TorchSource? Source { get; }

    /// <summary>The builds, today's choice of the installer first; empty where they are not known.</summary>
    public ImmutableArray<TorchBuild> Builds { get; }

    /// <summary>Whether releases that the table does not know may be taken.</summary>
    public bool IsOpen { get; }

    /// <summary>Why the builds are not known; empty where they are.</summary>
    public string Reason { get; }

    /// <summary>Whether the builds are known.</summary>
    public bool IsKnown => !Builds.IsEmpty;

    /// <summary>Whether there is one build only.</summary>
    public bool IsCertain => Builds.Length == 1 && !IsOpen;

    internal static TorchResolution Unknown(string reason, PackageRequest? request = null) => new(request, null, [], isOpen: true, reason);

    internal static TorchResolution Of(PackageRequest request, TorchSource? source, ImmutableArray<TorchBuild> builds, bool isOpen) =>
        builds.IsEmpty ? Unknown("no release of the table fits", request) : new(request, source, builds, isOpen, "");
}
