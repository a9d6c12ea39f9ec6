using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Reporting.Display;
using EnvLint.Rules;

namespace EnvLint.Reporting;

/// <summary>What the formats say of a finding besides its sentence.</summary>
internal static class FindingText
{
    /// <summary>More places than this help nobody; the rest is counted.</summary>
    public const int RelatedLimit = 20;

    /// <summary>The sentence on one line, fit to be shown, with the target where the run has several.</summary>
    /// <param name="diagnostic">The finding.</param>
    /// <param name="options">How the report is written.</param>
    public static string SentenceOf(Diagnostic diagnostic, ReportOptions options) => VisibleText.Escape(
        options.ShowTargets && diagnostic.Target is { } target ? $"{diagnostic.Message} (target {target})" : diagnostic.Message);

    /// <summary>What else to know, as it stands: not yet fit to be shown.</summary>
    /// <param name="diagnostic">The finding.</param>
    public static List<string> NotesOf(Diagnostic diagnostic)
    {
        List<string> notes = [.. diagnostic.Notes];
        if (diagnostic.Related.Length > RelatedLimit)
        {
            notes.Add(Words.Count(diagnostic.Related.Length - RelatedLimit, "more place", "more places"));
        }

        if (diagnostic.Target is { } target)
        {
            notes.Add($"depends on the declared target ({target})");
        }

        if (diagnostic.Confidence != Confidence.High)
        {
            notes.Add(diagnostic.Confidence == Confidence.Medium ? "confidence medium: one step of inference" : "confidence low: a heuristic");
        }

        return notes;
    }

    /// <summary>How to mend it and where to read on, as it stands; empty where there is neither.</summary>
    /// <param name="diagnostic">The finding.</param>
    /// <param name="tool">The program.</param>
    public static string HelpOf(Diagnostic diagnostic, ToolInfo tool)
    {
        var address = diagnostic.Rule.HelpUri?.AbsoluteUri ?? "";
        if (diagnostic.Fix is not { } fix)
        {
            return address;
        }

        var flags = fix.Safety == FixSafety.Safe ? "--fix" : "--fix --unsafe-fixes";
        var help = $"{fix.TitleWithFiles} (`{tool.Name} check {flags}`)";
        return address.Length == 0 ? help : $"{help}; {address}";
    }

    /// <summary>The labelled places, notes and help, each on a line that is fit to be shown.</summary>
    /// <param name="diagnostic">The finding.</param>
    /// <param name="tool">The program.</param>
    /// <param name="options">How the report is written.</param>
    public static List<string> LinesOf(Diagnostic diagnostic, ToolInfo tool, ReportOptions options)
    {
        var lines = new List<string>();
        if (diagnostic.Label.Length > 0)
        {
            lines.Add($"{new ShownPlace(diagnostic.Source, diagnostic.Span).With(diagnostic.Source, options)}: {VisibleText.Escape(diagnostic.Label)}");
        }

        foreach (var related in diagnostic.Related.AsSpan()[..Math.Min(RelatedLimit, diagnostic.Related.Length)])
        {
            lines.Add($"{new ShownPlace(related.Source, related.Span).With(related.Source, options)}: {VisibleText.Escape(related.Message)}");
        }

        foreach (var note in NotesOf(diagnostic))
        {
            lines.Add("note: " + VisibleText.Escape(note));
        }

        if (HelpOf(diagnostic, tool) is { Length: > 0 } help)
        {
            lines.Add("help: " + VisibleText.Escape(help));
        }

        return lines;
    }

    /// <summary>The places of the findings in the report, with the most severe first and, of one severity, the surest; else in the order of the report.</summary>
    /// <param name="diagnostics">The findings in the order of the report.</param>
    public static List<int> MostSevereFirst(ImmutableArray<Diagnostic> diagnostics)
    {
        var order = new List<int>(diagnostics.Length);
        for (var severity = Severity.Error; severity >= Severity.Info; severity--)
        {
            for (var confidence = Confidence.High; confidence >= Confidence.Low; confidence--)
            {
                for (var i = 0; i < diagnostics.Length; i++)
                {
                    if (diagnostics[i].Severity == severity && diagnostics[i].Confidence == confidence)
                    {
                        order.Add(i);
                    }
                }
            }
        }

        return order;
    }
}
