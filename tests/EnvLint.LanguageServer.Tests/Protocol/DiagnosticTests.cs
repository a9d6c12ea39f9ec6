using System.Text.Json;

namespace EnvLint.LanguageServer.Tests.Protocol;

public sealed class DiagnosticTests
{
    private const string Uri = "file:///project/Dockerfile";

    private const string Broken = "FROM ubuntu:24.04\nINSTALL curl\n";

    private const string Fine = "FROM ubuntu:24.04\nRUN echo ready\n";

    private const string Pulls = """{"textDocument":{"diagnostic":{}},"workspace":{"diagnostics":{"refreshSupport":true}}}""";

    private const string Document = """{"textDocument":{"uri":"file:///project/Dockerfile"}}""";

    private readonly FakeSessions _sessions = new();

    [Fact]
    public async Task Findings_are_published_with_the_version_where_the_client_knows_versions()
    {
        await using var client = await TestClient.StartAsync(_sessions.Create, """{"textDocument":{"publishDiagnostics":{"versionSupport":true,"dataSupport":true}}}""");

        client.Open(Uri, Broken, version: 7);

        Assert.Equal(
            """{"uri":"file:///project/Dockerfile","version":7,"diagnostics":[{"range":{"start":{"line":1,"character":0},"end":{"line":1,"character":7}},"severity":1,"code":"ENV001","source":"envlint","message":"unknown instruction 'INSTALL'","data":{"rule":"syntax-error"}}]}""",
            (await client.DiagnosticsAsync(Uri)).GetRawText());
    }

    [Fact]
    public async Task A_change_is_published_and_a_close_takes_the_findings_away()
    {
        await using var client = await TestClient.StartAsync(_sessions.Create);
        client.Open(Uri, Broken);
        var first = await client.DiagnosticsAsync(Uri);
        Assert.Single(first.GetProperty("diagnostics").EnumerateArray());
        Assert.False(first.TryGetProperty("version", out _));

        client.Notify("textDocument/didChange", """{"textDocument":{"uri":"file:///project/Dockerfile","version":2},"contentChanges":[{"range":{"start":{"line":1,"character":0},"end":{"line":1,"character":7}},"rangeLength":7,"text":"RUN apt"}]}""");
        Assert.DoesNotContain("ENV001", (await client.DiagnosticsAsync(Uri)).GetRawText(), StringComparison.Ordinal);

        client.Notify("textDocument/didSave", Document);
        client.Notify("textDocument/didClose", Document);
        Assert.Equal("[]", (await client.DiagnosticsAsync(Uri)).GetProperty("diagnostics").GetRawText());
        Assert.Equal(["open " + Uri + " dockerfile 1", "change " + Uri + " 2", "save " + Uri, "close " + Uri], _sessions.Last.Told[2..]);
    }

    [Fact]
    public async Task What_is_no_manifest_is_silent()
    {
        await using var client = await TestClient.StartAsync(_sessions.Create);

        client.Open("file:///project/main.py", "print()\n", language: "python");

        Assert.Equal(JsonValueKind.Null, (await client.RequestAsync("textDocument/hover", """{"textDocument":{"uri":"file:///project/main.py"},"position":{"line":0,"character":0}}""")).ValueKind);
        Assert.Empty(client.Received);
    }

    [Fact]
    public async Task Columns_are_bytes_where_it_was_agreed()
    {
        const string Text = "FROM ubuntu:24.04\nRUN echo '😀é' && pip3 install torch\n";
        await using var bytes = await TestClient.StartAsync(_sessions.Create, """{"general":{"positionEncodings":["utf-8"]}}""");
        await using var units = await TestClient.StartAsync(_sessions.Create);

        bytes.Open(Uri, Text);
        units.Open(Uri, Text);

        var inBytes = (await bytes.DiagnosticsAsync(Uri)).GetProperty("diagnostics")[0];
        var inUnits = (await units.DiagnosticsAsync(Uri)).GetProperty("diagnostics")[0];
        Assert.Equal(inUnits.GetProperty("code").GetString(), inBytes.GetProperty("code").GetString());
        Assert.Equal(3, StartOf(inBytes) - StartOf(inUnits));

        static int StartOf(JsonElement diagnostic) => diagnostic.GetProperty("range").GetProperty("start").GetProperty("character").GetInt32();
    }

