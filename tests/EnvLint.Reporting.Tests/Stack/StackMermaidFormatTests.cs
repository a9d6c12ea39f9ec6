using System.Text.RegularExpressions;
using EnvLint.Reporting.Stack;

namespace EnvLint.Reporting.Tests.Stack;

public sealed partial class StackMermaidFormatTests
{
    private static readonly StackMermaidFormat Format = new();

    [Fact]
    public void Each_verdict() => Expected.Matches("stack/everything.mmd", Format.Write(StackSample.Everything()));

    [Fact]
    public void Hostile_names_stay_labels()
    {
        var text = Format.Write([StackSample.Hostile()]);
        Expected.Matches("stack/hostile.mmd", text);
        Assert.DoesNotContain("%%", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", text, StringComparison.Ordinal);
        Assert.DoesNotContain(text, static c => c is (< ' ' and not '\n') or (>= '\x7f' and <= '\x9f') or '\u202e' or '\u200b' or '\u2028');
    }

    [Fact]
    public void Each_line_is_of_a_known_form()
    {
        foreach (var line in Format.Write([.. StackSample.Everything(), StackSample.Wide(), StackSample.Hostile()]).TrimEnd('\n').Split('\n'))
        {
            Assert.Matches(Line(), line);
        }
    }

    [Fact]
    public void Nothing_is_a_chart_as_well() => Assert.StartsWith("flowchart TB\n", Format.Write([]), StringComparison.Ordinal);

    // A label holds no quote; markup in it is ours alone.
    [GeneratedRegex("""^(flowchart TB|  classDef \w+ [\w:#,-]+|  subgraph s\d+\["[^"<>`%&]*"\]|    s\d+l\d+\["([^"<>`%&]|<br/>)*"\]:::(fits|breaks|unknown)|    s\d+v\(\["[^"<>`%&]*"\]\):::(breaks|unknown)|    s\d+l\d+ --> s\d+l\d+|  end)$""")]
    private static partial Regex Line();
}
