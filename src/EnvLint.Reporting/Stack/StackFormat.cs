using System.Collections.Immutable;
using EnvLint.Engine;
using EnvLint.Environment.Stack;

namespace EnvLint.Reporting.Stack;

/// <summary>A way to write stacks.</summary>
public abstract class StackFormat
{
    /// <summary>All formats; the first is the usual one.</summary>
    public static ImmutableArray<StackFormat> All { get; } = [new StackTextFormat(), new StackJsonFormat(), new StackMermaidFormat()];

    /// <summary>The name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>Writes the answers.</summary>
    /// <param name="answers">The answers, in order.</param>
    /// <param name="tool">What wrote them.</param>
    /// <param name="output">Where to; left open.</param>
    /// <param name="options">What the reader can show.</param>
    public abstract void Write(ImmutableArray<StackAnswer> answers, ToolInfo tool, Stream output, ReportOptions options);
}
