using System.Text.Json;
using EnvLint.Testing;

namespace EnvLint.Cli.Tests;

public sealed class StackTests : IDisposable
{
    private const string Fits = "FROM ubuntu:22.04\nRUN pip install torch==2.6.0 --index-url https://download.pytorch.org/whl/cu124\n";
    private const string New = "FROM ubuntu:24.04\nRUN pip install torch==2.12.0 --index-url https://download.pytorch.org/whl/cu130\n";
    private const string Target = "platform=linux,driver=551.78,gpu=RTX 3060";

    private readonly Project _project = new Project().AsRoot();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData(Fits, Target, 0, "1 stack: 1 ok, 0 in conflict, 0 unknown")]
    [InlineData(New, Target, 1, "1 stack: 0 ok, 1 in conflict, 0 unknown")]
    [InlineData(New, null, 0, "1 stack: 0 ok, 0 in conflict, 1 unknown")]
    [InlineData("FROM python:3.13\nRUN pip install torch==2.6.0 tensorflow==2.12.0\n", null, 1, "1 stack: 0 ok, 1 in conflict, 0 unknown")]
    [InlineData("FROM python:3.13\nRUN pip install flask\n", Target, 0, "1 stack: 0 ok, 0 in conflict, 0 unknown, 1 without a GPU")]
    public void The_exit_code_says_whether_a_stack_is_in_conflict(string text, string? target, int exitCode, string sum)
    {
        _project.With("Dockerfile", text);

        var result = target is null ? _project.Run("stack") : _project.Run("stack", "--target", target);

        Assert.Equal((exitCode, ""), (result.ExitCode, result.Error));
        Assert.Equal(sum, result.OutputLines[^1]);
    }

    [Theory]
    [InlineData("Dockerfile", "FROM ubuntu:22.04\nRUN pip install torch==2.7.0 torchvision==0.20.0\n", "torchvision  0.20.0 ")]
    [InlineData("environment.yml", "channels: [pytorch, nvidia]\ndependencies:\n- pytorch=2.3.1\n- pytorch-cuda=12.9\n", "pytorch-cuda  does not exist ")]
    public void A_part_that_exists_is_not_said_to_be_missing(string path, string text, string row)
    {
        _project.With(path, text);

        Assert.Contains($"│ ✗ {row}", _project.Run("stack").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_says_what_does_not_fit_where_and_what_would()
    {
        _project.With("app/Dockerfile", New);

        var result = _project.Run("stack", "app", "--target", Target);

        Assert.StartsWith($"┌ app/Dockerfile on {Target}: conflict\n│ ✗ torch   2.12.0+cu130  driver >= 580.65.06", result.Output, StringComparison.Ordinal);
        Assert.Contains("  app/Dockerfile:2:17\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("\n│ help: torch 2.12.0 from https://download.pytorch.org/whl/cu126\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_shows_what_is_written()
    {
        _project.With("Dockerfile", "FROM python:3.11\nRUN pip install torch==2.12.0\n");

        var page = File.ReadAllText(Path.Join(RepositoryRoot.Path, "docs", "stack.md"));
        Assert.Contains($"```console\n$ envlint stack --target \"platform=wsl2,driver=551.78,gpu=RTX 3060\"\n{_project.Run("stack", "--target", "platform=wsl2,driver=551.78,gpu=RTX 3060").Output}```\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_environments_is_said_to_be_one()
    {
        _project.With("notes.txt", "nothing\n").With("sub/.wslconfig", "[wsl2]\nmemory=8GB\n");

        var result = _project.Run("stack");

        Assert.Equal((0, "0 stacks: 0 ok, 0 in conflict, 0 unknown\n", "envlint: no environment found\n"), (result.ExitCode, result.Output, result.Error));
    }

    [Fact]
    public void Several_targets_are_judged_one_after_the_other()
    {
        _project.With("a/Dockerfile", Fits).With("b/Dockerfile", New);

        var result = _project.Run("stack", "--target", Target, "--target", "platform=linux,driver=590.44.01,gpu=RTX 3060");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(
            [
                "┌ a/Dockerfile on platform=linux,driver=551.78,gpu=RTX 3060: ok",
                "┌ a/Dockerfile on platform=linux,driver=590.44.01,gpu=RTX 3060: ok",
                "┌ b/Dockerfile on platform=linux,driver=551.78,gpu=RTX 3060: conflict",
                "┌ b/Dockerfile on platform=linux,driver=590.44.01,gpu=RTX 3060: ok",
            ],
            result.OutputLines.Where(static line => line.StartsWith('┌')));
    }

    [Fact]
    public void Targets_of_the_configuration_hold_and_can_be_chosen()
    {
        _project.With("Dockerfile", New).With("envlint.toml", "[targets.old]\nplatform = \"linux\"\ndriver = \"551.78\"\ngpu = \"RTX 3060\"\n[targets.new]\nplatform = \"linux\"\ndriver = \"590.44.01\"\ngpu = \"RTX 3060\"\n");

        // What is named is a choice: none of them is meant without being asked for.
        Assert.Equal(["┌ Dockerfile: unknown"], Titles(_project.Run("stack")));
        Assert.Equal(["┌ Dockerfile on new: ok"], Titles(_project.Run("stack", "--target", "new")));
        Assert.Equal(["┌ Dockerfile on old: conflict", "┌ Dockerfile on new: ok"], Titles(_project.Run("stack", "--target", "old", "--target", "new")));

        _project.With("envlint.toml", "[target]\nplatform = \"linux\"\ndriver = \"551.78\"\ngpu = \"RTX 3060\"\n");
        var one = Assert.Single(Titles(_project.Run("stack")));
        Assert.StartsWith("┌ Dockerfile on ", one, StringComparison.Ordinal);
        Assert.EndsWith(": conflict", one, StringComparison.Ordinal);
        Assert.Equal(["┌ Dockerfile: unknown"], Titles(_project.Run("stack", "--no-config")));
    }

    [Fact]
    public void A_file_that_another_one_installs_is_part_of_its_environment()
    {
        _project.With("sub/requirements.txt", "torch==2.6.0\n").With("sub/requirements-dev.txt", "-r requirements.txt\ntensorflow==2.16.1\n").With("sub/other.txt", "torch==2.6.0\n");

        foreach (var result in new[] { _project.Run("stack", "--target", Target), _project.Run("stack", "sub", "--target", Target), _project.Run("stack", _project["sub"], "--target", Target) })
        {
            Assert.Contains("requirements-dev.txt on ", Assert.Single(Titles(result)), StringComparison.Ordinal);
            Assert.Contains("sub/requirements.txt:1:1", result.Output, StringComparison.Ordinal);
        }

        Assert.Single(Titles(_project.RunIn("sub", "stack", "--target", Target)));

        // Asked for itself it is a stack of its own.
        Assert.Contains("requirements.txt on ", Assert.Single(Titles(_project.Run("stack", "sub/requirements.txt", "--target", Target))), StringComparison.Ordinal);
    }

    [Fact]
    public void Json_is_what_programs_read()
    {
        _project.With("Dockerfile", "FROM python:3.11 AS base\nRUN pip install torch==2.6.0\nFROM base AS serve\nCOPY . .\n");

        var result = _project.Run("stack", "--format", "json", "--target", Target);

        using var json = JsonDocument.Parse(result.Output);
        var environment = json.RootElement.GetProperty("environments")[0];
        Assert.Equal(("Dockerfile (stage serve)", Target, "ok"), (environment.GetProperty("name").GetString(), environment.GetProperty("target").GetString(), environment.GetProperty("verdict").GetString()));
        Assert.Equal(["python", "torch"], environment.GetProperty("builds").EnumerateArray().Select(static build => build.GetProperty("package").GetString()));
        Assert.Equal("525.60.13", environment.GetProperty("requires").GetProperty("driver").GetProperty("linux").GetString());
    }

    [Fact]
    public void Mermaid_is_a_chart()
    {
        _project.With("Dockerfile", New);
        Assert.StartsWith("flowchart TB\n", _project.Run("stack", "--format", "mermaid", "--target", Target).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--format: there is no format 'jsn'; did you mean 'json'?", "--format", "jsn")]
    [InlineData("--format: there is no format 'picture'; there are text, json, mermaid, html", "--format", "picture")]
    [InlineData("--color: 'blue' is none of auto, always, never", "--color", "blue")]
    [InlineData("'--config' and '--no-config' do not go together", "--config", "x.toml", "--no-config")]
    [InlineData("'stack' does not read standard input", "-")]
    [InlineData("nowhere", "nowhere")]
    [InlineData("x.toml", "--config", "x.toml")]
    [InlineData("gpuu", "--target", "gpuu=RTX 3060")]
    [InlineData("--exclude", "--exclude", "[")]
    public void What_cannot_be_read_is_an_error_of_usage(string expected, params string[] arguments)
    {
        _project.With("Dockerfile", Fits);

        var result = _project.Run(["stack", .. arguments]);

        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_are_left_out_as_with_check()
    {
        _project.With("a/Dockerfile", New).With("b/Dockerfile", New).With("c/Dockerfile", New).With(".gitignore", "b\n").With("envlint.toml", "exclude = [\"c\"]\n");

        Assert.Equal(["┌ a/Dockerfile: unknown"], Titles(_project.Run("stack")));
        Assert.Equal(["┌ a/Dockerfile: unknown", "┌ b/Dockerfile: unknown"], Titles(_project.Run("stack", "--no-ignore")));
        Assert.Empty(Titles(_project.Run("stack", "--exclude", "a")));
    }

    [Fact]
    public void The_order_is_that_of_the_paths_however_many_work_on_it()
    {
        for (var i = 0; i < 60; i++)
        {
            _project.With($"d{i:00}/Dockerfile", i % 3 == 0 ? New : Fits).With($"d{i:00}/setup.sh", "pip install torch==2.6.0\n");
        }

        var first = _project.Run("stack", "--target", Target);
        Assert.Equal(120, Titles(first).Count());
        Assert.Equal(Titles(first).Order(StringComparer.Ordinal), Titles(first));
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(first.Output, _project.Run("stack", "--target", Target).Output);
        }
    }

    [Fact]
    public void Colour_comes_when_asked_for()
    {
        _project.With("Dockerfile", New);
        Assert.Contains("\x1b[", _project.Run("stack", "--color", "always").Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\x1b[", _project.Run("stack", "--color", "never").Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\x1b[", _project.Run("stack").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Dockerfile", "FROM \x1b[31mred\nRUN pip install torch==2.6.0\n")]
    [InlineData("Dockerfile", "FROM a AS a\nFROM a AS b\nFROM b AS a\nRUN pip install torch\n")]
    [InlineData("Dockerfile", "RUN pip install torch\n")]
    [InlineData("requirements.txt", "torch==99999999999999999999.1\ntensorflow==\njax[cuda12,,]==x\n")]
    [InlineData("requirements.txt", "-r requirements.txt\ntorch\n")]
    [InlineData("environment.yml", "dependencies:\n- python=99.99\n- python=3\n- pytorch=*\n- pytorch-cuda=99\n- cudatoolkit=[\n")]
    [InlineData("environment.yml", "dependencies: x\n")]
    [InlineData("environment.yml", "")]
    public void Whatever_stands_in_a_file_there_is_an_answer(string path, string text)
    {
        _project.With(path, text);

        var result = _project.Run("stack", "--target", Target, "--target", "windows", "--target", "cuda=12.4");

        Assert.InRange(result.ExitCode, 0, 1);
        Assert.DoesNotContain('\x1b', result.Output);
        using var json = JsonDocument.Parse(_project.Run("stack", "--format", "json").Output);
        Assert.Equal(1, json.RootElement.GetProperty("version").GetInt32());
    }

    private static IEnumerable<string> Titles(CliResult result) => result.OutputLines.Where(static line => line.StartsWith('┌'));
}
