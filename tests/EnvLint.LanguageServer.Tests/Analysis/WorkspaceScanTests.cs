using EnvLint.LanguageServer.Analysis;
using EnvLint.LanguageServer.Documents;

namespace EnvLint.LanguageServer.Tests.Analysis;

public sealed class WorkspaceScanTests
{
    private const string Bad = "FROM ubuntu:24.04\nFOO bar\n";

    [Fact]
    public async Task AllManifestsOfAllFoldersAreFound()
    {
        await using var bench = Workbench.Of(
            ("Dockerfile", Bad), ("a/Dockerfile", Bad), ("a/main.py", "import torch\n"), ("tool", "#!/bin/bash\necho\n"), ("old/Dockerfile", Bad), ("tmp/Dockerfile", Bad),
            ("inner/envlint.toml", "ignore = [\"ENV001\", \"PIP999\"]\n"), ("inner/Dockerfile", Bad), ("envlint.toml", "exclude = [\"old\"]\n"), (".gitignore", "tmp/\n"));
        var progress = new List<ScanProgress>();
        var found = await ScanAsync(bench, progress.Add);
        Assert.Equal(["Dockerfile", "a/Dockerfile", "inner/Dockerfile", "inner/envlint.toml", "tool"], found.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("ENV001:2", Workbench.Codes(found["a/Dockerfile"]), StringComparison.Ordinal);
        Assert.DoesNotContain("ENV001", Workbench.Codes(found["inner/Dockerfile"]), StringComparison.Ordinal);
        Assert.Equal("ENV006:1", Workbench.Codes(found["inner/envlint.toml"]));
        Assert.Equal(new ScanProgress(0, 5), progress[0]);
        Assert.Equal(5, progress.Max(static step => step.Done));
        Assert.Empty(bench.Client.Published);
    }

    [Fact]
    public async Task OpenDocumentsAreFoundAsTheyAre()
    {
        await using var bench = Workbench.Of(("Dockerfile", Bad), ("tmp/Dockerfile", Bad), (".gitignore", "tmp/\n"));
        bench.Open("Dockerfile", "FROM ubuntu:24.04\nUSER 1000\n");
        bench.Open("new.wslconfig/.wslconfig", "[wsl2]\nmemory=lots\n");
        bench.Open("tmp/Dockerfile");
        bench.Session.Open(DocumentAddress.Of("untitled:Untitled-1"), "dockerfile", 1, Bad);
        var found = await ScanAsync(bench);
        Assert.Equal([".wslconfig", "Dockerfile", "tmp/Dockerfile"], found.Keys.Select(static path => path.Replace("new.wslconfig/", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("ENV001", Workbench.Codes(found["Dockerfile"]), StringComparison.Ordinal);
        Assert.Equal(1, found["Dockerfile"].Version);
    }

    [Fact]
    public async Task AScanEndsWhenItIsCancelled()
    {
        await using var bench = Workbench.Of([.. Enumerable.Range(0, 100).Select(static number => ($"{number}/Dockerfile", Bad))]);
        using var cancellation = new CancellationTokenSource();
        var count = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.Session.AnalyzeWorkspaceAsync(
            _ =>
            {
                if (++count == 10)
                {
                    cancellation.Cancel();
                }
            },
            progress: null,
            cancellation.Token));
        await bench.Session.WhenIdleAsync();
        Assert.InRange(count, 10, 12);
    }

    [Fact]
    public async Task NothingIsFoundWhereThereIsNothing()
    {
        await using var bench = Workbench.Of(("main.py", ""));
        Assert.Empty(await ScanAsync(bench));
    }

    private static async Task<Dictionary<string, DocumentAnalysis>> ScanAsync(Workbench bench, Action<ScanProgress>? progress = null)
    {
        var found = new Dictionary<string, DocumentAnalysis>(StringComparer.Ordinal);
        var gate = new Lock();
        await bench.Session.AnalyzeWorkspaceAsync(
            analysis => found.Add(Path.GetRelativePath(bench.Folder, analysis.Address.FullPath!), analysis),
            progress is null ? null : step =>
            {
                lock (gate)
                {
                    progress(step);
                }
            },
            CancellationToken.None);
        return found;
    }
}
