namespace EnvLint.Cli.Tests;

public sealed class CheckTests : IDisposable
{
    private readonly Project _project = new Project().AsRoot();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_file_without_findings_exits_with_0()
    {
        _project.With("Dockerfile", Samples.Fine);

        var result = _project.Run("check");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("No findings (1 file checked)\n", result.Output);
        Assert.Empty(result.Error);
    }

    [Fact]
    public void An_error_exits_with_1_and_shows_the_place()
    {
        _project.With("docker/Dockerfile", Samples.Broken);

        var result = _project.Run("check");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(
            """
            error[ENV001]: unknown instruction 'INSTALL'
             ┌─ docker/Dockerfile:2:1
             │
            2│ INSTALL curl
             │ ^^^^^^^

            1 error in 1 file (1 checked)

            """.ReplaceLineEndings("\n"),
            result.Output);
        Assert.Empty(result.Error);
    }

    [Fact]
    public void Nothing_to_check_is_said_and_exits_with_0()
    {
        _project.With("main.py");

        var result = _project.Run("check");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("envlint: no manifest found\n", result.Error);
    }

    [Fact]
    public void The_folder_that_one_is_in_is_checked_where_no_path_is_named()
    {
        _project.With("a/Dockerfile", Samples.Broken).With("b/Dockerfile", Samples.Broken);

        Assert.Equal(["a/Dockerfile:2:1: error[ENV001] unknown instruction 'INSTALL'"], _project.RunIn("a", "check", "--format", "concise").OutputLines);
    }

    [Fact]
    public void Only_what_is_named_is_reported()
    {
        _project.With("a/Dockerfile", Samples.Broken).With("b/Dockerfile", Samples.Broken);

        Assert.Equal(["b/Dockerfile:2:1: error[ENV001] unknown instruction 'INSTALL'"], _project.Run("check", "--format", "concise", "b/Dockerfile").OutputLines);
    }

