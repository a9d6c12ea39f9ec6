namespace EnvLint.LanguageServer.Tests.Analysis;

/// <summary>A document is analysed again when what it asked of other files is answered differently, and only then.</summary>
public sealed class LinkedDocumentTests
{
    private const string Dockerfile = "FROM python:3.11\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n";
    private const string Missing = "IMG003";

    // A context that says where what is copied lies, for a Dockerfile that copies what is not there.
    private static readonly (string Path, string Text)[] s_context =
    [
        ("docker/Dockerfile", "FROM python:3.11\nCOPY app.py .\nCOPY setup.py .\nCOPY modle.py .\n"),
        ("docker/app.py", ""),
        ("docker/setup.py", ""),
        ("docker/model.py", ""),
        ("compose.yaml", "services:\n  app:\n    build: ${DIR}\n"),
        (".env", "DIR=docker\n"),
    ];

    [Fact]
    public async Task UnsavedTextOfALinkedFileCounts()
    {
        await using var bench = Workbench.Of(("Dockerfile", Dockerfile), ("requirements.txt", "numpy==1.26.4\n"));
        bench.Open("Dockerfile");
        bench.Open("requirements.txt");
        await bench.SettleAsync();
        var before = (await bench.AnalyzeAsync("Dockerfile"))!;
        bench.Type("requirements.txt", "torch==2.1.0\n");
        var after = (await bench.AnalyzeAsync("Dockerfile"))!;
        Assert.DoesNotContain(before.File!.Facts!.Packages, static request => request.Name == "torch");
        Assert.NotSame(before, after);
        Assert.Equal(1, bench.TimesShown("Dockerfile"));
        await bench.SettleAsync();
        Assert.Equal(2, bench.TimesShown("Dockerfile"));
        Assert.Same(after, bench.Client.Published.Last(shown => shown.Address.Equals(bench.At("Dockerfile"))).Analysis);
        Assert.Equal(1, bench.Client.Refreshed);
    }

    [Fact]
    public async Task WhatDoesNotDependOnAChangeIsLeftAlone()
    {
        await using var bench = Workbench.Of(("Dockerfile", Dockerfile), ("requirements.txt", "numpy==1.26.4\n"), (".wslconfig", "[wsl2]\nmemory=8GB\n"), ("setup.sh", "apt-get update\n"));
        foreach (var path in new[] { "Dockerfile", "requirements.txt", ".wslconfig", "setup.sh" })
        {
            bench.Open(path);
        }

        await bench.SettleAsync();
        var known = await bench.AnalyzeAsync(".wslconfig");
        bench.Type("requirements.txt", "torch==2.1.0\n");
        await bench.SettleAsync();
        bench.Type("setup.sh", "apt-get update && apt-get upgrade\n");
        await bench.SettleAsync();
        Assert.Equal((2, 2, 1, 2), (bench.TimesShown("Dockerfile"), bench.TimesShown("requirements.txt"), bench.TimesShown(".wslconfig"), bench.TimesShown("setup.sh")));
        Assert.Same(known, await bench.AnalyzeAsync(".wslconfig"));
    }

    [Fact]
    public async Task AChangeThatIsTakenBackBeforeThePauseShowsNothing()
    {
        await using var bench = Workbench.Of(("Dockerfile", Dockerfile), ("requirements.txt", "numpy==1.26.4\n"));
        bench.Open("Dockerfile");
        bench.Open("requirements.txt");
        await bench.SettleAsync();
        bench.Type("requirements.txt", "torch==2.1.0\n");
        bench.Type("requirements.txt", "numpy==1.26.4\n");
        await bench.SettleAsync();
        Assert.Equal(1, bench.TimesShown("Dockerfile"));
        Assert.Equal(2, bench.TimesShown("requirements.txt"));
    }

    [Fact]
    public async Task WhatIsSavedElsewhereCounts()
    {
        await using var bench = Workbench.Of(("Dockerfile", Dockerfile), ("requirements.txt", "numpy==1.26.4\n"), ("notes/a.txt", ""));
        bench.Open("Dockerfile");
        await bench.SettleAsync();
        bench.WriteAndTell("requirements.txt", "torch==2.1.0\n");
        await bench.SettleAsync();
        Assert.Equal(2, bench.TimesShown("Dockerfile"));
        bench.DeleteAndTell("requirements.txt");
        await bench.SettleAsync();
        Assert.Equal(3, bench.TimesShown("Dockerfile"));
        bench.WriteAndTell("notes/b.txt", "nobody reads it");
        await bench.SettleAsync();
        Assert.Equal(3, bench.TimesShown("Dockerfile"));
    }

    [Fact]
    public async Task ADocumentIsReadFromDiskAgainWhenItIsClosed()
    {
        await using var bench = Workbench.Of(("Dockerfile", Dockerfile), ("requirements.txt", "numpy==1.26.4\n"));
        bench.Open("Dockerfile");
        bench.Open("requirements.txt", "torch==2.1.0\n");
        await bench.SettleAsync();
        Assert.Equal("torch==2.1.0\n", (await bench.AnalyzeAsync("Dockerfile"))!.Options.Files!.Read("requirements.txt")!.Content);
        bench.Close("requirements.txt");
        await bench.SettleAsync();
        Assert.Equal("numpy==1.26.4\n", (await bench.AnalyzeAsync("Dockerfile"))!.Options.Files!.Read("requirements.txt")!.Content);
    }

    [Fact]
    public async Task ABuildThatNamesAnotherContextIsAnotherAnswer()
    {
        await using var bench = Workbench.Of(s_context);
        bench.Open("docker/Dockerfile");
        bench.Open("compose.yaml");
        await bench.SettleAsync();
        Assert.Contains(Missing, bench.Shown("docker/Dockerfile"), StringComparison.Ordinal);

        // The file beside it says where the context is: nobody has it open.
        bench.WriteAndTell(".env", "DIR=elsewhere\n");
        await bench.SettleAsync();
        Assert.Equal("docker/", await ContextAsync(bench, "DIR=docker\n"));
        Assert.Null(await ContextAsync(bench, "DIR=nowhere\n"));
    }

    [Fact]
    public async Task AnIndexOnlyTakesUpWhatChanged()
    {
        await using var bench = Workbench.Of(s_context);
        bench.Open("docker/Dockerfile");
        bench.Open("compose.yaml");
        bench.Open("docker/setup.sh", "echo\n");
        await bench.SettleAsync();
        var shown = bench.TimesShown("docker/Dockerfile");
        bench.Replace("compose.yaml", "app:", "web:");
        await bench.SettleAsync();
        Assert.Equal(shown, bench.TimesShown("docker/Dockerfile"));
        bench.Type("docker/setup.sh", "docker build docker\n");
        await bench.SettleAsync();
        Assert.Equal(shown, bench.TimesShown("docker/Dockerfile"));
        bench.Type("docker/setup.sh", "docker build -f docker/Dockerfile .\n");
        await bench.SettleAsync();
        Assert.Equal(shown + 1, bench.TimesShown("docker/Dockerfile"));
        Assert.DoesNotContain(Missing, bench.Shown("docker/Dockerfile"), StringComparison.Ordinal);
    }

    private static async Task<string?> ContextAsync(Workbench bench, string env)
    {
        bench.WriteAndTell(".env", env);
        await bench.SettleAsync();
        var analysis = (await bench.AnalyzeAsync("docker/Dockerfile"))!;
        return analysis.Options.Index!.ContextOf("docker/Dockerfile");
    }
}
