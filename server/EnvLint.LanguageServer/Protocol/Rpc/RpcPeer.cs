using System.Collections.Concurrent;
using System.Text.Json;

namespace EnvLint.LanguageServer.Protocol.Rpc;

/// <summary>JSON-RPC 2.0 over messages, in both directions.</summary>
/// <param name="writer">Where messages go to.</param>
/// <param name="log">Hears of failures, one line each.</param>
internal sealed class RpcPeer(MessageWriter writer, Action<string> log)
{
    private static readonly JsonDocumentOptions ParserOptions = new() { MaxDepth = 64 };

    // By the JSON of their ids, so that 1 and "1" are two.
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _running = new(StringComparer.Ordinal);
    private readonly Dictionary<int, Action<JsonElement>?> _asked = [];
    private int _lastId;

    /// <summary>Takes a message: runs what it asks for, or answers what was asked.</summary>
    /// <param name="message">The JSON; good until this returns.</param>
    /// <param name="handler">Who stands behind the connection.</param>
    public void Receive(ReadOnlyMemory<byte> message, IRpcHandler handler)
    {
        if (message.Span.StartsWith("\uFEFF"u8))
        {
            message = message["\uFEFF"u8.Length..];
        }

        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(message, ParserOptions);
        }
        catch (JsonException)
        {
            SendError("null", RpcError.ParseError, "the message is not JSON that can be read", mayAskAgain: null);
            return;
        }

