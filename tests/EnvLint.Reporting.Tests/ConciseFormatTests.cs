namespace EnvLint.Reporting.Tests;

public sealed class ConciseFormatTests
{
    private static readonly ConciseFormat Format = new();

    [Fact]
    public void One_line_for_each_finding() => Expected.Matches("concise/everything.txt", Format.Write(Sample.Everything()));

    [Fact]
    public void A_run_without_findings_writes_nothing() => Assert.Equal("", Format.Write(Sample.Report()));

    [Fact]
    public void A_finding_never_takes_two_lines_nor_moves_the_cursor()
    {
        var file = new Marked("a\n.sh", "x\n\t[0|y|0]");
        Assert.Equal("a\\x0a.sh:2:2: error[FWK001] bad \\x1b[2J\\x0d\\x0athing\n", Format.Write(Sample.Report(Sample.Finding(file, message: "bad \x1b[2J\r\nthing"))));
    }

    [Fact]
    public void Columns_count_utf16_code_units() =>
        Assert.Equal("f:1:3: error[FWK001] Something is wrong\n", Format.Write(Sample.Report(Sample.Finding(new Marked("f", "\U0001F600[0|y|0]")))));

    [Fact]
    public void Colour_and_ascii_come_only_when_asked_for()
    {
        var report = Sample.Report(Sample.Finding(new Marked("f", "[0|y|0]"), message: "Größe"));
        Assert.Equal("f:1:1: error[FWK001] Größe\n", Format.Write(report));
        Assert.Equal("f:1:1: error[FWK001] Gr\\xf6\\xdfe\n", Format.Write(report, new ReportOptions { UseAscii = true }));
        Assert.Equal("f:1:1: \x1b[1;31merror[FWK001]\x1b[0m Größe\n", Format.Write(report, new ReportOptions { UseColor = true }));
    }
}
