namespace EnvLint.LanguageServer.Protocol.Rpc;

/// <summary>A request that is answered with an error.</summary>
/// <param name="code">One of <see cref="RpcError"/>.</param>
/// <param name="message">One sentence for a person.</param>
internal sealed class RpcException(int code, string message) : Exception(message)
{
    /// <summary>The code of the answer.</summary>
    public int Code { get; } = code;

    /// <summary>Whether the client may ask again at once; null where the answer does not say.</summary>
    public bool? MayAskAgain { get; init; }

    /// <summary>Parameters that are not what the method takes.</summary>
    /// <param name="what">What is wrong with them.</param>
    public static RpcException InvalidParams(string what) => new(RpcError.InvalidParams, what);
}

/// <summary>The codes of errors: those of JSON-RPC, and those that the language server protocol adds.</summary>
internal static class RpcError
{
    /// <summary>The message is no JSON.</summary>
    public const int ParseError = -32700;

    /// <summary>The message is no request, or none that is allowed now.</summary>
    public const int InvalidRequest = -32600;

    /// <summary>There is no such method.</summary>
    public const int MethodNotFound = -32601;

    /// <summary>The parameters are not what the method takes.</summary>
    public const int InvalidParams = -32602;

    /// <summary>The server failed.</summary>
    public const int InternalError = -32603;

    /// <summary>The first request was not <c>initialize</c>.</summary>
    public const int NotInitialized = -32002;

    /// <summary>The client cancelled the request.</summary>
    public const int Cancelled = -32800;

    /// <summary>The document changed before the answer was there.</summary>
    public const int ContentModified = -32801;

    /// <summary>The server gave up because of what happened meanwhile.</summary>
    public const int ServerCancelled = -32802;
}
