using System.Collections.Immutable;
using System.Text.Json;
using EnvLint.Diagnostics;
using EnvLint.Text;

namespace EnvLint.Reporting.Json;

/// <summary>A finding as <see cref="JsonFormat"/> and <see cref="JsonLinesFormat"/> write it.</summary>
internal static class JsonFinding
{
    /// <summary>Writes the properties of a finding into an object that is open.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="diagnostic">The finding.</param>
    /// <param name="fingerprint">Its content fingerprint.</param>
    public static void Write(Utf8JsonWriter json, Diagnostic diagnostic, string fingerprint)
    {
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
        WriteEdits(json, source, fix.Edits);
        foreach (var other in fix.Elsewhere)
        {
            WriteEdits(json, other.Source, other.Edits);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteEdits(Utf8JsonWriter json, SourceText source, ImmutableArray<TextEdit> edits)
    {
        foreach (var edit in edits)
        {
            json.WriteStartObject();
            WritePlace(json, source, edit.Span);
            json.WriteString("newText"u8, edit.NewText);
            json.WriteEndObject();
        }
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