        using (document)
        {
            Receive(document.RootElement, handler);
        }
    }

    /// <summary>Tells something.</summary>
    /// <param name="method">The method.</param>
    /// <param name="writeParameters">Writes the parameters.</param>
    public void Notify(string method, Action<Utf8JsonWriter> writeParameters) => writer.Send(json =>
    {
        Open(json);
        json.WriteString("method"u8, method);
        json.WritePropertyName("params"u8);
        writeParameters(json);
        json.WriteEndObject();
    });

    /// <summary>Asks something.</summary>
    /// <param name="method">The method.</param>
    /// <param name="writeParameters">Writes the parameters; null for none.</param>
    /// <param name="answered">Takes the result, undefined for an error, in the order of the client's messages; null where it does not matter.</param>
    public void Ask(string method, Action<Utf8JsonWriter>? writeParameters, Action<JsonElement>? answered)
    {
        var id = Interlocked.Increment(ref _lastId);
        lock (_asked)
        {
            _asked.Add(id, answered);
        }

        writer.Send(json =>
        {
            Open(json);
            json.WriteNumber("id"u8, id);
            json.WriteString("method"u8, method);
            if (writeParameters is not null)
            {
                json.WritePropertyName("params"u8);
                writeParameters(json);
            }

            json.WriteEndObject();
        });
    }

    /// <summary>Cancels a request of the client that is still running.</summary>
    /// <param name="id">Its id.</param>
    public void Cancel(JsonElement id)
    {
        if (id.ValueKind is JsonValueKind.Number or JsonValueKind.String && _running.TryGetValue(id.GetRawText(), out var running))
        {
            // The request may end at the same time.
            try
            {
                running.Cancel();
            }
            catch (ObjectDisposedException)
            {
            }
        }
    }

    /// <summary>Cancels all that is running.</summary>
    public void CancelAll()
    {
        foreach (var (_, running) in _running)
        {
            try
            {
                running.Cancel();
            }
            catch (ObjectDisposedException)
            {
            }
        }
    }

    private static void Open(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("jsonrpc"u8, "2.0"u8);
    }

    private void Receive(JsonElement message, IRpcHandler handler)
    {
        var id = message.Get("id"u8);
        var idText = id.ValueKind is JsonValueKind.Number or JsonValueKind.String ? id.GetRawText() : "null";
        string? answered = null;
        var isResponse = id.ValueKind != JsonValueKind.Undefined && message.Get("method"u8).ValueKind == JsonValueKind.Undefined;
        try
        {
            if (isResponse && (message.Holds("result"u8, out var result) | message.Holds("error"u8, out _)))
            {
                ReceiveResult(id, result);
            }
            else if (message.Get("method"u8).Text() is not { } method || (id.ValueKind != JsonValueKind.Undefined && idText == "null"))
            {
                SendError(idText, RpcError.InvalidRequest, message.ValueKind == JsonValueKind.Array ? "batches of messages are not taken" : "the message is no request", mayAskAgain: null);
            }
            else if (id.ValueKind == JsonValueKind.Undefined)
            {
                handler.Notice(method, message.Get("params"u8));
            }
            else
            {
                var inOrder = handler.IsAnsweredInOrder(method);
                Run(idText, handler.Accept(method, message.Get("params"u8)), inOrder);
                answered = inOrder ? method : null;
            }
        }
        catch (RpcException exception) when (!isResponse && idText != "null")
        {
            SendError(idText, exception.Code, exception.Message, exception.MayAskAgain);
        }
        catch (Exception exception)
        {
            Fail(exception);
            if (!isResponse && idText != "null")
            {
                SendError(idText, RpcError.InternalError, Describe(exception), mayAskAgain: null);
            }
        }

        // What fails here is no answer to anybody: it ends the server.
        if (answered is not null)
        {
            handler.Answered(answered);
        }
    }

    private void ReceiveResult(JsonElement id, JsonElement result)
    {
        Action<JsonElement>? answered;
        lock (_asked)
        {
            if (id.Number() is not { } number || !_asked.Remove(number, out answered))
            {
                return;
            }
        }

        answered?.Invoke(result);
    }

    private void Run(string id, RequestWork work, bool inOrder)
    {
        var cancellation = new CancellationTokenSource();
        if (!_running.TryAdd(id, cancellation))
        {
            cancellation.Dispose();
            throw new RpcException(RpcError.InvalidRequest, $"a request with the id {id} is still running");
        }

        if (inOrder)
        {
            RunAsync(id, work, cancellation).GetAwaiter().GetResult();
        }
        else
        {
            _ = Task.Run(() => RunAsync(id, work, cancellation));
        }
    }

    private async Task RunAsync(string id, RequestWork work, CancellationTokenSource cancellation)
    {
        try
        {
            Action<Utf8JsonWriter>? write;
            try
            {
                write = await work(cancellation.Token).ConfigureAwait(false);
            }
            finally
            {
                // Before the answer is sent: whoever reads it may use the id again.
                _running.TryRemove(id, out _);
            }

            writer.Send(json =>
            {
                Open(json);
                json.WritePropertyName("id"u8);
                json.WriteRawValue(id, skipInputValidation: true);
                json.WritePropertyName("result"u8);
                if (write is null)
                {
                    json.WriteNullValue();
                }
                else
                {
                    write(json);
                }

                json.WriteEndObject();
            });
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            SendError(id, RpcError.Cancelled, "cancelled", mayAskAgain: null);
        }
        catch (OperationCanceledException)
        {
            SendError(id, RpcError.ContentModified, "the document was changed meanwhile", mayAskAgain: null);
        }
        catch (RpcException exception)
        {
            SendError(id, exception.Code, exception.Message, exception.MayAskAgain);
        }
        catch (Exception exception)
        {
            Fail(exception);
            SendError(id, RpcError.InternalError, Describe(exception), mayAskAgain: null);
        }
        finally
        {
            cancellation.Dispose();
        }
    }

    private void SendError(string id, int code, string message, bool? mayAskAgain)
    {
        writer.Send(json =>
        {
            Open(json);
            json.WritePropertyName("id"u8);
            json.WriteRawValue(id, skipInputValidation: true);
            json.WriteStartObject("error"u8);
            json.WriteNumber("code"u8, code);
            json.WriteString("message"u8, message);
            if (mayAskAgain is { } retrigger)
            {
                json.WriteStartObject("data"u8);
                json.WriteBoolean("retriggerRequest"u8, retrigger);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    private static string Describe(Exception exception) => $"{exception.GetType().Name}: {exception.Message}";

    private void Fail(Exception exception) => log(exception is RpcException ? exception.Message : $"internal error: {exception}");
}
