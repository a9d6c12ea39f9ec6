using System.Globalization;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.LanguageServer.Analysis;
using EnvLint.LanguageServer.Documents;
using EnvLint.Rules;
using EnvLint.Testing;

namespace EnvLint.Cli.Tests;

/// <summary>What the language server finds in a folder is what <c>envlint check</c> finds there.</summary>
public sealed class ServerScanTests
{
    [Theory]
    [InlineData("pitfalls")]
    [InlineData("mended")]
    public async Task An_example_has_the_same_findings(string example)
    {
        using var project = new Project().AsRoot();
        var folder = Path.Join(RepositoryRoot.Path, "examples", example);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            project.With(Path.GetRelativePath(folder, file), File.ReadAllBytes(file));
        }

        await CompareAsync(project, example == "mended");
    }

    [Fact]
    public async Task Files_that_lead_to_each_other_have_the_same_findings()
    {
        using var project = new Project().AsRoot()
            .With("docker/Dockerfile", "ARG CUDA=12.4.1\nFROM nvidia/cuda:${CUDA}-devel-ubuntu22.04\nCOPY requirements.txt .\nCOPY modle.bin .\nRUN pip install -r requirements.txt\n")
            .With("docker/requirements.txt", "torch==2.1.0+cu121\n")
            .With("docker/model.bin")
            .With("compose.yaml", "services:\n  a:\n    build:\n      context: docker\n      args:\n        CUDA: 11.8.0\n")
            .With("setup.sh", "#!/bin/sh\npip install -r docker/requirements.txt --index-url https://download.pytorch.org/whl/cu118\n")
            .With("envlint.toml", "ignore = [\"PIP999\"]\nexclude = [\"third_party\"]\n[target]\nplatform = \"wsl2\"\ndriver = \"470.57\"\n")
            .With("third_party/Dockerfile", "FOO\n")
            .With("build/Dockerfile", "FOO\n")
            .With(".gitignore", "build/\n")
            .With("binary/Dockerfile", "FROM a\0b\n"u8.ToArray())
            .With("wsl/.wslconfig", [0xFF, 0xFE, (byte)'[', 0]);
        await CompareAsync(project, isSilent: false);
    }

    [Fact]
    public async Task A_root_within_the_folder_has_its_own_configuration()
    {
        using var project = new Project().AsRoot()
            .With("Dockerfile", "FROM ubuntu:24.04\nFOO\n")
            .With("envlint.toml", "ignore = [\"ENV001\"]\nexclude = [\"inner/left\", \"gone\"]\n")
            .With("inner/envlint.toml", "select = [\"ENV\"]\nexclude = [\"out\"]\nignore = [\"PIP999\"]\n[files]\n\"*.df\" = \"dockerfile\"\n")
            .With("inner/Dockerfile", "FROM ubuntu:24.04\nFOO\n")
            .With("inner/a.df", "FROM ubuntu:24.04\nFOO\n")
            .With("a.df", "FROM ubuntu:24.04\nFOO\n")
            .With("inner/out/Dockerfile", "FROM ubuntu:24.04\nFOO\n")
            .With("inner/left/Dockerfile", "FROM ubuntu:24.04\nFOO\n")
            .With("gone/envlint.toml", "")
            .With("gone/Dockerfile", "FROM ubuntu:24.04\nFOO\n")
            .With("module/.git/HEAD", "")
            .With("module/deep/Dockerfile", "FROM ubuntu:24.04\nFOO\n");
        await CompareAsync(project, isSilent: false);

        // However the files are named, the same holds for them.
        string[] bad = ["inner/Dockerfile", "inner/a.df", "inner/left/Dockerfile", "module/deep/Dockerfile"];
        Assert.Equal(bad, Bad("."));
        Assert.Equal(bad, Bad("inner", "module"));
        Assert.Equal(bad, Bad(["Dockerfile", .. bad]));

        string[] Bad(params string[] paths) =>
            [.. project.Run(["check", "--format", "concise", .. paths]).OutputLines.Where(static line => line.Contains("[ENV001]", StringComparison.Ordinal)).Select(static line => line.Split(':')[0]).Distinct()];
    }

    private static async Task CompareAsync(Project project, bool isSilent)
    {
        var lines = new List<string>();
        await using (var session = new Session(new Analyzer(RuleCatalog.Instance), new SilentClient(), TimeProvider.System, today: null, BuildInfo.Version))
        {
            session.Start([DocumentAddress.OfPath(project[""].TrimEnd('/'))]);
            await session.AnalyzeWorkspaceAsync(analysis => lines.AddRange(analysis.Findings.Diagnostics.Select(found => LineOf(found, Path.GetRelativePath(project[""], analysis.Address.FullPath!)))), progress: null, CancellationToken.None);
        }

        var expected = project.Run("check", "--format", "concise").OutputLines;
        Assert.Equal(isSilent, expected.Length == 0);
        Assert.Equal(expected.Select(static line => line.Split(" (")[0]).Order(StringComparer.Ordinal), lines.Select(static line => line.Split(" (")[0]).Order(StringComparer.Ordinal));
    }

    private static string LineOf(Diagnostic found, string path)
    {
        var position = found.Source.Lines.PositionOf(found.Span.Start);
        return string.Create(CultureInfo.InvariantCulture, $"{path}:{position.Line + 1}:{position.Column + 1}: {found.Severity.ToString().ToLowerInvariant()}[{found.Rule.Code}] {found.Message}");
    }

    private sealed class SilentClient : ISessionClient
    {
        public bool WatchesFiles => true;

        public void Watch(IReadOnlyList<string> paths)
        {
        }

        public void Publish(DocumentAddress address, DocumentAnalysis? analysis)
        {
        }

        public void Refresh()
        {
        }

        public void Report(ProjectStatus status)
        {
        }

        public void Trace(string message)
        {
        }

        public void Tell(MessageLevel level, string message, bool show) => Assert.Fail(message);
    }
}
