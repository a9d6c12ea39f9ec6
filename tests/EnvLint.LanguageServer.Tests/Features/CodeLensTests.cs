using EnvLint.LanguageServer.Analysis;
using EnvLint.LanguageServer.Features;

namespace EnvLint.LanguageServer.Tests.Features;

public sealed class CodeLensTests
{
    private const string Wsl = "platform=wsl2,driver=551.78,gpu=RTX 3060";
    private const string Fits = "FROM python:3.11-slim\nRUN pip install torch==2.6.0 --index-url https://download.pytorch.org/whl/cu124\n";
    private const string New = "FROM python:3.12\nRUN pip install torch==2.12.0 --index-url https://download.pytorch.org/whl/cu130\n";

    [Fact]
    public void A_stage_says_what_it_is_made_of_what_it_needs_and_that_it_runs()
    {
        var lens = Assert.Single(Of("docker/Dockerfile", Fits, Wsl));

        Assert.Equal("FROM python:3.11-slim", Fits.Substring(lens.Span.Start, lens.Span.Length));
        Assert.Equal("torch 2.6.0+cu124 · CUDA 12.4 · driver ≥ 527.41 · Python 3.11 · ok on WSL 2 + RTX 3060", lens.Title);
        Assert.Equal(EditorCommands.ShowStack, lens.Command!.Name);
        Assert.Equal<object>([AnalysisOf.RootUri + "docker/Dockerfile", 0], lens.Command.Arguments.AsEnumerable());
    }

    [Fact]
    public void Without_a_target_it_says_what_it_needs() =>
        Assert.Equal("torch 2.6.0+cu124 · CUDA 12.4 · driver ≥ 525.60.13 (Windows 527.41) · Python 3.11 · no target declared", Assert.Single(Of("Dockerfile", Fits)).Title);

    [Fact]
    public void A_conflict_says_what_does_not_fit()
    {
        var title = Assert.Single(Of("Dockerfile", New, Wsl)).Title;
        Assert.StartsWith("conflict: torch 2.12.0+cu130", title, StringComparison.Ordinal);
        Assert.Contains("needs the driver", title, StringComparison.Ordinal);
        Assert.InRange(title.Length, 60, 110);
    }

