using EnvLint.Environment;
using EnvLint.Manifests;
using EnvLint.Testing;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Tests;

public sealed class AnalysisOfTests
{
    [Fact]
    public void AManifestHasItsFindingsAndIsCheckedAgain()
    {
        var analysis = AnalysisOf.Text(".wslconfig", "[wsl2]\nmemry=8GB\n");

        Assert.Equal(ManifestKind.WslGlobalConfig, analysis.Kind);
        Assert.Equal("memry", analysis.Text.ToString(Assert.Single(analysis.Findings.Diagnostics).Span));
        Assert.Empty(analysis.Recheck(new SourceText(".wslconfig", "[wsl2]\nmemory=8GB\n"), CancellationToken.None).Diagnostics);
    }

    [Fact]
    public void TheConfigurationBesideItCounts()
    {
        var analysis = AnalysisOf.Text(".wslconfig", "[wsl2]\nmemry=8GB\n", ("envlint.toml", "ignore = [\"WSL\"]\n[target]\nplatform = \"wsl2\"\n"));

        Assert.Empty(analysis.Findings.Diagnostics);
        Assert.Equal(TargetPlatform.Wsl2, Assert.Single(analysis.Project.Targets).Platform);
    }

    [Fact]
    public void AConfigurationIsADocumentWithoutFacts()
    {
        var analysis = AnalysisOf.Text("envlint.toml", "ignore = [\"WSL999\"]\n");

        Assert.Null(analysis.File);
        Assert.Equal("ENV006", Assert.Single(analysis.Findings.Diagnostics).Rule.Code);
    }

    [Fact]
    public void ALinkedFileIsReadFromMemory()
    {
        var analysis = AnalysisOf.Text("Dockerfile", "FROM python:3.11\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n", ["platform=linux,driver=551.78"], ("requirements.txt", "torch==2.99.0\n"));

        Assert.NotEmpty(analysis.Stacks(CancellationToken.None));
        Assert.Equal("platform=linux,driver=551.78", Assert.Single(analysis.Project.Targets).Name);
    }

    [Fact]
    public void ACursorIsMarkedWithTwoDollars() => Assert.Equal([7], Markup.Parse("[wsl2]\n$$memory=8GB\n", positions: true).Positions.AsEnumerable());
}
