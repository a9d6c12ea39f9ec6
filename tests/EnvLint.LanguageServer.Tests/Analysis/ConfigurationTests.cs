using EnvLint.Baseline;
using EnvLint.LanguageServer.Analysis;
using EnvLint.LanguageServer.Documents;

namespace EnvLint.LanguageServer.Tests.Analysis;

public sealed class ConfigurationTests
{
    // No index is named that has such a build.
    private const string Requirements = "torch==2.1.0+cu121\n";

    [Fact]
    public async Task UnsavedTextOfTheConfigurationCounts()
    {
        await using var bench = Workbench.Of(("envlint.toml", ""), ("requirements.txt", Requirements));
        bench.Open("envlint.toml");
        bench.Open("requirements.txt");
        await bench.SettleAsync();
        var (first, code) = (bench.Shown("requirements.txt"), bench.Shown("requirements.txt").Split(':')[0]);
        Assert.NotEqual("", first);
        bench.Type("envlint.toml", $"ignore = [\"{code}\"]\n");
        await bench.SettleAsync();
        Assert.DoesNotContain(code, bench.Shown("requirements.txt"), StringComparison.Ordinal);
        bench.Close("envlint.toml");
        await bench.SettleAsync();
        Assert.Equal(first, bench.Shown("requirements.txt"));
    }

