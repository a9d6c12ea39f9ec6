using System.Text;
using EnvLint.LanguageServer.Analysis;
using EnvLint.LanguageServer.Features;
using EnvLint.Rules;
using EnvLint.Testing;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Tests.Features;

/// <summary>Hovers and hints of the examples of all pages, and of files that mean harm.</summary>
public sealed class AllPositionsTests
{
    private const int MaximumBytes = 8 * 1024;
    private const int MaximumLabel = 45;

    public static TheoryData<string> Codes => [.. AnalysisOf.Names.Rules.Select(static rule => rule.Code)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void EachPlaceOfEachExampleHasAHoverThatHoldsItOrNone(string code)
    {
        foreach (var example in PageExamples.Parse(AnalysisOf.Names.Find(code)!.Page).Examples.Where(static example => example.Unreadable is null))
        {
            (string, string)[] beside = [.. example.Beside.Where(file => file.Key != example.Path).Select(static file => (file.Key, file.Value))];
            Check(example.Path, example.Text, example.Target is { } target ? [target] : [], beside);
        }
    }

    [Theory]
    [InlineData("Dockerfile", "FROM nvidia/cuda:{0}\nARG A={0}\nENV B=${{A}}\nRUN pip install torch=={0} --index-url http://{0}\n")]
    [InlineData("Dockerfile", "ARG A={0}\nFROM ${{A}}\nRUN apt-get install -y cuda-{0} {0}\n")]
    [InlineData("requirements.txt", "torch=={0}\n{0}==1\n--index-url {0}\n")]
    [InlineData("environment.yml", "name: \"{0}\"\nchannels:\n  - \"{0}\"\ndependencies:\n  - \"pytorch={0}\"\n  - \"{0}\"\n")]
    [InlineData("compose.yaml", "services:\n  \"{0}\":\n    image: \"nvidia/cuda:{0}\"\n    runtime: \"{0}\"\n")]
    [InlineData(".wslconfig", "[wsl2]\nmemory={0}\n{0}=1\n[{0}]\nkernel={0}\n")]
    [InlineData("run.sh", "docker run --gpus {0} {0} {0}\nA={0}\necho $A\n")]
    [InlineData("README.md", "# {0}\n\n```bash\npip install {0} torch=={0}\n```\n")]
    [InlineData("envlint.toml", "ignore = [\"{0}\"]\n[target]\ngpu = \"{0}\"\n[severity]\n\"{0}\" = \"error\"\n")]
    [InlineData("pyproject.toml", "[project]\nname = \"x\"\nversion = \"1\"\ndependencies = [\"{0}\"]\n[tool.envlint]\nignore = [\"{0}\"]\n")]
    public void WhatAFileSaysNeverBecomesMarkdown(string path, string form)
    {
        foreach (var name in (string[])["x](http://evil.example)", "<script>alert(1)</script>", "``[a](command:evil)", "![i](http://evil.example/i.png)", "a\\`b`](http://evil.example)", "# h", "![[[[<<<```", "\u202ecod\u0007"])
        {
            foreach (var markdown in Check(path, form.Replace("{0}", name, StringComparison.Ordinal).Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal), []))
            {
                var html = Markdig.Markdown.ToHtml(markdown);
                foreach (var harm in (string[])["<script", "<img", "evil.example\"", "command:evil\"", "<h1"])
                {
                    Assert.DoesNotContain(harm, html, StringComparison.OrdinalIgnoreCase);
                }

                Assert.DoesNotContain('\u202e', markdown);
                Assert.DoesNotContain('\u0007', markdown);
            }
        }
    }

    [Theory]
    [InlineData("Dockerfile", "FROM nvidia/cuda:{0}\nRUN pip install torch=={0}\nENV {0}=1\n")]
    [InlineData("Dockerfile", "ARG A={0}\nFROM python:3.11-${A}\n")]
    [InlineData("requirements.txt", "{0}==1\ntorch=={0}\n")]
    [InlineData(".wslconfig", "[wsl2]\nmemory={0}\n{0}=1\n")]
    [InlineData("envlint.toml", "ignore = [\"{0}\"]\n[target]\ngpu = \"{0}\"\n")]
    public void AWordBeyondAllMeasureGivesAShortHover(string path, string form)
    {
        var text = form.Replace("{0}", new string('a', 100_000), StringComparison.Ordinal);
        var analysis = AnalysisOf.Text(path, text);

        for (var line = 0; line < analysis.Text.Lines.Count; line++)
        {
            var span = analysis.Text.LineSpan(line);
            foreach (var position in (int[])[span.Start, span.Start + (span.Length / 2), Math.Max(span.Start, span.End - 1), span.End])
            {
                Assert.True(Encoding.UTF8.GetByteCount(HoverProvider.At(analysis, position, CancellationToken.None)?.Markdown ?? "") <= MaximumBytes);
            }
        }

        CheckHints(analysis);
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(int.MaxValue)]
    public void APlaceOutsideOfTheTextIsNoError(int position) => Assert.Null(HoverProvider.At(AnalysisOf.Text("requirements.txt", "\nnumpy==1.26.4\n"), position, CancellationToken.None));

    [Fact]
    public void WorkThatNobodyWaitsForEnds()
    {
        var analysis = AnalysisOf.Text("README.md", "# A\n\n```dockerfile\nFROM nvidia/cuda:12.4.1-base-ubuntu22.04\n```\n");
        var cancelled = new CancellationToken(canceled: true);

        Assert.ThrowsAny<OperationCanceledException>(() => InlayHintProvider.In(analysis, new TextSpan(0, analysis.Text.Length), cancelled));
        Assert.ThrowsAny<OperationCanceledException>(() => HoverProvider.At(analysis, 40, cancelled));
    }

    // All hovers, each once.
    private static HashSet<string> Check(string path, string text, string[] targets, params (string Path, string Text)[] beside)
    {
        var analysis = AnalysisOf.Text(path, text, targets, beside);
        var all = new HashSet<string>(StringComparer.Ordinal);
        for (var position = 0; position <= analysis.Text.Length; position++)
        {
            if (HoverProvider.At(analysis, position, CancellationToken.None) is not { } hover)
            {
                continue;
            }

            Assert.InRange(position, hover.Span.Start, hover.Span.End);
            Assert.InRange(hover.Span.End, 0, analysis.Text.Length);
            Assert.NotEqual("", hover.Markdown.Trim());
            if (all.Add(hover.Markdown))
            {
                Assert.InRange(Encoding.UTF8.GetByteCount(hover.Markdown), 1, MaximumBytes);
                Assert.DoesNotContain("\n\n\n", hover.Markdown, StringComparison.Ordinal);
            }
        }

        foreach (var hint in CheckHints(analysis))
        {
            all.Add(hint.Tooltip);
        }

        return all;
    }

    private static IEnumerable<InlayHint> CheckHints(DocumentAnalysis analysis)
    {
        var hints = InlayHintProvider.In(analysis, new TextSpan(0, analysis.Text.Length), CancellationToken.None);
        Assert.Equal(hints.Select(static hint => hint.Position).Order(), hints.Select(static hint => hint.Position));
        Assert.Equal(hints.Length, hints.Distinct().Count());
        foreach (var hint in hints)
        {
            Assert.InRange(hint.Position, 0, analysis.Text.Length);
            Assert.InRange(hint.Label.Length, 1, MaximumLabel);
            Assert.DoesNotContain(hint.Label, static c => char.IsControl(c));
            Assert.InRange(Encoding.UTF8.GetByteCount(hint.Tooltip), 1, MaximumBytes);
        }

        return hints;
    }
}