    [Fact]
    public void Of_several_targets_the_worst_comes_first_with_how_many()
    {
        var linux = "platform=linux,driver=590.44.01,gpu=RTX 3060";
        Assert.StartsWith("conflict on 1 of 2 targets: torch 2.12.0+cu130", Assert.Single(Of("Dockerfile", New, linux, Wsl)).Title, StringComparison.Ordinal);
        Assert.StartsWith("conflict on both targets: ", Assert.Single(Of("Dockerfile", New, Wsl, "platform=linux,driver=525.60.13")).Title, StringComparison.Ordinal);
        Assert.EndsWith(" · ok on both targets", Assert.Single(Of("Dockerfile", Fits, linux, Wsl)).Title, StringComparison.Ordinal);
        Assert.EndsWith(" · ok on all 3 targets", Assert.Single(Of("Dockerfile", Fits, linux, Wsl, "platform=linux,driver=580.65.06,gpu=RTX 4090")).Title, StringComparison.Ordinal);
        Assert.StartsWith("not known on 1 of 2 targets: ", Assert.Single(Of("Dockerfile", Fits, linux, "platform=linux,gpu=RTX 3060")).Title, StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_of_the_configuration_is_called_by_its_name()
    {
        var analysis = AnalysisOf.Text("Dockerfile", Fits, ["cluster"], ("envlint.toml", "[targets.cluster]\nplatform = \"linux\"\ndriver = \"580.65.06\"\ngpu = \"RTX 3060\"\n"));
        Assert.EndsWith(" · ok on cluster", Assert.Single(CodeLensProvider.Of(analysis, CancellationToken.None)).Title, StringComparison.Ordinal);
    }

    [Fact]
    public void What_decides_and_is_not_known_is_the_line() =>
        Assert.StartsWith("not known: torch: ", Assert.Single(Of("Dockerfile", "FROM python:3.11\nARG INDEX\nRUN pip install torch --index-url $INDEX\n", Wsl)).Title, StringComparison.Ordinal);

    [Fact]
    public void What_is_known_of_CUDA_stands_in_front_of_what_is_not() =>
        Assert.StartsWith("CUDA 12.4 · driver ≥ 527.41 · not known: torch: ", Assert.Single(Of("Dockerfile", "FROM nvidia/cuda:12.4.1-devel-ubuntu22.04\nARG INDEX\nRUN pip install torch --index-url $INDEX\n", Wsl)).Title, StringComparison.Ordinal);

    [Fact]
    public void What_is_not_known_is_said_once() =>
        Assert.Equal("image: what vllm/vllm-openai:v0.10.1 brings is not known", Assert.Single(Of("compose.yaml", "services:\n  a:\n    image: vllm/vllm-openai:v0.10.1\n    gpus: all\n", Wsl)).Title);

    [Fact]
    public void Each_stage_that_ends_an_image_has_its_own()
    {
        const string Text = """
            FROM python:3.11 AS base
            RUN pip install torch==2.6.0
            FROM base AS train
            RUN pip install pandas
            FROM python:3.12 AS tools
            RUN pip install ruff
            FROM python:3.12 AS serve
            RUN pip install torch==2.12.0
            """;
        var lenses = Of("Dockerfile", Text, Wsl);
        Assert.Equal(["FROM base AS train", "FROM python:3.12 AS serve"], lenses.Select(lens => Text.Substring(lens.Span.Start, lens.Span.Length)));
    }

    [Theory]
    [InlineData("requirements.txt", "# all of it\ntorch==2.6.0\n", 0)]
    [InlineData("environment.yml", "name: ml\nchannels: [conda-forge]\ndependencies:\n  - python=3.11\n  - pip\n  - pip:\n    - torch==2.6.0\n", 2)]
    [InlineData("pyproject.toml", "[project]\nname = \"x\"\nversion = \"1\"\nrequires-python = \">=3.11\"\ndependencies = [\n  \"numpy\",\n  \"torch==2.6.0\",\n]\n", 4)]
    [InlineData("setup.sh", "#!/bin/sh\nset -e\napt-get update\npip install torch==2.6.0\n", 3)]
    [InlineData("INSTALL.md", "# Install\n\nFirst this:\n\n```bash\npip install torch==2.6.0\n```\n", 4)]
    [InlineData("compose.yml", "services:\n  db:\n    image: postgres:16\n  train:\n    image: pytorch/pytorch:2.6.0-cuda12.4-cudnn9-runtime\n", 3)]
    public void It_stands_where_the_environment_begins(string path, string text, int line)
    {
        var analysis = AnalysisOf.Text(path, text, [Wsl]);
        var lens = Assert.Single(CodeLensProvider.Of(analysis, CancellationToken.None));
        Assert.Equal(line, analysis.Text.Lines.LineOf(lens.Span.Start));
    }

    [Fact]
    public void A_service_that_is_built_tells_of_its_Dockerfile()
    {
        var analysis = AnalysisOf.Text("compose.yml", "services:\n  train:\n    build: .\n", [Wsl], ("Dockerfile", Fits));
        var lens = Assert.Single(CodeLensProvider.Of(analysis, CancellationToken.None));
        Assert.Equal(1, analysis.Text.Lines.LineOf(lens.Span.Start));
        Assert.StartsWith("torch 2.6.0+cu124 · CUDA 12.4", lens.Title, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Dockerfile", "FROM python:3.11\nRUN pip install flask\n")]
    [InlineData("Dockerfile", "FROM ubuntu:24.04\nRUN echo hello\n")]
    [InlineData("Dockerfile", "")]
    [InlineData("Dockerfile", "FROM\n")]
    [InlineData("requirements.txt", "flask\nrequests\n")]
    [InlineData("constraints.txt", "torch==2.6.0\n")]
    [InlineData("environment.yml", "dependencies:\n  - python=3.11\n")]
    [InlineData("compose.yml", "services:\n  db:\n    image: postgres:16\n")]
    [InlineData("setup.sh", "echo hello\n")]
    [InlineData("README.md", "# Nothing\n\n```bash\nls\n```\n")]
    [InlineData(".wslconfig", "[wsl2]\nmemory=8GB\n")]
    [InlineData("envlint.toml", "[target]\nplatform = \"wsl2\"\n")]
    public void What_concerns_no_gpu_has_none(string path, string text) => Assert.Empty(Of(path, text, Wsl));

    [Fact]
    public void A_long_line_is_cut_at_a_word_and_hidden_characters_are_shown()
    {
        var lens = Assert.Single(Of("requirements.txt", "torch @ https://example.org/" + new string('a', 300) + "\u202e.whl\n", Wsl));
        Assert.InRange(lens.Title.Length, 1, 110);
        Assert.DoesNotContain('\u202e', lens.Title);
        Assert.DoesNotContain('\n', lens.Title);
    }

    [Fact]
    public void Many_environments_do_not_bury_the_text()
    {
        var text = string.Concat(Enumerable.Range(0, 500).Select(static i => $"python -m venv /opt/v{i}\n/opt/v{i}/bin/pip install torch==2.6.0\n"));
        Assert.InRange(Of("setup.sh", text, Wsl).Length, 100, 200);
    }

    [Fact]
    public void Work_that_is_no_longer_wanted_ends()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => CodeLensProvider.Of(AnalysisOf.Text("Dockerfile", Fits), source.Token));
    }

    private static CodeLens[] Of(string path, string text, params string[] targets) => [.. CodeLensProvider.Of(AnalysisOf.Text(path, text, targets), CancellationToken.None)];
}
