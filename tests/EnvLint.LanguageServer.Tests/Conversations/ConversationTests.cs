using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EnvLint.Engine;
using EnvLint.LanguageServer.Analysis;
using EnvLint.LanguageServer.Tests.Protocol;
using EnvLint.Rules;
using EnvLint.Testing;

namespace EnvLint.LanguageServer.Tests.Conversations;

/// <summary>
/// What real editors said, said again. Each record (<c>tests/clients/record.mjs</c>) is a conversation about the files of <c>examples/pitfalls</c>; the server must answer as it did then.
/// ENVLINT_ACCEPT=1 writes today's answers into the records: read the difference.
/// </summary>
public sealed class ConversationTests
{
    private const string Root = "file:///project";

    private static readonly JsonSerializerOptions s_json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Records() => [.. Names()];

    [Theory]
    [MemberData(nameof(Records))]
    public async Task The_server_answers_as_it_did(string record)
    {
        var path = Path.Join(Folder, record + ".jsonl");
        var messages = File.ReadLines(path).Select(static line => JsonNode.Parse(line)!).ToList();
        await using var client = new TestClient(static client => new Session(new Analyzer(RuleCatalog.Instance), client, TimeProvider.System, new DateOnly(2026, 11, 20), "0.1.0"));

        var asked = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        var changed = false;
        foreach (var entry in messages)
        {
            var message = entry["message"]!;
            var method = message["method"]?.GetValue<string>();
            if (entry["from"]!.GetValue<string>() == "client")
            {
                // Answers to the server are given when it asks.
                if (method is not null)
                {
                    client.SendBody(Outward(message.ToJsonString(s_json)));
                }

                continue;
            }

            if (method is not null && message["id"] is not null)
            {
                var question = await client.WaitForMethodAsync(method);
                client.Answer(question, AnswerTo(message["id"]!, messages));
                continue;
            }

            var actual = method is null
                ? await client.AnswerAsync(message["id"]!.GetValue<int>())
                : await client.WaitForMethodAsync(method, parameters => IsSame(parameters, message["params"]!));
            var inward = JsonNode.Parse(Inward(actual.GetRawText()))!;
            changed |= !JsonNode.DeepEquals(inward, message);
            if (System.Environment.GetEnvironmentVariable("ENVLINT_ACCEPT") == "1")
            {
                entry["message"] = inward;
            }
            else
            {
                Assert.Equal(message.ToJsonString(s_json), inward.ToJsonString(s_json));
            }
        }

        // Vim ends its servers without a word, Emacs right behind its last one.
        client.EndInput();
        Assert.Equal(messages.Any(static entry => entry["message"]!["method"]?.GetValue<string>() == "shutdown") ? 0 : 1, await client.EndAsync());
        Assert.Empty(client.Received.Select(static message => message.GetRawText()));
        if (changed)
        {
            File.WriteAllLines(path, messages.Select(static entry => entry.ToJsonString(s_json)));
        }
    }

    [Fact]
    public void Three_editors_were_recorded() => Assert.Equal(["emacs-eglot", "neovim", "vim-ale"], Names().Select(static name => name.Split('.')[0]).Distinct(StringComparer.Ordinal));

    private static IEnumerable<string> Names() => Directory.EnumerateFiles(Folder, "*.jsonl").Select(static path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);

    private static string Folder => Path.Join(RepositoryRoot.Path, "tests", "EnvLint.LanguageServer.Tests", "Conversations");

    private static string RealRoot => Path.Join(RepositoryRoot.Path, "examples", "pitfalls");

    // Findings of the same document and version, or any other notification of the method.
    private static bool IsSame(JsonElement actual, JsonNode expected) =>
        !actual.TryGetProperty("uri", out var uri)
        || (Inward(uri.GetString()!) == expected["uri"]?.GetValue<string>()
            && (!actual.TryGetProperty("version", out var version) || version.GetInt32() == expected["version"]?.GetValue<int>()));

    private static string AnswerTo(JsonNode id, List<JsonNode> messages) => messages
        .Where(static entry => entry["from"]!.GetValue<string>() == "client" && entry["message"]!["method"] is null)
        .Select(static entry => entry["message"]!)
        .First(answer => JsonNode.DeepEquals(answer["id"], id))["result"]?.ToJsonString(s_json) ?? "null";

    private static byte[] Outward(string text) => Encoding.UTF8.GetBytes(text.Replace(Root, new Uri(RealRoot).AbsoluteUri, StringComparison.Ordinal).Replace("\"/project", "\"" + RealRoot, StringComparison.Ordinal));

    private static string Inward(string text) => text.Replace("\"version\":\"1.2.3\"", "\"version\":\"0.1.0\"", StringComparison.Ordinal).Replace(new Uri(RealRoot).AbsoluteUri, Root, StringComparison.Ordinal).Replace(RealRoot, "/project", StringComparison.Ordinal);
}
