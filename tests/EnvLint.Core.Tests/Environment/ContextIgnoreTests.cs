using EnvLint.Environment.Linking;
using EnvLint.Text;

namespace EnvLint.Core.Tests.Environment;

public sealed class ContextIgnoreTests
{
    [Theory]
    [InlineData("a", "a")]
    [InlineData("a", "a/b/c")]
    [InlineData("/a", "a")]
    [InlineData("./a/", "a")]
    [InlineData("b/../a", "a")]
    [InlineData("  a  ", "a")]
    [InlineData("\uFEFFb\na\r\n", "a")]
    [InlineData("*", "a/b")]
    [InlineData("*/b", "a/b")]
    [InlineData("a?c", "abc")]
    [InlineData("[a-c]x", "bx")]
    [InlineData("[^a-c]x", "dx")]
    [InlineData("\\*", "*")]
    [InlineData("**", "a/b")]
    [InlineData("**/b", "b")]
    [InlineData("**/b", "a/c/b")]
    [InlineData("a/**", "a/b/c")]
    [InlineData("a/**/c", "a/c")]
    [InlineData("a/**/c", "a/b/b/c")]
    [InlineData("**/*.py", "a/b.py")]
    [InlineData("**.py", "a/b.py")]
    [InlineData("**/x/**", "a/x/b")]
    [InlineData("!a\na", "a")]
    [InlineData("*\n!a\na/b", "a/b")]
    public void Left_out(string patterns, string path) => Assert.NotNull(ContextIgnore.Parse(new SourceText(".dockerignore", patterns)).PatternOf(path, isFolder: false));

    [Theory]
    [InlineData("", "a")]
    [InlineData("# a", "a")]
    [InlineData("#a\n\n!\n", "a")]
    [InlineData("a", "b/a")]
    [InlineData("a", "ab")]
    [InlineData("*/b", "b")]
    [InlineData("*.py", "a/b.py")]
    [InlineData("a?b", "a/b")]
    [InlineData("a/**", "a")]
    [InlineData("a/*", "a")]
    [InlineData("**/b", "ab")]
    [InlineData("A", "a")]
    [InlineData("*\n!a", "a/b")]
    [InlineData("a\n!a/b", "a/b")]
    [InlineData("**/*.py\n!a/b.py", "a/b.py")]
    public void Taken(string patterns, string path) => Assert.Null(ContextIgnore.Parse(new SourceText(".dockerignore", patterns)).PatternOf(path, isFolder: false));

    [Fact]
    public void A_folder_of_which_a_part_comes_back_is_there()
    {
        Assert.NotNull(ContextIgnore.Parse(new SourceText(".dockerignore", "a\n")).PatternOf("a", isFolder: true));
        Assert.Null(ContextIgnore.Parse(new SourceText(".dockerignore", "a\n!a/b\n")).PatternOf("a", isFolder: true));
    }

    [Fact]
    public void The_place_of_the_pattern_is_that_of_the_last_one()
    {
        var ignore = ContextIgnore.Parse(new SourceText(".dockerignore", "*\n!a\n  a/b \n"));
        Assert.Equal("a/b", ignore.Source.ToString(ignore.PatternOf("a/b", isFolder: false)!.Value));
    }
}
