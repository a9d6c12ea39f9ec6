using EnvLint.LanguageServer.Analysis;

namespace EnvLint.LanguageServer.Protocol;

/// <summary>What a server is made of, beside its streams.</summary>
internal sealed class ServerParts
{
    /// <summary>The version of EnvLint.</summary>
    public required string Version { get; init; }

    /// <summary>Makes the session; called once the client has its answer to <c>initialize</c>.</summary>
    public required Func<ISessionClient, ISession> CreateSession { get; init; }

    /// <summary>The time, for pauses.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Finds a process by its number and says from then on whether it still runs; null where there is none.</summary>
    public Func<int, Func<bool>?> FindProcess { get; init; } = RunningProcess.Find;
}
