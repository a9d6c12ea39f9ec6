using System.Globalization;
using System.Text;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Reporting.Display;
using EnvLint.Rules;

namespace EnvLint.Reporting;

/// <summary>For people at a terminal: each finding with its source lines, marks under the places, notes, and what mends it.</summary>
public sealed class TextFormat : LineFormat
{
    /// <inheritdoc/>
    public override string Name => "text";

    /// <inheritdoc/>
    public override string Description => "findings with their source lines, for a terminal";

    /// <inheritdoc/>
    public override void Write(Report report, TextWriter output, ReportOptions options)
    {
        var writer = new StyledWriter(output, options.UseColor);
        var frames = new FrameWriter(writer, options.UseAscii);
        foreach (var diagnostic in report.Diagnostics)
        {
            WriteDiagnostic(diagnostic, report.Tool, writer, frames, options);
            writer.EndLine();
        }

        if (options.WriteStatistics && report.Diagnostics.Length > 0)
        {
            RuleStatistics.Write(report, output);
            writer.EndLine();
        }

        if (options.WriteSummary)
        {
            writer.Write(Summarize(report));
            writer.EndLine();
        }
    }

    /// <summary>The line that sums a report up: <c>3 errors, 1 warning in 2 files (12 checked); 2 fixable with --fix; 1 suppressed</c>.</summary>
    /// <param name="report">The report.</param>
    public static string Summarize(Report report)
    {
        var text = new StringBuilder();
        AddCount(report.Errors, "error", "errors");
        AddCount(report.Warnings, "warning", "warnings");
        AddCount(report.Infos, "info", "infos");
        if (text.Length == 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"No findings ({Words.Count(report.FilesChecked, "file", "files")} checked)");
        }
        else
        {
            text.Append(CultureInfo.InvariantCulture, $" in {Words.Count(report.FilesWithFindings, "file", "files")} ({report.FilesChecked} checked)");
        }

        if (report.Fixed > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"; {report.Fixed} fixed");
        }

        if (report.FixableSafely > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"; {report.FixableSafely} fixable with --fix");
            if (report.FixableUnsafely > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $", {report.FixableUnsafely} more with --unsafe-fixes");
            }
        }
        else if (report.FixableUnsafely > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"; {report.FixableUnsafely} fixable with --fix --unsafe-fixes");
        }

        if (report.SuppressedInSource > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"; {report.SuppressedInSource} suppressed");
        }

        if (report.Baselined > 0 || report.GoneFromBaseline > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"; {report.Baselined} in the baseline");
            if (report.GoneFromBaseline > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $", {report.GoneFromBaseline} gone from it");
            }
        }

        return text.ToString();

        void AddCount(int count, string one, string many)
        {
            if (count > 0)
            {
                text.Append(text.Length == 0 ? "" : ", ").Append(Words.Count(count, one, many));
            }
        }
    }

    /// <summary>Writes a finding: its sentence, frames, notes and help.</summary>
    /// <param name="diagnostic">The finding.</param>
    /// <param name="tool">The program.</param>
    /// <param name="writer">Where to.</param>
    /// <param name="frames">Draws, on the same writer.</param>
    /// <param name="options">How.</param>
    internal static void WriteDiagnostic(Diagnostic diagnostic, ToolInfo tool, StyledWriter writer, FrameWriter frames, ReportOptions options)
    {
        var style = StyledWriter.StyleOf(diagnostic.Severity);
        writer.WriteLink($"{diagnostic.Severity.ToWord()}[{diagnostic.Rule.Code}]", style, diagnostic.Rule.HelpUri);
        writer.Write(": " + Visible(diagnostic.Message), Style.Emphasis);
        writer.EndLine();

        var files = FileMarks.Of(diagnostic, style, options.UseAscii);
        frames.SetGutter(FileMarks.LastLineOf(files));
        for (var i = 0; i < files.Count; i++)
        {
            frames.WriteFile(files[i].Source, files[i].Marks, isFirst: i == 0);
        }

        foreach (var note in FindingText.NotesOf(diagnostic))
        {
            WriteNote("note", note);
        }

        if (FindingText.HelpOf(diagnostic, tool) is { Length: > 0 } help)
        {
            WriteNote("help", help);
        }

        string Visible(string text) => VisibleText.Escape(text, options.UseAscii);

        void WriteNote(string kind, string text)
        {
            writer.Write(new string(' ', frames.Gutter));
            writer.Write("=", Style.Frame);
            writer.Write(" ");
            writer.Write(kind + ":", Style.Emphasis);
            writer.Write(" ");
            writer.Write(Visible(text));
            writer.EndLine();
        }
    }
}
