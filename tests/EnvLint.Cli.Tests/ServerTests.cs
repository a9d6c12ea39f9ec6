using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EnvLint.Cli.Tests;

/// <summary>The language server as a process of its own, over its standard streams: as editors run it.</summary>
public sealed class ServerTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Project _project = new Project().AsRoot();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_document_is_opened_checked_and_closed()
    {
        using var server = new Server("--stdio");
        server.Initialize(FolderOf(""));

        server.Open(UriOf("Dockerfile"), Samples.Broken);
        var published = server.WaitFor("textDocument/publishDiagnostics").GetProperty("params");

        Assert.Equal(UriOf("Dockerfile"), published.GetProperty("uri").GetString());
        Assert.Equal("ENV001", published.GetProperty("diagnostics")[0].GetProperty("code").GetString());
        server.Request("shutdown");
        server.Notify("exit");
        Assert.Equal((0, ""), server.End());
    }

    [Fact]
    public void Exit_without_shutdown_is_a_failure()
    {
        using var server = new Server();
        server.Initialize(FolderOf(""));

        server.Notify("exit");

        Assert.Equal((1, ""), server.End());
    }

    [Theory]
    [InlineData("")]
    [InlineData("Content-Length: 100\r\n\r\n{")]
    [InlineData("no message at all")]
    public void The_end_of_the_input_is_an_exit(string input)
    {
        var result = _project.RunWith(input, ["server"]);

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("", result.Output);
        Assert.Equal(input.Length == 0 ? "" : "envlint: the input ended within a message\n", result.Error);
    }

    [Fact]
    public void Standard_output_is_nothing_but_the_wire()
    {
        var initialize = """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}""";

        var result = _project.RunWith($"garbage Content-Length: {initialize.Length}\r\n\r\n{initialize}", ["server"]);

        Assert.StartsWith("Content-Length: ", result.Output, StringComparison.Ordinal);
        Assert.EndsWith("}}", result.Output, StringComparison.Ordinal);
        Assert.Equal("envlint: passed over 8 bytes that are no message\n", result.Error);
    }

    [Fact]
    public void Each_folder_has_its_own_configuration()
    {
        _project.With("a/envlint.toml", "ignore = [\"ENV001\"]\n").With("b/.git/HEAD");
        using var server = new Server();
        server.Initialize(FolderOf("a"), FolderOf("b"));

        server.Open(UriOf("a/Dockerfile"), Samples.Broken);
        server.Open(UriOf("b/Dockerfile"), Samples.Broken);
        var codes = new Dictionary<string, string[]>();
        while (codes.Count < 2)
        {
            var published = server.WaitFor("textDocument/publishDiagnostics").GetProperty("params");
            codes[published.GetProperty("uri").GetString()!] = [.. published.GetProperty("diagnostics").EnumerateArray().Select(static diagnostic => diagnostic.GetProperty("code").GetString()!)];
        }

        Assert.DoesNotContain("ENV001", codes[UriOf("a/Dockerfile")]);
        Assert.Contains("ENV001", codes[UriOf("b/Dockerfile")]);
    }

    [Fact]
    public void The_server_ends_with_the_process_that_named_itself_its_client()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // The pipe stays open in this process: only the number of the process tells that the client is gone.
        using var parent = Process.Start(new ProcessStartInfo("sleep", ["600"]))!;
        using var server = new Server();
        server.Initialize(parent.Id, FolderOf(""));
        server.Request("envlint/rules");

        parent.Kill();
        var (exitCode, error) = server.End();

        Assert.Equal(1, exitCode);
        Assert.Equal("envlint: the client's process is gone\n", error);
    }

    private string FolderOf(string path) => new Uri(_project[path]).AbsoluteUri;

    private string UriOf(string path) => new Uri(_project[path]).AbsoluteUri;

    private sealed class Server : IDisposable
    {
        private readonly Process _process;
        private readonly Stream _output;
        private readonly Task<string> _error;
        private int _lastId;

        public Server(params string[] arguments)
        {
            var (program, before) = Project.NativeBinary is { } native ? (native, Array.Empty<string>()) : ("dotnet", [typeof(CommandLine).Assembly.Location]);
            _process = Process.Start(new ProcessStartInfo(program, [.. before, "server", .. arguments])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            _output = _process.StandardOutput.BaseStream;
            _error = _process.StandardError.ReadToEndAsync();
        }

        public void Initialize(params string[] folders) => Initialize(System.Environment.ProcessId, folders);

        public void Initialize(int processId, params string[] folders)
        {
            Request("initialize", $$"""{"processId":{{processId}},"capabilities":{},"workspaceFolders":[{{string.Join(',', folders.Select(static folder => $$"""{"uri":"{{folder}}","name":"x"}"""))}}]}""");
            Notify("initialized");
        }

        public void Open(string uri, string text) =>
            Notify("textDocument/didOpen", $$"""{"textDocument":{"uri":"{{uri}}","languageId":"dockerfile","version":1,"text":{{JsonSerializer.Serialize(text)}} } }""");

        public void Notify(string method, string parameters = "{}") => Write($$"""{"jsonrpc":"2.0","method":"{{method}}","params":{{parameters}} }""");

        public void Request(string method, string parameters = "{}")
        {
            var id = ++_lastId;
            Write($$"""{"jsonrpc":"2.0","id":{{id}},"method":"{{method}}","params":{{parameters}} }""");
            Read(message => message.TryGetProperty("id", out var of) && of.GetInt32() == id);
        }

        public JsonElement WaitFor(string method) => Read(message => message.TryGetProperty("method", out var of) && of.GetString() == method);

        /// <summary>Waits for the end: exit code and standard error.</summary>
        public (int ExitCode, string Error) End()
        {
            Assert.True(_process.WaitForExit(Patience), "the server did not end");
            return (_process.ExitCode, _error.Result);
        }

        public void Dispose()
        {
            if (!_process.HasExited)
            {
                _process.Kill();
            }

            _process.Dispose();
        }

        private void Write(string body)
        {
            var bytes = Encoding.UTF8.GetBytes(body);
            var input = _process.StandardInput.BaseStream;
            input.Write(Encoding.ASCII.GetBytes($"Content-Length: {bytes.Length}\r\n\r\n"));
            input.Write(bytes);
            input.Flush();
        }

        private JsonElement Read(Func<JsonElement, bool> isWanted)
        {
            while (true)
            {
                var message = Task.Run(ReadOne);
                Assert.True(message.Wait(Patience), "no message came");
                if (isWanted(message.Result))
                {
                    return message.Result;
                }
            }
        }

        private JsonElement ReadOne()
        {
            var header = new StringBuilder();
            var one = new byte[1];
            while (!header.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            {
                _output.ReadExactly(one);
                header.Append((char)one[0]);
            }

            var body = new byte[int.Parse(header.ToString()["Content-Length: ".Length..].Trim(), CultureInfo.InvariantCulture)];
            _output.ReadExactly(body);
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
    }
}
