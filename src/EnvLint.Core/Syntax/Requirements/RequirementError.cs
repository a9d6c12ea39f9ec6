using EnvLint.Text;

namespace EnvLint.Syntax.Requirements;

/// <summary>What PEP 508 or pip's requirements format does not take.</summary>
/// <param name="Span">The text that does not fit, in the parsed text; empty where something is missing.</param>
/// <param name="Message">One sentence without a full stop at its end.</param>
/// <param name="Replacement">What belongs at <paramref name="Span"/> instead, where that is plain; null otherwise.</param>
/// <param name="WasTaken">Whether installers before pip 24.1 took it all the same.</param>
public sealed record RequirementError(TextSpan Span, string Message, string? Replacement = null, bool WasTaken = false);