    [Fact]
    public void Findings_come_in_the_order_of_paths_whatever_the_threads_do()
    {
        for (var i = 0; i < 40; i++)
        {
            _project.With($"d{i % 7}/Dockerfile.{i}", string.Concat("FROM ubuntu:24.04\n", string.Concat(Enumerable.Repeat("NOPE\n", i % 5))));
        }

        var expected = _project.Run("check", "--jobs", "1");

        Assert.Equal(1, expected.ExitCode);
        Assert.Equal(80, _project.Run("check", "--jobs", "1", "--format", "concise").OutputLines.Length);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(expected, _project.Run("check", "--jobs", "8"));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0, "--fail-on", "never")]
    [InlineData(1, "--fail-on", "info")]
    [InlineData(0, "--severity", "ENV001=warning")]
    [InlineData(1, "--severity", "ENV001=warning", "--fail-on", "warning")]
    [InlineData(0, "--severity", "ENV001=info", "--fail-on", "warning")]
    [InlineData(0, "--ignore", "ENV001")]
    [InlineData(0, "--ignore", "syntax-error")]
    [InlineData(0, "--ignore", "ENV")]
    [InlineData(0, "--select", "ENV004")]
    [InlineData(1, "--select", "ENV004,ENV001")]
    [InlineData(1, "--select", "ENV004", "--select", "ENV001")]
    [InlineData(1, "--ignore", "ENV", "--select", "ENV001")]
    [InlineData(0, "--severity", "ENV001=warning", "--min-severity", "error", "--fail-on", "info")]
    public void Selection_and_severities_decide_on_the_exit_code(int exitCode, params string[] options)
    {
        _project.With("Dockerfile", Samples.Broken);

        Assert.Equal(exitCode, _project.Run(["check", .. options]).ExitCode);
    }

    [Fact]
    public void A_severity_of_the_command_line_is_shown()
    {
        _project.With("Dockerfile", Samples.Broken);

        Assert.Equal("Dockerfile:2:1: info[ENV001] unknown instruction 'INSTALL'\n", _project.Run("check", "--format", "concise", "--severity", "ENV001=info").Output);
    }

    [Fact]
    public void Excluded_files_are_left_out_unless_they_are_named()
    {
        _project.With("third_party/Dockerfile", Samples.Broken).With("Dockerfile", Samples.Fine);

        Assert.Equal(1, _project.Run("check").ExitCode);
        Assert.Equal(0, _project.Run("check", "--exclude", "third_party").ExitCode);
        Assert.Equal(0, _project.Run("check", "--exclude", "third_party/**").ExitCode);
        Assert.Equal(1, _project.Run("check", "--exclude", "third_party", "third_party/Dockerfile").ExitCode);
        Assert.Equal(0, _project.Run("check", "--exclude", "third_party", "--force-exclude", "third_party/Dockerfile").ExitCode);
    }

    [Fact]
    public void What_git_ignores_is_left_out_unless_told_otherwise()
    {
        _project.With(".gitignore", "build/\n").With("build/Dockerfile", Samples.Broken);

        Assert.Equal(0, _project.Run("check").ExitCode);
        Assert.Equal(1, _project.Run("check", "--no-ignore").ExitCode);
        Assert.Equal(1, _project.Run("check", "build/Dockerfile").ExitCode);
    }

    [Fact]
    public void Files_are_listed_with_their_kind()
    {
        _project.With("Dockerfile").With("run", "#!/usr/bin/env bash\n").With("tool", "#!/usr/bin/python3\n").With("setup.sh").With(".wslconfig").With("etc/wsl.conf")
            .With("main.py").With("Dockerfile.tmpl");

        var result = _project.Run("check", "--show-files");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            ["wslconfig     .wslconfig", "dockerfile    Dockerfile", "wsl.conf      etc/wsl.conf", "shell         run", "shell         setup.sh"],
            result.OutputLines);
    }

    [Fact]
    public void Names_that_many_tools_use_are_told_apart_by_the_whole_text()
    {
        var preface = string.Concat(Enumerable.Repeat("# what this is for\n", 50));
        _project.With("environment.yml", preface + "name: x\ndependecies:\n  - numpy\n")
            .With("env-gpu.yml", preface + "name: x\ndependencies:\n  - numpy\n")
            .With("env-compose.yml", preface + "services:\n  a:\n    image: b\n")
            .With("conda/environment.yml", "production:\n  region: x\n")
            .With("mkdocs.yml", "name: x\ndependencies:\n  - numpy\n");

        Assert.Equal(["compose       env-compose.yml", "conda         env-gpu.yml", "conda         environment.yml"], _project.Run("check", "--show-files").OutputLines);
        var result = _project.Run("check", "--format", "concise", "--select", "CND001");
        Assert.Equal(["environment.yml:52:1: error[CND001] conda skips the key 'dependecies', so no package is installed: it is spelt 'dependencies'"], result.OutputLines);
        Assert.Equal("envlint: no manifest found\n", _project.Run("check", "mkdocs.yml", "--show-files").Error);
    }

    [Fact]
    public void Comments_of_YAML_hide_findings()
    {
        _project.With("environment.yml", "name: x\ndependencies: [a]\n# envlint: ignore=CND001\ncuda: 12\nprefix: /home/a/b # envlint: ignore=CND014\n");

        Assert.Empty(_project.Run("check", "--format", "concise").OutputLines);
    }

    [Fact]
    public void A_script_of_another_language_is_not_checked_as_shell()
    {
        _project.With("a.sh", "#!/usr/bin/python3\nprint(\"\n");

        Assert.Equal("envlint: no manifest found\n", _project.Run("check").Error);
    }

    [Fact]
    public void Several_roots_are_shown_from_the_folder_above_them()
    {
        _project.With("one/.git/HEAD").With("one/Dockerfile", Samples.Broken).With("two/envlint.toml", "ignore = [\"ENV001\"]\n").With("two/Dockerfile", Samples.Broken);

        var result = _project.Run("check", "--format", "concise", "two", "one");

        Assert.Equal(["one/Dockerfile:2:1: error[ENV001] unknown instruction 'INSTALL'"], result.OutputLines);
    }

    [Fact]
    public void Suppressed_findings_are_counted()
    {
        _project.With("Dockerfile", "FROM ubuntu:24.04\n# envlint: ignore=ENV001 -- a frontend of our own\nINSTALL curl\n");

        var result = _project.Run("check");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("1 suppressed", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_day_ends_a_suppression()
    {
        _project.With("Dockerfile", "FROM ubuntu:24.04\n# envlint: ignore=ENV001 until=2026-05-01 -- soon\nINSTALL curl\n");

        Assert.Equal(0, _project.Run("check", "--today", "2026-05-01").ExitCode);
        Assert.Equal(1, _project.Run("check", "--today", "2026-05-02").ExitCode);
    }

    [Fact]
    public void Findings_are_no_internal_errors_and_one_target_or_several_do_not_double_them()
    {
        _project.With("Dockerfile", Samples.Broken);

        Assert.Single(_project.Run("check", "--format", "concise", "--target", "platform=wsl2", "--target", "linux").OutputLines);
    }

    [Fact]
    public void With_several_targets_each_finding_says_on_which_it_holds()
    {
        _project.With("requirements.txt", "--index-url https://download.pytorch.org/whl/cu130\ntorch==2.12.0\n");

        var lines = _project.Run("check", "--select", "STK", "--format", "concise", "--target", "platform=wsl2,driver=551.78", "--target", "platform=linux,driver=570.124.06,gpu=V100").OutputLines;

        Assert.Collection(
            lines,
            static line => Assert.EndsWith("(target platform=wsl2,driver=551.78)", line, StringComparison.Ordinal),
            static line => Assert.EndsWith("(target platform=linux,driver=570.124.06,gpu=V100)", line, StringComparison.Ordinal));
        Assert.StartsWith("requirements.txt:2:1: error[STK001]", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("requirements.txt:2:1: error[STK002]", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Old_tables_are_told_once_in_front_of_the_first_manifest()
    {
        _project.With("a/Dockerfile", "FROM ubuntu:24.04\n");
        _project.With("b/Dockerfile", "FROM ubuntu:24.04\n");

        var line = Assert.Single(_project.Run("check", "--select", "ENV", "--today", "2032-01-01", "--format", "concise").OutputLines);

        Assert.StartsWith("a/Dockerfile:1:1: info[ENV007] the newest table", line, StringComparison.Ordinal);
        Assert.Equal(0, _project.Run("check", "--select", "ENV", "--today", "2032-01-01", "--diff", "--format", "concise=out.txt", "--quiet").ExitCode);
        Assert.Equal(line + "\n", _project.Read("out.txt"));
        Assert.Empty(_project.Run("check", "--select", "ENV", "--ignore", "ENV007", "--today", "2032-01-01", "--format", "concise").OutputLines);
        Assert.Empty(_project.Run("check", "--select", "ENV", "--format", "concise").OutputLines);
    }
}
