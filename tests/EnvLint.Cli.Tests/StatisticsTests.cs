namespace EnvLint.Cli.Tests;

/// <summary><c>check --statistics</c>.</summary>
public sealed class StatisticsTests : IDisposable
{
    private const string Table =
        "count  fixable  severity  code    name\n" +
        "    3        0  error     ENV001  syntax-error\n" +
        "    1        1  warning   ENV004  unused-suppression\n";

    private readonly Project _project = new Project().AsRoot().With("a/Dockerfile", Samples.Broken + "COPPY . .\n").With("b/Dockerfile", Samples.Broken).With("c/Dockerfile", Samples.Unused);

    public void Dispose() => _project.Dispose();

    [Fact]
    public void The_most_frequent_rule_comes_first_behind_the_findings()
    {
        var result = _project.Run("check", "--statistics");

        Assert.Equal((1, ""), (result.ExitCode, result.Error));
        Assert.EndsWith($"\n\n{Table}\n3 errors, 1 warning in 3 files (3 checked); 1 fixable with --fix\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_end_with_it()
    {
        var result = _project.Run("check", "--statistics", "--format", "concise");

        Assert.EndsWith(Table, result.Output, StringComparison.Ordinal);
        Assert.Equal((4 + 3, ""), (result.OutputLines.Length, result.Error));
    }

    [Theory]
    [InlineData("json")]
    [InlineData("sarif")]
    public void Beside_a_format_for_programs_it_goes_to_standard_error(string format)
    {
        var result = _project.Run("check", "--statistics", "--format", format);

        Assert.Equal(Table, result.Error);
        Assert.Equal(_project.Run("check", "--format", format).Output, result.Output);
    }

    [Fact]
    public void Where_standard_output_is_empty_or_a_diff_it_goes_to_standard_error()
    {
        Assert.Equal(("", Table), (_project.Run("check", "--statistics", "--format", "json=x.json").Output, _project.Run("check", "--statistics", "--format", "json=x.json").Error));
        Assert.Equal(Table, _project.Run("check", "--statistics", "--diff").Error);
    }

    [Fact]
    public void A_file_of_text_has_it_too()
    {
        Assert.Equal(Table, _project.Run("check", "--statistics", "--format", "text=report.txt").Error);
        Assert.Contains(Table, _project.Read("report.txt"), StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_of_changed_severity_are_counted_as_what_they_are_now() =>
        Assert.Contains("\n    3        0  info      ENV001  ", _project.Run("check", "--statistics", "--severity", "ENV001=info", "--format", "concise").Output, StringComparison.Ordinal);

    [Fact]
    public void What_was_mended_does_not_count() =>
        Assert.DoesNotContain("ENV004", _project.Run("fix", "--statistics").Output, StringComparison.Ordinal);

    [Fact]
    public void Without_findings_there_is_none()
    {
        var result = _project.Run("check", "--statistics", "--select", "FWK");
        Assert.Equal(("No findings (3 files checked)\n", ""), (result.Output, result.Error));
        Assert.Empty(_project.Run("check", "--statistics", "--select", "FWK", "--format", "json").Error);
    }
}
