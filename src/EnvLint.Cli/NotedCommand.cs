using System.CommandLine;

namespace EnvLint.Cli;

/// <summary>A command whose help says more than what it takes.</summary>
/// <param name="name">The name.</param>
/// <param name="description">What it does, in one sentence.</param>
/// <param name="notes">Lines that stand at the end of its help as they are.</param>
internal sealed class NotedCommand(string name, string description, string notes) : Command(name, description)
{
    /// <summary>Lines that stand at the end of its help as they are.</summary>
    public string Notes { get; } = notes;
}
