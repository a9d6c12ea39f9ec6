namespace EnvLint.Cli;

/// <summary>What the process says to its caller when it ends.</summary>
internal static class ExitCode
{
    /// <summary>Nothing was found at or above the level that fails.</summary>
    public const int Success = 0;

    /// <summary>Something was found at or above the level that fails.</summary>
    public const int Findings = 1;

    /// <summary>The command line or a configuration file is wrong; nothing was checked.</summary>
    public const int Usage = 2;

    /// <summary>EnvLint itself failed; what it found is printed all the same.</summary>
    public const int Failure = 3;

    /// <summary>A person ended the run, as shells number it: 128 and the number of the signal.</summary>
    public const int Interrupted = 130;
}