    [Fact]
    public async Task AConfigurationThatIsSavedIsReadAgain()
    {
        await using var bench = Workbench.Of(("requirements.txt", Requirements));
        bench.Open("requirements.txt");
        await bench.SettleAsync();
        Assert.NotEqual("", bench.Shown("requirements.txt"));
        bench.WriteAndTell("envlint.toml", "select = [\"WSL\"]\n");
        await bench.SettleAsync();
        Assert.Equal("", bench.Shown("requirements.txt"));
        Assert.Equal(bench.At("envlint.toml"), bench.Client.Reported[^1].Configuration);
        bench.DeleteAndTell("envlint.toml");
        await bench.SettleAsync();
        Assert.NotEqual("", bench.Shown("requirements.txt"));
        Assert.Null(bench.Client.Reported[^1].Configuration);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AConfigurationThatIsDeletedWhileItIsOpenEndsWhenItIsClosed(bool isToldFirst)
    {
        await using var bench = new Workbench(null, ("plain/requirements.txt", Requirements), ("configured/envlint.toml", "[target]\nplatform = \"wsl2\"\n"), ("configured/requirements.txt", Requirements));
        Directory.Delete(Path.Combine(bench.Folder, ".git"));
        bench.Session.Start([bench.At("configured"), bench.At("plain")]);
        bench.Open("plain/requirements.txt");
        await bench.SettleAsync();
        bench.Close("plain/requirements.txt");
        bench.Write("plain/envlint.toml", "[target]\nplatform = \"linux\"\n");
        bench.Open("plain/envlint.toml");
        bench.Session.ChangeFiles([(bench.At("plain/envlint.toml"), FileChangeKind.Created)]);
        await bench.SettleAsync();
        Assert.Equal(bench.At("plain/envlint.toml"), bench.Client.Reported[^1].Configuration);
        File.Delete(Path.Combine(bench.Folder, "plain/envlint.toml"));
        if (isToldFirst)
        {
            bench.Session.ChangeFiles([(bench.At("plain/envlint.toml"), FileChangeKind.Deleted)]);
            await bench.SettleAsync();
            bench.Close("plain/envlint.toml");
        }
        else
        {
            bench.Close("plain/envlint.toml");
            await bench.SettleAsync();
            bench.Session.ChangeFiles([(bench.At("plain/envlint.toml"), FileChangeKind.Deleted)]);
        }

        await bench.SettleAsync();
        bench.Open("plain/requirements.txt");
        await bench.SettleAsync();
        var last = bench.Client.Reported.Last(status => Equals(status.Root, bench.At("plain")));
        Assert.Null(last.Configuration);
        Assert.Empty(last.Targets);
    }

    [Fact]
    public async Task WhatAConfigurationExtendsCounts()
    {
        await using var bench = Workbench.Of(("app/envlint.toml", "extends = \"../base.toml\"\n"), ("base.toml", "select = [\"WSL\"]\n"), ("app/requirements.txt", Requirements));
        bench.Open("app/requirements.txt");
        await bench.SettleAsync();
        Assert.Equal("", bench.Shown("app/requirements.txt"));
        bench.WriteAndTell("base.toml", "select = [\"ALL\"]\n");
        await bench.SettleAsync();
        Assert.NotEqual("", bench.Shown("app/requirements.txt"));
        bench.Open("base.toml", "select = [\"WSL\"]\nfoo = 1\n");
        await bench.SettleAsync();
        Assert.Contains("ENV001:2", bench.Shown("base.toml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhileAConfigurationIsBrokenTheLastGoodOneHolds()
    {
        await using var bench = Workbench.Of(("envlint.toml", "select = [\"WSL\"]\n[target]\nplatform = \"wsl2\"\ndriver = \"551.78\"\n"), ("requirements.txt", Requirements));
        bench.Open("requirements.txt");
        await bench.SettleAsync();
        Assert.Equal(("WSL 2, driver 551.78", ""), (Assert.Single(bench.Client.Reported[^1].Targets), bench.Client.Reported[^1].Problem));
        bench.WriteAndTell("envlint.toml", "selct = [\"WSL\"]\n");
        await bench.SettleAsync();
        Assert.Equal("", bench.Shown("requirements.txt"));
        Assert.Equal("ENV001:1", bench.Shown("envlint.toml"));
        Assert.StartsWith("envlint.toml:1:1: ", bench.Client.Reported[^1].Problem, StringComparison.Ordinal);
        Assert.Equal("WSL 2, driver 551.78", Assert.Single(bench.Client.Reported[^1].Targets));

        // Mended, nothing is left of it.
        bench.WriteAndTell("envlint.toml", "select = [\"ALL\"]\n");
        await bench.SettleAsync();
        Assert.Equal("none", bench.Shown("envlint.toml"));
        Assert.Equal("", bench.Client.Reported[^1].Problem);
        Assert.NotEqual("", bench.Shown("requirements.txt"));
    }

    [Fact]
    public async Task AConfigurationThatWasNeverGoodIsTold()
    {
        await using var bench = Workbench.Of(("envlint.toml", "select = [\n"), ("requirements.txt", Requirements));
        await bench.SettleAsync();
        Assert.Contains("ENV001", bench.Shown("envlint.toml"), StringComparison.Ordinal);
        Assert.Contains("nothing of it holds", Assert.Single(bench.Client.Reported).Problem, StringComparison.Ordinal);
        bench.Open("envlint.toml");
        await bench.SettleAsync();
        Assert.Contains("ENV001", bench.Shown("envlint.toml"), StringComparison.Ordinal);
        bench.Type("envlint.toml", "ignore = [\"PIP999\"]\n");
        await bench.SettleAsync();
        Assert.Equal("ENV006:1", bench.Shown("envlint.toml"));
        Assert.Equal("", bench.Client.Reported[^1].Problem);
    }

    [Fact]
    public async Task APyProjectIsAManifestAndMayBeTheConfiguration()
    {
        await using var bench = Workbench.Of(("pyproject.toml", "[project]\nname = \"a\"\nversion = \"1\"\n[tool.envlint]\nignore = [\"PIP999\"]\nfoo = 1\n"), ("requirements.txt", Requirements));
        bench.Open("pyproject.toml");
        await bench.SettleAsync();
        Assert.Equal("ENV006:5 ENV001:6", bench.Shown("pyproject.toml"));
        Assert.NotNull((await bench.AnalyzeAsync("pyproject.toml"))!.File);
        bench.Replace("pyproject.toml", "[tool.envlint]", "[tool.other]");
        await bench.SettleAsync();
        Assert.Equal("", bench.Shown("pyproject.toml"));
    }

    [Fact]
    public async Task TheEditorsSettingsWin()
    {
        await using var bench = Workbench.Of(("envlint.toml", "[target]\nplatform = \"linux\"\n[targets.old]\nplatform = \"wsl2\"\ndriver = \"470.57\"\n"), ("requirements.txt", Requirements));
        bench.Open("requirements.txt");
        await bench.SettleAsync();
        var code = bench.Shown("requirements.txt").Split(':')[0];
        bench.Session.ChangeSettings([(null, new ClientSettings { Targets = ["old", "platform=windows"], Severities = [(code, "info")] })]);
        await bench.SettleAsync();
        Assert.Equal(["WSL 2, driver 470.57", "Windows"], bench.Client.Reported[^1].Targets.AsEnumerable());
        Assert.Equal(EnvLint.Diagnostics.Severity.Info, (await bench.AnalyzeAsync("requirements.txt"))!.Findings.Diagnostics.First(found => found.Rule.Code == code).Severity);
        bench.Session.ChangeSettings([(null, new ClientSettings { Severities = [(code, "off")] }), (DocumentAddress.OfPath("/elsewhere"), new ClientSettings { Targets = ["windows"] })]);
        await bench.SettleAsync();
        Assert.DoesNotContain(code, bench.Shown("requirements.txt"), StringComparison.Ordinal);
        Assert.Equal(["Linux"], bench.Client.Reported[^1].Targets.AsEnumerable());
    }

    [Fact]
    public async Task SettingsThatSayTheSameChangeNothing()
    {
        await using var bench = Workbench.Of(("Dockerfile", "FROM ubuntu:24.04\nFOO bar\n"));
        bench.Open("Dockerfile");
        bench.Session.Open(DocumentAddress.Of("untitled:Untitled-1"), "dockerfile", 1, "FROM ubuntu:24.04\n");
        Assert.True(bench.Session.ChangeSettings([(null, Settings("linux"))]));
        await bench.SettleAsync();
        var known = await bench.AnalyzeAsync("Dockerfile");
        var (published, reported, refreshed) = (bench.Client.Published.Count, bench.Client.Reported.Count, bench.Client.Refreshed);

        // The folder's own say what those of all said before.
        Assert.False(bench.Session.ChangeSettings([(null, Settings("linux"))]));
        Assert.False(bench.Session.ChangeSettings([(null, Settings("linux")), (DocumentAddress.OfPath(bench.Folder), Settings("linux"))]));
        Assert.False(bench.Session.ChangeSettings([(null, Settings("linux")), (DocumentAddress.OfPath("/elsewhere"), Settings("windows"))]));
        await bench.SettleAsync();
        Assert.Same(known, await bench.AnalyzeAsync("Dockerfile"));
        Assert.Equal((published, reported, refreshed), (bench.Client.Published.Count, bench.Client.Reported.Count, bench.Client.Refreshed));

        // Only a document that is no file is under the general ones.
        Assert.True(bench.Session.ChangeSettings([(null, Settings("windows")), (DocumentAddress.OfPath(bench.Folder), Settings("linux"))]));
        await bench.SettleAsync();
        Assert.Same(known, await bench.AnalyzeAsync("Dockerfile"));

        static ClientSettings Settings(string platform) => new() { Targets = [$"platform={platform}"], Severities = [("ENV001", "warning")] };
    }

    [Theory]
    [InlineData("linux", ".", "a", "longer/b")]
    [InlineData("linux", "longer/b", "a", ".")]
    [InlineData("windows", "a", "longer/b")]
    [InlineData("wsl2", "longer/b", "a")]
    [InlineData("", "../elsewhere")]
    public async Task OfSeveralFoldersTheOneAroundTheRootIsAskedElseTheFirst(string expected, params string[] folders)
    {
        var platforms = new Dictionary<string, string>(StringComparer.Ordinal) { ["."] = "linux", ["a"] = "windows", ["longer/b"] = "wsl2", ["../elsewhere"] = "windows" };
        await using var bench = Workbench.Of(("Dockerfile", "FROM scratch\n"));
        bench.Session.ChangeSettings([(null, ClientSettings.None), .. folders.Select(folder => ((DocumentAddress?)DocumentAddress.OfPath(Path.GetFullPath(folder, bench.Folder)), new ClientSettings { Targets = ["platform=" + platforms[folder]] }))]);
        bench.Open("Dockerfile");
        await bench.SettleAsync();
        Assert.Equal(expected, string.Join(' ', bench.Client.Reported[^1].Targets).Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant());
    }

    [Fact]
    public async Task AConfigurationIsLookedAtWhereNoDocumentIsOpen()
    {
        await using var bench = Workbench.Of(("envlint.toml", ""));
        bench.WriteAndTell("envlint.toml", "selct = [\"WSL\"]\n");
        await bench.SettleAsync();
        Assert.Equal("ENV001:1", bench.Shown("envlint.toml"));
        bench.WriteAndTell("envlint.toml", "select = [\"WSL\"]\n");
        await bench.SettleAsync();
        Assert.Equal("none", bench.Shown("envlint.toml"));
    }

    [Fact]
    public async Task OldTablesAreToldOnce()
    {
        foreach (var (day, ignored, told) in new[] { ("2100-01-01", "", 1), ("2100-01-01", "ignore = [\"ENV007\"]\n", 0), ("2020-01-01", "", 0) })
        {
            await using var bench = new Workbench(null, new FakeClient(), DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), ("envlint.toml", ignored), ("main.py", ""), ("a/Dockerfile", "FROM scratch\n"), ("b/Dockerfile", "FROM scratch\n"));
            bench.Session.Start([DocumentAddress.OfPath(bench.Folder)]);
            bench.Open("main.py");
            await bench.SettleAsync();
            Assert.Empty(bench.Client.Told);
            bench.Open("a/Dockerfile");
            bench.Open("b/Dockerfile");
            await bench.SettleAsync();
            Assert.Equal(told, bench.Client.Told.Count);
            Assert.DoesNotContain("ENV007", bench.Shown("a/Dockerfile"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ASettingThatMeansNothingIsTold()
    {
        await using var bench = Workbench.Of();
        bench.Session.ChangeSettings([(null, new ClientSettings { Targets = ["wsl3"], Severities = [("PIP999", "error"), ("PIP003", "loud")] })]);
        await bench.SettleAsync();
        var problem = bench.Client.Reported[^1].Problem;
        Assert.Contains("'wsl3'", problem, StringComparison.Ordinal);
        Assert.Contains("'PIP999' names no rule", problem, StringComparison.Ordinal);
        Assert.Contains("'loud'", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EachRootHasItsOwnConfiguration()
    {
        await using var bench = Workbench.Of(("a/envlint.toml", "select = [\"WSL\"]\n"), ("a/requirements.txt", Requirements), ("requirements.txt", Requirements));
        bench.Open("a/requirements.txt");
        bench.Open("requirements.txt");
        await bench.SettleAsync();
        Assert.Equal("", bench.Shown("a/requirements.txt"));
        Assert.NotEqual("", bench.Shown("requirements.txt"));
        Assert.Equal("requirements.txt", (await bench.AnalyzeAsync("a/requirements.txt"))!.Text.Path);

        // Without it the outer root holds it.
        bench.DeleteAndTell("a/envlint.toml");
        await bench.SettleAsync();
        Assert.NotEqual("", bench.Shown("a/requirements.txt"));
        Assert.Equal("a/requirements.txt", (await bench.AnalyzeAsync("a/requirements.txt"))!.Text.Path);
    }

    [Fact]
    public async Task WhatIsExcludedIsSilentAndWhatGitIgnoresIsNot()
    {
        await using var bench = Workbench.Of(("envlint.toml", "exclude = [\"old/**\"]\n[files]\n\"*.lst\" = \"requirements\"\n"), (".gitignore", "tmp/\n"), ("old/requirements.txt", Requirements), ("tmp/requirements.txt", Requirements), ("a.lst", Requirements));
        foreach (var path in new[] { "old/requirements.txt", "tmp/requirements.txt", "a.lst" })
        {
            bench.Open(path);
        }

        await bench.SettleAsync();
        Assert.Equal("nothing", bench.Shown("old/requirements.txt"));
        Assert.NotEqual("", bench.Shown("tmp/requirements.txt"));
        Assert.NotEqual("", bench.Shown("a.lst"));
    }

    [Fact]
    public async Task AFolderOfTheWorkspaceIsTheRootWhereNothingMarksOne()
    {
        await using var bench = new Workbench(null, ("app/requirements.txt", Requirements));
        Directory.Delete(Path.Combine(bench.Folder, ".git"));
        bench.Session.Start([DocumentAddress.OfPath(bench.Folder)]);
        bench.Open("app/requirements.txt");
        await bench.SettleAsync();
        Assert.Equal("app/requirements.txt", (await bench.AnalyzeAsync("app/requirements.txt"))!.Text.Path);
        bench.Session.ChangeFolders([], [DocumentAddress.OfPath(bench.Folder)]);
        await bench.SettleAsync();
        Assert.Equal("requirements.txt", (await bench.AnalyzeAsync("app/requirements.txt"))!.Text.Path);
    }

    [Fact]
    public async Task WhatTheBaselineRecordsIsHiddenAndTheFileIsReadAgain()
    {
        await using var bench = Workbench.Of(("envlint.toml", "baseline = \"ci/known.json\"\n"), ("requirements.txt", Requirements), ("ci/known.json", BaselineText.Write(BaselineDocument.Empty)));
        bench.Open("requirements.txt");
        await bench.SettleAsync();
        var before = bench.Shown("requirements.txt");
        Assert.NotEqual("", before);

        var findings = (await bench.AnalyzeAsync("requirements.txt"))!.Findings;
        var known = BaselineText.Write(new BaselineDocument(RootBaseline.Record(findings, "requirements.txt")));
        bench.WriteAndTell("ci/known.json", known);
        await bench.SettleAsync();
        Assert.Equal("", bench.Shown("requirements.txt"));
        Assert.Equal("", bench.Client.Reported[^1].Problem);

        // What comes later is shown, and what was known stays hidden wherever it moves.
        bench.Type("requirements.txt", "numpy\n\n" + Requirements + "torch==2.2.0+cu121\n");
        await bench.SettleAsync();
        Assert.NotEqual("", bench.Shown("requirements.txt"));
        Assert.DoesNotContain(":3", bench.Shown("requirements.txt"), StringComparison.Ordinal);
        bench.Type("requirements.txt", Requirements);

        bench.WriteAndTell("ci/known.json", "{");
        await bench.SettleAsync();
        Assert.Equal(before, bench.Shown("requirements.txt"));
        Assert.Equal("ci/known.json:1:2: this is no valid JSON", bench.Client.Reported[^1].Problem);

        bench.DeleteAndTell("ci/known.json");
        await bench.SettleAsync();
        Assert.Equal(before, bench.Shown("requirements.txt"));
        Assert.Equal("there is no baseline 'ci/known.json'", bench.Client.Reported[^1].Problem);

        bench.WriteAndTell("ci/known.json", known);
        await bench.SettleAsync();
        Assert.Equal("", bench.Shown("requirements.txt"));
    }

    [Fact]
    public async Task ABaselineThatIsALinkOutOfTheRootIsNotRead()
    {
        await using var bench = Workbench.Of(("envlint.toml", ""), ("requirements.txt", Requirements));
        File.CreateSymbolicLink(Path.Join(bench.Folder, "known.json"), typeof(ConfigurationTests).Assembly.Location);
        bench.Session.ChangeFiles([(bench.At("known.json"), FileChangeKind.Created)]);
        bench.Open("requirements.txt");
        bench.WriteAndTell("envlint.toml", "baseline = \"known.json\"\n");
        await bench.SettleAsync();

        Assert.NotEqual("", bench.Shown("requirements.txt"));
        Assert.Equal("known.json: no baseline: the link leads out of the root or nowhere", bench.Client.Reported[^1].Problem);
        var known = BaselineText.Write(new BaselineDocument(RootBaseline.Record((await bench.AnalyzeAsync("requirements.txt"))!.Findings, "requirements.txt")));

        // A file in its place is read, as the editor is asked to tell of it.
        Assert.Equal([bench.At("known.json").FullPath!], bench.Client.Watched);
        bench.DeleteAndTell("known.json");
        bench.WriteAndTell("known.json", known);
        await bench.SettleAsync();
        Assert.Equal("", bench.Shown("requirements.txt"));
    }

    [Fact]
    public async Task UnsavedTextOfTheBaselineCounts()
    {
        await using var bench = Workbench.Of(("envlint.toml", "baseline = \"known.json\"\n"), ("requirements.txt", Requirements), ("known.json", BaselineText.Write(BaselineDocument.Empty)));
        bench.Open("requirements.txt");
        bench.Open("known.json");
        await bench.SettleAsync();
        Assert.NotEqual("", bench.Shown("requirements.txt"));

        var findings = (await bench.AnalyzeAsync("requirements.txt"))!.Findings;
        bench.Type("known.json", BaselineText.Write(new BaselineDocument(RootBaseline.Record(findings, "requirements.txt"))));
        await bench.SettleAsync();
        Assert.Equal("", bench.Shown("requirements.txt"));
    }

    [Fact]
    public async Task TheEditorIsToldWhichFilesTheConfigurationNames()
    {
        await using var bench = Workbench.Of(("envlint.toml", "extends = \"shared/base.toml\"\nbaseline = \"ci/known.json\"\n"), ("shared/base.toml", "extends = \"more/envlint.toml\"\n"), ("shared/more/envlint.toml", ""), ("requirements.txt", Requirements));
        Assert.Equal([Full("ci/known.json"), Full("shared/base.toml")], bench.Client.Watched);

        // Those count that the text of the editor names.
        bench.Open("envlint.toml");
        bench.Type("envlint.toml", "baseline = \"known now.json\"\n");
        await bench.SettleAsync();
        Assert.Equal([Full("known now.json")], bench.Client.Watched);

        bench.Type("envlint.toml", "");
        await bench.SettleAsync();
        Assert.Empty(bench.Client.Watched);

        string Full(string path) => bench.At(path).FullPath!;
    }

    [Fact]
    public async Task WhatIsReadOutsideOfTheFoldersIsToldOfToo()
    {
        await using var bench = new Workbench(null, ("envlint.toml", ""), ("shared.toml", ""), ("app/envlint.toml", "extends = \"../shared.toml\"\n"), ("app/requirements.txt", Requirements));
        bench.Session.Start([bench.At("app")]);
        Assert.Equal([bench.At("shared.toml").FullPath!], bench.Client.Watched);

        // A root without a folder of the workspace.
        bench.Write("other/.git/HEAD", "");
        bench.Open("other/requirements.txt", Requirements);
        await bench.SettleAsync();
        Assert.Contains(bench.At("other/envlint.toml").FullPath, bench.Client.Watched);
    }
}
