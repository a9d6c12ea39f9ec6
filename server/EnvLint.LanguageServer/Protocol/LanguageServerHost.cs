using EnvLint.Engine;
using EnvLint.LanguageServer.Analysis;
using EnvLint.LanguageServer.Protocol.Rpc;
using EnvLint.Rules;

namespace EnvLint.LanguageServer.Protocol;

/// <summary>Runs a language server over two streams.</summary>
public static class LanguageServerHost
{
    // What is still in the pipe when the server ends, and what a session still does, gets this long: an editor waits for the process.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    /// <summary>Serves until the client says <c>exit</c>, the input ends or the client's process is gone.</summary>
    /// <param name="input">The client's messages; read by a thread that may still wait for them when this has ended.</param>
    /// <param name="output">The server's messages.</param>
    /// <param name="log">What a person who looks for a fault may want to know, line by line.</param>
    /// <param name="version">The version of EnvLint.</param>
    /// <param name="today">The day, which ends ignore comments; null lets none end.</param>
    /// <param name="cancellationToken">Ends the server.</param>
    /// <returns>The exit code: 0 when the client said <c>shutdown</c> first, else 1.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Task<int> RunAsync(Stream input, Stream output, TextWriter log, string version, DateOnly? today, CancellationToken cancellationToken)
    {
        var parts = new ServerParts
        {
            Version = version,
            CreateSession = client => new Session(new Analyzer(RuleCatalog.Instance), client, TimeProvider.System, today, version),
        };
        return RunAsync(input, output, log, parts, cancellationToken);
    }

    /// <summary>Serves as <see cref="RunAsync(Stream, Stream, TextWriter, string, DateOnly?, CancellationToken)"/> does, with parts that tests may choose.</summary>
    /// <param name="input">The client's messages.</param>
    /// <param name="output">The server's messages.</param>
    /// <param name="log">What a person who looks for a fault may want to know.</param>
    /// <param name="parts">What the server is made of.</param>
    /// <param name="cancellationToken">Ends the server.</param>
    /// <returns>The exit code: 0 when the client said <c>shutdown</c> first, else 1.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    internal static async Task<int> RunAsync(Stream input, Stream output, TextWriter log, ServerParts parts, CancellationToken cancellationToken)
    {
        var ended = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var writer = new MessageWriter(output);
        var peer = new RpcPeer(writer, Log);
        var server = new EditorServer(peer, parts, () =>
        {
            Log("the client's process is gone");
            ended.TrySetResult(1);
        });
        var reader = new Thread(() => Read(new MessageReader(input, Log), peer, server, ended)) { IsBackground = true, Name = "reader" };
        reader.Start();
        await using var registration = cancellationToken.Register(() => ended.TrySetCanceled(cancellationToken)).ConfigureAwait(false);
        try
        {
            return await ended.Task.ConfigureAwait(false);
        }
        finally
        {
            peer.CancelAll();
            writer.Flush(Patience);
            await EndAsync(server).ConfigureAwait(false);
        }

        void Log(string line)
        {
            lock (log)
            {
                log.WriteLine("envlint: " + line);
                log.Flush();
            }
        }
    }

    private static void Read(MessageReader reader, RpcPeer peer, EditorServer server, TaskCompletionSource<int> ended)
    {
        try
        {
            while (!server.HasEnded && reader.TryRead(out var message))
            {
                peer.Receive(message, server);
            }

            ended.TrySetResult(server.ExitCode);
        }
        catch (Exception exception)
        {
            // Whoever runs the server says why it ended.
            ended.TrySetException(exception);
        }
    }

    private static async Task EndAsync(EditorServer server)
    {
        try
        {
            await server.DisposeAsync().AsTask().WaitAsync(Patience).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The process ends anyway, and with it whatever still runs.
        }
    }
}
