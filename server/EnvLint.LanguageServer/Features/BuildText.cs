using System.Collections.Immutable;
using EnvLint.Collections;
using EnvLint.Environment;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;

namespace EnvLint.LanguageServer.Features;

/// <summary>What builds need to run, in words for people.</summary>
internal static class BuildText
{
    /// <summary>The drivers that a build needs: <c>driver ≥ 525.60.13 on Linux, ≥ 527.41 on Windows and in WSL</c>; empty where none is known.</summary>
    /// <param name="floorOn">The lowest driver on a platform.</param>
    /// <param name="page">Takes the sources.</param>
    public static string DriversOf(Func<TargetPlatform, DriverFloor?> floorOn, MarkdownPage page)
    {
        var linux = floorOn(TargetPlatform.Linux);
        var windows = floorOn(TargetPlatform.Windows);
        foreach (var floor in (ReadOnlySpan<DriverFloor?>)[linux, windows])
        {
            if (floor is not null)
            {
                page.From(floor.Source, CudaDrivers.AsOf);
            }
        }

        return (linux, windows) switch
        {
            ({ } one, { } other) => $"Needs driver ≥ {one.Driver} on Linux, ≥ {other.Driver} on Windows and in WSL",
            ({ } one, null) => $"Needs driver ≥ {one.Driver} on Linux",
            (null, { } other) => $"Needs driver ≥ {other.Driver} on Windows and in WSL",
            _ => "",
        };
    }

    /// <summary>The lowest driver that runs a CUDA, whether its minor is known or not.</summary>
    /// <param name="cuda">The version: <c>12.4</c>, <c>12</c>.</param>
    /// <param name="platform">The platform.</param>
    public static DriverFloor? FloorOf(string cuda, TargetPlatform platform) => new StackOption("", "") { Cuda = cuda }.FloorOn(platform);

    /// <summary>The GPUs that a build has code for: <c>5.0 to 9.0</c>; empty where that is not known.</summary>
    /// <param name="option">The build.</param>
    public static string GpusOf(StackOption option)
    {
        if (option is not { Code: { } code, ComputeCapabilities: [var lowest, ..] gpus })
        {
            return "";
        }

        // Where only the oldest is known, that one.
        return code(lowest) == GpuCode.Unknown ? $"GPUs from compute capability {lowest} on" : $"GPUs of compute capability {DottedNumber.Ranges(gpus, CudaDrivers.ComputeCapabilities)}";
    }

    /// <summary>The Pythons that a build runs on: <c>Python 3.9 to 3.12</c>; empty where any does, or that is not known.</summary>
    /// <param name="lowest">The lowest; null for none.</param>
    /// <param name="highest">The highest; null for none.</param>
    public static string PythonsOf(string? lowest, string? highest) => (lowest, highest) switch
    {
        ({ } low, { } high) => low == high ? $"Python {low}" : $"Python {low} to {high}",
        ({ } low, null) => $"Python {low} or newer",
        (null, { } high) => $"Python up to {high}",
        _ => "",
    };

    /// <summary>Whether a target's driver runs a build: <c>fits driver 551.78</c>; empty where that is not certain.</summary>
    /// <param name="cuda">The build's CUDA.</param>
    /// <param name="code">What code it has for GPUs; null where it holds none of its own.</param>
    /// <param name="target">The target.</param>
    /// <param name="scope">Where the build is.</param>
    public static string FitOf(string cuda, Func<string, GpuCode>? code, TargetProfile? target, Scope scope)
    {
        if (target is null || StackTarget.Of(target, scope) is not { HasDriver: true, IsTooOldForWsl: false } machine)
        {
            return "";
        }

        // Intermediate code wants a driver that compiles it, and a GPU without code none at all.
        if (code is not null && machine.ComputeCapability is { } gpu && code(gpu) is GpuCode.None or GpuCode.Ptx)
        {
            return "";
        }

        ReadOnlySpan<TargetPlatform> platforms = machine.Platform == TargetPlatform.Unknown ? [TargetPlatform.Linux, TargetPlatform.Windows] : [machine.Platform];
        foreach (var platform in platforms)
        {
            if (FloorOf(cuda, platform) is not { } floor || !Reaches(target, floor, cuda))
            {
                return "";
            }
        }

        return target.Driver is { } driver ? $"fits driver {driver}" : $"fits a driver for CUDA {target.Cuda}";
    }

    /// <summary>The driver that is too old for a build, for people: empty where it is not known to be.</summary>
    /// <param name="option">The build.</param>
    /// <param name="target">The target.</param>
    /// <param name="scope">Where the build is.</param>
    public static string MissingOf(StackOption option, TargetProfile? target, Scope scope) =>
        StackTarget.Of(target, scope) is { } machine && option.MissingOn(machine) is { } floor ? $"needs driver ≥ {floor.Driver}, the target has {machine.DriverText}" : "";

    // Numbers that are not written may be any: a branch alone is not certain to reach a floor within it.
    private static bool Reaches(TargetProfile target, DriverFloor floor, string cuda) => target.Driver is { } driver
        ? DottedNumber.Compare(driver, floor.Driver) >= 0
        : target.Cuda is { } printed && DottedNumber.Compare(printed, floor.IsOfMajor ? DottedNumber.Prefix(cuda, 1) : cuda) >= 0;
}
