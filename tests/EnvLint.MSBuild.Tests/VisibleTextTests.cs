namespace EnvLint.MSBuild.Tests;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("plain {0} é 🚀 'a' # ##", "plain {0} é 🚀 'a' # ##")]
    [InlineData("", "")]
    [InlineData("a\nb\r\tc", "a\\x0ab\\x0d\\x09c")]
    [InlineData("\u001b[31m", "\\x1b[31m")]
    [InlineData("\u202eexe", "\\u{202e}exe")]
    [InlineData("\u0085\u2028\u200b", "\\x85\\u{2028}\\u{200b}")]
    [InlineData("\u3164\u200d\u00ad\uffff", "\\u{3164}\\u{200d}\\xad\\u{ffff}")]
    [InlineData("\U000E0041", "\\u{e0041}")]
    [InlineData("a ##vso[task.setvariable variable=x]y", "a \\x23#vso[task.setvariable variable=x]y")]
    [InlineData("##VSO[x] ##[error]y", "\\x23#VSO[x] \\x23#[error]y")]
    public void Text_is_made_fit_for_a_log(string text, string expected) => Assert.Equal(expected, VisibleText.Of(text));

    // Not in an attribute, which cannot hold it.
    [Fact]
    public void Half_a_character_is_spelled_out() => Assert.Equal("a\\u{d800}\\u{dc00}", VisibleText.Of("a\ud800" + "\\u{dc00}"));
}
