using System.Collections.Immutable;

namespace EnvLint.Cli.Completing;

/// <summary>The shells that have a script.</summary>
internal static class CompletionScripts
{
    /// <summary>What the help calls the argument.</summary>
    public const string Names = "bash|zsh|fish|pwsh";

    /// <summary>The shells.</summary>
    public static ImmutableArray<string> Shells { get; } = [.. Names.Split('|')];

    /// <summary>The script of a shell. It holds all words and asks the program for nothing, so that a Tab starts no process.</summary>
    /// <param name="shell">One of <see cref="Shells"/>.</param>
    /// <param name="model">What there is to offer.</param>
    public static string Of(string shell, CompletionModel model) => shell switch
    {
        "bash" => BashScript.Write(model),
        "zsh" => ZshScript.Write(model),
        "fish" => FishScript.Write(model),
        "pwsh" => PowerShellScript.Write(model),
        _ => throw new ArgumentOutOfRangeException(nameof(shell), shell, "No such shell."),
    };
}
