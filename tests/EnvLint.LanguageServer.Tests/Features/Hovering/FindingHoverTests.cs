using System.Text;
using EnvLint.Diagnostics;
using EnvLint.LanguageServer.Analysis;
using EnvLint.LanguageServer.Features;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Tests.Features.Hovering;

public sealed class FindingHoverTests
{
    [Fact]
    public void AFindingSaysWhatIsWrongWhyAndWhatToDo()
    {
        var markdown = HoverAt.Markdown("Dockerfile", "FROM python:3.11-slim\nRUN pip install --no-cache-dir [|to$$rch|]\n", ["platform=wsl2,driver=551.78"]);

        HoverAt.HasInOrder(
            markdown,
            "**warning STK001** driver-too-old\n\n",
            "needs the driver 580.88 or newer: the target has the driver 551.78",
            "\n- ",
            "table of 2026-",
            "- On the target `platform=wsl2,driver=551.78`",
            "Fix available: Take the build cu126 (a suggestion)",
            "Wheels and conda packages bring their own CUDA",
            "More: `envlint explain STK001`",
            "\n\n---\n\n",
            "**torch ");
    }

    [Fact]
    public void SeveralFindingsOfOnePlaceAreAllThere()
    {
        var analysis = AnalysisOf.Text("Dockerfile", "FROM python\n");
        var finding = Assert.Single(analysis.Findings.Diagnostics, static finding => finding.Rule.Code == "IMG001");
        var other = finding with { Rule = AnalysisOf.Names.Find("APT005")!, Span = TextSpan.FromBounds(0, finding.Span.End) };
        analysis = With(analysis, other, finding);

        var both = HoverProvider.At(analysis, finding.Span.Start, CancellationToken.None);
        var one = HoverProvider.At(analysis, 0, CancellationToken.None);

        HoverAt.HasInOrder(both?.Markdown, "**warning APT005** lists-left", "\n\n---\n\n", "**warning IMG001** floating-base");
        Assert.Equal(finding.Span, both?.Span);
        Assert.Equal(other.Span, one?.Span);
        Assert.DoesNotContain("IMG001", one?.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void BeyondAllMeasureItEnds()
    {
        var analysis = AnalysisOf.Text("Dockerfile", "FROM python\n");
        var finding = Assert.Single(analysis.Findings.Diagnostics, static finding => finding.Rule.Code == "IMG001") with { Notes = [.. Enumerable.Range(0, 20).Select(static number => $"{number} {new string('ä', 500)}")] };

        var markdown = HoverProvider.At(With(analysis, [.. Enumerable.Repeat(finding, 50)]), finding.Span.Start, CancellationToken.None)!.Markdown;

        Assert.InRange(Encoding.UTF8.GetByteCount(markdown), 5_000, 8 * 1024);
        Assert.EndsWith("\n…", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void AFindingOnWhichNothingElseIsKnownStandsAlone()
    {
        var markdown = HoverAt.Markdown(".wslconfig", "[wsl2]\n[|fo$$o|]=1\n");

        HoverAt.HasInOrder(markdown, "**warning WSL009** wsl-unknown-key", "has no key `foo` under", "More: `envlint explain WSL009`");
        Assert.DoesNotContain("---", markdown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Dockerfile", "FROM python:3.11-slim\nWORKDIR /a$$pp\n")]
    [InlineData("requirements.txt", "req$$uests==2.32.3\n")]
    [InlineData(".wslconfig", "# a com$$ment\n[wsl2]\n")]
    [InlineData("run.sh", "#!/bin/bash\necho he$$llo\n")]
    public void WhereNothingIsKnownNothingIsShown(string path, string markup) => Assert.Null(HoverAt.Markdown(path, markup));

    private static DocumentAnalysis With(DocumentAnalysis analysis, params Diagnostic[] findings) => new()
    {
        Address = analysis.Address,
        Text = analysis.Text,
        Kind = analysis.Kind,
        Project = analysis.Project,
        File = analysis.File,
        Findings = analysis.Findings with { Diagnostics = [.. findings] },
        Recheck = analysis.Recheck,
    };
}
