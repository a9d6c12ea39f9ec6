namespace EnvLint.Reporting.Tests;

public sealed class ReportFormatTests
{
    [Fact]
    public void The_names_stand_in_the_order_of_the_contract() => Assert.Equal(
        "text concise json jsonl sarif github gitlab junit checkstyle sonarqube rdjson msbuild markdown html",
        string.Join(' ', ReportFormat.Names));

    [Fact]
    public void Every_name_finds_its_format()
    {
        foreach (var name in ReportFormat.Names)
        {
            var format = ReportFormat.Find(name);

            Assert.Equal(name, format?.Name);
            Assert.InRange(format!.Description.Length, 5, 60);
        }
    }

    [Fact]
    public void A_prefix_stands_before_the_paths_that_a_forge_reads_and_not_before_those_of_the_machine()
    {
        var report = Sample.Report(Sample.Finding(new Marked("images/Dockerfile", "[0|a|0]")), Sample.Finding(new Marked("/etc/wsl.conf", "[0|a|0]")));
        var options = new ReportOptions { RepositoryPrefix = "ml/" };

        var forges = ReportFormat.Names.Select(static name => ReportFormat.Find(name)!).Where(static format => format.WantsRepository).ToList();

        Assert.Equal(["sarif", "github", "gitlab"], forges.Select(static format => format.Name));
        foreach (var format in forges)
        {
            var output = format.Write(report, options);
            Assert.Contains("ml/images/Dockerfile", output, StringComparison.Ordinal);
            Assert.Contains("/etc/wsl.conf", output, StringComparison.Ordinal);
            Assert.DoesNotContain("ml//etc", output, StringComparison.Ordinal);
            Assert.Equal(format.Write(report), output.Replace("ml/", "", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("Text")]
    [InlineData("xml")]
    public void Any_other_name_finds_none(string name) => Assert.Null(ReportFormat.Find(name));
}
