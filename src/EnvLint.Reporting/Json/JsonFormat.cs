using System.Text.Json;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Text;

namespace EnvLint.Reporting.Json;

/// <summary>JSON for programs, version 1: stable; lines and columns from 1, columns in UTF-16 code units, ends exclusive.</summary>
public sealed class JsonFormat : ReportFormat
{
    private const int FormatVersion = 1;
    private const int FlushAt = 32 * 1024;

    /// <inheritdoc/>
    public override string Name => "json";

    /// <inheritdoc/>
    public override string Description => "findings and counts for programs";

    /// <inheritdoc/>
    public override void Write(Report report, Stream output, ReportOptions options)
    {
        using (var json = new Utf8JsonWriter(output, JsonHead.WriterOptions))
        {
            JsonHead.Write(json, FormatVersion, report.Tool);

            json.WriteStartArray("findings"u8);
            var fingerprints = report.Fingerprints.Diagnostics;
            for (var i = 0; i < report.Diagnostics.Length; i++)
            {
                WriteFinding(json, report.Diagnostics[i], fingerprints[i]);
                if (json.BytesPending > FlushAt)
                {
                    json.Flush();
                }
            }

            json.WriteEndArray();

            json.WriteStartObject("summary"u8);
            json.WriteNumber("files"u8, report.FilesChecked);
            json.WriteNumber("errors"u8, report.Errors);
            json.WriteNumber("warnings"u8, report.Warnings);
            json.WriteNumber("infos"u8, report.Infos);
            json.WriteNumber("suppressed"u8, report.SuppressedInSource);
            json.WriteNumber("baselined"u8, report.Baselined);
            json.WriteNumber("fixable"u8, report.FixableSafely);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    private static void WriteFinding(Utf8JsonWriter json, Diagnostic diagnostic, string fingerprint)
    {
        json.WriteStartObject();
        json.WriteString("code"u8, diagnostic.Rule.Code);
        json.WriteString("name"u8, diagnostic.Rule.Name);
        json.WriteString("severity"u8, diagnostic.Severity.ToWord());
        json.WriteString("confidence"u8, diagnostic.Confidence.ToWord());
        json.WriteString("message"u8, diagnostic.Message);
        WritePlace(json, diagnostic.Source, diagnostic.Span);
        json.WriteString("target"u8, diagnostic.Target);

        json.WriteStartArray("related"u8);
        foreach (var related in diagnostic.Related)
        {
            json.WriteStartObject();
            WritePlace(json, related.Source, related.Span);
            json.WriteString("message"u8, related.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();

        json.WriteStartArray("notes"u8);
        foreach (var note in diagnostic.Notes)
        {
            json.WriteStringValue(note);
        }

        json.WriteEndArray();
        json.WriteString("help"u8, diagnostic.Rule.HelpUri?.AbsoluteUri);
        json.WriteString("fingerprint"u8, fingerprint);
        if (diagnostic.Fix is { } fix)
        {
            WriteFix(json, diagnostic.Source, fix);
        }
        else
        {
            json.WriteNull("fix"u8);
        }

        json.WriteEndObject();
    }

    private static void WriteFix(Utf8JsonWriter json, SourceText source, Fix fix)
    {
        json.WriteStartObject("fix"u8);
        json.WriteString("title"u8, fix.Title);
        json.WriteString("safety"u8, fix.Safety.ToWord());
        if (fix.Encoding is { } encoding)
        {
            json.WriteString("encoding"u8, encoding switch
            {
                TextEncoding.Utf8 => "utf-8",
                TextEncoding.Utf8Bom => "utf-8-bom",
                TextEncoding.Utf16LittleEndian => "utf-16-le",
                _ => "utf-16-be",
            });
        }

        json.WriteStartArray("edits"u8);
        foreach (var edit in fix.Edits)
        {
            json.WriteStartObject();
            WritePlace(json, source, edit.Span);
            json.WriteString("newText"u8, edit.NewText);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter json, SourceText source, TextSpan span)
    {
        var start = source.Lines.PositionOf(span.Start);
        var end = source.Lines.PositionOf(span.End);
        json.WriteString("path"u8, source.Path);
        json.WriteNumber("line"u8, start.Line + 1);
        json.WriteNumber("column"u8, start.Column + 1);
        json.WriteNumber("endLine"u8, end.Line + 1);
        json.WriteNumber("endColumn"u8, end.Column + 1);
    }
}
