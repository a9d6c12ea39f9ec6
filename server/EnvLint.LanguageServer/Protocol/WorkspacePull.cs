using System.Globalization;
using System.Text.Json;
using EnvLint.LanguageServer.Analysis;
using EnvLint.LanguageServer.Documents;
using EnvLint.LanguageServer.Protocol.Rpc;
using EnvLint.LanguageServer.Protocol.Wire;

namespace EnvLint.LanguageServer.Protocol;

/// <summary>The request <c>workspace/diagnostic</c>: the findings of all manifests, open or not.</summary>
/// <remarks>
/// Clients ask again as soon as they are answered. So a question that comes while nothing has changed since the last answer waits for a change: the protocol
/// wants it so, and the machine is left in peace.
/// </remarks>
internal sealed class WorkspacePull
{
    // What changes together (a branch that is checked out) is looked at together.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private const int PartSize = 50;

    private readonly RpcPeer _peer;
    private readonly ISession _session;
    private readonly ClientCapabilities _client;
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _generation;
    private int _answered = -1;
    private bool _hasTold;
    private int _progresses;

    /// <summary>Makes what answers.</summary>
    /// <param name="peer">The connection, for parts and progress.</param>
    /// <param name="session">The documents.</param>
    /// <param name="client">What the client can.</param>
    /// <param name="clock">The time.</param>
    public WorkspacePull(RpcPeer peer, ISession session, ClientCapabilities client, TimeProvider clock)
    {
        _peer = peer;
        _session = session;
        _client = client;
        _clock = clock;
    }

    /// <summary>The answer may be another from now on.</summary>
    public void Changed()
    {
        lock (_gate)
        {
            _generation++;
            _changed.TrySetResult();
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Takes the request.</summary>
    /// <param name="parameters">Its parameters.</param>
    /// <exception cref="RpcException">They are not what the method takes.</exception>
    public RequestWork Accept(JsonElement parameters)
    {
        var previous = new Dictionary<DocumentAddress, string>();
        if (parameters.Get("previousResultIds"u8) is { ValueKind: JsonValueKind.Array } ids)
        {
            foreach (var id in ids.EnumerateArray())
            {
                previous[DocumentAddress.Of(id.NeedText("uri"))] = id.NeedText("value");
            }
        }

        var partToken = TokenIn(parameters.Get("partialResultToken"u8));
        var workToken = TokenIn(parameters.Get("workDoneToken"u8));
        return async cancellationToken =>
        {
            await WaitForChangeAsync(previous.Count > 0, cancellationToken).ConfigureAwait(false);
            return await ScanAsync(previous, partToken, workToken, cancellationToken).ConfigureAwait(false);
        };
    }

    private static string? TokenIn(JsonElement token) => token.ValueKind is JsonValueKind.Number or JsonValueKind.String ? token.GetRawText() : null;

    private static Action<Utf8JsonWriter> WriteItems(List<Action<Utf8JsonWriter>> items) => json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("items"u8);
        foreach (var item in items)
        {
            item(json);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    };

    private static Action<Utf8JsonWriter> WriteItem(DiagnosticReport report, string? previous) => json =>
    {
        json.WriteStartObject();
        json.WriteString("uri"u8, report.Address.Uri);
        if (report.Version is { } version)
        {
            json.WriteNumber("version"u8, version);
        }
        else
        {
            json.WriteNull("version"u8);
        }

        report.WriteContent(json, previous);
        json.WriteEndObject();
    };

    private async Task WaitForChangeAsync(bool knowsResults, CancellationToken cancellationToken)
    {
        Task changed;
        lock (_gate)
        {
            // A client that was told something and knows nothing of it has begun anew.
            if (_answered != _generation || (_hasTold && !knowsResults))
            {
                return;
            }

            changed = _changed.Task;
        }

        await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        await Task.Delay(Pause, _clock, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Action<Utf8JsonWriter>?> ScanAsync(Dictionary<DocumentAddress, string> previous, string? partToken, string? workToken, CancellationToken cancellationToken)
    {
        int generation;
        bool isFirst;
        lock (_gate)
        {
            generation = _generation;
            isFirst = _answered < 0;
        }

        var progress = workToken is not null ? new WorkProgress(_peer, workToken)
            : isFirst && _client.HasProgress ? WorkProgress.Create(_peer, string.Create(CultureInfo.InvariantCulture, $"\"envlint-{Interlocked.Increment(ref _progresses)}\""))
            : null;
        var items = new List<Action<Utf8JsonWriter>>();
        var hasTold = false;
        try
        {
            progress?.Begin("EnvLint: checking the workspace");
            await _session.AnalyzeWorkspaceAsync(Take, progress is null ? null : progress.Report, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw DiagnosticReport.Overtaken();
        }
        finally
        {
            progress?.End();
        }

        // What the client has of files that are no manifests any more, or have no findings left.
        foreach (var (address, known) in previous)
        {
            var nothing = DiagnosticReport.Of(address, analysis: null, _client);
            if (!string.Equals(known, nothing.ResultId, StringComparison.Ordinal))
            {
                items.Add(WriteItem(nothing, known));
            }
        }

        lock (_gate)
        {
            _answered = generation;
            _hasTold = hasTold;
        }

        return WriteItems(items);

        void Take(DocumentAnalysis analysis)
        {
            var report = DiagnosticReport.Of(analysis.Address, analysis, _client);
            if (report.IsEmpty)
            {
                return;
            }

            hasTold = true;
            previous.Remove(analysis.Address, out var known);
            items.Add(WriteItem(report, known));
            if (partToken is not null && items.Count == PartSize)
            {
                WorkProgress.Send(_peer, partToken, WriteItems(items));
                items = [];
            }
        }
    }
}
