using System.Text;
using System.Text.Json.Nodes;

namespace EnvLint.LanguageServer.Tests.Protocol;

public sealed class RobustnessTests
{
    private const string Uri = "file:///project/Dockerfile";

    private static readonly string[] Valid =
    [
        """{"jsonrpc":"2.0","id":1000000,"method":"initialize","params":{"processId":1,"capabilities":{"general":{"positionEncodings":["utf-8"]}},"workspaceFolders":[{"uri":"file:///a","name":"a"}]}}""",
        """{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///project/Dockerfile","languageId":"dockerfile","version":3,"text":"FROM ubuntu:24.04\nRUN pip3 install torch\n"}}}""",
        """{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///project/Dockerfile","version":4},"contentChanges":[{"range":{"start":{"line":0,"character":5},"end":{"line":1,"character":2}},"rangeLength":3,"text":"x"},{"text":"FROM a"}]}}""",
        """{"jsonrpc":"2.0","method":"textDocument/didSave","params":{"textDocument":{"uri":"file:///project/Dockerfile"},"text":"x"}}""",
        """{"jsonrpc":"2.0","id":1000001,"method":"textDocument/codeAction","params":{"textDocument":{"uri":"file:///project/Dockerfile"},"range":{"start":{"line":0,"character":0},"end":{"line":9,"character":9}},"context":{"diagnostics":[],"only":["quickfix"],"triggerKind":1}}}""",
        """{"jsonrpc":"2.0","id":1000002,"method":"textDocument/completion","params":{"textDocument":{"uri":"file:///project/Dockerfile"},"position":{"line":0,"character":5},"context":{"triggerKind":2,"triggerCharacter":":"}}}""",
        """{"jsonrpc":"2.0","id":1000003,"method":"textDocument/diagnostic","params":{"textDocument":{"uri":"file:///project/Dockerfile"},"identifier":"envlint","previousResultId":"1"}}""",
        """{"jsonrpc":"2.0","id":1000004,"method":"workspace/diagnostic","params":{"identifier":"envlint","previousResultIds":[{"uri":"file:///project/Dockerfile","value":"1"}],"workDoneToken":"t","partialResultToken":5}}""",
        """{"jsonrpc":"2.0","id":1000005,"method":"textDocument/inlayHint","params":{"textDocument":{"uri":"file:///project/Dockerfile"},"range":{"start":{"line":0,"character":0},"end":{"line":9,"character":9}}}}""",
        """{"jsonrpc":"2.0","id":1000006,"method":"envlint/stack","params":{"textDocument":{"uri":"file:///project/Dockerfile"},"position":{"line":1,"character":5}}}""",
        """{"jsonrpc":"2.0","id":1000007,"method":"envlint/rulePage","params":{"code":"PIP001"}}""",
        """{"jsonrpc":"2.0","id":"a","method":"textDocument/documentSymbol","params":{"textDocument":{"uri":"file:///project/Dockerfile"}}}""",
        """{"jsonrpc":"2.0","method":"workspace/didChangeWatchedFiles","params":{"changes":[{"uri":"file:///project/envlint.toml","type":2}]}}""",
        """{"jsonrpc":"2.0","method":"workspace/didChangeWorkspaceFolders","params":{"event":{"added":[{"uri":"file:///b","name":"b"}],"removed":[{"uri":"file:///a","name":"a"}]}}}""",
        """{"jsonrpc":"2.0","method":"workspace/didChangeConfiguration","params":{"settings":{"envlint":{"target":["wsl2"],"severities":{"PIP001":"off"}}}}}""",
        """{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":1000002}}""",
        """{"jsonrpc":"2.0","id":1,"result":[{"target":"wsl2","severities":{"PIP001":"off"}},null]}""",
        """{"jsonrpc":"2.0","id":2,"error":{"code":-32601,"message":"no"}}""",
    ];

    // What stands in the place of a value.
    private static readonly string[] Odd =
    [
        "null", "true", "0", "-1", "2147483647", "2147483648", "4294967295", "-9223372036854775809", "1e308", "-1e308", "0.5", "123456789012345678901234567890",
        "\"\"", "\"\\u0000\"", "\"\\ud800\"", "\"file:///\"", "\"file://host/../../x\"", "\"untitled:a\"", "\"file:///%ZZ%00\"", "\"\\\\\\\\wsl$\\\\x\"", "[]", "{}", "[[[[[[]]]]]]", "[null,1,\"\"]",
        "{\"\\ud800\":\"off\"}", "{\"uri\":7,\"line\":-1,\"character\":1e99}", "{\"start\":{\"line\":9999999999,\"character\":-5},\"end\":{}}",
    ];

