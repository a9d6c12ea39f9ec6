using EnvLint.LanguageServer.Analysis;
using EnvLint.LanguageServer.Features;
using EnvLint.LanguageServer.Tests.Analysis;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Tests.Features;

public sealed class CodeActionSessionTests
{
    private const string Dockerfile = "FROM ubuntu:24.04\nRUN apt-get install -y curl\n";

    [Fact]
    public async Task UnsavedConfigurationIsWhatIsChanged()
    {
        await using var bench = Workbench.Of((".git/HEAD", ""), ("envlint.toml", "fail-on = \"error\"\n"), ("Dockerfile", Dockerfile));
        bench.Open("envlint.toml");
        bench.Type("envlint.toml", "fail-on = \"never\" # unsaved\n");
        bench.Open("Dockerfile");
        await bench.SettleAsync();
        var edit = await EditAsync(bench);
        Assert.Equal(2, edit.Version);
        Assert.Equal(bench.At("envlint.toml"), edit.Address);
        Assert.Equal("fail-on = \"never\" # unsaved\nignore = [\"APT002\"]\n", Edits.Apply(edit.Text!.Content, edit.Edits));
    }

    [Fact]
    public async Task ConfigurationThatIsNotOpenHasNoVersion()
    {
        await using var bench = Workbench.Of((".git/HEAD", ""), ("envlint.toml", "fail-on = \"error\"\n"), ("Dockerfile", Dockerfile));
        bench.Open("Dockerfile");
        await bench.SettleAsync();
        var edit = await EditAsync(bench);
        Assert.Null(edit.Version);
        Assert.Equal("fail-on = \"error\"\n", edit.Text?.Content);
    }

    [Fact]
    public async Task MissingConfigurationIsMadeInTheRoot()
    {
        await using var bench = Workbench.Of((".git/HEAD", ""), ("docker/Dockerfile", Dockerfile));
        bench.Open("docker/Dockerfile");
        await bench.SettleAsync();
        var edit = await EditAsync(bench, "docker/Dockerfile");
        Assert.Null(edit.Text);
        Assert.Equal(bench.At("envlint.toml"), edit.Address);
    }

