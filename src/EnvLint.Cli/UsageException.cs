using System.Collections.Immutable;

namespace EnvLint.Cli;

/// <summary>The command line, or a configuration file, asks for something that cannot be: exit code 2.</summary>
internal sealed class UsageException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="lines">What is wrong, without full stops; may hold characters of the command line as they are.</param>
    public UsageException(params ImmutableArray<string> lines)
        : base(lines[0]) => Lines = lines;

    /// <summary>What is wrong, line by line.</summary>
    public ImmutableArray<string> Lines { get; }
}
