using System.Text;
using System.Text.Json;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Reporting.Display;
using EnvLint.Text;

namespace EnvLint.Reporting.Json;

/// <summary>The diagnostic format of reviewdog in JSON: <c>rdjson</c>, a <c>DiagnosticResult</c>.</summary>
/// <remarks>
/// As <c>proto/rdf/reviewdog.proto</c> and the schemas beside it define it: lines and columns from 1, columns in bytes of
/// UTF-8, ends exclusive. Each suggestion stands for itself there, so a fix becomes a single one: its edits with the text
/// between them. One that changes other files or the encoding, or reaches further than a reviewer can take in, is named in the
/// message only.
/// </remarks>
public sealed class ReviewdogFormat : ReportFormat
{
    private const int FlushAt = 32 * 1024;
    private const int LongestSuggestion = 10; // lines

    /// <inheritdoc/>
    public override string Name => "rdjson";

    /// <inheritdoc/>
    public override string Description => "diagnostics for reviewdog";

    /// <inheritdoc/>
    public override void Write(Report report, Stream output, ReportOptions options)
    {
        using (var json = new Utf8JsonWriter(output, JsonHead.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteStartObject("source"u8);
            json.WriteString("name"u8, report.Tool.Name);
            json.WriteEndObject();
            json.WriteStartArray("diagnostics"u8);
            foreach (var diagnostic in report.Diagnostics)
            {
                Write(json, diagnostic, report.Tool);
                if (json.BytesPending > FlushAt)
                {
                    json.Flush();
                }
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    private static void Write(Utf8JsonWriter json, Diagnostic diagnostic, ToolInfo tool)
    {
        json.WriteStartObject();
        json.WriteString("message"u8, MessageOf(diagnostic, tool));
        WriteLocation(json, diagnostic.Source, diagnostic.Span);
        json.WriteString("severity"u8, diagnostic.Severity switch
        {
            Severity.Error => "ERROR",
            Severity.Warning => "WARNING",
            _ => "INFO",
        });
        json.WriteStartObject("code"u8);
        json.WriteString("value"u8, diagnostic.Rule.Code);
        if (diagnostic.Rule.HelpUri is { } address)
        {
            json.WriteString("url"u8, address.AbsoluteUri);
        }

        json.WriteEndObject();
        if (SuggestionOf(diagnostic) is { } suggestion)
        {
            json.WriteStartArray("suggestions"u8);
            json.WriteStartObject();
            WriteRange(json, diagnostic.Source, suggestion.Span);
            json.WriteString("text"u8, suggestion.NewText);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        if (diagnostic.Related.Length > 0)
        {
            json.WriteStartArray("related_locations"u8);
            foreach (var related in diagnostic.Related)
            {
                json.WriteStartObject();
                json.WriteString("message"u8, VisibleText.Escape(related.Message));
                WriteLocation(json, related.Source, related.Span);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static string MessageOf(Diagnostic diagnostic, ToolInfo tool)
    {
        var message = new StringBuilder(VisibleText.Escape(diagnostic.Message));
        foreach (var note in FindingText.NotesOf(diagnostic))
        {
            message.Append("\nnote: ").Append(VisibleText.Escape(note));
        }

        if (diagnostic.Fix is not null)
        {
            message.Append("\nhelp: ").Append(VisibleText.Escape(FindingText.HelpOf(diagnostic, tool)));
        }

        return message.ToString();
    }

    private static TextEdit? SuggestionOf(Diagnostic diagnostic)
    {
        if (diagnostic.Fix is not { Encoding: null, Edits.Length: > 0, Elsewhere.IsEmpty: true } fix)
        {
            return null;
        }

        var source = diagnostic.Source;
        var start = fix.Edits[0].Span.Start;
        var position = start;
        var text = new StringBuilder();
        foreach (var edit in fix.Edits)
        {
            text.Append(source.Content, position, edit.Span.Start - position).Append(edit.NewText);
            position = edit.Span.End;
        }

        return source.Lines.LineOf(position) - source.Lines.LineOf(start) < LongestSuggestion
            ? TextEdit.Replace(TextSpan.FromBounds(start, position), text.ToString())
            : null;
    }

    private static void WriteLocation(Utf8JsonWriter json, SourceText source, TextSpan span)
    {
        json.WriteStartObject("location"u8);
        json.WriteString("path"u8, source.Path);
        WriteRange(json, source, span);
        json.WriteEndObject();
    }

    private static void WriteRange(Utf8JsonWriter json, SourceText source, TextSpan span)
    {
        json.WriteStartObject("range"u8);
        json.WriteStartObject("start"u8);
        WritePosition(json, source, span.Start);
        json.WriteEndObject();
        json.WriteStartObject("end"u8);
        WritePosition(json, source, span.End);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WritePosition(Utf8JsonWriter json, SourceText source, int position)
    {
        var (line, column) = source.Lines.PositionOf(position);
        json.WriteNumber("line"u8, line + 1);
        json.WriteNumber("column"u8, Encoding.UTF8.GetByteCount(source.Content.AsSpan(position - column, column)) + 1);
    }
}
