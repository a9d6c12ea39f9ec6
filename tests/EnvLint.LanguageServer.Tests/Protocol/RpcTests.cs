using System.Text;
using System.Text.Json;
using EnvLint.LanguageServer.Analysis;

namespace EnvLint.LanguageServer.Tests.Protocol;

public sealed class RpcTests
{
    private const string Uri = "file:///project/Dockerfile";

    private const string Hover = """{"textDocument":{"uri":"file:///project/Dockerfile"},"position":{"line":0,"character":0}}""";

    private readonly FakeSessions _sessions = new();

    [Theory]
    [InlineData("{", -32700)]
    [InlineData("", -32700)]
    [InlineData("{} x", -32700)]
    [InlineData("[]", -32600)]
    [InlineData("""[{"jsonrpc":"2.0","id":1,"method":"shutdown"}]""", -32600)]
    [InlineData("7", -32600)]
    [InlineData("null", -32600)]
    [InlineData("{}", -32600)]
    [InlineData("""{"method":7}""", -32600)]
    [InlineData("""{"id":null,"method":"shutdown"}""", -32600)]
    [InlineData("""{"id":{},"method":"shutdown"}""", -32600)]
    public async Task What_is_no_request_is_refused(string body, int code)
    {
        await using var client = await TestClient.StartAsync(_sessions.Create);

        client.SendBody(body);

        Assert.Equal(code, await client.ErrorWithoutIdAsync());
        await client.RequestAsync("envlint/rules");
    }

    [Fact]
    public async Task A_body_that_nests_too_deep_is_refused()
    {
        await using var client = await TestClient.StartAsync(_sessions.Create);

        client.SendBody($$"""{"id":1,"method":"x","params":{{new string('[', 100_000)}}{{new string(']', 100_000)}} }""");

        Assert.Equal(-32700, await client.ErrorWithoutIdAsync());
    }

    [Theory]
    [InlineData("\"a\"")]
    [InlineData("\"\\u00e9\"")]
    [InlineData("1e2")]
    [InlineData("-7")]
    [InlineData("123456789012345678901234567890")]
    public async Task Ids_come_back_as_they_were(string id)
    {
        await using var client = await TestClient.StartAsync(_sessions.Create);

        client.SendBody($$"""{"jsonrpc":"2.0","id":{{id}},"method":"shutdown"}""");
        client.SendBody("""{"jsonrpc":"2.0","method":"exit"}""");
        await client.EndAsync();
        await client.RawAsync(id);
    }

    [Fact]
    public async Task Unknown_methods_are_said_and_unknown_notifications_are_not()
    {
        await using var client = await TestClient.StartAsync(_sessions.Create);

        client.Notify("$/unknown", "{}");
        client.Notify("unknown", "7");
        client.Notify("$/setTrace", """{"value":"verbose"}""");
        client.SendBody("""{"jsonrpc":"2.0","id":77,"result":null}""");
        client.SendBody("""{"jsonrpc":"2.0","id":"x","error":{"code":1,"message":"m"}}""");

        Assert.Equal(-32601, await client.FailAsync("textDocument/unknown"));
        Assert.Equal(-32601, await client.FailAsync("$/unknown"));
        Assert.Empty(client.Received);
    }

    [Theory]
    [InlineData("textDocument/hover", "{}")]
    [InlineData("textDocument/hover", "null")]
    [InlineData("textDocument/hover", "[1]")]
    [InlineData("textDocument/hover", """{"textDocument":{"uri":7},"position":{"line":0,"character":0}}""")]
    [InlineData("textDocument/hover", """{"textDocument":{"uri":"file:///project/Dockerfile"},"position":{"line":"0","character":0}}""")]
    [InlineData("textDocument/hover", """{"textDocument":{"uri":"file:///project/Dockerfile"}}""")]
    [InlineData("textDocument/codeLens", "{}")]
    [InlineData("textDocument/inlayHint", """{"textDocument":{"uri":"file:///project/Dockerfile"},"range":{"start":{"line":0,"character":0}}}""")]
    [InlineData("workspace/diagnostic", """{"previousResultIds":[{"uri":"file:///a"}]}""")]
    [InlineData("envlint/rulePage", "{}")]
    public async Task Parameters_of_another_kind_are_refused(string method, string parameters)
    {
        await using var client = await TestClient.StartAsync(_sessions.Create);

        Assert.Equal(-32602, await client.FailAsync(method, parameters));
    }

