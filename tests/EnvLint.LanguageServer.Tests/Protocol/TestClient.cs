using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using EnvLint.LanguageServer.Analysis;
using EnvLint.LanguageServer.Protocol;

namespace EnvLint.LanguageServer.Tests.Protocol;

/// <summary>A client of a server in this process: sends what it is told to, keeps what comes, and waits for what must come.</summary>
internal sealed class TestClient : IAsyncDisposable
{
    /// <summary>How long a message may take until the test fails: much longer than it ever takes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Pipe _toServer = new(new PipeOptions(pauseWriterThreshold: 0));
    private readonly Pipe _fromServer = new(new PipeOptions(pauseWriterThreshold: 0));
    private readonly CancellationTokenSource _stop = new();
    private readonly object _gate = new();
    private readonly List<JsonElement> _received = [];
    private readonly StringWriter _log = new();
    private bool _hasOutputEnded;
    private int _lastId;

    public TestClient(Func<ISessionClient, ISession> createSession, TimeProvider? clock = null, Func<int, Func<bool>?>? findProcess = null)
    {
        var parts = new ServerParts
        {
            Version = "1.2.3",
            CreateSession = createSession,
            Clock = clock ?? TimeProvider.System,
            FindProcess = findProcess ?? (static _ => null),
        };
        Ended = RunAsync(parts);
        _ = ReadAsync();
    }

    /// <summary>The exit code.</summary>
    public Task<int> Ended { get; }

    /// <summary>The answer to <c>initialize</c>.</summary>
    public JsonElement Capabilities { get; private set; }

    /// <summary>What the server wrote to its log.</summary>
    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    /// <summary>All messages that came so far.</summary>
    public JsonElement[] Received
    {
        get
        {
            lock (_gate)
            {
                return [.. _received];
            }
        }
    }

    /// <summary>A client that has said <c>initialize</c> and <c>initialized</c>.</summary>
    /// <param name="createSession">Makes the session.</param>
    /// <param name="capabilities">The client's capabilities as JSON.</param>
    /// <param name="more">More properties of <c>initialize</c>, with a comma in front.</param>
    public static async Task<TestClient> StartAsync(Func<ISessionClient, ISession> createSession, string capabilities = "{}", string more = "", TimeProvider? clock = null, Func<int, Func<bool>?>? findProcess = null)
    {
        var client = new TestClient(createSession, clock, findProcess);
        client.Capabilities = await client.RequestAsync("initialize", $$"""{"processId":null,"rootUri":null,"capabilities":{{capabilities}}{{more}}}""");
        client.Notify("initialized", "{}");
        return client;
    }

