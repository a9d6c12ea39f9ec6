using System.Collections.Immutable;
using EnvLint.Collections;
using EnvLint.LanguageServer.Analysis;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Features;

/// <summary>Says above each environment what it takes to run.</summary>
public static class CodeLensProvider
{
    // A file that repeats itself would bury its text below lines.
    private const int MostLenses = 200;

    /// <summary>The lines, in order of position. What is not known to concern a GPU has none.</summary>
    /// <param name="analysis">The document.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static ImmutableArray<CodeLens> Of(DocumentAnalysis analysis, CancellationToken cancellationToken)
    {
        var result = new List<CodeLens>();
        foreach (var environment in EnvironmentPlace.Of(analysis, cancellationToken))
        {
            if (result.Count < MostLenses && StackLine.Of(environment.Answers, analysis.Project.Configuration) is { } line && !Has(result, environment.Head, line))
            {
                var command = new EditorCommand(EditorCommands.ShowStack, "Show the stack", [analysis.Address.Uri, environment.Head.Start]);
                result.Add(new CodeLens(environment.Head, line, command));
            }
        }

        Sorting.Order(result, static (left, right) => left.Span.CompareTo(right.Span) is not 0 and var order ? order : string.CompareOrdinal(left.Title, right.Title));
        return [.. result];
    }

    // A service whose image has several environments that do alike says it once.
    private static bool Has(List<CodeLens> lenses, TextSpan place, string line)
    {
        foreach (var lens in lenses)
        {
            if (lens.Span == place && lens.Title == line)
            {
                return true;
            }
        }

        return false;
    }
}