    [Theory]
    [InlineData("textDocument/didOpen", "{}")]
    [InlineData("textDocument/didOpen", """{"textDocument":{"uri":"file:///project/Dockerfile","text":"x"}}""")]
    [InlineData("textDocument/didChange", """{"textDocument":{"uri":"file:///project/Dockerfile","version":2},"contentChanges":{}}""")]
    [InlineData("textDocument/didChange", """{"textDocument":{"uri":"file:///project/Dockerfile","version":2},"contentChanges":[{"text":"ok"},{"text":7}]}""")]
    [InlineData("textDocument/didClose", "null")]
    [InlineData("workspace/didChangeWatchedFiles", "{}")]
    public async Task Notifications_of_another_kind_change_nothing(string method, string parameters)
    {
        await using var client = await TestClient.StartAsync(_sessions.Create);
        client.Open(Uri, "FROM a\n");
        await client.RequestAsync("envlint/rules");
        var told = _sessions.Last.Told;

        client.Notify(method, parameters);
        await client.RequestAsync("envlint/rules");

        Assert.Equal(told, _sessions.Last.Told);
        Assert.NotEmpty(client.Log);
    }

    [Fact]
    public async Task A_request_that_runs_can_be_cancelled()
    {
        await using var client = await TestClient.StartAsync(_sessions.Create);
        client.Open(Uri, "FROM a\n");
        await client.DiagnosticsAsync(Uri);
        _sessions.Last.BeforeAnalysis = static token => Task.Delay(Timeout.Infinite, token);

        var id = client.Send("textDocument/hover", Hover);
        client.Notify("$/cancelRequest", """{"id":"1"}""");
        client.Notify("$/cancelRequest", """{"id":{}}""");
        client.Notify("$/cancelRequest", "null");
        client.Notify("$/cancelRequest", $$"""{"id":{{id}} }""");

        Assert.Equal(-32800, (await client.AnswerAsync(id)).GetProperty("error").GetProperty("code").GetInt32());
        client.Notify("$/cancelRequest", $$"""{"id":{{id}} }""");
        await client.RequestAsync("envlint/rules");
    }

    [Fact]
    public async Task An_id_that_is_in_use_is_refused_and_free_when_it_is_answered()
    {
        await using var client = await TestClient.StartAsync(_sessions.Create);
        client.Open(Uri, "FROM a\n");
        await client.DiagnosticsAsync(Uri);
        var gate = new TaskCompletionSource();
        _sessions.Last.BeforeAnalysis = _ => gate.Task;

        client.SendBody($$"""{"jsonrpc":"2.0","id":900,"method":"textDocument/hover","params":{{Hover}} }""");
        client.SendBody($$"""{"jsonrpc":"2.0","id":900,"method":"textDocument/hover","params":{{Hover}} }""");
        Assert.Equal(-32600, (await client.AnswerAsync(900)).GetProperty("error").GetProperty("code").GetInt32());
        gate.SetResult();
        Assert.True((await client.AnswerAsync(900)).TryGetProperty("result", out _));
        client.SendBody($$"""{"jsonrpc":"2.0","id":900,"method":"textDocument/hover","params":{{Hover}} }""");
        Assert.True((await client.AnswerAsync(900)).TryGetProperty("result", out _));
    }

    [Fact]
    public async Task A_question_about_an_older_text_is_not_answered_with_a_newer_one()
    {
        await using var client = await TestClient.StartAsync(_sessions.Create);
        client.Open(Uri, "FROM a\n");
        await client.DiagnosticsAsync(Uri);
        var gate = new TaskCompletionSource();
        _sessions.Last.BeforeAnalysis = _ => gate.Task;

        var hover = client.Send("textDocument/hover", Hover);
        client.Notify("textDocument/didChange", """{"textDocument":{"uri":"file:///project/Dockerfile","version":2},"contentChanges":[{"text":"FROM b\n"}]}""");
        await client.RequestAsync("envlint/rules");
        gate.SetResult();

        Assert.Equal(-32801, (await client.AnswerAsync(hover)).GetProperty("error").GetProperty("code").GetInt32());
        await client.RequestAsync("textDocument/hover", Hover);
    }

    [Fact]
    public async Task What_a_newer_text_overtakes_is_an_answer()
    {
        await using var client = await TestClient.StartAsync(_sessions.Create);
        client.Open(Uri, "FROM a\n");
        await client.DiagnosticsAsync(Uri);
        _sessions.Last.BeforeAnalysis = static _ => throw new OperationCanceledException();

        Assert.Equal(-32801, await client.FailAsync("textDocument/codeLens", Hover));
    }

