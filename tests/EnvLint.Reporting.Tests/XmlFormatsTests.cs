using System.Xml.Linq;
using EnvLint.Diagnostics;
using EnvLint.Engine;

namespace EnvLint.Reporting.Tests;

public sealed class XmlFormatsTests
{
    private static readonly Marked File = new("b.sh", "[0|a|0] [1|a|1]");

    [Fact]
    public void A_file_without_findings_is_a_test_that_passed()
    {
        var report = Sample.Report(Sample.Finding(File)) with { Files = [new CheckedFile("c.sh", "shell"), new CheckedFile("b.sh", "shell"), new CheckedFile("a.sh", "shell")] };
        var suites = JUnit(report);

        Assert.Equal(["a.sh 1 0", "b.sh 1 1", "c.sh 1 0"], suites.Elements().Select(static suite => $"{suite.Attribute("name")!.Value} {suite.Attribute("tests")!.Value} {suite.Attribute("failures")!.Value}"));
        Assert.Equal(("3", "1", "0"), (suites.Attribute("tests")!.Value, suites.Attribute("failures")!.Value, suites.Attribute("errors")!.Value));
        Assert.Empty(suites.Elements().First().Element("testcase")!.Elements());
    }

    [Fact]
    public void An_info_is_no_failure()
    {
        var suites = JUnit(Sample.Report(Sample.Finding(File, Sample.Knowledge)));

        Assert.Equal("0", suites.Attribute("failures")!.Value);
        Assert.Equal("b.sh:1:1: info[ENV007] Something is wrong", suites.Descendants("system-out").Single().Value);
    }

    [Fact]
    public void Tests_of_one_name_are_numbered_for_a_server_keeps_one_of_each()
    {
        var suites = JUnit(Sample.Report(Sample.Finding(File), Sample.Finding(File.Source, File[1]), Sample.Finding(new Marked("c.sh", "[0|a|0]"))));

        Assert.Equal(
            ["FWK001: Something is wrong", "FWK001: Something is wrong (2)", "FWK001: Something is wrong"],
            suites.Descendants("testcase").Select(static test => test.Attribute("name")!.Value));
    }

    [Fact]
    public void A_reader_of_Checkstyle_gets_back_what_was_meant()
    {
        var file = new Marked("a&b<\"'>]]>.sh", "[0|a|0]");
        var xml = XDocument.Parse(new CheckstyleFormat().Write(Sample.Report(Sample.Finding(file, message: "a & b < c > d ]]> \" ' <!-- -- --> \ud83d\udc4d"))));

        Assert.Equal("a&b<\"'>]]>.sh", xml.Root!.Element("file")!.Attribute("name")!.Value);
        Assert.Equal("a & b < c > d ]]> \" ' <!-- -- --> \ud83d\udc4d", xml.Descendants("error").Single().Attribute("message")!.Value);
    }

    [Fact]
    public void Every_character_leaves_the_XML_well_formed()
    {
        var all = string.Concat(Enumerable.Range(0, 0x10000).Select(static c => (char)c)) + "\U0001FFFE\U0001F44D";
        var report = Sample.Report(Sample.Finding(new Marked(all, "[0|a|0]"), message: all, label: all) with { Notes = [all] });

        foreach (LineFormat format in (LineFormat[])[new JUnitFormat(), new CheckstyleFormat()])
        {
            Assert.Contains("\\x00\\x01", XDocument.Parse(format.Write(report)).Root!.ToString(), StringComparison.Ordinal);
        }
    }

    private static XElement JUnit(Report report) => XDocument.Parse(new JUnitFormat().Write(report)).Root!;
}