    [Fact]
    public async Task Related_places_and_notes_are_for_clients_that_show_them()
    {
        const string Text = "FROM ubuntu:24.04\nRUN apt-get install curl\n";
        await using var able = await TestClient.StartAsync(_sessions.Create, """{"textDocument":{"publishDiagnostics":{"relatedInformation":true}}}""");
        await using var plain = await TestClient.StartAsync(_sessions.Create);

        able.Open(Uri, Text);
        plain.Open(Uri, Text);

        var related = (await able.DiagnosticsAsync(Uri)).GetProperty("diagnostics").EnumerateArray().First(static d => d.GetProperty("code").GetString() == "APT003").GetProperty("relatedInformation")[0];
        Assert.Equal(Uri, related.GetProperty("location").GetProperty("uri").GetString());
        Assert.Equal("apt reads the end of its input as 'no' and stops with 'Abort.'", related.GetProperty("message").GetString());
        Assert.DoesNotContain("relatedInformation", (await plain.DiagnosticsAsync(Uri)).GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"textDocument":{"publishDiagnostics":{"tagSupport":{"valueSet":[1,2]}}}}""", "[1]")]
    [InlineData("""{"textDocument":{"publishDiagnostics":{"tagSupport":{"valueSet":[2]}}}}""", null)]
    [InlineData("{}", null)]
    public async Task What_has_no_effect_is_shown_so_where_the_client_can(string capabilities, string? tags)
    {
        await using var client = await TestClient.StartAsync(_sessions.Create, capabilities);

        client.Open(Uri, "# envlint: ignore=ENV001 -- not needed\nFROM ubuntu:24.04\nRUN echo ready\n");

        var unused = Assert.Single((await client.DiagnosticsAsync(Uri)).GetProperty("diagnostics").EnumerateArray());
        Assert.Equal("ENV004", unused.GetProperty("code").GetString());
        Assert.Equal(tags, unused.TryGetProperty("tags", out var written) ? written.GetRawText() : null);
    }

    [Fact]
    public async Task Code_actions_are_the_kinds_that_are_asked_for()
    {
        await using var client = await TestClient.StartAsync(_sessions.Create, """{"textDocument":{"codeAction":{"codeActionLiteralSupport":{"codeActionKind":{"valueSet":[]}}}}}""");
        client.Open(Uri, "FROM ubuntu:24.04\nRUN apt-get update && apt-get install curl\n");
        const string Range = """{"start":{"line":1,"character":30},"end":{"line":1,"character":30}}""";

        var fixes = await Actions("\"quickfix\"");
        var all = await Actions("\"source.fixAll\"");

        Assert.Contains("Add '-y' (APT003)", fixes.EnumerateArray().Select(static action => action.GetProperty("title").GetString()));
        Assert.All(fixes.EnumerateArray(), static action => Assert.Equal("quickfix", action.GetProperty("kind").GetString()));
        Assert.Equal("source.fixAll.envlint", Assert.Single(all.EnumerateArray()).GetProperty("kind").GetString());
        Assert.Empty((await Actions("\"refactor\"")).EnumerateArray());
        Assert.Equal(fixes.GetArrayLength() + 1, (await Actions("")).GetArrayLength());

        Task<JsonElement> Actions(string only) => client.RequestAsync(
            "textDocument/codeAction",
            $$"""{"textDocument":{"uri":"{{Uri}}"},"range":{{Range}},"context":{"diagnostics":[]{{(only.Length == 0 ? "" : $",\"only\":[{only}]")}} } }""");
    }

    [Fact]
    public async Task Actions_that_are_no_commands_are_not_for_older_clients()
    {
        await using var client = await TestClient.StartAsync(_sessions.Create);
        client.Open(Uri, Broken);

        Assert.Equal("[]", (await client.RequestAsync("textDocument/codeAction", """{"textDocument":{"uri":"file:///project/Dockerfile"},"range":{"start":{"line":1,"character":0},"end":{"line":1,"character":0}},"context":{"diagnostics":[]}}""")).GetRawText());
    }

    [Fact]
    public async Task The_extension_is_told_of_stacks_and_rules()
    {
        await using var client = await TestClient.StartAsync(_sessions.Create);
        client.Open(Uri, "FROM nvidia/cuda:12.4.1-base-ubuntu22.04\n");

        var stack = await client.RequestAsync("envlint/stack", """{"textDocument":{"uri":"file:///project/Dockerfile"},"position":{"line":0,"character":0}}""");
        Assert.StartsWith("<svg", stack.GetProperty("svg").GetString(), StringComparison.Ordinal);
        Assert.Contains("Dockerfile", stack.GetProperty("title").GetString(), StringComparison.Ordinal);
        Assert.Contains("12.4", stack.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, (await client.RequestAsync("envlint/stack", """{"textDocument":{"uri":"file:///project/main.py"},"position":{"line":0,"character":0}}""")).ValueKind);

        var page = await client.RequestAsync("envlint/rulePage", """{"code":"syntax-error"}""");
        Assert.Equal("ENV001", page.GetProperty("code").GetString());
        Assert.StartsWith("#", page.GetProperty("markdown").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, (await client.RequestAsync("envlint/rulePage", """{"code":"NONE"}""")).ValueKind);

        var rules = (await client.RequestAsync("envlint/rules")).EnumerateArray().ToList();
        Assert.True(rules.Count > 100);
        Assert.All(rules, static rule => Assert.Contains(rule.GetProperty("severity").GetString(), new[] { "error", "warning", "info" }));
    }

    [Fact]
    public async Task Nothing_hidden_from_the_file_is_shown()
    {
        await using var client = await TestClient.StartAsync(_sessions.Create);

        client.Open(Uri, "FROM ubuntu:24.04\nIN\u202eSTALL\u001b[31m curl\n");

        var message = (await client.DiagnosticsAsync(Uri)).GetProperty("diagnostics")[0].GetProperty("message").GetString()!;
        Assert.DoesNotContain('\u202e', message);
        Assert.DoesNotContain('\u001b', message);
    }

    [Fact]
    public async Task A_client_that_pulls_is_not_pushed()
    {
        await using var client = await TestClient.StartAsync(_sessions.Create, Pulls);
        client.Open(Uri, Broken);

        var full = await client.RequestAsync("textDocument/diagnostic", Document);

        Assert.Equal("full", full.GetProperty("kind").GetString());
        Assert.Equal("ENV001", full.GetProperty("items")[0].GetProperty("code").GetString());
        Assert.Empty(client.Received);
    }

    [Theory]
    [InlineData("""{"textDocument":{"diagnostic":{}}}""")]
    [InlineData("""{"workspace":{"diagnostics":{"refreshSupport":true}}}""")]
    public async Task A_client_that_can_do_half_of_pulling_is_pushed(string capabilities)
    {
        await using var client = await TestClient.StartAsync(_sessions.Create, capabilities);

        client.Open(Uri, Broken);

        await client.DiagnosticsAsync(Uri);
        Assert.False(client.Capabilities.GetProperty("capabilities").TryGetProperty("diagnosticProvider", out _));
    }

    [Fact]
    public async Task Findings_that_the_client_has_are_not_sent_again()
    {
        await using var client = await TestClient.StartAsync(_sessions.Create, Pulls);
        client.Open(Uri, Broken);
        var id = (await client.RequestAsync("textDocument/diagnostic", Document)).GetProperty("resultId").GetString();
        var again = $$"""{"textDocument":{"uri":"{{Uri}}"},"previousResultId":"{{id}}"}""";

        Assert.Equal($$"""{"kind":"unchanged","resultId":"{{id}}"}""", (await client.RequestAsync("textDocument/diagnostic", again)).GetRawText());

        client.Notify("textDocument/didChange", """{"textDocument":{"uri":"file:///project/Dockerfile","version":2},"contentChanges":[{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":0}},"text":"\n"}]}""");
        var moved = await client.RequestAsync("textDocument/diagnostic", again);
        Assert.Equal("full", moved.GetProperty("kind").GetString());
        Assert.NotEqual(id, moved.GetProperty("resultId").GetString());
    }

    [Fact]
    public async Task What_is_no_manifest_has_an_empty_report()
    {
        await using var client = await TestClient.StartAsync(_sessions.Create, Pulls);

        var report = await client.RequestAsync("textDocument/diagnostic", """{"textDocument":{"uri":"file:///project/main.py"}}""");

        Assert.Equal("[]", report.GetProperty("items").GetRawText());
    }

    [Fact]
    public async Task A_pull_that_a_change_overtakes_may_be_asked_again()
    {
        await using var client = await TestClient.StartAsync(_sessions.Create, Pulls);
        client.Open(Uri, Broken);
        await client.RequestAsync("envlint/rules");
        _sessions.Last.BeforeAnalysis = static _ => throw new OperationCanceledException();

        var error = (await client.AnswerAsync(client.Send("textDocument/diagnostic", Document))).GetProperty("error");

        Assert.Equal(-32802, error.GetProperty("code").GetInt32());
        Assert.True(error.GetProperty("data").GetProperty("retriggerRequest").GetBoolean());
    }

    [Fact]
    public async Task A_refresh_tells_the_client_to_pull_again()
    {
        await using var client = await TestClient.StartAsync(_sessions.Create, Pulls);
        await client.RequestAsync("envlint/rules");

        _sessions.Last.Client.Refresh();

        await client.WaitForMethodAsync("workspace/diagnostic/refresh");
    }

    [Fact]
    public async Task The_workspace_is_told_with_what_changed()
    {
        _sessions.Disk["Dockerfile"] = Broken;
        _sessions.Disk["b/Dockerfile"] = Broken;
        _sessions.Disk["c/Dockerfile"] = Fine;
        var clock = new FakeClock();
        await using var client = await TestClient.StartAsync(_sessions.Create, Pulls, clock: clock);

        var first = (await client.RequestAsync("workspace/diagnostic", """{"previousResultIds":[]}""")).GetProperty("items");
        Assert.Equal([Uri, "file:///project/b/Dockerfile"], first.EnumerateArray().Select(static item => item.GetProperty("uri").GetString()));
        Assert.Equal(JsonValueKind.Null, first[0].GetProperty("version").ValueKind);

        // Nothing changed: the second question waits.
        var ids = string.Join(',', first.EnumerateArray().Select(static item => $$"""{"uri":"{{item.GetProperty("uri").GetString()}}","value":"{{item.GetProperty("resultId").GetString()}}"}"""));
        var asked = client.Send("workspace/diagnostic", $$"""{"previousResultIds":[{{ids}}]}""");
        await client.RequestAsync("envlint/rules");
        Assert.Equal(1, _sessions.Last.Scans);
        Assert.Empty(client.Received);

        _sessions.Disk["b/Dockerfile"] = Fine;
        client.Notify("workspace/didChangeWatchedFiles", """{"changes":[{"uri":"file:///project/b/Dockerfile","type":2},{"uri":"file:///project/x","type":9}]}""");
        var answer = client.AnswerAsync(asked);
        while (!answer.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal("Changed file:///project/b/Dockerfile", _sessions.Last.Told[^1]);
        var second = (await answer).GetProperty("result").GetProperty("items").EnumerateArray().ToDictionary(static item => item.GetProperty("uri").GetString()!, static item => item);
        Assert.Equal("unchanged", second[Uri].GetProperty("kind").GetString());
        Assert.Equal("[]", second["file:///project/b/Dockerfile"].GetProperty("items").GetRawText());
        Assert.Equal(2, second.Count);
    }

    [Fact]
    public async Task A_workspace_question_that_waits_can_be_cancelled()
    {
        await using var client = await TestClient.StartAsync(_sessions.Create, Pulls);
        await client.RequestAsync("workspace/diagnostic", """{"previousResultIds":[]}""");

        var asked = client.Send("workspace/diagnostic", """{"previousResultIds":[]}""");
        client.Notify("$/cancelRequest", $$"""{"id":{{asked}} }""");

        Assert.Equal(-32800, (await client.AnswerAsync(asked)).GetProperty("error").GetProperty("code").GetInt32());
        Assert.Equal(1, _sessions.Last.Scans);
    }

    [Fact]
    public async Task A_client_that_knows_nothing_of_the_last_answer_gets_another()
    {
        _sessions.Disk["Dockerfile"] = Broken;
        await using var client = await TestClient.StartAsync(_sessions.Create, Pulls);

        var first = await client.RequestAsync("workspace/diagnostic", """{"previousResultIds":[]}""");
        var second = await client.RequestAsync("workspace/diagnostic", """{"previousResultIds":[]}""");

        Assert.Equal(first.GetRawText(), second.GetRawText());
    }

    [Fact]
    public async Task Shutdown_ends_what_waits()
    {
        await using var client = await TestClient.StartAsync(_sessions.Create, Pulls);
        await client.RequestAsync("workspace/diagnostic", """{"previousResultIds":[]}""");

        var asked = client.Send("workspace/diagnostic", """{"previousResultIds":[]}""");
        await client.RequestAsync("shutdown");

        Assert.Equal(-32800, (await client.AnswerAsync(asked)).GetProperty("error").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task Parts_and_progress_come_as_they_are_asked_for()
    {
        for (var i = 0; i < 120; i++)
        {
            _sessions.Disk[$"{i}/Dockerfile"] = Broken;
        }

        await using var client = await TestClient.StartAsync(_sessions.Create, Pulls);

        var last = await client.RequestAsync("workspace/diagnostic", """{"previousResultIds":[],"partialResultToken":"part","workDoneToken":7}""");

        var progress = client.Received.Where(static message => message.GetProperty("method").GetString() == "$/progress").Select(static message => message.GetProperty("params")).ToList();
        var parts = progress.Where(static value => value.GetProperty("token").ToString() == "part").Select(static value => value.GetProperty("value").GetProperty("items").GetArrayLength()).ToList();
        Assert.Equal([50, 50], parts);
        Assert.Equal(20, last.GetProperty("items").GetArrayLength());
        var work = progress.Where(static value => value.GetProperty("token").ToString() == "7").Select(static value => value.GetProperty("value")).ToList();
        Assert.Equal("begin", work[0].GetProperty("kind").GetString());
        Assert.Equal("end", work[^1].GetProperty("kind").GetString());
        var percentages = work[1..^1].Select(static value => value.GetProperty("percentage").GetInt32()).ToList();
        Assert.Equal(percentages.Order().Distinct(), percentages);
        Assert.Equal(100, percentages[^1]);
    }

    [Fact]
    public async Task The_first_scan_shows_progress_of_its_own_where_the_client_can()
    {
        _sessions.Disk["Dockerfile"] = Broken;
        await using var client = await TestClient.StartAsync(_sessions.Create, """{"textDocument":{"diagnostic":{}},"workspace":{"diagnostics":{"refreshSupport":true}},"window":{"workDoneProgress":true}}""");

        await client.RequestAsync("workspace/diagnostic", """{"previousResultIds":[]}""");
        var created = await client.WaitForMethodAsync("window/workDoneProgress/create");
        var token = created.GetProperty("params").GetProperty("token").GetString();
        Assert.Equal(["begin", "report", "end"], client.Received.Select(message => message.GetProperty("params")).Where(value => value.GetProperty("token").GetString() == token).Select(static value => value.GetProperty("value").GetProperty("kind").GetString()));

        await client.RequestAsync("workspace/diagnostic", """{"previousResultIds":[]}""");
        Assert.DoesNotContain(client.Received, static message => message.GetProperty("method").GetString() == "window/workDoneProgress/create");
    }
}