    [Fact]
    public async Task A_failure_of_ours_is_an_answer_and_the_server_lives()
    {
        await using var client = await TestClient.StartAsync(_sessions.Create);
        client.Open(Uri, "FROM a\n");
        await client.DiagnosticsAsync(Uri);
        _sessions.Last.BeforeAnalysis = static _ => throw new InvalidCastException("planted");

        Assert.Equal(-32603, await client.FailAsync("textDocument/hover", Hover));
        Assert.Contains("planted", client.Log, StringComparison.Ordinal);
        _sessions.Last.BeforeAnalysis = static _ => Task.CompletedTask;
        await client.RequestAsync("textDocument/hover", Hover);
    }

    [Fact]
    public async Task Messages_of_many_threads_do_not_mix()
    {
        await using var client = await TestClient.StartAsync(_sessions.Create);
        await client.RequestAsync("envlint/rules");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < 200; i++)
            {
                _sessions.Last.Client.Tell(MessageLevel.Log, $"{thread}:{i}:{new string('é', 100 * thread)}", show: false);
            }
        })));
        await client.RequestAsync("shutdown");

        var lines = client.Received.Select(static message => message.GetProperty("params").GetProperty("message").GetString()!.Split(':')).ToList();
        Assert.Equal(1600, lines.Count);
        Assert.All(lines.GroupBy(static line => line[0]), static thread => Assert.Equal(Enumerable.Range(0, 200), thread.Select(static line => int.Parse(line[1], System.Globalization.CultureInfo.InvariantCulture))));
    }

    [Fact]
    public async Task Requests_that_wait_do_not_stop_what_comes_behind()
    {
        await using var client = await TestClient.StartAsync(_sessions.Create);
        client.Open(Uri, "FROM a\n");
        await client.DiagnosticsAsync(Uri);
        var gate = new TaskCompletionSource();
        _sessions.Last.BeforeAnalysis = _ => gate.Task;

        var waiting = Enumerable.Range(0, 50).Select(_ => client.Send("textDocument/hover", Hover)).ToList();
        await client.RequestAsync("envlint/rules");
        gate.SetResult();

        foreach (var id in waiting)
        {
            Assert.True((await client.AnswerAsync(id)).TryGetProperty("result", out _));
        }
    }

    [Fact]
    public async Task Halves_of_surrogate_pairs_and_bytes_that_are_no_text_are_taken()
    {
        await using var client = await TestClient.StartAsync(_sessions.Create);

        client.SendBody("""{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///project/Dockerfile","languageId":"d","version":1,"text":"# \ud83d \"\\\/\b\f\n\r\t\u0041\nFROM a"}}}""");
        await client.DiagnosticsAsync(Uri);
        Assert.Equal("# \ud83d \"\\/\b\f\n\r\tA\nFROM a", _sessions.Last.Find(AnalysisOf.AddressOf("Dockerfile"))!.Text.Content);

        client.SendBody([.. "{\"method\":\"textDocument/didChange\",\"params\":{\"textDocument\":{\"uri\":\"file:///project/Dockerfile\",\"version\":2},\"contentChanges\":[{\"text\":\"FROM "u8, 0xFF, .. "\"}]}}"u8]);
        await client.DiagnosticsAsync(Uri);
        Assert.Equal("FROM \uFFFD", _sessions.Last.Find(AnalysisOf.AddressOf("Dockerfile"))!.Text.Content);

        client.SendBody("""{"id":5000,"method":"textDocument/hover","params":{"\ud83d":1}}""");
        Assert.Equal(-32602, (await client.AnswerAsync(5000)).GetProperty("error").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task The_order_of_bytes_and_garbage_between_messages_does_not_matter()
    {
        await using var client = await TestClient.StartAsync(_sessions.Create);

        client.SendBytes([0xEF, 0xBB, 0xBF]);
        await client.RequestAsync("envlint/rules");
        client.SendBytes("Content-Length: nonsense\r\n\r\n{}\0\0\0"u8);
        await client.RequestAsync("envlint/rules");
        client.SendBytes(Encoding.UTF8.GetBytes("Content-Length: 5\r\n\r\n{\"id\":9,\"method\":\"shutdown\"}"));
        Assert.Equal(-32700, await client.ErrorWithoutIdAsync());
        await client.RequestAsync("envlint/rules");
        client.SendBody([0xEF, 0xBB, 0xBF, .. "{\"id\":4000,\"method\":\"envlint/rules\"}"u8]);
        await client.AnswerAsync(4000);
    }
}
