using System.Text.Json;
using EnvLint.Reporting.Json;

namespace EnvLint.Reporting.Tests;

public sealed class GitLabFormatTests
{
    [Fact]
    public void Fingerprints_are_those_of_the_baseline_and_all_differ()
    {
        var file = new Marked("f", "[0|a|0] a");
        var report = Sample.Report(Sample.Finding(file), Sample.Finding(file));
        using var json = JsonDocument.Parse(new GitLabFormat().Write(report));

        var written = json.RootElement.EnumerateArray().Select(static issue => issue.GetProperty("fingerprint").GetString()!).ToList();

        Assert.Equal(report.Fingerprints.Diagnostics, written);
        Assert.Equal(2, written.Distinct().Count());
    }

    [Fact]
    public void A_path_is_the_files_very_name()
    {
        using var json = JsonDocument.Parse(new GitLabFormat().Write(Sample.Report(Sample.Finding(new Marked("a b/#größe\n.sh", "[0|a|0]")))));

        Assert.Equal("a b/#größe\n.sh", json.RootElement[0].GetProperty("location").GetProperty("path").GetString());
    }
}
