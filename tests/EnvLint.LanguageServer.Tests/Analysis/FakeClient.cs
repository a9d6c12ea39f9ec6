using EnvLint.LanguageServer.Analysis;
using EnvLint.LanguageServer.Documents;

namespace EnvLint.LanguageServer.Tests.Analysis;

/// <summary>An editor that notes what it is told.</summary>
internal sealed class FakeClient : ISessionClient
{
    private readonly Lock _gate = new();
    private readonly List<(DocumentAddress Address, DocumentAnalysis? Analysis)> _published = [];
    private readonly List<ProjectStatus> _reported = [];
    private readonly List<string> _told = [];
    private readonly List<string> _traced = [];
    private IReadOnlyList<string> _watched = [];
    private int _refreshed;

    /// <summary>What was shown, in order.</summary>
    public IReadOnlyList<(DocumentAddress Address, DocumentAnalysis? Analysis)> Published => Read(() => _published.ToList());

    /// <summary>What was said of roots, in order.</summary>
    public IReadOnlyList<ProjectStatus> Reported => Read(() => _reported.ToList());

    /// <summary>What was told in words.</summary>
    public IReadOnlyList<string> Told => Read(() => _told.ToList());

    /// <summary>What was told of the work.</summary>
    public IReadOnlyList<string> Traced => Read(() => _traced.ToList());

    /// <summary>The files that it is to watch by their paths.</summary>
    public IReadOnlyList<string> Watched => Read(() => _watched);

    /// <summary>How often it was asked to ask again.</summary>
    public int Refreshed => Read(() => _refreshed);

    public bool WatchesFiles { get; init; } = true;

    public void Watch(IReadOnlyList<string> paths) => Do(() => _watched = paths);

    public void Publish(DocumentAddress address, DocumentAnalysis? analysis) => Do(() => _published.Add((address, analysis)));

    public void Refresh() => Do(() => _refreshed++);

    public void Report(ProjectStatus status) => Do(() => _reported.Add(status));

    public void Trace(string message) => Do(() => _traced.Add(message));

    public void Tell(MessageLevel level, string message, bool show) => Do(() => _told.Add(message));

    private void Do(Action action)
    {
        lock (_gate)
        {
            action();
        }
    }

    private T Read<T>(Func<T> read)
    {
        lock (_gate)
        {
            return read();
        }
    }
}
