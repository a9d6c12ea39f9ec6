using EnvLint.Testing;
using EnvLint.Text;
using Xunit.Sdk;

namespace EnvLint.Rules.Tests.Testing;

public sealed class TreeAssertTests
{
    [Fact]
    public void Tokens_that_tile_pass() => Tiles("abcd", new(0, 1), new(1, 3));

    [Fact]
    public void Gap_fails() => Assert.Contains("\"b\" is in no token", Assert.ThrowsAny<XunitException>(static () => Tiles("abcd", new(0, 1), new(2, 2))).Message, StringComparison.Ordinal);

    [Fact]
    public void Overlap_fails() => Assert.Contains("\"b\" is in two tokens", Assert.ThrowsAny<XunitException>(static () => Tiles("abcd", new(0, 2), new(1, 3))).Message, StringComparison.Ordinal);

    [Fact]
    public void Missing_end_fails() => Assert.ThrowsAny<XunitException>(static () => Tiles("abcd", new TextSpan(0, 3)));

    [Fact]
    public void Token_behind_the_end_fails() => Assert.ThrowsAny<XunitException>(static () => Tiles("abcd", new TextSpan(0, 5)));

    [Fact]
    public void Empty_token_fails() => Assert.ThrowsAny<XunitException>(static () => Tiles("ab", new(0, 1), new(1, 0), new(1, 1)));

    [Fact]
    public void Each_beginning_is_tried_and_named_on_failure()
    {
        var seen = new List<string>();
        TreeAssert.EachBeginning("abc", seen.Add);
        Assert.Equal(["", "a", "ab", "abc"], seen);
        var failure = Assert.ThrowsAny<XunitException>(static () => TreeAssert.EachBeginning("abc", static text => Assert.NotEqual("ab", text)));
        Assert.Contains("first 2 characters", failure.Message, StringComparison.Ordinal);
    }

    private static void Tiles(string text, params TextSpan[] tokens) => TreeAssert.Tiles(text, tokens, static token => token);
}
