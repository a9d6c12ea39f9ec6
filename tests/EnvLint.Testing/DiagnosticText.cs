using EnvLint.Diagnostics;

namespace EnvLint.Testing;

/// <summary>Findings as pages show them.</summary>
public static class DiagnosticText
{
    /// <summary>One line per finding, in order of position: <c>path:line:column: severity[CODE] message</c>, counted from 1.</summary>
    /// <param name="diagnostics">The findings.</param>
    public static string Concise(IEnumerable<Diagnostic> diagnostics) =>
        string.Join('\n', diagnostics
            .OrderBy(static diagnostic => diagnostic.Span)
            .ThenBy(static diagnostic => diagnostic.Rule.Code, StringComparer.Ordinal)
            .Select(Concise));

    /// <summary>One finding on one line.</summary>
    /// <param name="diagnostic">The finding.</param>
    public static string Concise(Diagnostic diagnostic)
    {
        var position = diagnostic.Source.Lines.PositionOf(diagnostic.Span.Start);
        var severity = diagnostic.Severity.ToString().ToLowerInvariant();
        return $"{diagnostic.Source.Path}:{position.Line + 1}:{position.Column + 1}: {severity}[{diagnostic.Rule.Code}] {diagnostic.Message}";
    }
}
