using System.Text.Json;
using EnvLint.LanguageServer.Analysis;
using EnvLint.LanguageServer.Documents;
using EnvLint.LanguageServer.Protocol.Rpc;
using EnvLint.LanguageServer.Protocol.Wire;

namespace EnvLint.LanguageServer.Protocol;

/// <summary>The editor, as the session sees it.</summary>
/// <param name="peer">The connection.</param>
/// <param name="client">What the editor can.</param>
/// <param name="refreshed">Called with each <see cref="Refresh"/>.</param>
internal sealed class EditorClient(RpcPeer peer, ClientCapabilities client, Action refreshed) : ISessionClient
{
    private readonly RefreshRequest? _diagnostics = client.PullsDiagnostics && client.RefreshesDiagnostics ? new RefreshRequest(peer, "workspace/diagnostic/refresh") : null;
    private readonly RefreshRequest? _hints = client.RefreshesHints ? new RefreshRequest(peer, "workspace/inlayHint/refresh") : null;
    private readonly RefreshRequest? _lenses = client.RefreshesLenses ? new RefreshRequest(peer, "workspace/codeLens/refresh") : null;

    // What the client shows of each document: settings that change nothing, and files that change without effect, are not worth a message.
    private readonly Dictionary<DocumentAddress, (int? Version, string ResultId)> _shown = [];

    private readonly NamedFiles _named = new(peer, client);
    private bool _isTraced;

    /// <inheritdoc/>
    public bool WatchesFiles => client.RegistersWatchers;

    /// <inheritdoc/>
    public void Watch(IReadOnlyList<string> paths) => _named.Set(paths);

    /// <summary>The client has said <c>initialized</c>: it may be asked for something.</summary>
    public void Initialized() => _named.Start();

    /// <inheritdoc/>
    public void Publish(DocumentAddress address, DocumentAnalysis? analysis)
    {
        // A client that asks for findings shows what it is told beside what it asked for: each would appear twice.
        if (client.PullsDiagnostics)
        {
            return;
        }

        var report = DiagnosticReport.Of(address, analysis, client);
        lock (_shown)
        {
            if (analysis is null)
            {
                _shown.Remove(address);
            }
            else if (_shown.TryGetValue(address, out var shown) && shown.Version == report.Version && string.Equals(shown.ResultId, report.ResultId, StringComparison.Ordinal))
            {
                return;
            }
            else
            {
                _shown[address] = (report.Version, report.ResultId);
            }
        }

        peer.Notify("textDocument/publishDiagnostics", json =>
        {
            json.WriteStartObject();
            json.WriteString("uri"u8, address.Uri);
            if (report.Version is { } version && client.HasDiagnosticVersions)
            {
                json.WriteNumber("version"u8, version);
            }

            json.WritePropertyName("diagnostics"u8);
            report.WriteItems(json);
            json.WriteEndObject();
        });
    }

    /// <inheritdoc/>
    public void Refresh()
    {
        _diagnostics?.Send();
        _hints?.Send();
        _lenses?.Send();
        refreshed();
    }

    /// <inheritdoc/>
    public void Report(ProjectStatus status)
    {
        if (!client.HasStatus)
        {
            return;
        }

        peer.Notify("envlint/status", json =>
        {
            json.WriteStartObject();
            json.WriteString("root"u8, status.Root?.Uri);
            json.WriteString("configuration"u8, status.Configuration?.Uri);
            json.WriteStartArray("targets"u8);
            foreach (var target in status.Targets)
            {
                json.WriteStringValue(target);
            }

            json.WriteEndArray();
            json.WriteString("problem"u8, status.Problem);
            json.WriteEndObject();
        });
    }

    /// <summary>Whether the client wants to hear of the work that is done.</summary>
    public bool IsTraced
    {
        get => Volatile.Read(ref _isTraced);
        set => Volatile.Write(ref _isTraced, value);
    }

    /// <inheritdoc/>
    public void Trace(string message)
    {
        if (IsTraced)
        {
            peer.Notify("$/logTrace", json =>
            {
                json.WriteStartObject();
                json.WriteString("message"u8, message);
                json.WriteEndObject();
            });
        }
    }

    /// <inheritdoc/>
    public void Tell(MessageLevel level, string message, bool show) => peer.Notify(show ? "window/showMessage" : "window/logMessage", json =>
    {
        json.WriteStartObject();
        json.WriteNumber("type"u8, (int)level);
        json.WriteString("message"u8, message);
        json.WriteEndObject();
    });
}