    /// <summary>Sends bytes as they are.</summary>
    public void SendBytes(ReadOnlySpan<byte> bytes)
    {
        lock (_toServer)
        {
            bytes.CopyTo(_toServer.Writer.GetSpan(bytes.Length));
            _toServer.Writer.Advance(bytes.Length);
            _toServer.Writer.FlushAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    /// <summary>Sends a body with its header.</summary>
    public void SendBody(string body) => SendBody(Encoding.UTF8.GetBytes(body));

    /// <summary>Sends a body with its header.</summary>
    public void SendBody(byte[] body) => SendBytes([.. Encoding.ASCII.GetBytes($"Content-Length: {body.Length}\r\n\r\n"), .. body]);

    public void Notify(string method, string parameters) => SendBody($$"""{"jsonrpc":"2.0","method":"{{method}}","params":{{parameters}}}""");

    /// <summary>Sends a request and waits for its result.</summary>
    public async Task<JsonElement> RequestAsync(string method, string parameters = "{}")
    {
        var answer = await AnswerAsync(Send(method, parameters));
        Assert.False(answer.TryGetProperty("error", out var error), $"{method}: {error}");
        return answer.GetProperty("result");
    }

    /// <summary>Sends a request and waits for its error.</summary>
    /// <returns>The error's code.</returns>
    public async Task<int> FailAsync(string method, string parameters = "{}")
    {
        var answer = await AnswerAsync(Send(method, parameters));
        return answer.GetProperty("error").GetProperty("code").GetInt32();
    }

    /// <summary>Sends a request.</summary>
    /// <returns>Its id.</returns>
    public int Send(string method, string parameters = "{}")
    {
        var id = Interlocked.Increment(ref _lastId);
        SendBody($$"""{"jsonrpc":"2.0","id":{{id}},"method":"{{method}}","params":{{parameters}}}""");
        return id;
    }

    /// <summary>Waits for the answer to a request, with its result or error.</summary>
    public Task<JsonElement> AnswerAsync(int id) => WaitForAsync(
        message => !message.TryGetProperty("method", out _) && message.TryGetProperty("id", out var of) && of.ValueKind == JsonValueKind.Number && of.TryGetInt32(out var number) && number == id, $"the answer to {id}");

    /// <summary>Waits for the answer to a request whose id is given as JSON.</summary>
    public Task<JsonElement> RawAsync(string id) => WaitForAsync(
        message => !message.TryGetProperty("method", out _) && message.TryGetProperty("id", out var of) && of.GetRawText() == id, $"the answer to {id}");

    /// <summary>Waits for an error without an id.</summary>
    /// <returns>Its code.</returns>
    public async Task<int> ErrorWithoutIdAsync()
    {
        var answer = await WaitForAsync(static message => message.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.Null, "an error without an id");
        return answer.GetProperty("error").GetProperty("code").GetInt32();
    }

    /// <summary>Waits for a notification or a request of the server, and takes it out of what came.</summary>
    /// <returns>The whole message.</returns>
    public Task<JsonElement> WaitForMethodAsync(string method, Func<JsonElement, bool>? where = null) => WaitForAsync(
        message => message.TryGetProperty("method", out var of) && of.GetString() == method && (where is null || where(message.GetProperty("params"))), method);

    /// <summary>Answers a request of the server.</summary>
    public void Answer(JsonElement request, string result) => SendBody($$"""{"jsonrpc":"2.0","id":{{request.GetProperty("id").GetRawText()}},"result":{{result}}}""");

    /// <summary>Waits for the findings of a document.</summary>
    /// <returns>The parameters of the notification.</returns>
    public async Task<JsonElement> DiagnosticsAsync(string uri, Func<JsonElement, bool>? where = null) =>
        (await WaitForMethodAsync("textDocument/publishDiagnostics", parameters => parameters.GetProperty("uri").GetString() == uri && (where is null || where(parameters)))).GetProperty("params");

    public void Open(string uri, string text, int version = 1, string language = "dockerfile") => Notify(
        "textDocument/didOpen",
        $$"""{"textDocument":{"uri":"{{uri}}","languageId":"{{language}}","version":{{version}},"text":{{JsonSerializer.Serialize(text)}} } }""");

    /// <summary>Ends the input.</summary>
    public void EndInput() => _toServer.Writer.Complete();

    /// <summary>Waits until the server has ended.</summary>
    public Task<int> EndAsync() => Ended.WaitAsync(Patience);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _toServer.Writer.CompleteAsync();
        try
        {
            await Ended.WaitAsync(Patience);
        }
        catch (Exception exception) when (exception is OperationCanceledException || Ended.IsFaulted)
        {
            // A test that wants to know how it ended has asked.
        }

        _stop.Dispose();
    }

    private async Task<int> RunAsync(ServerParts parts)
    {
        try
        {
            return await LanguageServerHost.RunAsync(_toServer.Reader.AsStream(), _fromServer.Writer.AsStream(), TextWriter.Synchronized(_log), parts, _stop.Token);
        }
        finally
        {
            await _fromServer.Writer.CompleteAsync();
        }
    }

    private async Task<JsonElement> WaitForAsync(Func<JsonElement, bool> isWanted, string what) => await Task.Run(() =>
    {
        var deadline = DateTime.UtcNow + Patience;
        lock (_gate)
        {
            while (true)
            {
                var index = _received.FindIndex(message => isWanted(message));
                if (index >= 0)
                {
                    var found = _received[index];
                    _received.RemoveAt(index);
                    return found;
                }

                if (_hasOutputEnded || !Monitor.Wait(_gate, deadline > DateTime.UtcNow ? deadline - DateTime.UtcNow : TimeSpan.Zero))
                {
                    throw new TimeoutException($"{what} did not come; log: {Log}; came: {string.Join('\n', _received)}");
                }
            }
        }
    });

    // A reader of its own: the server's is under test.
    private async Task ReadAsync()
    {
        await using var stream = _fromServer.Reader.AsStream();
        try
        {
            while (true)
            {
                var header = new StringBuilder();
                while (!header.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
                {
                    var next = new byte[1];
                    await stream.ReadExactlyAsync(next);
                    header.Append((char)next[0]);
                }

                var text = header.ToString();
                const string Name = "Content-Length: ";
                if (!text.StartsWith(Name, StringComparison.Ordinal))
                {
                    throw new InvalidDataException(text);
                }

                var body = new byte[int.Parse(text[Name.Length..].Trim(), System.Globalization.CultureInfo.InvariantCulture)];
                await stream.ReadExactlyAsync(body);
                using var document = JsonDocument.Parse(body);
                lock (_gate)
                {
                    _received.Add(document.RootElement.Clone());
                    Monitor.PulseAll(_gate);
                }
            }
        }
        catch (EndOfStreamException)
        {
        }
        finally
        {
            lock (_gate)
            {
                _hasOutputEnded = true;
                Monitor.PulseAll(_gate);
            }
        }
    }
}
