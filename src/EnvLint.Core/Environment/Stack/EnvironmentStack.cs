using System.Collections.Immutable;
using EnvLint.Text;

namespace EnvLint.Environment.Stack;

/// <summary>What one environment is made of, whatever it is to run on.</summary>
/// <param name="Name">Its name for people: the file, with the stage or the environment's own name.</param>
/// <param name="File">The file that describes it.</param>
/// <param name="Scope">Where it is.</param>
/// <param name="Platform">The system whose wheels it takes.</param>
/// <param name="Parts">Its parts, from the bottom upwards.</param>
public sealed record EnvironmentStack(string Name, SourceText File, Scope Scope, Knowledge.WheelPlatform Platform, ImmutableArray<StackPart> Parts)
{
    /// <summary>The Python environment among it; null for an image without one.</summary>
    public Facts.PythonEnvironment? Environment { get; init; }

    /// <summary>The stage that the image ends with; the environment's own may be one that it begins with. Null for what is no image.</summary>
    public ImageStage? Stage { get; init; }

    /// <summary>The service that runs it; null for what is no service.</summary>
    public Facts.ServiceUse? Service { get; init; }

    /// <summary>Whether the system is taken for granted, and neither file nor target says it.</summary>
    public bool IsPlatformAssumed { get; init; }

    /// <summary>Whether forward compatibility may lift the target's driver.</summary>
    public bool MayBeForwardCompatible { get; init; }
}

/// <summary>What it takes to run today's choice.</summary>
/// <param name="DriverLinux">The driver on Linux; null where none is needed.</param>
/// <param name="DriverWindows">The driver on Windows, also for WSL; null where none is needed.</param>
/// <param name="ComputeCapabilities">The compute capabilities that all builds have code for, lowest first; empty where that is not known.</param>
/// <param name="Pythons">The minors of Python that all builds run on, lowest first; empty where any does.</param>
public sealed record StackNeeds(string? DriverLinux, string? DriverWindows, ImmutableArray<string> ComputeCapabilities, ImmutableArray<string> Pythons);

/// <summary>Whether a stack holds together.</summary>
public enum StackVerdict
{
    /// <summary>It runs on the target, as far as the tables know.</summary>
    Ok,

    /// <summary>It does not.</summary>
    Conflict,

    /// <summary>Something that decides is not known.</summary>
    Unknown,
}

/// <summary>The smallest set of places that cannot hold together.</summary>
/// <param name="Parts">The parts, from the bottom upwards; the target's GPU and driver are not among them.</param>
/// <param name="WithGpu">Whether the target's GPU takes part.</param>
/// <param name="WithDriver">Whether the target's driver takes part.</param>
/// <param name="IsToday">Whether another choice that the files allow would do: what the installer takes today does not.</param>
/// <param name="IsCertain">Whether all of it was checked, and nothing newer may mend it.</param>
/// <param name="Sentence">What does not fit, in one sentence without a full stop.</param>
/// <param name="Sources">Where that is known from.</param>
public sealed record StackConflict(
    ImmutableArray<StackPart> Parts, bool WithGpu, bool WithDriver, bool IsToday, bool IsCertain, string Sentence, ImmutableArray<string> Sources);

/// <summary>What there is to say of one environment on one target.</summary>
/// <param name="Stack">The environment.</param>
/// <param name="Target">The target; null where none is declared.</param>
/// <param name="Needs">What today's choice takes to run.</param>
/// <param name="Verdict">Whether it holds together.</param>
/// <param name="Reason">Why that is not known, or what to know beside it; empty for none.</param>
/// <param name="Conflict">What does not hold together; null where nothing is known not to.</param>
/// <param name="Mends">Edits that are known to mend it, the nearest first.</param>
public sealed record StackAnswer(
    EnvironmentStack Stack, TargetProfile? Target, StackNeeds Needs, StackVerdict Verdict, string Reason, StackConflict? Conflict, ImmutableArray<string> Mends);
