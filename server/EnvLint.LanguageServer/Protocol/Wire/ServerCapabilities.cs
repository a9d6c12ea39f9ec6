using System.Text.Json;
using EnvLint.LanguageServer.Documents;
using EnvLint.LanguageServer.Features;

namespace EnvLint.LanguageServer.Protocol.Wire;

/// <summary>The answer to <c>initialize</c>.</summary>
internal static class ServerCapabilities
{
    /// <summary>Writes what the server does for a client.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="client">What the client can.</param>
    /// <param name="version">The version of the server.</param>
    public static void Write(Utf8JsonWriter json, ClientCapabilities client, string version)
    {
        json.WriteStartObject();
        json.WriteStartObject("capabilities"u8);
        json.WriteString("positionEncoding"u8, client.Positions.Encoding == PositionEncoding.Utf8 ? "utf-8"u8 : "utf-16"u8);

        json.WriteStartObject("textDocumentSync"u8);
        json.WriteBoolean("openClose"u8, true);
        json.WriteNumber("change"u8, 2);
        json.WriteBoolean("save"u8, true);
        json.WriteEndObject();

        if (client.PullsDiagnostics)
        {
            json.WriteStartObject("diagnosticProvider"u8);
            json.WriteString("identifier"u8, "envlint"u8);
            json.WriteBoolean("interFileDependencies"u8, true);
            json.WriteBoolean("workspaceDiagnostics"u8, true);
            json.WriteBoolean("workDoneProgress"u8, true);
            json.WriteEndObject();
        }

        if (client.HasCodeActionLiterals)
        {
            json.WriteStartObject("codeActionProvider"u8);
            json.WriteStartArray("codeActionKinds"u8);
            json.WriteStringValue(WireWords.QuickFix);
            json.WriteStringValue(WireWords.FixAll);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteBoolean("hoverProvider"u8, true);
        json.WriteStartObject("completionProvider"u8);
        json.WriteStartArray("triggerCharacters"u8);
        foreach (var trigger in CompletionProvider.TriggerCharacters)
        {
            json.WriteStringValue(trigger);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteBoolean("inlayHintProvider"u8, true);
        json.WriteStartObject("codeLensProvider"u8);
        json.WriteEndObject();
        json.WriteStartObject("documentLinkProvider"u8);
        json.WriteEndObject();
        json.WriteBoolean("documentSymbolProvider"u8, true);

        json.WriteStartObject("workspace"u8);
        json.WriteStartObject("workspaceFolders"u8);
        json.WriteBoolean("supported"u8, true);
        json.WriteBoolean("changeNotifications"u8, true);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();

        json.WriteStartObject("serverInfo"u8);
        json.WriteString("name"u8, "envlint"u8);
        json.WriteString("version"u8, version);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}

/// <summary>Words that both directions use.</summary>
internal static class WireWords
{
    /// <summary>Code actions that mend a finding.</summary>
    public const string QuickFix = "quickfix";

    /// <summary>The code action that mends all that is safe to mend.</summary>
    public const string FixAll = "source.fixAll.envlint";
}
