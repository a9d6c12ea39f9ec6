using System.Collections.Immutable;
using EnvLint.Knowledge;

namespace EnvLint.Environment.Stack;

/// <summary>One of the builds that a part of a stack may be, with what it takes to run.</summary>
/// <param name="Name">The project: <c>torch</c>, <c>tensorflow</c>, <c>python</c>, <c>nvidia/cuda</c>.</param>
/// <param name="Version">Its version.</param>
public sealed record StackOption(string Name, string Version)
{
    /// <summary>The build's CUDA: <c>12.4</c>, or <c>12</c> where the minor is not known; empty for a build without CUDA.</summary>
    public string Cuda { get; init; } = "";

    /// <summary>The build for people: <c>torch 2.4.1+cu121</c>.</summary>
    public string Text { get; init; } = $"{Name} {Version}";

    /// <summary>The oldest Python that it runs on: <c>3.9</c>; null where any does, or that is not known.</summary>
    public string? PythonMin { get; init; }

    /// <summary>The newest Python that it runs on; null where any does, or that is not known.</summary>
    public string? PythonMax { get; init; }

    /// <summary>Whether it has code for a compute capability; null where it holds none of its own.</summary>
    public Func<string, GpuCode>? Code { get; init; }

    /// <summary>The compute capabilities that it has code for, lowest first; from the oldest on where that alone is known; empty where nothing is.</summary>
    public ImmutableArray<string> ComputeCapabilities
    {
        get
        {
            if (Code is not { } code)
            {
                return [];
            }

            var listed = ImmutableArray.CreateBuilder<string>();
            var open = ImmutableArray.CreateBuilder<string>();
            foreach (var gpu in CudaDrivers.ComputeCapabilities)
            {
                switch (code(gpu))
                {
                    case GpuCode.Machine or GpuCode.Ptx:
                        listed.Add(gpu);
                        break;
                    case GpuCode.Unknown:
                        open.Add(gpu);
                        break;
                }
            }

            return listed.Count > 0 ? listed.DrainToImmutable() : code(CudaDrivers.ComputeCapabilities[0]) == GpuCode.None ? open.DrainToImmutable() : [];
        }
    }

    /// <summary>Whether all of it was checked against its source.</summary>
    public bool IsVerified { get; init; } = true;

    /// <summary>Where it is known from; empty where the files themselves say it.</summary>
    public string Source { get; init; } = "";

    /// <summary>Whether it runs on a Python.</summary>
    /// <param name="python">The minor: <c>3.11</c>.</param>
    public bool Fits(string python) =>
        (PythonMin is null || DottedNumber.Compare(PythonMin, python) <= 0) && (PythonMax is null || DottedNumber.Compare(python, PythonMax) <= 0);

    /// <summary>The lowest driver that runs it; null where it needs none, or that is not known.</summary>
    /// <param name="platform">The platform.</param>
    public DriverFloor? FloorOn(TargetPlatform platform) =>
        Cuda.Length == 0 ? null
        : Cuda.Contains('.', StringComparison.Ordinal) ? CudaDrivers.FloorFor(Cuda, platform)
        : int.TryParse(Cuda, out var major) ? CudaDrivers.FloorFor(major, platform) : null;

    /// <summary>The driver that it needs, where a target's is older; null where it is not, or that is not known.</summary>
    /// <param name="target">The target.</param>
    public DriverFloor? MissingOn(StackTarget target) =>
        Cuda.Contains('.', StringComparison.Ordinal) ? target.Missing(Cuda) : int.TryParse(Cuda, out var major) ? target.Missing(major) : null;
}
