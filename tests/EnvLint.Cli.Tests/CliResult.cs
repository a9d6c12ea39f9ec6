namespace EnvLint.Cli.Tests;

/// <summary>What a run gave back.</summary>
internal sealed record CliResult(int ExitCode, string Output, string Error)
{
    /// <summary>The lines of standard output, without the empty one behind the last line end.</summary>
    public string[] OutputLines => Output.Length == 0 ? [] : Output.TrimEnd('\n').Split('\n');
}