    [Fact]
    public async Task SeverityThatTheEditorSetsIsNotSetInTheConfiguration()
    {
        await using var bench = Workbench.Of((".git/HEAD", ""), ("Dockerfile", Dockerfile));
        bench.Open("Dockerfile");
        await bench.SettleAsync();
        var before = await TitlesAsync(bench);
        bench.Session.ChangeSettings([(null, new ClientSettings { Severities = [("APT002", "error")] })]);
        await bench.SettleAsync();
        Assert.Equal(["Set APT002 to info in envlint.toml"], before.Except(await TitlesAsync(bench), StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("selct = []\n", "selct", "Write select (ENV001)", "select = []\n")]
    [InlineData("[target]\nplatfrom = \"wsl2\"\n", "platfrom", "Write platform (ENV001)", "[target]\nplatform = \"wsl2\"\n")]
    [InlineData("[files]\n\"a\" = { knd = \"bash\" }\n", "knd", "Write kind (ENV001)", "[files]\n\"a\" = { kind = \"bash\" }\n")]
    [InlineData("ignore = [\"PIP07\"]\n", "PIP07", "Write PIP007 (ENV006)", "ignore = [\"PIP007\"]\n")]
    public async Task AMisspelledWordOfTheConfigurationIsMended(string text, string word, string title, string mended)
    {
        await using var bench = Workbench.Of((".git/HEAD", ""), ("envlint.toml", text));
        bench.Open("envlint.toml");
        var analysis = (await bench.AnalyzeAsync("envlint.toml"))!;
        var actions = CodeActionProvider.In(analysis, new TextSpan(text.IndexOf(word, StringComparison.Ordinal), 0), CancellationToken.None);
        Assert.Equal(mended, Edits.Apply(text, Assert.Single(actions, action => action.Title == title).Edits[0].Edits));
    }

    [Theory]
    [InlineData("selct = []\n", "selct")]
    [InlineData("wholly-unknown = 1\n", "wholly")]
    [InlineData("fail-on = \"sometimes\"\n", "sometimes")]
    public async Task WhatIsWrongWithTheConfigurationCannotBeSwitchedOff(string text, string word)
    {
        await using var bench = Workbench.Of((".git/HEAD", ""), ("envlint.toml", text));
        bench.Open("envlint.toml");
        var analysis = (await bench.AnalyzeAsync("envlint.toml"))!;
        var actions = CodeActionProvider.In(analysis, new TextSpan(text.IndexOf(word, StringComparison.Ordinal), 0), CancellationToken.None);
        Assert.Contains(actions, static action => action.Title.StartsWith("Explain ENV001", StringComparison.Ordinal));
        Assert.DoesNotContain(actions, static action => action.Title.StartsWith("Ignore", StringComparison.Ordinal) || action.Title.StartsWith("Set", StringComparison.Ordinal) || action.Title.StartsWith("Switch", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AFixMayChangeTheFileThatADocumentLeadsTo(bool isOpen)
    {
        const string Text = "FROM python:3.11\nCOPY requirements.txt .\nRUN pip install torch==2.4.1 && pip install -r requirements.txt\n";
        await using var bench = Workbench.Of((".git/HEAD", ""), ("Dockerfile", Text), ("requirements.txt", isOpen ? "torchvision==0.19.1\n" : "torchvision==0.20.1\n"));
        bench.Open("Dockerfile");
        if (isOpen)
        {
            bench.Open("requirements.txt");
            bench.Type("requirements.txt", "numpy\ntorchvision==0.20.1\n");
        }

        await bench.SettleAsync();
        var analysis = (await bench.AnalyzeAsync("Dockerfile"))!;
        var actions = CodeActionProvider.QuickFixes(analysis, new TextSpan(0, analysis.Text.Length), CancellationToken.None);
        var edit = Assert.Single(Assert.Single(actions, static action => action.Title == "Take torchvision 0.19.1 in requirements.txt (FWK001)").Edits);
        Assert.Equal(bench.At("requirements.txt"), edit.Address);
        Assert.Equal(isOpen ? 2 : null, edit.Version);
        Assert.Equal(isOpen ? "numpy\ntorchvision==0.19.1\n" : "torchvision==0.19.1\n", Edits.Apply(edit.Text!.Content, edit.Edits));
    }

    [Fact]
    public async Task AFixMayChangeTheDocumentAndAnother()
    {
        const string Text = "FROM nvcr.io/nvidia/pytorch:24.05-py3\nCOPY requirements.txt .\nRUN pip install torchvision==0.19.1 einops timm -r requirements.txt\n";
        const string Title = "Keep the torch of the image, here and in requirements.txt (PIP018)";
        await using var bench = Workbench.Of(("Dockerfile", Text), ("requirements.txt", "numpy\ntorch==2.4.1\n"));
        bench.Open("Dockerfile");
        await bench.SettleAsync();
        var known = (await bench.AnalyzeAsync("Dockerfile"))!;
        var edits = Assert.Single(Actions(known), static action => action.Title == Title).Edits;
        Assert.Equal([(bench.At("Dockerfile"), 1), (bench.At("requirements.txt"), null)], edits.Select(static edit => (edit.Address, edit.Version)));
        Assert.Equal(Text.Replace("torchvision==0.19.1 ", "", StringComparison.Ordinal), Edits.Apply(Text, edits[0].Edits));
        Assert.Equal("numpy\n", Edits.Apply("numpy\ntorch==2.4.1\n", edits[1].Edits));

        // Made of a text that is another one now: half of it would be worse than nothing.
        bench.WriteAndTell("requirements.txt", "scipy\nnumpy\ntorch==2.4.1\n");
        Assert.DoesNotContain(Actions(known), static action => action.Title == Title);
        await bench.SettleAsync();
        edits = Assert.Single(Actions((await bench.AnalyzeAsync("Dockerfile"))!), static action => action.Title == Title).Edits;
        Assert.Equal("scipy\nnumpy\n", Edits.Apply(edits[1].Text!.Content, edits[1].Edits));

        static IReadOnlyList<CodeAction> Actions(DocumentAnalysis analysis) => CodeActionProvider.QuickFixes(analysis, new TextSpan(0, analysis.Text.Length), CancellationToken.None);
    }

    [Theory]
    [InlineData("run.sh", "#!/bin/bash\r\nif true; then\r\n  echo a\r\nfi\r\n", "ENV001")]
    [InlineData("wsl.conf", "[boot]\r\ncommand=mkdir -p /run/models \\\r\n  && mount /run/models\r\n", "WSL003")]
    public async Task LineEndsAreTheEditors(string path, string text, string code)
    {
        await using var bench = Workbench.Of((path, text));
        bench.Open(path);
        await bench.SettleAsync();
        var analysis = (await bench.AnalyzeAsync(path))!;
        Assert.NotNull(Assert.Single(analysis.Findings.Diagnostics, finding => finding.Rule.Code == code).Fix);
        var actions = CodeActionProvider.In(analysis, new TextSpan(0, text.Length), CancellationToken.None);
        Assert.Contains(actions, action => action.Title.StartsWith($"Explain {code}", StringComparison.Ordinal));
        Assert.DoesNotContain(actions, action => action.Title.EndsWith($"({code})", StringComparison.Ordinal) && action.Command is null);
        Assert.DoesNotContain(actions, static action => action.Title.StartsWith("Fix all", StringComparison.Ordinal));
    }

    private static async Task<List<string>> TitlesAsync(Workbench bench)
    {
        var analysis = await bench.AnalyzeAsync("Dockerfile");
        return [.. CodeActionProvider.QuickFixes(analysis!, new TextSpan(0, analysis!.Text.Length), CancellationToken.None).Select(static action => action.Title)];
    }

    private static async Task<FileEdit> EditAsync(Workbench bench, string path = "Dockerfile")
    {
        var analysis = await bench.AnalyzeAsync(path);
        Assert.Contains(analysis!.Findings.Diagnostics, static finding => finding.Rule.Code == "APT002");
        var actions = CodeActionProvider.QuickFixes(analysis, new TextSpan(0, analysis.Text.Length), CancellationToken.None);
        return Assert.Single(Assert.Single(actions, static action => action.Title == "Switch APT002 off in envlint.toml").Edits);
    }
}
