using EnvLint.LanguageServer.Analysis;
using EnvLint.LanguageServer.Documents;

namespace EnvLint.LanguageServer.Tests.Analysis;

public sealed class SessionTests
{
    private const string Good = "FROM ubuntu:24.04\nUSER 1000\n";
    private const string Bad = "FROM ubuntu:24.04\nRUN apt-get install -y curl\n";

    [Fact]
    public async Task WhatIsOpenedIsShownAtOnce()
    {
        await using var bench = Workbench.Of();
        bench.Open("Dockerfile", "FROM ubuntu:24.04\nFOO bar\n");
        await bench.Session.WhenIdleAsync();
        Assert.Contains("ENV001:2", bench.Shown("Dockerfile"), StringComparison.Ordinal);
        Assert.Equal(1, Assert.Single(bench.Client.Published).Analysis!.Version);
    }

    [Fact]
    public async Task WhatIsNoManifestIsNotShown()
    {
        await using var bench = Workbench.Of();
        bench.Open("main.py", "import torch\n");
        await bench.SettleAsync();
        Assert.Empty(bench.Client.Published);
        Assert.Null(await bench.AnalyzeAsync("main.py"));
        Assert.Equal("import torch\n", bench.Session.Find(bench.At("main.py"))!.Text.Content);
    }

    [Fact]
    public async Task AChangeIsShownAfterThePauseAndNotBefore()
    {
        await using var bench = Workbench.Of();
        bench.Open("Dockerfile", Good);
        await bench.Session.WhenIdleAsync();
        bench.Type("Dockerfile", Bad);
        bench.Clock.Advance(99);
        await bench.Session.WhenIdleAsync();
        Assert.Equal(1, bench.TimesShown("Dockerfile"));
        bench.Clock.Advance(1);
        await bench.Session.WhenIdleAsync();
        Assert.Equal(2, bench.TimesShown("Dockerfile"));
        Assert.Equal(2, bench.Client.Published[^1].Analysis!.Version);
    }

    [Fact]
    public async Task OnlyTheNewestOfManyTextsIsShown()
    {
        await using var bench = Workbench.Of();
        bench.Open("Dockerfile", Good);
        await bench.Session.WhenIdleAsync();
        for (var i = 0; i < 50; i++)
        {
            bench.Type("Dockerfile", Good + new string('#', i) + "\n");
            bench.Clock.Advance(60);
        }

        await bench.SettleAsync();
        Assert.Equal(2, bench.TimesShown("Dockerfile"));
        Assert.Equal(51, bench.Client.Published[^1].Analysis!.Version);
    }

    [Fact]
    public async Task WhatWasAnalysedIsToldToWhoeverTraces()
    {
        await using var bench = Workbench.Of();
        bench.Open("main.py", "import torch\n");
        bench.Open("Dockerfile", "FROM ubuntu:24.04\nFOO bar\n");
        await bench.SettleAsync();
        Assert.Equal(["Dockerfile: ", "main.py: no"], bench.Client.Traced.Select(static line => line[..(line.IndexOf(": ", StringComparison.Ordinal) + 2)] + (line.Contains("nothing to check", StringComparison.Ordinal) ? "no" : "")).Order(StringComparer.Ordinal));
        Assert.All(bench.Client.Traced, static line => Assert.EndsWith("analysed in 0.0 ms", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task AskingDoesNotWaitForThePauseAndDoesNotShow()
    {
        await using var bench = Workbench.Of();
        bench.Open("Dockerfile", Good);
        await bench.Session.WhenIdleAsync();
        bench.Type("Dockerfile", Bad);
        var analysis = await bench.AnalyzeAsync("Dockerfile");
        Assert.Equal(2, analysis!.Version);
        Assert.Equal(1, bench.TimesShown("Dockerfile"));

        // The same work is what is shown after the pause.
        await bench.SettleAsync();
        Assert.Same(analysis, bench.Client.Published[^1].Analysis);
        Assert.Same(analysis, await bench.AnalyzeAsync("Dockerfile"));
    }

    [Fact]
    public async Task WhatIsClosedIsTakenAway()
    {
        await using var bench = Workbench.Of();
        bench.Open("Dockerfile", Bad);
        await bench.Session.WhenIdleAsync();
        bench.Close("Dockerfile");
        Assert.Equal("none", bench.Shown("Dockerfile"));
        Assert.Null(bench.Session.Find(bench.At("Dockerfile")));
        Assert.False(bench.Session.Change(bench.At("Dockerfile"), 2, static text => text));
        await bench.SettleAsync();
        Assert.Equal(2, bench.TimesShown("Dockerfile"));
    }

    [Fact]
    public async Task AFileThatIsNotOpenIsReadFromDisk()
    {
        await using var bench = Workbench.Of(("Dockerfile", "FROM ubuntu:24.04\nFOO bar\n"), ("notes.txt", "hello"));
        Assert.Contains("ENV001:2", await bench.CodesAsync("Dockerfile"), StringComparison.Ordinal);
        Assert.Null(await bench.AnalyzeAsync("notes.txt"));
        Assert.Null(await bench.AnalyzeAsync("gone/Dockerfile"));
        Assert.Empty(bench.Client.Published);
    }

    [Fact]
    public async Task AnUntitledDocumentIsWhatItsLanguageSays()
    {
        await using var bench = Workbench.Of();
        var address = DocumentAddress.Of("untitled:Untitled-1");
        bench.Session.Open(address, "dockerfile", 1, "FROM ubuntu:24.04\nFOO bar\n");
        await bench.Session.WhenIdleAsync();
        Assert.Contains("ENV001:2", Workbench.Codes(bench.Client.Published[^1].Analysis), StringComparison.Ordinal);
        Assert.Null((await bench.Session.AnalyzeAsync(address, CancellationToken.None))!.Project.Root);
    }

    [Fact]
    public async Task ADocumentWithoutNameHasNoWrongName()
    {
        await using var bench = Workbench.Of();
        bench.Session.Open(DocumentAddress.Of("untitled:Untitled-1"), "wslconfig", 1, "[wsl2]\nmemory=24gb\n");
        await bench.Session.WhenIdleAsync();
        Assert.Equal("WSL005:2", Workbench.Codes(bench.Client.Published[^1].Analysis));
    }
}