    private readonly FakeSessions _sessions = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task The_server_answers_behind_each_of_many_malformed_messages(int seed)
    {
        var random = new Random(seed);
        await using var client = await TestClient.StartAsync(_sessions.Create, """{"workspace":{"configuration":true}}""");
        client.Open(Uri, "FROM ubuntu:24.04\n");
        for (var i = 0; i < 300; i++)
        {
            var body = Mutate(Valid[random.Next(Valid.Length)], random);
            client.SendBody(body);
            await client.RequestAsync("textDocument/hover", """{"textDocument":{"uri":"file:///project/Dockerfile"},"position":{"line":0,"character":7}}""");
        }

        // Rules of our own never fail for what a client sends.
        Assert.DoesNotContain(client.Received, static message => message.TryGetProperty("error", out var error) && error.GetProperty("code").GetInt32() == -32603);
        Assert.DoesNotContain("internal error", client.Log, StringComparison.Ordinal);
        await client.RequestAsync("shutdown");
        client.Notify("exit", "{}");
        Assert.Equal(0, await client.EndAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task The_server_finds_back_to_the_messages_behind_broken_headers(int seed)
    {
        var random = new Random(seed);
        await using var client = await TestClient.StartAsync(_sessions.Create);
        client.Open(Uri, "FROM ubuntu:24.04\n");
        for (var i = 0; i < 100; i++)
        {
            var body = Encoding.UTF8.GetBytes(Valid[random.Next(Valid.Length)]);
            var header = random.Next(6) switch
            {
                0 => $"Content-Length: {body.Length - random.Next(1, body.Length)}\r\n\r\n",
                1 => "Content-Length: many\r\n\r\n",
                2 => $"Content-Length: -{body.Length}\r\n\r\n",
                3 => $"Content-Length: {(1L << 40) + body.Length}\r\n\r\n",
                4 => "\r\n\r\n\r\nContent-Type: text/plain\r\n\r\n",
                _ => new string('x', random.Next(20_000)),
            };
            client.SendBytes([.. Encoding.ASCII.GetBytes(header), .. body]);
            await client.RequestAsync("textDocument/hover", """{"textDocument":{"uri":"file:///project/Dockerfile"},"position":{"line":0,"character":7}}""");
        }
    }

    private static byte[] Mutate(string message, Random random)
    {
        switch (random.Next(5))
        {
            case 0:
                return Encoding.UTF8.GetBytes(message[..random.Next(message.Length)]);
            case 1:
                var garbled = Encoding.UTF8.GetBytes(message);
                for (var i = random.Next(1, 4); i > 0; i--)
                {
                    garbled[random.Next(garbled.Length)] = (byte)random.Next(256);
                }

                return garbled;
            case 2:
                return Encoding.UTF8.GetBytes(message.Insert(random.Next(message.Length), new string("[{"[random.Next(2)], random.Next(200))));
            case 3:
                return Encoding.UTF8.GetBytes(Replace(message, random, isRemoved: true));
            default:
                return Encoding.UTF8.GetBytes(Replace(message, random, isRemoved: false));
        }
    }

    // The message without one of its values, or with another in its place. "exit" is never made of it.
    private static string Replace(string message, Random random, bool isRemoved)
    {
        var root = JsonNode.Parse(message)!;
        var places = new List<(JsonNode Parent, object Key)>();
        Collect(root, places);
        var (parent, key) = places[random.Next(places.Count)];
        const string Mark = "@@odd@@";
        switch (parent)
        {
            case JsonObject container when isRemoved:
                container.Remove((string)key);
                break;
            case JsonObject container:
                container[(string)key] = Mark;
                break;
            case JsonArray list when isRemoved:
                list.RemoveAt((int)key);
                break;
            case JsonArray list:
                list[(int)key] = Mark;
                break;
        }

        // Put in as text: the odd values are to arrive as they are.
        return root.ToJsonString().Replace($"\"{Mark}\"", Odd[random.Next(Odd.Length)], StringComparison.Ordinal);
    }

    private static void Collect(JsonNode node, List<(JsonNode, object)> places)
    {
        if (node is JsonObject container)
        {
            foreach (var (name, value) in container)
            {
                places.Add((container, name));
                if (value is not null)
                {
                    Collect(value, places);
                }
            }
        }
        else if (node is JsonArray list)
        {
            for (var i = 0; i < list.Count; i++)
            {
                places.Add((list, i));
                if (list[i] is { } item)
                {
                    Collect(item, places);
                }
            }
        }
    }
}
