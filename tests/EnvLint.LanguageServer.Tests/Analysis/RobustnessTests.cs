using EnvLint.Engine;
using EnvLint.LanguageServer.Analysis;
using EnvLint.LanguageServer.Documents;
using EnvLint.Rules;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Tests.Analysis;

public sealed class RobustnessTests
{
    [Fact]
    public async Task ARuleThatThrowsIsOneFinding()
    {
        await using var bench = new Workbench(new FailingTable(), ("Dockerfile", "FROM ubuntu:24.04\nFOO bar\n"));
        bench.Open("Dockerfile");
        await bench.SettleAsync();
        Assert.Equal("ENV003:1 ENV001:2", bench.Shown("Dockerfile"));
        Assert.True(bench.Client.Published[^1].Analysis!.HasFailure);
    }

    [Fact]
    public async Task WhatThrowsOutsideOfRulesIsToldAsAFinding()
    {
        await using var bench = new Workbench(new BrokenTable(), ("Dockerfile", "FROM ubuntu:24.04\n"), ("b/Dockerfile", "FROM ubuntu:24.04\n"));
        bench.Session.Start([DocumentAddress.OfPath(bench.Folder)]);
        bench.Open("Dockerfile");
        await bench.SettleAsync();
        Assert.Equal("ENV003:1", bench.Shown("Dockerfile"));
        Assert.Contains("asked to break", Assert.Single(bench.Client.Published[^1].Analysis!.Findings.Diagnostics).Message, StringComparison.Ordinal);
        Assert.True((await bench.AnalyzeAsync("Dockerfile"))!.HasFailure);
        Assert.Contains("asked to break", Assert.Single(bench.Client.Told), StringComparison.Ordinal);

        // And in files that are not open, where the others go on.
        var found = new List<string>();
        await bench.Session.AnalyzeWorkspaceAsync(analysis => found.Add(Workbench.Codes(analysis)), progress: null, CancellationToken.None);
        Assert.Equal(["ENV003:1", "ENV003:1"], found);
    }

    [Fact]
    public async Task ADocumentThatIsOpenedTwiceIsTheSecond()
    {
        await using var bench = Workbench.Of(("notes", ""));
        bench.Session.Open(bench.At("notes"), "", 1, "#!/bin/sh\napt-get install -y cuda\n");
        await bench.SettleAsync();
        Assert.NotEqual("nothing", bench.Shown("notes"));
        bench.Session.Open(bench.At("notes"), "", 1, "notes\n");
        await bench.SettleAsync();
        Assert.Equal("none", bench.Shown("notes"));
        bench.Close("notes");
        await bench.SettleAsync();
        Assert.Equal(2, bench.TimesShown("notes"));
    }

    [Fact]
    public async Task AFileThatBecomesAFolderIsNoTrouble()
    {
        await using var bench = Workbench.Of(("Dockerfile", "FROM python:3.11\nRUN pip install -r requirements.txt\n"), ("requirements.txt", "numpy\n"));
        bench.Open("Dockerfile");
        bench.Open("requirements.txt");
        await bench.SettleAsync();
        File.Delete(Path.Combine(bench.Folder, "requirements.txt"));
        bench.Write("requirements.txt/Dockerfile", "FROM ubuntu:24.04\n");
        bench.Session.ChangeFiles([(bench.At("requirements.txt"), FileChangeKind.Deleted), (bench.At("requirements.txt"), FileChangeKind.Created)]);
        bench.Session.Save(bench.At("requirements.txt"));
        bench.Close("requirements.txt");
        bench.Open("requirements.txt/Dockerfile");
        await bench.SettleAsync();
        Assert.Null(await bench.AnalyzeAsync("requirements.txt"));
        Assert.NotEqual("nothing", bench.Shown("requirements.txt/Dockerfile"));
        Assert.Empty(bench.Client.Told);
    }

    [Fact]
    public async Task AFolderThatIsTakenOutWithOpenDocumentsLeavesThem()
    {
        await using var bench = Workbench.Of(("Dockerfile", "FROM ubuntu:24.04\nFOO bar\n"));
        bench.Open("Dockerfile");
        bench.Session.ChangeFolders([], [DocumentAddress.OfPath(bench.Folder)]);
        await bench.SettleAsync();
        Assert.Contains("ENV001:2", bench.Shown("Dockerfile"), StringComparison.Ordinal);
        bench.Close("Dockerfile");
        await bench.SettleAsync();
        Assert.Equal("none", bench.Shown("Dockerfile"));
    }

