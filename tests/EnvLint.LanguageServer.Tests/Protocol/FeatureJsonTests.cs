using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using EnvLint.LanguageServer.Documents;
using EnvLint.LanguageServer.Features;
using EnvLint.LanguageServer.Protocol.Wire;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Tests.Protocol;

public sealed class FeatureJsonTests
{
    private static readonly SourceText Text = new("Dockerfile", "FROM a\nRUN é\n");

    [Theory]
    [InlineData("""{"textDocument":{"hover":{"contentFormat":["plaintext","markdown"]}}}""", "markdown")]
    [InlineData("""{"textDocument":{"hover":{"contentFormat":["plaintext"]}}}""", "plaintext")]
    [InlineData("{}", "plaintext")]
    public void A_hover_is_written_as_the_client_reads_it(string capabilities, string kind) => Assert.Equal(
        $$$$"""{"contents":{"kind":"{{{{kind}}}}","value":"**a** <b>"},"range":{"start":{"line":0,"character":5},"end":{"line":0,"character":6}}}""",
        Write(capabilities, (json, client) => FeatureJson.Write(json, new Hover(new TextSpan(5, 1), "**a** <b>"), Text, client)));

    [Fact]
    public void A_completion_has_what_the_client_knows()
    {
        var completion = new Completion("ubuntu", CompletionKind.Constant, TextEdit.Replace(new TextSpan(5, 1), "ubuntu:24.04"))
        {
            Detail = "base image",
            Documentation = "*text*",
            FilterText = "u",
            SortText = "1",
            IsDeprecated = true,
            IsPreselected = true,
        };

        Assert.Equal(
            """{"isIncomplete":false,"items":[{"label":"ubuntu","kind":21,"detail":"base image","documentation":{"kind":"plaintext","value":"*text*"},"filterText":"u","sortText":"1","textEdit":{"range":{"start":{"line":0,"character":5},"end":{"line":0,"character":6}},"newText":"ubuntu:24.04"}}]}""",
            Write("{}", (json, client) => FeatureJson.Write(json, [completion], Text, client)));
        Assert.Equal(
            """{"isIncomplete":false,"items":[{"label":"ubuntu","kind":21,"detail":"base image","documentation":{"kind":"markdown","value":"*text*"},"filterText":"u","sortText":"1","tags":[1],"preselect":true,"textEdit":{"range":{"start":{"line":0,"character":5},"end":{"line":0,"character":6}},"newText":"ubuntu:24.04"}}]}""",
            Write(
                """{"textDocument":{"completion":{"completionItem":{"insertReplaceSupport":true,"documentationFormat":["markdown"],"tagSupport":{"valueSet":[1]},"deprecatedSupport":true,"preselectSupport":true}}}}""",
                (json, client) => FeatureJson.Write(json, [completion], Text, client)));
        Assert.Contains(
            "\"deprecated\":true",
            Write("""{"textDocument":{"completion":{"completionItem":{"deprecatedSupport":true}}}}""", (json, client) => FeatureJson.Write(json, [completion], Text, client)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_bare_completion_is_short() => Assert.Equal(
        """{"isIncomplete":false,"items":[{"label":"x","kind":1,"textEdit":{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":0}},"newText":"x"}}]}""",
        Write("{}", (json, client) => FeatureJson.Write(json, [new Completion("x", CompletionKind.Text, TextEdit.Insert(0, "x"))], Text, client)));

    [Fact]
    public void Inlay_hints_are_written() => Assert.Equal(
        """[{"position":{"line":1,"character":5},"label":"a","paddingLeft":true,"tooltip":{"kind":"markdown","value":"b"}},{"position":{"line":0,"character":0},"label":"c","paddingLeft":true}]""",
        Write("{}", (json, client) => FeatureJson.Write(json, [new InlayHint(12, "a", "b"), new InlayHint(0, "c", "")], Text, client)));

    [Theory]
    [InlineData("[\"envlint.showStack\"]", """[{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":4}},"command":{"title":"needs x","command":"envlint.showStack","arguments":["u",3]}}]""")]
    [InlineData("[\"other\"]", """[{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":4}},"command":{"title":"needs x","command":""}}]""")]
    [InlineData("7", """[{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":4}},"command":{"title":"needs x","command":""}}]""")]
    public void A_lens_has_its_command_where_the_client_runs_it(string commands, string expected) => Assert.Equal(
        expected,
        Write("{}", (json, client) => FeatureJson.Write(json, [new CodeLens(new TextSpan(0, 4), "needs x", new EditorCommand(EditorCommands.ShowStack, "Show", ["u", 3]))], Text, client), commands));

    [Fact]
    public void Links_have_tooltips_where_the_client_shows_them()
    {
        ImmutableArray<DocumentLink> links = [new(new TextSpan(0, 4), DocumentAddress.Of("https://example.com/a"), "opens a")];

        Assert.Equal(
            """[{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":4}},"target":"https://example.com/a"}]""",
            Write("{}", (json, client) => FeatureJson.Write(json, links, Text, client)));
        Assert.EndsWith(
            ""","tooltip":"opens a"}]""",
            Write("""{"textDocument":{"documentLink":{"tooltipSupport":true}}}""", (json, client) => FeatureJson.Write(json, links, Text, client)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_outline_is_a_tree_or_a_list()
    {
        var analysis = AnalysisOf.Text("Dockerfile", Text.Content);
        ImmutableArray<OutlineEntry> entries = [new("a", "stage", OutlineKind.Module, new TextSpan(0, 12), new TextSpan(5, 1), [new("é", "", OutlineKind.Function, new TextSpan(7, 5), new TextSpan(11, 1), [])])];

        Assert.Equal(
            """[{"name":"a","detail":"stage","kind":2,"range":{"start":{"line":0,"character":0},"end":{"line":1,"character":5}},"selectionRange":{"start":{"line":0,"character":5},"end":{"line":0,"character":6}},"children":[{"name":"é","kind":12,"range":{"start":{"line":1,"character":0},"end":{"line":1,"character":5}},"selectionRange":{"start":{"line":1,"character":4},"end":{"line":1,"character":5}}}]}]""",
            Write("""{"textDocument":{"documentSymbol":{"hierarchicalDocumentSymbolSupport":true}}}""", (json, client) => FeatureJson.Write(json, entries, analysis, client)));
        Assert.Equal(
            """[{"name":"a","kind":2,"location":{"uri":"file:///project/Dockerfile","range":{"start":{"line":0,"character":0},"end":{"line":1,"character":5}}}},{"name":"é","kind":12,"location":{"uri":"file:///project/Dockerfile","range":{"start":{"line":1,"character":0},"end":{"line":1,"character":5}}},"containerName":"a"}]""",
            Write("{}", (json, client) => FeatureJson.Write(json, entries, analysis, client)));
    }

    [Theory]
    [InlineData("", true, true)]
    [InlineData("quickfix", true, false)]
    [InlineData("source", false, true)]
    [InlineData("source.fixAll", false, true)]
    [InlineData("source.fixAll.envlint", false, true)]
    [InlineData("source.fixAll.other", false, false)]
    [InlineData("source.fix", false, false)]
    [InlineData("quick", false, false)]
    [InlineData("refactor", false, false)]
    [InlineData("refactor quickfix", true, false)]
    public void Only_the_kinds_that_are_asked_for_are_given(string only, bool fixes, bool fixAll)
    {
        List<string> kinds = [.. only.Split(' ', StringSplitOptions.RemoveEmptyEntries)];

        Assert.Equal(fixes, FeatureJson.IsAskedFor("quickfix", kinds));
        Assert.Equal(fixAll, FeatureJson.IsAskedFor("source.fixAll.envlint", kinds));
    }

    [Fact]
    public void An_edit_is_written_as_the_client_takes_it()
    {
        Assert.Equal(
            """{"changes":{"file:///project/Dockerfile":[{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":4}},"newText":"ARG"}]}}""",
            Actions("{}", [Mend()])[0].GetProperty("edit").GetRawText());
        Assert.Equal(
            """{"documentChanges":[{"textDocument":{"uri":"file:///project/Dockerfile","version":4},"edits":[{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":4}},"newText":"ARG"}]}]}""",
            Actions("""{"workspace":{"workspaceEdit":{"documentChanges":true}}}""", [Mend()])[0].GetProperty("edit").GetRawText());
    }

    [Fact]
    public void A_file_is_made_where_the_client_makes_files()
    {
        var made = new CodeAction("make", CodeActionKind.QuickFix) { Edits = [new FileEdit(AnalysisOf.AddressOf("envlint.toml"), null, [TextEdit.Insert(0, "x\n")])] };

        Assert.Equal(
            """{"documentChanges":[{"kind":"create","uri":"file:///project/envlint.toml"},{"textDocument":{"uri":"file:///project/envlint.toml","version":null},"edits":[{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":0}},"newText":"x\n"}]}]}""",
            Actions("""{"workspace":{"workspaceEdit":{"documentChanges":true,"resourceOperations":["create"]}}}""", [made])[0].GetProperty("edit").GetRawText());
        Assert.Equal("[]", Actions("""{"workspace":{"workspaceEdit":{"documentChanges":true,"resourceOperations":["delete"]}}}""", [made]).GetRawText());
        Assert.Equal("[]", Actions("""{"workspace":{"workspaceEdit":{"resourceOperations":["create"]}}}""", [made]).GetRawText());
    }

    [Fact]
    public void A_command_is_given_to_those_who_run_it()
    {
        var command = new EditorCommand(EditorCommands.ExplainRule, "Explain", ["PIP001"]);
        ImmutableArray<CodeAction> actions = [new("explain", CodeActionKind.QuickFix) { Command = command }, Mend() with { Command = command }];

        var known = Actions("{}", actions, commands: "[\"envlint.explainRule\"]");
        Assert.Equal(2, known.GetArrayLength());
        Assert.Equal("""{"title":"Explain","command":"envlint.explainRule","arguments":["PIP001"]}""", known[0].GetProperty("command").GetRawText());

        var unknown = Actions("{}", actions);
        Assert.Equal("mend", Assert.Single(unknown.EnumerateArray()).GetProperty("title").GetString());
        Assert.False(unknown[0].TryGetProperty("command", out _));
    }

    [Fact]
    public void Findings_of_an_action_are_written_as_they_were_published()
    {
        var analysis = AnalysisOf.Text("Dockerfile", "FROM ubuntu:24.04\nINSTALL curl\n");
        var action = Mend() with { Diagnostics = analysis.Findings.Diagnostics, IsPreferred = true };
        var client = Client("""{"textDocument":{"codeAction":{"isPreferredSupport":true}}}""");

        var written = Parse(Written(json => FeatureJson.Write(json, [action], analysis, client)));

        Assert.Equal(Written(json => DiagnosticJson.WriteAll(json, analysis, client)), written[0].GetProperty("diagnostics").GetRawText());
        Assert.True(written[0].GetProperty("isPreferred").GetBoolean());
        Assert.False(Actions("{}", [action])[0].TryGetProperty("isPreferred", out _));
    }

    private static CodeAction Mend() => new("mend", CodeActionKind.QuickFix)
    {
        Edits = [new FileEdit(AnalysisOf.AddressOf("Dockerfile"), Text, [TextEdit.Replace(new TextSpan(0, 4), "ARG")]) { Version = 4 }],
    };

    private static JsonElement Actions(string capabilities, ImmutableArray<CodeAction> actions, string commands = "[]") =>
        Parse(Write(capabilities, (json, client) => FeatureJson.Write(json, actions, AnalysisOf.Text("Dockerfile", Text.Content), client), commands));

    private static string Write(string capabilities, Action<Utf8JsonWriter, ClientCapabilities> write, string commands = "[]") =>
        Written(json => write(json, Client(capabilities, commands)));

    private static ClientCapabilities Client(string capabilities, string commands = "[]") =>
        new(Parse($$"""{"capabilities":{{capabilities}},"initializationOptions":{"commands":{{commands}} } }"""));

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private static string Written(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = EnvLint.Reporting.Json.VisibleJsonEncoder.Instance }))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
