using System.Globalization;
using System.Text.Json;
using EnvLint.LanguageServer.Analysis;
using EnvLint.LanguageServer.Protocol.Rpc;

namespace EnvLint.LanguageServer.Protocol;

/// <summary>Shows a person how far a piece of work is.</summary>
/// <param name="peer">The connection.</param>
/// <param name="token">The JSON of the token that names the work.</param>
internal sealed class WorkProgress(RpcPeer peer, string token)
{
    private int _percentage = -1;

    /// <summary>Progress that the client did not ask for: it is told the token first.</summary>
    /// <param name="peer">The connection.</param>
    /// <param name="token">The JSON of a new token.</param>
    public static WorkProgress Create(RpcPeer peer, string token)
    {
        peer.Ask(
            "window/workDoneProgress/create",
            json =>
            {
                json.WriteStartObject();
                WriteToken(json, token);
                json.WriteEndObject();
            },
            answered: null);
        return new WorkProgress(peer, token);
    }

    /// <summary>Sends what belongs to a token: progress, or a part of a result.</summary>
    /// <param name="peer">The connection.</param>
    /// <param name="token">The JSON of the token.</param>
    /// <param name="writeValue">Writes it.</param>
    public static void Send(RpcPeer peer, string token, Action<Utf8JsonWriter> writeValue) => peer.Notify("$/progress", json =>
    {
        json.WriteStartObject();
        WriteToken(json, token);
        json.WritePropertyName("value"u8);
        writeValue(json);
        json.WriteEndObject();
    });

    /// <summary>The work begins.</summary>
    /// <param name="title">What it is.</param>
    public void Begin(string title) => Send(peer, token, json =>
    {
        json.WriteStartObject();
        json.WriteString("kind"u8, "begin"u8);
        json.WriteString("title"u8, title);
        json.WriteBoolean("cancellable"u8, false);
        json.WriteNumber("percentage"u8, 0);
        json.WriteEndObject();
    });

    /// <summary>The work went on. Told where a hundredth of it was done since it was told last.</summary>
    /// <param name="progress">How far it is.</param>
    public void Report(ScanProgress progress)
    {
        var percentage = progress.Total <= 0 ? 0 : (int)Math.Min(100L * progress.Done / progress.Total, 100);
        var last = Volatile.Read(ref _percentage);
        if (percentage <= last || Interlocked.CompareExchange(ref _percentage, percentage, last) != last)
        {
            return;
        }

        Send(peer, token, json =>
        {
            json.WriteStartObject();
            json.WriteString("kind"u8, "report"u8);
            json.WriteString("message"u8, string.Create(CultureInfo.InvariantCulture, $"{progress.Done} of {progress.Total} files"));
            json.WriteNumber("percentage"u8, percentage);
            json.WriteEndObject();
        });
    }

    /// <summary>The work is done, or was given up.</summary>
    public void End() => Send(peer, token, static json =>
    {
        json.WriteStartObject();
        json.WriteString("kind"u8, "end"u8);
        json.WriteEndObject();
    });

    private static void WriteToken(Utf8JsonWriter json, string token)
    {
        json.WritePropertyName("token"u8);
        json.WriteRawValue(token, skipInputValidation: true);
    }
}
