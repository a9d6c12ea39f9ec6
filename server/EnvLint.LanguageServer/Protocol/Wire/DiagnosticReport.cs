using System.Buffers;
using System.Globalization;
using System.Text.Json;
using EnvLint.LanguageServer.Analysis;
using EnvLint.LanguageServer.Documents;
using EnvLint.LanguageServer.Protocol.Rpc;
using EnvLint.Reporting.Json;

namespace EnvLint.LanguageServer.Protocol.Wire;

/// <summary>The findings of a document as they are told, with a name by which they are known again.</summary>
/// <remarks>The name is made of the findings alone: nothing is kept of what was told, and it holds across restarts of the server.</remarks>
internal sealed class DiagnosticReport
{
    private readonly byte[] _items;

    private DiagnosticReport(DocumentAddress address, int? version, byte[] items, bool isEmpty)
    {
        Address = address;
        Version = version;
        _items = items;
        IsEmpty = isEmpty;
        ResultId = NameOf(items);
    }

    /// <summary>The document.</summary>
    public DocumentAddress Address { get; }

    /// <summary>The client's number of the text; null for a file that is not open.</summary>
    public int? Version { get; }

    /// <summary>Whether nothing was found.</summary>
    public bool IsEmpty { get; }

    /// <summary>The name of these findings.</summary>
    public string ResultId { get; }

    /// <summary>Makes the report of a document.</summary>
    /// <param name="address">The document.</param>
    /// <param name="analysis">What was found; null for what is no manifest, or gone.</param>
    /// <param name="client">What the client can show.</param>
    public static DiagnosticReport Of(DocumentAddress address, DocumentAnalysis? analysis, ClientCapabilities client)
    {
        if (analysis is null || analysis.Findings.Diagnostics.IsEmpty)
        {
            return new DiagnosticReport(address, analysis?.Version, "[]"u8.ToArray(), isEmpty: true);
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = VisibleJsonEncoder.Instance, SkipValidation = true }))
        {
            DiagnosticJson.WriteAll(json, analysis, client);
        }

        return new DiagnosticReport(address, analysis.Version, buffer.WrittenSpan.ToArray(), isEmpty: false);
    }

    /// <summary>The answer to a client whose question was overtaken by a change: it may ask again at once.</summary>
    public static RpcException Overtaken() => new(RpcError.ServerCancelled, "the document was changed meanwhile") { MayAskAgain = true };

    /// <summary>Writes the properties of the report.</summary>
    /// <param name="json">Where to; an object is open.</param>
    /// <param name="previous">The name of the findings that the client has.</param>
    public void WriteContent(Utf8JsonWriter json, string? previous)
    {
        var isKnown = string.Equals(previous, ResultId, StringComparison.Ordinal);
        json.WriteString("kind"u8, isKnown ? "unchanged"u8 : "full"u8);
        json.WriteString("resultId"u8, ResultId);
        if (!isKnown)
        {
            json.WritePropertyName("items"u8);
            WriteItems(json);
        }
    }

    /// <summary>Writes the findings as a list.</summary>
    /// <param name="json">Where to.</param>
    public void WriteItems(Utf8JsonWriter json) => json.WriteRawValue(_items, skipInputValidation: true);

    // FNV-1a, 64 bits: it tells the states of one document apart and guards nothing.
    private static string NameOf(byte[] items)
    {
        var hash = 14695981039346656037UL;
        foreach (var b in items)
        {
            hash = (hash ^ b) * 1099511628211UL;
        }

        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }
}
