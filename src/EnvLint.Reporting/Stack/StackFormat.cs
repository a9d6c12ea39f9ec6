using System.Collections.Immutable;
using EnvLint.Engine;
using EnvLint.Environment.Stack;

namespace EnvLint.Reporting.Stack;

/// <summary>A way to write stacks.</summary>
public abstract class StackFormat
{
    /// <summary>All formats; the first is the usual one.</summary>
    public static ImmutableArray<StackFormat> All { get; } = [new StackTextFormat(), new StackJsonFormat(), new StackMermaidFormat(), new StackHtmlFormat()];

    /// <summary>The name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>Writes the answers.</summary>
    /// <param name="answers">The answers, in order.</param>
    /// <param name="tool">What wrote them.</param>
    /// <param name="output">Where to; left open.</param>
    /// <param name="options">What the reader can show.</param>
    public abstract void Write(ImmutableArray<StackAnswer> answers, ToolInfo tool, Stream output, ReportOptions options);

    /// <summary>Whether there is nothing to show: a picture of nothing but a Python helps nobody.</summary>
    /// <param name="answer">The answer.</param>
    internal static bool IsIdle(StackAnswer answer)
    {
        foreach (var part in answer.Stack.Parts)
        {
            if (part.Layer != StackLayer.Python)
            {
                return false;
            }
        }

        return answer.Conflict is null;
    }
}
