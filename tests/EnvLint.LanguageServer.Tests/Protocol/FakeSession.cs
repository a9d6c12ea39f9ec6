using EnvLint.LanguageServer.Analysis;
using EnvLint.LanguageServer.Documents;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Tests.Protocol;

/// <summary>A session without a disk, a pause or threads of its own: it checks each text when it comes, and writes down what it was told.</summary>
internal sealed class FakeSession(ISessionClient client, Dictionary<string, string> disk) : ISession
{
    private readonly Dictionary<DocumentAddress, OpenDocument> _open = [];
    private readonly List<string> _told = [];

    public ISessionClient Client => client;

    /// <summary>What it was told, one line each.</summary>
    public string[] Told
    {
        get
        {
            lock (_told)
            {
                return [.. _told];
            }
        }
    }

    /// <summary>What it has on disk: paths below the root with their texts.</summary>
    public Dictionary<string, string> Disk => disk;

    /// <summary>Called before each analysis.</summary>
    public Func<CancellationToken, Task> BeforeAnalysis { get; set; } = static _ => Task.CompletedTask;

    public int Scans { get; private set; }

    public bool IsDisposed { get; private set; }

    public void Start(IReadOnlyList<DocumentAddress> folders) => Tell("start " + string.Join(' ', folders));

    public void ChangeFolders(IReadOnlyList<DocumentAddress> added, IReadOnlyList<DocumentAddress> removed) => Tell($"folders +{string.Join(' ', added)} -{string.Join(' ', removed)}");

    public bool ChangeSettings(IReadOnlyList<(DocumentAddress? Folder, ClientSettings Settings)> settingsOf)
    {
        foreach (var (folder, settings) in settingsOf)
        {
            Tell($"settings {folder?.Uri ?? "all"}: [{string.Join('|', settings.Targets)}] [{string.Join('|', settings.Severities)}]");
        }

        return true;
    }

    public void Open(DocumentAddress address, string languageId, int version, string text)
    {
        Tell($"open {address} {languageId} {version}");
        Take(address, languageId, version, text);
    }

    public bool Change(DocumentAddress address, int version, Func<string, string> change)
    {
        Tell($"change {address} {version}");
        if (Find(address) is not { } document)
        {
            return false;
        }

        Take(address, document.LanguageId, version, change(document.Text.Content));
        return true;
    }

    public void Save(DocumentAddress address) => Tell($"save {address}");

    public void Close(DocumentAddress address)
    {
        Tell($"close {address}");
        lock (_open)
        {
            _open.Remove(address);
        }

        client.Publish(address, null);
    }

    public void ChangeFiles(IReadOnlyList<(DocumentAddress Address, FileChangeKind Kind)> changes)
    {
        foreach (var (address, kind) in changes)
        {
            Tell($"{kind} {address}");
        }
    }

    public OpenDocument? Find(DocumentAddress address)
    {
        lock (_open)
        {
            return _open.GetValueOrDefault(address);
        }
    }

    public async ValueTask<DocumentAnalysis?> AnalyzeAsync(DocumentAddress address, CancellationToken cancellationToken)
    {
        await BeforeAnalysis(cancellationToken);
        return Find(address) is { } document ? Analyze(document)
            : Disk.TryGetValue(PathOf(address), out var text) ? Analyze(address, null, text)
            : null;
    }

    public async Task AnalyzeWorkspaceAsync(Action<DocumentAnalysis> found, Action<ScanProgress>? progress, CancellationToken cancellationToken)
    {
        Scans++;
        var done = 0;
        foreach (var (path, text) in Disk)
        {
            await BeforeAnalysis(cancellationToken);
            if (Analyze(AnalysisOf.AddressOf(path), null, text) is { } analysis)
            {
                found(analysis);
            }

            progress?.Invoke(new ScanProgress(++done, Disk.Count));
        }
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return default;
    }

    private static string PathOf(DocumentAddress address) => address.Uri.StartsWith(AnalysisOf.RootUri, StringComparison.Ordinal) ? address.Uri[AnalysisOf.RootUri.Length..] : address.Uri;

    private static DocumentAnalysis? Analyze(OpenDocument document) => Analyze(document.Address, document.Version, document.Text.Content);

    private static DocumentAnalysis? Analyze(DocumentAddress address, int? version, string text)
    {
        DocumentAnalysis analysis;
        try
        {
            analysis = AnalysisOf.Text(PathOf(address), text);
        }
        catch (ArgumentException)
        {
            return null;
        }

        return new DocumentAnalysis
        {
            Address = address,
            Version = version,
            Text = analysis.Text,
            Kind = analysis.Kind,
            Project = analysis.Project,
            File = analysis.File,
            Options = analysis.Options,
            Findings = analysis.Findings,
            Recheck = analysis.Recheck,
        };
    }

    private void Take(DocumentAddress address, string languageId, int version, string text)
    {
        var document = new OpenDocument(address, languageId, version, new SourceText(PathOf(address), text));
        lock (_open)
        {
            _open[address] = document;
        }

        if (Analyze(document) is { } analysis)
        {
            client.Publish(address, analysis);
        }
    }

    private void Tell(string line)
    {
        lock (_told)
        {
            _told.Add(line);
        }
    }
}

/// <summary>Makes sessions for servers and remembers the last one.</summary>
internal sealed class FakeSessions
{
    /// <summary>The last one; null before the first.</summary>
    public FakeSession? Made { get; private set; }

    public FakeSession Last => Made ?? throw new InvalidOperationException("no session was made");

    /// <summary>What the sessions have on disk.</summary>
    public Dictionary<string, string> Disk { get; } = [];

    public FakeSession Create(ISessionClient client) => Made = new FakeSession(client, Disk);
}
