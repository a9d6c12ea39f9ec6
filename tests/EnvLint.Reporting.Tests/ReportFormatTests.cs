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

    [Theory]
    [InlineData("")]
    [InlineData("Text")]
    [InlineData("xml")]
    public void Any_other_name_finds_none(string name) => Assert.Null(ReportFormat.Find(name));
}
