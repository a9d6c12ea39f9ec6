namespace EnvLint.Workspace.Host;

/// <summary>What came of running a program.</summary>
/// <param name="ExitCode">Its exit code; null where it did not run, or did not end.</param>
/// <param name="Output">The beginning of its standard output.</param>
/// <param name="Error">The beginning of its standard error.</param>
/// <param name="Reason">Why there is no exit code, in a few words; empty where there is one.</param>
public sealed record ProgramRun(int? ExitCode, string Output, string Error, string Reason)
{
    /// <summary>Whether it ran and says that nothing failed.</summary>
    public bool IsFine => ExitCode == 0;

    /// <summary>Whether there is no such program.</summary>
    public bool IsMissing { get; init; }

    /// <summary>A program that is not there.</summary>
    public static ProgramRun Missing { get; } = new(ExitCode: null, "", "", "is not there") { IsMissing = true };
}

/// <summary>The systems that a machine may run.</summary>
public enum MachineSystem
{
    /// <summary>Neither of the others.</summary>
    Other,

    /// <summary>Linux, in WSL too.</summary>
    Linux,

    /// <summary>Windows itself.</summary>
    Windows,
}

/// <summary>A machine that is asked what it is.</summary>
public interface IMachine
{
    /// <summary>What runs on it.</summary>
    MachineSystem System { get; }

    /// <summary>The build of Windows: <c>22631</c>; null elsewhere.</summary>
    string? WindowsBuild { get; }

    /// <summary>The processor: <c>x86_64</c>, <c>aarch64</c>; null for others.</summary>
    string? Architecture { get; }

    /// <summary>The value of an environment variable; null where it is not set.</summary>
    /// <param name="name">Its name.</param>
    string? Variable(string name);

    /// <summary>The beginning of a file; null where it cannot be read.</summary>
    /// <param name="path">Absolute path.</param>
    string? Read(string path);

    /// <summary>Runs a program for a short while. Never throws.</summary>
    /// <param name="program">Its name, to be looked up on <c>PATH</c>, or its absolute path.</param>
    /// <param name="arguments">Its arguments, each as it is.</param>
    ProgramRun Run(string program, params ReadOnlySpan<string> arguments);
}
