using System.Text.Json;
using EnvLint.LanguageServer.Analysis;

namespace EnvLint.LanguageServer.Tests.Protocol;

public sealed class LifecycleTests
{
    private readonly FakeSessions _sessions = new();

    [Fact]
    public async Task A_session_is_started_served_and_ended()
    {
        await using var client = await TestClient.StartAsync(_sessions.Create);

        Assert.Equal("envlint", client.Capabilities.GetProperty("serverInfo").GetProperty("name").GetString());
        Assert.Equal("1.2.3", client.Capabilities.GetProperty("serverInfo").GetProperty("version").GetString());
        Assert.Equal(JsonValueKind.Null, (await client.RequestAsync("shutdown")).ValueKind);
        client.Notify("exit", "{}");
        Assert.Equal(0, await client.EndAsync());
        Assert.True(_sessions.Last.IsDisposed);
    }

    [Fact]
    public async Task Exit_without_shutdown_is_a_failure()
    {
        await using var client = await TestClient.StartAsync(_sessions.Create);

        client.Notify("exit", "{}");

        Assert.Equal(1, await client.EndAsync());
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public async Task The_end_of_the_input_is_an_exit(bool shutsDown, int exitCode)
    {
        await using var client = await TestClient.StartAsync(_sessions.Create);
        if (shutsDown)
        {
            await client.RequestAsync("shutdown");
        }

        client.EndInput();

        Assert.Equal(exitCode, await client.EndAsync());
    }

    [Fact]
    public async Task The_work_is_told_to_a_client_that_traces_it()
    {
        await using var client = await TestClient.StartAsync(_sessions.Create, more: ",\"trace\":\"messages\"");
        _sessions.Last.Client.Trace("first");
        client.Notify("$/setTrace", "{\"value\":\"off\"}");
        await client.RequestAsync("envlint/rules");
        _sessions.Last.Client.Trace("second");
        client.Notify("$/setTrace", "{\"value\":\"verbose\"}");
        await client.RequestAsync("envlint/rules");
        _sessions.Last.Client.Trace("third");

        await client.WaitForMethodAsync("$/logTrace", static parameters => parameters.GetProperty("message").GetString() == "third");
        Assert.Equal(["first"], client.Received
            .Where(static message => message.TryGetProperty("method", out var method) && method.GetString() == "$/logTrace")
            .Select(static message => message.GetProperty("params").GetProperty("message").GetString()));
    }

    [Fact]
    public async Task Exit_before_initialize_ends_the_server()
    {
        await using var client = new TestClient(_sessions.Create);

        client.Notify("exit", "{}");

        Assert.Equal(1, await client.EndAsync());
        Assert.Null(_sessions.Made);
    }

    [Fact]
    public async Task Requests_come_after_initialize_and_before_shutdown()
    {
        await using var client = new TestClient(_sessions.Create);

        Assert.Equal(-32002, await client.FailAsync("textDocument/hover"));
        Assert.Equal(-32002, await client.FailAsync("shutdown"));
        client.Open(Uri, "FROM a\n");
        await client.RequestAsync("initialize", """{"capabilities":{}}""");
        Assert.Equal(-32600, await client.FailAsync("initialize", """{"capabilities":{}}"""));
        await client.RequestAsync("shutdown");
        Assert.Equal(-32600, await client.FailAsync("textDocument/hover", HoverParameters));
        client.Open(Uri, "FROM a\n");
        Assert.Equal(-32600, await client.FailAsync("shutdown"));
        Assert.DoesNotContain(_sessions.Last.Told, static line => line.StartsWith("open", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"workspaceFolders":[{"uri":"file:///a","name":"a"},{"uri":"file:///b","name":"b"}],"rootUri":"file:///c"}""", "start file:///a file:///b")]
    [InlineData("""{"rootUri":"file:///c","rootPath":"/d"}""", "start file:///c")]
    [InlineData("""{"rootUri":null,"rootPath":"/d"}""", "start file:///d")]
    [InlineData("""{"workspaceFolders":null,"rootUri":null,"rootPath":null}""", "start ")]
    [InlineData("""{"workspaceFolders":[],"rootUri":"file:///c"}""", "start ")]
    [InlineData("""{"workspaceFolders":[1,{}],"rootPath":"d"}""", "start ")]
    [InlineData("""{"rootPath":"d"}""", "start ")]
    [InlineData("{}", "start ")]
    [InlineData("[]", "start ")]
    public async Task The_workspace_is_what_the_client_has_open(string parameters, string told)
    {
        await using var client = new TestClient(_sessions.Create);

        await client.RequestAsync("initialize", parameters);
        await client.RequestAsync("envlint/rules");

        Assert.Equal(told, _sessions.Last.Told[1]);
    }

    [Theory]
    [InlineData("{}", "utf-16")]
    [InlineData("""{"general":{"positionEncodings":["utf-16","utf-8"]}}""", "utf-16")]
    [InlineData("""{"general":{"positionEncodings":["utf-8","utf-16"]}}""", "utf-8")]
    [InlineData("""{"general":{"positionEncodings":["utf-32","utf-8"]}}""", "utf-8")]
    [InlineData("""{"general":{"positionEncodings":["utf-32"]}}""", "utf-16")]
    [InlineData("""{"general":{"positionEncodings":7}}""", "utf-16")]
    public async Task The_encoding_of_columns_is_the_clients_first_choice(string capabilities, string encoding)
    {
        await using var client = await TestClient.StartAsync(_sessions.Create, capabilities);

        Assert.Equal(encoding, client.Capabilities.GetProperty("capabilities").GetProperty("positionEncoding").GetString());
    }

    [Fact]
    public async Task What_the_client_cannot_is_not_offered()
    {
        await using var plain = await TestClient.StartAsync(_sessions.Create);
        await using var able = await TestClient.StartAsync(_sessions.Create, """{"textDocument":{"diagnostic":{},"codeAction":{"codeActionLiteralSupport":{"codeActionKind":{"valueSet":[]}}}},"workspace":{"diagnostics":{"refreshSupport":true}}}""");

        Assert.False(plain.Capabilities.GetProperty("capabilities").TryGetProperty("diagnosticProvider", out _));
        Assert.False(plain.Capabilities.GetProperty("capabilities").TryGetProperty("codeActionProvider", out _));
        Assert.True(able.Capabilities.GetProperty("capabilities").GetProperty("diagnosticProvider").GetProperty("workspaceDiagnostics").GetBoolean());
        Assert.Contains("source.fixAll.envlint", able.Capabilities.GetProperty("capabilities").GetProperty("codeActionProvider").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_and_settings_are_registered_where_the_client_wants_it()
    {
        await using var client = await TestClient.StartAsync(_sessions.Create, """{"workspace":{"didChangeWatchedFiles":{"dynamicRegistration":true},"didChangeConfiguration":{"dynamicRegistration":true}}}""");

        var registered = (await client.WaitForMethodAsync("client/registerCapability")).GetProperty("params").GetRawText();

        foreach (var expected in new[] { "envlint.toml", ".gitignore", ".dockerignore", "pyproject.toml", "ockerfile", "requirements", "\"section\":\"envlint\"" })
        {
            Assert.Contains(expected, registered, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(true, """[{"globPattern":{"baseUri":"file:///repo/ci","pattern":"known.json"}},{"globPattern":{"baseUri":"file:///repo","pattern":"envlint.toml"}}]""")]
    [InlineData(false, """[{"globPattern":"**/known.json"}]""")]
    public async Task Files_of_any_name_are_watched_and_no_longer_when_others_are_named(bool hasFolders, string watchers)
    {
        await using var client = new TestClient(_sessions.Create);
        await client.RequestAsync("initialize", """{"capabilities":{"workspace":{"didChangeWatchedFiles":{"dynamicRegistration":true,"relativePatternSupport":yes}}}}""".Replace("yes", hasFolders ? "true" : "false", StringComparison.Ordinal));
        await client.RequestAsync("envlint/rules");
        var session = _sessions.Last.Client;
        string[] known = [Path.GetFullPath("/repo/ci/known.json"), Path.GetFullPath("/repo/envlint.toml")];

        // Nothing is asked before the client has said that it is ready; the same is not asked twice.
        session.Watch([Path.GetFullPath("/repo/k.json")]);
        session.Watch(known);
        Assert.DoesNotContain(client.Received, IsRegistration);
        client.Notify("initialized", "{}");
        Assert.Contains("envlint-files", (await client.WaitForMethodAsync("client/registerCapability")).GetRawText(), StringComparison.Ordinal);
        var first = (await client.WaitForMethodAsync("client/registerCapability")).GetProperty("params").GetProperty("registrations")[0];
        session.Watch(known);

        Assert.Equal("workspace/didChangeWatchedFiles", first.GetProperty("method").GetString());
        Assert.Equal(watchers, first.GetProperty("registerOptions").GetProperty("watchers").GetRawText());

        session.Watch([Path.GetFullPath("/repo/a [1]{b}*.json")]);
        var second = (await client.WaitForMethodAsync("client/registerCapability")).GetProperty("params").GetProperty("registrations")[0];
        var ended = (await client.WaitForMethodAsync("client/unregisterCapability")).GetProperty("params").GetProperty("unregisterations")[0];
        Assert.Contains("a ?1??b??.json", second.GetRawText(), StringComparison.Ordinal);
        Assert.NotEqual(first.GetProperty("id").GetString(), second.GetProperty("id").GetString());
        Assert.Equal(first.GetProperty("id").GetString(), ended.GetProperty("id").GetString());
        Assert.Equal("workspace/didChangeWatchedFiles", ended.GetProperty("method").GetString());

        session.Watch([]);
        ended = (await client.WaitForMethodAsync("client/unregisterCapability")).GetProperty("params").GetProperty("unregisterations")[0];
        Assert.Equal(second.GetProperty("id").GetString(), ended.GetProperty("id").GetString());
        await client.RequestAsync("envlint/rules");
        Assert.DoesNotContain(client.Received, IsRegistration);

        static bool IsRegistration(JsonElement message) => message.TryGetProperty("method", out var method) && method.GetString() is "client/registerCapability" or "client/unregisterCapability";
    }

    [Fact]
    public async Task A_client_that_registers_nothing_is_asked_nothing()
    {
        await using var client = await TestClient.StartAsync(_sessions.Create);
        _sessions.Last.Client.Watch([Path.GetFullPath("/repo/known.json")]);

        await client.RequestAsync("envlint/rules");

        Assert.DoesNotContain(client.Received, static message => message.TryGetProperty("method", out _));
    }

    [Fact]
    public async Task Settings_are_asked_for_once_per_folder()
    {
        await using var client = await TestClient.StartAsync(_sessions.Create, """{"workspace":{"configuration":true}}""", ""","workspaceFolders":[{"uri":"file:///a","name":"a"}]""");

        var asked = await client.WaitForMethodAsync("workspace/configuration");
        Assert.Equal("""[{"section":"envlint"},{"scopeUri":"file:///a","section":"envlint"}]""", asked.GetProperty("params").GetProperty("items").GetRawText());
        client.Answer(asked, """[{"target":"wsl2","severities":{"CND001":"off","PIP":"error","X":1}},{"target":["a","","b",3],"severities":null},{"target":"c"}]""");
        await client.RequestAsync("envlint/rules");

        Assert.Equal(["settings all: [] []", "start file:///a", "settings all: [wsl2] [(CND001, off)|(PIP, error)]", "settings file:///a: [a|b] []"], _sessions.Last.Told);

        client.Notify("workspace/didChangeConfiguration", """{"settings":null}""");
        client.Answer(await client.WaitForMethodAsync("workspace/configuration"), "null");
        client.Notify("workspace/didChangeWorkspaceFolders", """{"event":{"added":[{"uri":"file:///b","name":"b"}],"removed":[{"uri":"file:///a","name":"a"}]}}""");
        Assert.Contains("file:///b", (await client.WaitForMethodAsync("workspace/configuration")).GetRawText(), StringComparison.Ordinal);
        Assert.Equal("folders +file:///b -file:///a", _sessions.Last.Told[^1]);
    }

    [Theory]
    [InlineData("""{"settings":{"envlint":{"target":"wsl2"}}}""", "[wsl2] []")]
    [InlineData("""{"settings":{"target":["wsl2"],"severities":{"PIP001":"info"}}}""", "[wsl2] [(PIP001, info)]")]
    [InlineData("""{"settings":7}""", "[] []")]
    [InlineData("{}", "[] []")]
    public async Task Settings_are_taken_as_they_are_sent_where_the_client_cannot_be_asked(string parameters, string told)
    {
        await using var client = await TestClient.StartAsync(_sessions.Create, more: ""","initializationOptions":{"settings":{"target":"first"}}""");

        client.Notify("workspace/didChangeConfiguration", parameters);
        await client.RequestAsync("envlint/rules");

        Assert.Equal(["settings all: [first] []", "start ", "settings all: " + told], _sessions.Last.Told);
    }

    [Fact]
    public async Task The_server_ends_when_the_clients_process_is_gone()
    {
        var clock = new FakeClock();
        var isRunning = true;
        await using var client = await TestClient.StartAsync(_sessions.Create, more: ""","processId":42""", clock: clock, findProcess: id => id == 42 ? () => isRunning : null);
        await client.RequestAsync("envlint/rules");

        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.False(client.Ended.IsCompleted);
        isRunning = false;
        clock.Advance(TimeSpan.FromSeconds(0.9));

        Assert.Equal(1, await client.EndAsync());
        Assert.Contains("process is gone", client.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_that_was_never_there_is_not_missed()
    {
        var clock = new FakeClock();
        await using var client = await TestClient.StartAsync(_sessions.Create, more: ""","processId":42""", clock: clock, findProcess: static _ => null);

        await client.RequestAsync("envlint/rules");
        clock.Advance(TimeSpan.FromSeconds(10));

        await client.RequestAsync("envlint/rules");
    }

    [Fact]
    public async Task A_session_that_cannot_be_made_ends_the_server_with_its_reason()
    {
        await using var client = new TestClient(static _ => throw new NotSupportedException("planted"));

        await client.RequestAsync("initialize", """{"capabilities":{}}""");

        Assert.Equal("planted", (await Assert.ThrowsAsync<NotSupportedException>(client.EndAsync)).Message);
    }

    [Fact]
    public async Task Messages_and_status_reach_the_editor()
    {
        await using var client = await TestClient.StartAsync(_sessions.Create, more: ""","initializationOptions":{"status":true}""");
        await client.RequestAsync("envlint/rules");

        _sessions.Last.Client.Tell(MessageLevel.Warning, "one", show: true);
        _sessions.Last.Client.Tell(MessageLevel.Log, "two", show: false);
        _sessions.Last.Client.Report(new ProjectStatus(null, AnalysisOf.AddressOf("envlint.toml"), ["WSL 2"], ""));

        Assert.Equal("""{"type":2,"message":"one"}""", (await client.WaitForMethodAsync("window/showMessage")).GetProperty("params").GetRawText());
        Assert.Equal("""{"type":4,"message":"two"}""", (await client.WaitForMethodAsync("window/logMessage")).GetProperty("params").GetRawText());
        Assert.Equal(
            """{"root":null,"configuration":"file:///project/envlint.toml","targets":["WSL 2"],"problem":""}""",
            (await client.WaitForMethodAsync("envlint/status")).GetProperty("params").GetRawText());
    }

    [Fact]
    public async Task Status_is_for_those_who_asked_for_it()
    {
        await using var client = await TestClient.StartAsync(_sessions.Create);
        await client.RequestAsync("envlint/rules");

        _sessions.Last.Client.Report(new ProjectStatus(null, null, [], ""));
        await client.RequestAsync("envlint/rules");

        Assert.DoesNotContain(client.Received, static message => message.TryGetProperty("method", out _));
    }

    [Fact]
    public async Task What_changed_while_the_client_refreshes_is_refreshed_once_more()
    {
        await using var client = await TestClient.StartAsync(_sessions.Create, """{"workspace":{"codeLens":{"refreshSupport":true}}}""");
        await client.RequestAsync("envlint/rules");

        for (var i = 0; i < 5; i++)
        {
            _sessions.Last.Client.Refresh();
        }

        client.Answer(await client.WaitForMethodAsync("workspace/codeLens/refresh"), "null");
        client.Answer(await client.WaitForMethodAsync("workspace/codeLens/refresh"), "null");
        await client.RequestAsync("envlint/rules");
        Assert.DoesNotContain(client.Received, static message => message.TryGetProperty("method", out _));

        _sessions.Last.Client.Refresh();
        await client.WaitForMethodAsync("workspace/codeLens/refresh");
    }

    private const string Uri = "file:///project/Dockerfile";

    private const string HoverParameters = """{"textDocument":{"uri":"file:///project/Dockerfile"},"position":{"line":0,"character":0}}""";
}
