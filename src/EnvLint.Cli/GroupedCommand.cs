using System.CommandLine;

namespace EnvLint.Cli;

/// <summary>A command with so many options that its help shows them in groups.</summary>
/// <param name="name">Its name.</param>
/// <param name="description">What it does.</param>
internal sealed class GroupedCommand(string name, string description) : Command(name, description)
{
    /// <summary>The titles of the groups, by the number of options that come before them.</summary>
    public Dictionary<int, string> Heads { get; } = [];

    /// <summary>Adds a group of options.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="options">The options.</param>
    public void AddGroup(string title, params ReadOnlySpan<Option> options)
    {
        Heads.Add(Options.Count, title);
        foreach (var option in options)
        {
            Add(option);
        }
    }
}