    [Fact]
    public async Task ATextThatIsTooLargeIsToldAndNotRead()
    {
        await using var bench = Workbench.Of();
        bench.Open("Dockerfile", "FROM ubuntu:24.04\n" + new string('#', 11 * 1024 * 1024));
        await bench.SettleAsync();
        Assert.Equal("ENV002:1", bench.Shown("Dockerfile"));
        bench.Type("Dockerfile", "FROM ubuntu:24.04\0\n");
        await bench.SettleAsync();
        Assert.Equal("ENV002:1", bench.Shown("Dockerfile"));
        bench.Type("Dockerfile", "FROM ubuntu:24.04\nUSER 1000\n");
        await bench.SettleAsync();
        Assert.DoesNotContain("ENV002", bench.Shown("Dockerfile"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheEncodingOfTheFileIsThatOfTheDocument()
    {
        await using var bench = Workbench.Of();
        File.WriteAllBytes(Path.Combine(bench.Folder, ".wslconfig"), [0xFF, 0xFE, (byte)'[', 0]);
        bench.Open(".wslconfig", "[wsl2]\r\nmemory=8GB\r\n");
        Assert.Equal(TextEncoding.Utf16LittleEndian, bench.Session.Find(bench.At(".wslconfig"))!.Text.Encoding);
        bench.Write(".wslconfig", "[wsl2]\r\nmemory=8GB\r\n");
        bench.Session.Save(bench.At(".wslconfig"));
        Assert.Equal(TextEncoding.Utf8, bench.Session.Find(bench.At(".wslconfig"))!.Text.Encoding);
        bench.Open("Dockerfile", "\uFEFFFROM ubuntu:24.04\r\n");
        Assert.Equal((TextEncoding.Utf8Bom, "FROM ubuntu:24.04\r\n"), (bench.Session.Find(bench.At("Dockerfile"))!.Text.Encoding, bench.Session.Find(bench.At("Dockerfile"))!.Text.Content));
    }

    [Fact]
    public async Task FilesThatVanishAreNoTrouble()
    {
        await using var bench = Workbench.Of(("a/Dockerfile", "FROM ubuntu:24.04\nFOO bar\n"), ("a/requirements.txt", "numpy\n"), ("a/envlint.toml", ""));
        bench.Open("a/Dockerfile");
        await bench.SettleAsync();
        Directory.Delete(Path.Combine(bench.Folder, "a"), recursive: true);
        bench.Session.ChangeFiles([(bench.At("a"), FileChangeKind.Deleted), (bench.At("a/envlint.toml"), FileChangeKind.Deleted), (DocumentAddress.Of("untitled:x"), FileChangeKind.Deleted)]);
        bench.Type("a/Dockerfile", "FROM ubuntu:24.04\nRUN pip install -r requirements.txt\nFOO bar\n");
        await bench.SettleAsync();
        Assert.Contains("ENV001:3", bench.Shown("a/Dockerfile"), StringComparison.Ordinal);
        bench.Session.Save(bench.At("a/Dockerfile"));
        bench.Close("a/Dockerfile");
        Assert.Null(await bench.AnalyzeAsync("a/Dockerfile"));
        Assert.Empty(bench.Client.Told);
    }

    [Fact]
    public async Task AnOlderTextIsGivenUp()
    {
        await using var bench = Workbench.Of();
        bench.Open("Dockerfile", "FROM ubuntu:24.04\n");
        await bench.SettleAsync();
        bench.Type("Dockerfile", string.Concat(Enumerable.Repeat("RUN echo a && echo b\n", 20_000)));
        var old = bench.AnalyzeAsync("Dockerfile");
        bench.Type("Dockerfile", "FROM ubuntu:22.04\n");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => old);
        Assert.Equal("FROM ubuntu:22.04\n", (await bench.AnalyzeAsync("Dockerfile"))!.Text.Content);
        await bench.SettleAsync();
        Assert.Equal(2, bench.TimesShown("Dockerfile"));
    }

    [Fact]
    public async Task WhoGivesUpWaitingDoesNotEndTheWorkOfOthers()
    {
        await using var bench = Workbench.Of();
        bench.Open("Dockerfile", string.Concat(Enumerable.Repeat("RUN echo a && echo b\n", 2_000)));
        using var cancellation = new CancellationTokenSource();
        var impatient = bench.Session.AnalyzeAsync(bench.At("Dockerfile"), cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await bench.SettleAsync();
        Assert.Equal(1, bench.TimesShown("Dockerfile"));
        await Task.WhenAny(impatient);
        Assert.NotEqual("nothing", bench.Shown("Dockerfile"));
    }

    [Fact]
    public async Task AfterTheEndNothingIsDone()
    {
        var bench = Workbench.Of(("Dockerfile", "FROM ubuntu:24.04\n"));
        bench.Open("Dockerfile");
        await bench.SettleAsync();
        bench.Type("Dockerfile", "FROM ubuntu:22.04\n");
        await bench.DisposeAsync();
        bench.Clock.Advance(1_000);
        Assert.Equal(1, bench.TimesShown("Dockerfile"));
    }

    private sealed class FailingTable : RuleTable
    {
        private static readonly Rule s_failing = new Failing();

        public override IReadOnlyList<Rule> All { get; } = [.. RuleCatalog.Instance.All.Where(static rule => rule.Descriptor.Code is "ENV001" or "ENV003"), s_failing];

        protected override Rule[]? Find(Type subject) =>
            subject == typeof(FileAnalysis) ? new Rule<FileAnalysis>[] { (Rule<FileAnalysis>)s_failing }
            : subject == typeof(SyntaxErrors) ? RuleCatalog.Instance.For<SyntaxErrors>().ToArray()
            : subject == typeof(RuleFailure) ? RuleCatalog.Instance.For<RuleFailure>().ToArray()
            : null;
    }

    // Breaks where the engine asks for the rules, which no rule guards.
    private sealed class BrokenTable : RuleTable
    {
        public override IReadOnlyList<Rule> All { get; } = RuleCatalog.Instance.All;

        protected override Rule[]? Find(Type subject) => throw new InvalidOperationException("asked to break");
    }

    private sealed class Failing : Rule<FileAnalysis>
    {
        public override RuleDescriptor Descriptor { get; } = RuleCatalog.Instance.All.First(static rule => rule.Descriptor.Code == "PIP003").Descriptor;

        protected override void Check(FileAnalysis subject, RuleContext context) => throw new InvalidOperationException("asked to fail");
    }
}
