using System.Diagnostics;
using System.Text;
using EnvLint.Workspace.Ignoring;

namespace EnvLint.Workspace.Tests.Ignoring;

public sealed class IgnoreScopeTests
{
    [Theory]
    [InlineData("*.log", "a/b.log", true)]
    [InlineData("/*.log", "a/b.log", false)]
    [InlineData("a/*.log", "a/b.log", true)]
    [InlineData("b.log/", "a/b.log", false)]
    [InlineData("a/**", "a/b/c", true)]
    [InlineData("**/c", "c", true)]
    [InlineData("a/**/c", "a/c", true)]
    [InlineData("a/**/c", "a/x/y/c", true)]
    [InlineData("a*/c", "ax/y/c", false)]
    [InlineData("?", "é", false)]
    [InlineData("[[:digit:]]", "7", true)]
    [InlineData("[[:digit:]]", "a", false)]
    [InlineData("\\#a", "#a", true)]
    [InlineData("#a", "#a", false)]
    [InlineData("a ", "a", true)]
    [InlineData("a\\ ", "a ", true)]
    [InlineData("a\\ ", "a", false)]
    public void A_pattern_takes_a_path_or_not(string pattern, string path, bool expected) =>
        Assert.Equal(expected, IsIgnored(pattern, path));

    [Fact]
    public void The_last_line_that_matches_decides()
    {
        Assert.False(IsIgnored("*.sh\n!keep.sh\n", "keep.sh"));
        Assert.True(IsIgnored("!keep.sh\n*.sh\n", "keep.sh"));
    }

    [Theory]
    [InlineData("Build", true)]
    [InlineData("[b]uild", true)]
    [InlineData("[B-C]uilD", true)]
    [InlineData("[[:upper:]]uild", true)]
    [InlineData("bui1d", false)]
    public void Letter_case_counts_only_where_the_system_says_so(string pattern, bool inEitherCase)
    {
        var scope = IgnoreScope.Empty(ignoreCase: true).With(Encoding.UTF8.GetBytes(pattern), 0);
        Assert.Equal(inEitherCase, scope.IsIgnored("build"u8, isDirectory: false));
        Assert.Equal(pattern == "[b]uild", IsIgnored(pattern, "build"));
    }

    [Theory]
    [InlineData("**/a/", 200, "")]
    [InlineData("*a", 1000, "")]
    [InlineData("**/*a*/", 200, "")]
    [InlineData("a**", 900, "")]
    [InlineData("**/", 1000, "z")]
    [InlineData("[[:alpha:]]*", 200, "/")]
    public void Hostile_patterns_cost_no_more_than_their_length_times_the_path(string piece, int count, string end)
    {
        var pattern = string.Concat(Enumerable.Repeat(piece, count)) + end + "b";
        var watch = Stopwatch.StartNew();
        var path = string.Concat(Enumerable.Repeat("a/", 2000)) + "c";

        Assert.False(IsIgnored(pattern, path));
        Assert.False(IsIgnored(pattern, new string('a', 4000)));

        // Exponential work would not end; what polynomial work takes on a slow machine is far below.
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    private static bool IsIgnored(string patterns, string path) =>
        IgnoreScope.Empty(ignoreCase: false).With(Encoding.UTF8.GetBytes(patterns), 0).IsIgnored(Encoding.UTF8.GetBytes(path), isDirectory: false);
}
