using EnvLint.Baseline;

namespace EnvLint.LanguageServer.Tests.Analysis;

/// <summary>With an editor that does not tell what changes on disk, the session looks for itself when something is opened, changed or saved.</summary>
public sealed class DiskChangeTests
{
    private const string Dockerfile = "FROM python:3.11\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n";

    [Fact]
    public async Task ALinkedFileThatWasWrittenIsReadAgain()
    {
        await using var bench = Workbench.Unwatched(("Dockerfile", Dockerfile), ("requirements.txt", "numpy==1.26.4\n"), (".wslconfig", "[wsl2]\nmemory=8GB\n"));
        bench.Open("Dockerfile");
        bench.Open(".wslconfig");
        await bench.SettleAsync();
        Write(bench, "requirements.txt", "torch==2.1.0\n");
        bench.Type(".wslconfig", "[wsl2]\nmemory=9GB\n");
        await bench.SettleAsync();
        Assert.Equal(2, bench.TimesShown("Dockerfile"));
        Assert.Equal("torch==2.1.0\n", (await bench.AnalyzeAsync("Dockerfile"))!.Options.Files!.Read("requirements.txt")!.Content);
    }

    [Fact]
    public async Task WhatIsAsItWasIsNotAnalysedAgain()
    {
        await using var bench = Workbench.Unwatched(("Dockerfile", Dockerfile), ("requirements.txt", "numpy==1.26.4\n"), (".wslconfig", "[wsl2]\nmemory=8GB\n"), ("envlint.toml", ""), ("notes/b.txt", ""));
        bench.Open("Dockerfile");
        bench.Open(".wslconfig");
        await bench.SettleAsync();
        var known = await bench.AnalyzeAsync("Dockerfile");

        // Written without being changed, and a file that nobody asked for.
        Write(bench, "requirements.txt", "numpy==1.26.4\n");
        Write(bench, "notes/a.txt", "");
        bench.Session.Save(bench.At(".wslconfig"));
        await bench.SettleAsync();
        Assert.Same(known, await bench.AnalyzeAsync("Dockerfile"));
        Assert.Equal(1, bench.TimesShown("Dockerfile"));
        Assert.Single(bench.Client.Reported);
    }

    [Fact]
    public async Task AFileThatCameIsThere()
    {
        await using var bench = Workbench.Unwatched(("Dockerfile", Dockerfile), (".wslconfig", "[wsl2]\nmemory=8GB\n"));
        bench.Open("Dockerfile");
        bench.Open(".wslconfig");
        await bench.SettleAsync();
        var before = bench.Shown("Dockerfile");
        Write(bench, "requirements.txt", "torch==2.1.0\n");
        bench.Session.Save(bench.At(".wslconfig"));
        await bench.SettleAsync();
        Assert.Equal("torch==2.1.0\n", (await bench.AnalyzeAsync("Dockerfile"))!.Options.Files!.Read("requirements.txt")!.Content);
        File.Delete(Path.Combine(bench.Folder, "requirements.txt"));
        bench.Session.Save(bench.At(".wslconfig"));
        await bench.SettleAsync();
        Assert.Equal(before, bench.Shown("Dockerfile"));
    }

    [Fact]
    public async Task WhoBuildsADockerfileIsSeen()
    {
        await using var bench = Workbench.Unwatched(
            ("docker/Dockerfile", "FROM python:3.11\nCOPY app.py .\nCOPY setup.py .\nCOPY modle.py .\n"), ("docker/app.py", ""), ("docker/setup.py", ""), ("docker/model.py", ""),
            ("compose.yaml", "services:\n  app:\n    build:\n      context: .\n      dockerfile: docker/Dockerfile\n"), (".wslconfig", "[wsl2]\nmemory=8GB\n"));
        bench.Open("docker/Dockerfile");
        await bench.SettleAsync();
        Assert.DoesNotContain("IMG003", bench.Shown("docker/Dockerfile"), StringComparison.Ordinal);
        Write(bench, "compose.yaml", "services:\n  app:\n    build: docker\n");
        bench.Open(".wslconfig");
        await bench.SettleAsync();
        Assert.Contains("IMG003", bench.Shown("docker/Dockerfile"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheConfigurationIsReadAgain()
    {
        await using var bench = Workbench.Unwatched(("app/requirements.txt", "torch==2.1.0+cu121\n"), (".wslconfig", "[wsl2]\nmemory=8GB\n"));
        bench.Open("app/requirements.txt");
        bench.Open(".wslconfig");
        await bench.SettleAsync();
        var before = bench.Shown("app/requirements.txt");
        Assert.NotEqual("", before);
        Write(bench, "envlint.toml", "select = [\"WSL\"]\n");
        bench.Session.Save(bench.At(".wslconfig"));
        await bench.SettleAsync();
        Assert.Equal("", bench.Shown("app/requirements.txt"));

        // Nearer than that one.
        Write(bench, "app/envlint.toml", "select = [\"ALL\"]\n");
        bench.Session.Save(bench.At(".wslconfig"));
        await bench.SettleAsync();
        Assert.Equal(before, bench.Shown("app/requirements.txt"));
    }

    [Fact]
    public async Task AConfigurationThatIsSavedForTheFirstTimeMakesARoot()
    {
        await using var bench = Workbench.Unwatched(("app/requirements.txt", "torch==2.1.0+cu121\n"));
        bench.Open("app/requirements.txt");
        bench.Open("app/envlint.toml", "select = [\"WSL\"]\n");
        await bench.SettleAsync();
        Assert.NotEqual("", bench.Shown("app/requirements.txt"));
        bench.Write("app/envlint.toml", "select = [\"WSL\"]\n");
        bench.Session.Save(bench.At("app/envlint.toml"));
        await bench.SettleAsync();
        Assert.Equal("", bench.Shown("app/requirements.txt"));
    }

    [Fact]
    public async Task TheBaselineIsReadAgain()
    {
        await using var bench = Workbench.Unwatched(("envlint.toml", "baseline = \"ci/known.json\"\n"), ("requirements.txt", "torch==2.1.0+cu121\n"), (".wslconfig", "[wsl2]\nmemory=8GB\n"));
        bench.Open("requirements.txt");
        bench.Open(".wslconfig");
        await bench.SettleAsync();
        var before = bench.Shown("requirements.txt");
        Assert.NotEqual("", before);
        Write(bench, "ci/known.json", BaselineText.Write(new BaselineDocument(RootBaseline.Record((await bench.AnalyzeAsync("requirements.txt"))!.Findings, "requirements.txt"))));
        bench.Session.Save(bench.At(".wslconfig"));
        await bench.SettleAsync();
        Assert.Equal("", bench.Shown("requirements.txt"));
        File.Delete(Path.Combine(bench.Folder, "ci/known.json"));
        bench.Session.Save(bench.At(".wslconfig"));
        await bench.SettleAsync();
        Assert.Equal(before, bench.Shown("requirements.txt"));
    }

    // The clock of a file system may be coarse: each writing is a second later than the one before.
    private static void Write(Workbench bench, string path, string text)
    {
        var full = Path.Combine(bench.Folder, path);
        var time = File.Exists(full) ? File.GetLastWriteTimeUtc(full).AddSeconds(1) : DateTime.UtcNow;
        bench.Write(path, text);
        File.SetLastWriteTimeUtc(full, time);
    }
}
