using EnvLint.Text;

namespace EnvLint.Environment.Facts;

/// <summary>Something that a file says of the environment, in whatever syntax it says it.</summary>
public abstract class Fact
{
    /// <summary>The place in the file, in UTF-16 offsets.</summary>
    public required TextSpan Span { get; init; }

    /// <summary>Where it holds.</summary>
    public required Scope Scope { get; init; }

    /// <summary>Its place in the order of its sequence, from 0.</summary>
    public required int Order { get; init; }
}
