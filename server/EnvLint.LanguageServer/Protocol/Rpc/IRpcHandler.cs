using System.Text.Json;

namespace EnvLint.LanguageServer.Protocol.Rpc;

/// <summary>Does the work of a request, on any thread.</summary>
/// <param name="cancellationToken">The client asked to stop.</param>
/// <returns>Writes the result; null for the result <c>null</c>.</returns>
internal delegate ValueTask<Action<Utf8JsonWriter>?> RequestWork(CancellationToken cancellationToken);

/// <summary>What stands behind a connection. Its methods are called one after the other, in the order of the messages; the parameters are good only until they return.</summary>
internal interface IRpcHandler
{
    /// <summary>Takes a request: reads its parameters.</summary>
    /// <param name="method">The method.</param>
    /// <param name="parameters">Its parameters; undefined where there are none.</param>
    /// <returns>What is left to do, and may take its time.</returns>
    /// <exception cref="RpcException">The request is answered with an error.</exception>
    RequestWork Accept(string method, JsonElement parameters);

    /// <summary>Whether a request is answered before the next message is read.</summary>
    /// <param name="method">The method.</param>
    bool IsAnsweredInOrder(string method);

    /// <summary>A request that is answered in order was answered. What this throws ends the connection.</summary>
    /// <param name="method">The method.</param>
    void Answered(string method);

    /// <summary>Takes a notification.</summary>
    /// <param name="method">The method.</param>
    /// <param name="parameters">Its parameters; undefined where there are none.</param>
    /// <exception cref="RpcException">The parameters are not what the method takes.</exception>
    void Notice(string method, JsonElement parameters);
}
