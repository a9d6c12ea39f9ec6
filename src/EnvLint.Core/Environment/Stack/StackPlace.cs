using EnvLint.Text;

namespace EnvLint.Environment.Stack;

/// <summary>A place that decides over a part of a stack.</summary>
/// <param name="File">The file.</param>
/// <param name="Span">The place in it.</param>
public sealed record StackPlace(SourceText File, TextSpan Span);
