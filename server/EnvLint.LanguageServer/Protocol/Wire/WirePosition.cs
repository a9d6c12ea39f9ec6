using System.Text.Json;
using EnvLint.LanguageServer.Protocol.Rpc;

namespace EnvLint.LanguageServer.Protocol.Wire;

/// <summary>A place as the client counts it.</summary>
/// <param name="Line">Line from 0.</param>
/// <param name="Character">Column from 0, in the unit that was agreed on.</param>
internal readonly record struct WirePosition(int Line, int Character)
{
    /// <summary>Reads a position.</summary>
    /// <param name="element">The object.</param>
    /// <exception cref="RpcException">It is none.</exception>
    public static WirePosition Read(JsonElement element) =>
        new(Math.Max(element.NeedNumber("line"), 0), Math.Max(element.NeedNumber("character"), 0));
}

/// <summary>A stretch as the client counts it.</summary>
/// <param name="Start">Its start.</param>
/// <param name="End">The place behind it.</param>
internal readonly record struct WireRange(WirePosition Start, WirePosition End)
{
    /// <summary>Reads a range.</summary>
    /// <param name="element">The object.</param>
    /// <exception cref="RpcException">It is none.</exception>
    public static WireRange Read(JsonElement element) => new(WirePosition.Read(element.Get("start"u8)), WirePosition.Read(element.Get("end"u8)));
}
