namespace EnvLint.Cli.Tests;

public sealed class FixTests : IDisposable
{
    private readonly Project _project = new Project().AsRoot();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("fix")]
    [InlineData("check", "--fix")]
    public void Safe_fixes_are_written_and_what_is_left_is_reported(params string[] command)
    {
        _project.With("a.dockerfile", Samples.Unused).With("b.dockerfile", Samples.Broken).With("c.dockerfile", Samples.Misspelled);

        var result = _project.Run([.. command, "--format", "concise"]);

        Assert.Equal(Samples.Fine, _project.Read("a.dockerfile"));
        Assert.Equal(Samples.Broken, _project.Read("b.dockerfile"));
        Assert.Equal(Samples.Misspelled, _project.Read("c.dockerfile"));
        Assert.Equal(1, result.ExitCode);
        Assert.Equal(["b.dockerfile:2:1: error[ENV001] unknown instruction 'INSTALL'"], result.OutputLines.Where(static line => line.Contains("error", StringComparison.Ordinal)));
        Assert.DoesNotContain(result.OutputLines, static line => line.StartsWith("a.", StringComparison.Ordinal));
        Assert.Contains(result.OutputLines, static line => line.StartsWith("c.dockerfile:1:", StringComparison.Ordinal));
    }

    [Fact]
    public void Suggested_fixes_are_written_only_where_asked_for()
    {
        _project.With("Dockerfile", Samples.Misspelled);

        _project.Run("fix");
        Assert.Equal(Samples.Misspelled, _project.Read("Dockerfile"));

        _project.Run("fix", "--unsafe-fixes");
        Assert.NotEqual(Samples.Misspelled, _project.Read("Dockerfile"));
    }

    [Fact]
    public void A_second_run_changes_nothing()
    {
        _project.With("a.dockerfile", Samples.Unused).With("b.dockerfile", Samples.Misspelled);
        _project.Run("fix", "--unsafe-fixes");
        var (a, b) = (_project.Read("a.dockerfile"), _project.Read("b.dockerfile"));

        var result = _project.Run("fix", "--unsafe-fixes");

        Assert.Equal((a, b), (_project.Read("a.dockerfile"), _project.Read("b.dockerfile")));
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public void A_check_writes_nothing()
    {
        _project.With("Dockerfile", Samples.Unused);

        _project.Run("check");

        Assert.Equal(Samples.Unused, _project.Read("Dockerfile"));
    }

    [Theory]
    [InlineData("check", "--diff")]
    [InlineData("fix", "--diff")]
    public void A_diff_shows_and_writes_nothing(params string[] command)
    {
        _project.With("docker/Dockerfile", Samples.Unused);

        var result = _project.Run([.. command, "--fail-on", "warning"]);

        Assert.Equal(
            """
            --- a/docker/Dockerfile
            +++ b/docker/Dockerfile
            @@ -1,3 +1,2 @@
            -# envlint: ignore=ENV001 -- not needed
             FROM ubuntu:24.04
             RUN echo ready

            """.ReplaceLineEndings("\n"),
            result.Output);
        Assert.Equal(Samples.Unused, _project.Read("docker/Dockerfile"));
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public void A_diff_of_nothing_is_empty()
    {
        _project.With("Dockerfile", Samples.Broken).With("b.dockerfile", Samples.Misspelled);

        Assert.Empty(_project.Run("check", "--diff").Output);
        Assert.NotEmpty(_project.Run("check", "--diff", "--unsafe-fixes").Output);
    }

    [Fact]
    public void Line_ends_and_byte_order_mark_are_kept()
    {
        _project.With("Dockerfile", [0xEF, 0xBB, 0xBF, .. "# envlint: ignore=ENV001\r\nFROM ubuntu:24.04\r\nRUN echo ready\r\n"u8]);

        _project.Run("fix");

        Assert.Equal([0xEF, 0xBB, 0xBF, .. "FROM ubuntu:24.04\r\nRUN echo ready\r\n"u8], File.ReadAllBytes(_project["Dockerfile"]));
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_told_and_exits_with_3()
    {
        _project.With("Dockerfile", Samples.Unused);
        File.SetAttributes(_project["Dockerfile"], FileAttributes.ReadOnly);

        var result = _project.Run("fix", "--format", "concise");

        Assert.Equal(3, result.ExitCode);
        Assert.Equal("envlint: Dockerfile cannot be written: it is read-only\n", result.Error);
        Assert.Single(result.OutputLines);
        File.SetAttributes(_project["Dockerfile"], FileAttributes.Normal);
        Assert.Equal(Samples.Unused, _project.Read("Dockerfile"));
    }

    [Fact]
    public void A_word_in_the_configuration_is_mended_too()
    {
        _project.With("envlint.toml", "ignore = [\"syntax-eror\"]\n").With("Dockerfile", Samples.Fine);

        Assert.Contains("envlint.toml:1:12: warning[ENV006]", _project.Run("check", "--format", "concise").Output, StringComparison.Ordinal);
        Assert.Equal(0, _project.Run("fix", "--unsafe-fixes").ExitCode);
        Assert.Equal("ignore = [\"syntax-error\"]\n", _project.Read("envlint.toml"));
    }
}
