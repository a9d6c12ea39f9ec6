namespace EnvLint.Cli.Tests;

public sealed class StandardInputTests : IDisposable
{
    private readonly Project _project = new Project().AsRoot();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Standard_input_is_checked_under_the_name_given()
    {
        var result = _project.RunWith(Samples.Broken, ["check", "-", "--stdin-filename", "docker/Dockerfile", "--format", "concise"]);

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("docker/Dockerfile:2:1: error[ENV001] unknown instruction 'INSTALL'\n", result.Output);
    }

    [Fact]
    public void The_name_need_not_exist_and_the_file_is_not_read()
    {
        _project.With("Dockerfile", Samples.Broken);

        Assert.Equal(0, _project.RunWith(Samples.Fine, ["check", "-", "--stdin-filename", "Dockerfile"]).ExitCode);
    }

    [Fact]
    public void The_root_of_the_name_is_configured()
    {
        _project.With("sub/envlint.toml", "ignore = [\"ENV001\"]\n");

        Assert.Equal(0, _project.RunWith(Samples.Broken, ["check", "-", "--stdin-filename", "sub/Dockerfile"]).ExitCode);
        Assert.Equal(1, _project.RunWith(Samples.Broken, ["check", "-", "--stdin-filename", "Dockerfile"]).ExitCode);
    }

    [Fact]
    public void The_first_line_tells_a_script_without_a_telling_name()
    {
        Assert.Equal(1, _project.RunWith("#!/bin/sh\necho \"\n", ["check", "-", "--stdin-filename", "run"]).ExitCode);
        Assert.Equal("shell         run\n", _project.RunWith("#!/bin/sh\n", ["check", "-", "--stdin-filename", "run", "--show-files"]).Output);
    }

    [Fact]
    public void What_is_no_manifest_is_said()
    {
        var result = _project.RunWith("x", ["check", "-", "--stdin-filename", "main.py"]);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("envlint: no manifest found\n", result.Error);
    }

    [Fact]
    public void Exclusions_hold_only_where_they_are_forced()
    {
        string[] arguments = ["check", "-", "--stdin-filename", "x/Dockerfile", "--exclude", "x"];

        Assert.Equal(1, _project.RunWith(Samples.Broken, arguments).ExitCode);
        Assert.Equal(0, _project.RunWith(Samples.Broken, [.. arguments, "--force-exclude"]).ExitCode);
    }

    [Fact]
    public void Input_that_is_no_text_is_a_finding() =>
        Assert.Equal(
            "Dockerfile:1:1: warning[ENV002] the file is binary (zero byte at offset 1): nothing in it was checked\n",
            _project.RunWith([1, 0], ["check", "-", "--stdin-filename", "Dockerfile", "--format", "concise"]).Output);

    [Fact]
    public void A_diff_of_standard_input_is_shown() =>
        Assert.Contains("-# envlint: ignore=ENV001", _project.RunWith(Samples.Unused, ["check", "-", "--stdin-filename", "Dockerfile", "--diff"]).Output, StringComparison.Ordinal);
}
