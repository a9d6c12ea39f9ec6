using System.Text.Json;
using EnvLint.Diagnostics;
using EnvLint.LanguageServer.Analysis;
using EnvLint.LanguageServer.Documents;
using EnvLint.Reporting.Display;
using EnvLint.Rules;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Protocol.Wire;

/// <summary>Writes findings.</summary>
internal static class DiagnosticJson
{
    // More places than this help nobody.
    private const int RelatedLimit = 20;

    /// <summary>Writes the findings of a document as a list.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="analysis">The document.</param>
    /// <param name="client">What the client can show.</param>
    public static void WriteAll(Utf8JsonWriter json, DocumentAnalysis analysis, ClientCapabilities client)
    {
        json.WriteStartArray();
        foreach (var diagnostic in analysis.Findings.Diagnostics)
        {
            Write(json, diagnostic, analysis, client);
        }

        json.WriteEndArray();
    }

    /// <summary>Writes a finding.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="diagnostic">The finding.</param>
    /// <param name="analysis">Its document.</param>
    /// <param name="client">What the client can show.</param>
    public static void Write(Utf8JsonWriter json, Diagnostic diagnostic, DocumentAnalysis analysis, ClientCapabilities client)
    {
        json.WriteStartObject();
        json.WritePropertyName("range"u8);
        client.Positions.Write(json, diagnostic.Source, diagnostic.Span);
        json.WriteNumber("severity"u8, diagnostic.Severity switch { Severity.Error => 1, Severity.Warning => 2, _ => 3 });
        json.WriteString("code"u8, diagnostic.Rule.Code);
        if (client.HasCodeDescription && diagnostic.Rule.HelpUri is { } help)
        {
            json.WriteStartObject("codeDescription"u8);
            json.WriteString("href"u8, help.AbsoluteUri);
            json.WriteEndObject();
        }

        json.WriteString("source"u8, "envlint"u8);
        json.WriteString("message"u8, MessageOf(diagnostic));
        var tag = diagnostic.Rule.Tag;
        if ((tag == RuleTag.Unnecessary && client.HasUnnecessaryTag) || (tag == RuleTag.Deprecated && client.HasDeprecatedTag))
        {
            json.WriteStartArray("tags"u8);
            json.WriteNumberValue(tag == RuleTag.Unnecessary ? 1 : 2);
            json.WriteEndArray();
        }

        if (client.HasRelatedInformation && (!diagnostic.Related.IsEmpty || !diagnostic.Notes.IsEmpty))
        {
            WriteRelated(json, diagnostic, analysis, client);
        }

        if (client.HasDiagnosticData)
        {
            json.WriteStartObject("data"u8);
            json.WriteString("rule"u8, diagnostic.Rule.Name);
            if (diagnostic.Fix is { } fix)
            {
                json.WriteString("fix"u8, VisibleText.Escape(fix.Title));
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>What a finding says: its sentence, and its label where it adds something. What came from the file is made visible.</summary>
    /// <param name="diagnostic">The finding.</param>
    public static string MessageOf(Diagnostic diagnostic)
    {
        var message = diagnostic.Message;
        if (diagnostic.Label.Length > 0 && !message.Contains(diagnostic.Label, StringComparison.OrdinalIgnoreCase))
        {
            message += "; " + diagnostic.Label;
        }

        if (diagnostic.Target is { } target)
        {
            message += $" (target {target})";
        }

        return VisibleText.Escape(message);
    }

    // The notes belong to no place: they stand at the finding's own.
    private static void WriteRelated(Utf8JsonWriter json, Diagnostic diagnostic, DocumentAnalysis analysis, ClientCapabilities client)
    {
        json.WriteStartArray("relatedInformation"u8);
        for (var i = 0; i < diagnostic.Related.Length && i < RelatedLimit; i++)
        {
            var related = diagnostic.Related[i];
            var isHere = string.Equals(related.Source.Path, diagnostic.Source.Path, StringComparison.Ordinal);
            WriteRelated(json, isHere ? analysis.Address : analysis.Project.AddressOf(related.Source.Path), related.Source, related.Span, related.Message, client);
        }

        foreach (var note in diagnostic.Notes)
        {
            WriteRelated(json, analysis.Address, diagnostic.Source, diagnostic.Span, note, client);
        }

        json.WriteEndArray();
    }

    private static void WriteRelated(Utf8JsonWriter json, DocumentAddress address, SourceText source, TextSpan span, string message, ClientCapabilities client)
    {
        json.WriteStartObject();
        json.WriteStartObject("location"u8);
        json.WriteString("uri"u8, address.Uri);
        json.WritePropertyName("range"u8);
        client.Positions.Write(json, source, span);
        json.WriteEndObject();
        json.WriteString("message"u8, VisibleText.Escape(message));
        json.WriteEndObject();
    }
}
