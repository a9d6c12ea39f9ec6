using EnvLint.Engine;
using EnvLint.LanguageServer.Analysis;
using EnvLint.LanguageServer.Documents;
using EnvLint.Rules;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Tests.Analysis;

/// <summary>A session over a folder on disk, with a clock that is turned by hand and an editor that notes what it is told.</summary>
internal sealed class Workbench : IAsyncDisposable
{
    private readonly Analyzer _analyzer;
    private readonly DateOnly? _today;
    private readonly Dictionary<string, int> _versions = new(StringComparer.Ordinal);

    public Workbench(RuleTable? rules = null, params (string Path, string Text)[] files)
        : this(rules, new FakeClient(), today: null, files)
    {
    }

    public Workbench(RuleTable? rules, FakeClient client, DateOnly? today, params (string Path, string Text)[] files)
    {
        Client = client;
        _today = today;
        // git is not asked: a mark makes the folder a root.
        Folder = Directory.CreateTempSubdirectory("envlint-server-").FullName;
        Directory.CreateDirectory(Path.Combine(Folder, ".git"));
        foreach (var (path, text) in files)
        {
            Write(path, text);
        }

        _analyzer = new Analyzer(rules ?? RuleCatalog.Instance);
        Session = NewSession();
    }

    public string Folder { get; }

    public ManualTimeProvider Clock { get; } = new();

    public FakeClient Client { get; }

    public Session Session { get; }

    /// <summary>A further session over the folder.</summary>
    public Session NewSession() => new(_analyzer, Client, Clock, _today, AnalysisOf.ToolVersion);

    /// <summary>A session that knows the folder, over these files.</summary>
    public static Workbench Of(params (string Path, string Text)[] files)
    {
        var bench = new Workbench(null, files);
        bench.Session.Start([DocumentAddress.OfPath(bench.Folder)]);
        return bench;
    }

    /// <summary>A session whose editor does not tell what changes on disk.</summary>
    public static Workbench Unwatched(params (string Path, string Text)[] files)
    {
        var bench = new Workbench(null, new FakeClient { WatchesFiles = false }, today: null, files);
        bench.Session.Start([DocumentAddress.OfPath(bench.Folder)]);
        return bench;
    }

    public DocumentAddress At(string path) => DocumentAddress.OfPath(Path.Combine(Folder, path));

    public void Write(string path, string text)
    {
        var full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    /// <summary>Opens a file with the text that it has on disk.</summary>
    public void Open(string path) => Open(path, File.ReadAllText(Path.Combine(Folder, path)));

    public void Open(string path, string text) => Session.Open(At(path), "", _versions[path] = 1, text);

    /// <summary>Replaces the text of an open file.</summary>
    public void Type(string path, string text) => Assert.True(Session.Change(At(path), ++_versions[path], _ => text));

    public void Replace(string path, string old, string text) =>
        Assert.True(Session.Change(At(path), ++_versions[path], content => content.Contains(old, StringComparison.Ordinal) ? content.Replace(old, text, StringComparison.Ordinal) : throw new ArgumentException($"{path} has no '{old}'")));

    public void Close(string path) => Session.Close(At(path));

    /// <summary>Writes a file and tells the session that it changed.</summary>
    public void WriteAndTell(string path, string text)
    {
        var kind = File.Exists(Path.Combine(Folder, path)) ? FileChangeKind.Changed : FileChangeKind.Created;
        Write(path, text);
        Session.ChangeFiles([(At(path), kind)]);
    }

    public void DeleteAndTell(string path)
    {
        File.Delete(Path.Combine(Folder, path));
        Session.ChangeFiles([(At(path), FileChangeKind.Deleted)]);
    }

    /// <summary>Lets the pause after a change pass, and all work be done.</summary>
    public async Task SettleAsync()
    {
        await Session.WhenIdleAsync();
        Clock.Advance(100);
        await Session.WhenIdleAsync();
    }

    public async Task<DocumentAnalysis?> AnalyzeAsync(string path) => await Session.AnalyzeAsync(At(path), CancellationToken.None);

    /// <summary>What an analysis found, as codes with their lines, from 1.</summary>
    public static string Codes(DocumentAnalysis? analysis) => analysis is null
        ? "none"
        : string.Join(' ', analysis.Findings.Diagnostics.Select(found => $"{found.Rule.Code}:{found.Source.Lines.PositionOf(found.Span.Start).Line + 1}"));

    public async Task<string> CodesAsync(string path) => Codes(await AnalyzeAsync(path));

    /// <summary>What the editor shows of a file now.</summary>
    public string Shown(string path) => Client.Published.LastOrDefault(shown => shown.Address.Equals(At(path))) is { Address: not null } last ? Codes(last.Analysis) : "nothing";

    /// <summary>How often the editor was shown something of a file.</summary>
    public int TimesShown(string path) => Client.Published.Count(shown => shown.Address.Equals(At(path)));

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
