using EnvLint.LanguageServer.Features;
using EnvLint.Testing;

namespace EnvLint.LanguageServer.Tests.Features;

public sealed class StackViewTests
{
    private const string Wsl = "platform=wsl2,driver=551.78,gpu=RTX 3060";

    [Theory]
    [InlineData("$$FROM python:3.11 AS train\nRUN pip install torch==2.6.0\nFROM python:3.12 AS serve\nRUN pip install torch==2.12.0\n", "Dockerfile (stage train)")]
    [InlineData("FROM python:3.11 AS train\nRUN pip install torch==$$2.6.0\nFROM python:3.12 AS serve\nRUN pip install torch==2.12.0\n", "Dockerfile (stage train)")]
    [InlineData("FROM python:3.11 AS train\nRUN pip install torch==2.6.0\n$$FROM python:3.12 AS serve\nRUN pip install torch==2.12.0\n", "Dockerfile (stage serve)")]
    [InlineData("FROM python:3.11 AS train\nRUN pip install torch==2.6.0\nFROM python:3.12 AS serve\nRUN pip install torch==2.12.0\n$$", "Dockerfile (stage serve)")]
    [InlineData("$$# syntax=docker/dockerfile:1\nARG X\nFROM python:3.11 AS train\nRUN pip install torch==2.6.0\nFROM python:3.12 AS serve\nRUN pip install torch==2.12.0\n", "Dockerfile (stage train)")]
    [InlineData("FROM python:3.11 AS base\nRUN pip install $$torch==2.6.0\nFROM base AS train\nRUN pip install pandas\n", "Dockerfile (stage train)")]
    [InlineData("FROM python:3.11 AS tools\nRUN pip install $$ruff\nFROM python:3.12 AS serve\nRUN pip install torch==2.12.0\n", "Dockerfile (stage tools)")]
    [InlineData("FROM python:3.12\nRUN python -m venv /a && /a/bin/pip install torch==2.6.0\nRUN python -m venv /b && /b/bin/pip install torch==2.$$12.0\n", "Dockerfile, line 3")]
    public void Of_a_Dockerfile_the_image_around_the_place(string markup, string title) => Assert.Equal(title, At("Dockerfile", markup)!.Title);

    [Theory]
    [InlineData("requirements.txt", "numpy\ntorch==2.6.0\n$$", "requirements.txt")]
    [InlineData("compose.yml", "services:\n  a:\n    image: pytorch/pytorch:2.6.0-cuda12.4-cudnn9-runtime\n  b:\n    image: $$nvidia/cuda:12.4.1-base-ubuntu22.04\n", "compose.yml (service b)")]
    [InlineData("compose.yml", "$$services:\n  a:\n    image: pytorch/pytorch:2.6.0-cuda12.4-cudnn9-runtime\n  b:\n    image: nvidia/cuda:12.4.1-base-ubuntu22.04\n", "compose.yml (service a)")]
    [InlineData("setup.sh", "python -m venv one\none/bin/pip install torch==2.6.0\npython -m venv two\ntwo/bin/pip install tor$$ch==2.12.0\n", "setup.sh, line 4")]
    [InlineData("pyproject.toml", "[project]\nname = \"x\"\nversion = \"1\"\ndependencies = [\"torch==2.6.0\"]\n[project.optional-dependencies]\nnew = [\"torch==2.6.0\", \"tensor$$flow==2.20.0\"]\n", "pyproject.toml (x[new])")]
    public void Of_other_files_the_one_around_the_place(string path, string markup, string title) => Assert.Equal(title, At(path, markup)!.Title);

    [Fact]
    public void It_is_a_picture_and_the_same_in_words()
    {
        var picture = At("docker/Dockerfile", "FROM python:3.12\nRUN pip install $$torch==2.12.0 --index-url https://download.pytorch.org/whl/cu130\n")!;

        Assert.StartsWith("<svg ", picture.Svg, StringComparison.Ordinal);
        Assert.EndsWith("</svg>", picture.Svg, StringComparison.Ordinal);
        Assert.Contains("data-path=\"docker/Dockerfile\" data-line=\"2\" data-column=\"17\"", picture.Svg, StringComparison.Ordinal);
        Assert.StartsWith("┌ docker/Dockerfile on platform=wsl2,driver=551.78,gpu=RTX 3060: conflict\n│ ✗ torch", picture.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("1 stack", picture.Text, StringComparison.Ordinal);
        Assert.DoesNotContain('\x1b', picture.Text);
    }

    [Fact]
    public void Each_target_is_in_it()
    {
        var analysis = AnalysisOf.Text("requirements.txt", "torch==2.6.0\n", [Wsl, "platform=linux,driver=590.44.01,gpu=RTX 3060"]);
        var picture = StackView.At(analysis, 0, CancellationToken.None)!;
        Assert.Contains(">on WSL 2<", picture.Svg, StringComparison.Ordinal);
        Assert.Contains(">on Linux<", picture.Svg, StringComparison.Ordinal);
        Assert.Equal(2, picture.Text.Split('┌').Length - 1);
    }

    [Theory]
    [InlineData(".wslconfig", "[wsl2]\nmemory=8GB\n")]
    [InlineData("envlint.toml", "[target]\nplatform = \"wsl2\"\n")]
    [InlineData("setup.sh", "echo hello\n")]
    [InlineData("Dockerfile", "")]
    [InlineData("constraints.txt", "torch==2.6.0\n")]
    public void Without_an_environment_there_is_none(string path, string text) =>
        Assert.Null(StackView.At(AnalysisOf.Text(path, text, [Wsl]), 0, CancellationToken.None));

    [Fact]
    public void Every_lens_leads_to_the_picture_of_its_environment()
    {
        var analysis = AnalysisOf.Text("Dockerfile", "FROM python:3.11 AS a\nRUN pip install torch==2.6.0\nFROM python:3.12 AS b\nRUN pip install torch==2.12.0\n", [Wsl]);
        var titles = CodeLensProvider.Of(analysis, CancellationToken.None).Select(lens => StackView.At(analysis, (int)lens.Command!.Arguments[1], CancellationToken.None)!.Title);
        Assert.Equal(["Dockerfile (stage a)", "Dockerfile (stage b)"], titles);
    }

    [Fact]
    public void At_any_position_there_is_an_answer()
    {
        const string Text = "# guide\n\n```bash\npip install torch==2.6.0\n```\n\n## Other\n\n```bash\npython -m venv x\nx/bin/pip install jax\n```\n";
        var analysis = AnalysisOf.Text("README.md", Text, [Wsl]);
        for (var i = 0; i <= Text.Length; i++)
        {
            Assert.NotNull(StackView.At(analysis, i, CancellationToken.None));
        }
    }

    private static StackPicture? At(string path, string markup)
    {
        var text = Markup.Parse(markup, positions: true);
        return StackView.At(AnalysisOf.Text(path, text.Text, [Wsl]), text.Positions[0], CancellationToken.None);
    }
}
