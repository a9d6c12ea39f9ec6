using EnvLint.Diagnostics;

namespace EnvLint.Reporting.Tests;

public sealed class MSBuildFormatTests
{
    [Theory]
    [InlineData("a/b.sh", "a/b.sh")]
    [InlineData("a(1,2).sh", "a(1,2).sh")]
    [InlineData("C:/Users/x/.wslconfig", "C:/Users/x/.wslconfig")]
    [InlineData("a:b/c::d.sh", "a:b/c\\x3a\\x3ad.sh")]
    [InlineData("ab:c.sh", "ab\\x3ac.sh")]
    [InlineData(" a.sh", "./ a.sh")]
    [InlineData("12>a.sh", "./12>a.sh")]
    [InlineData("12a>.sh", "12a>.sh")]
    [InlineData("an error x.sh", "an error x.sh")]
    [InlineData("a\nb.sh", "a\\x0ab.sh")]
    public void A_name_stays_in_front_of_its_place(string path, string expected) =>
        Assert.Equal($"{expected}(1,1,1,2): error FWK001: Something is wrong\n", Write(Sample.Finding(new Marked(path, "[0|a|0]"))));

    [Theory]
    [InlineData("an error x.sh", "m", "an\\x20error\\x20x.sh(1,1,1,2): message ENV007: m\n")]
    [InlineData("a.sh", "x:1:2: error: m", "a.sh(1,1,1,2): message ENV007: x:1:2:\\x20error: m\n")]
    [InlineData("a.sh", "x:: Warning: m", "a.sh(1,1,1,2): message ENV007: x::\\x20warning: m\n")]
    [InlineData("a.sh", "an error: no", "a.sh(1,1,1,2): message ENV007: an error: no\n")]
    public void Nothing_makes_an_error_of_an_info(string path, string message, string expected) =>
        Assert.Equal(expected, Write(Sample.Finding(new Marked(path, "[0|a|0]"), Sample.Knowledge, message)));

    private static string Write(Diagnostic finding) => new MSBuildFormat().Write(Sample.Report(finding));
}
