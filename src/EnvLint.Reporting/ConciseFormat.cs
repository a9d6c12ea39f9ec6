using System.Globalization;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Reporting.Display;

namespace EnvLint.Reporting;

/// <summary>One line for each finding: <c>path:line:column: severity[CODE] message</c>.</summary>
public sealed class ConciseFormat : LineFormat
{
    /// <inheritdoc/>
    public override string Name => "concise";

    /// <inheritdoc/>
    public override string Description => "one line for each finding";

    /// <inheritdoc/>
    public override void Write(Report report, TextWriter output, ReportOptions options)
    {
        var writer = new StyledWriter(output, options.UseColor);
        foreach (var diagnostic in report.Diagnostics)
        {
            var start = diagnostic.Source.Lines.PositionOf(diagnostic.Span.Start);
            writer.Write(VisibleText.Escape(diagnostic.Source.Path, options.UseAscii));
            writer.Write(string.Create(CultureInfo.InvariantCulture, $":{start.Line + 1}:{start.Column + 1}: "));
            writer.WriteLink($"{diagnostic.Severity.ToWord()}[{diagnostic.Rule.Code}]", StyledWriter.StyleOf(diagnostic.Severity), diagnostic.Rule.HelpUri);
            writer.Write(" ");
            writer.Write(VisibleText.Escape(diagnostic.Message, options.UseAscii));
            if (options.ShowTargets && diagnostic.Target is { } target)
            {
                writer.Write(VisibleText.Escape($" (target {target})", options.UseAscii), Style.Secondary);
            }

            writer.EndLine();
        }

        if (options.WriteStatistics)
        {
            RuleStatistics.Write(report, output);
        }
    }
}
