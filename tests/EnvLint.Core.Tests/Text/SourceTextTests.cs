using EnvLint.Text;

namespace EnvLint.Core.Tests.Text;

public sealed class SourceTextTests
{
    [Theory]
    [InlineData("ab\r\ncd", 0, 3, 0, 2)]
    [InlineData("ab\r\ncd", 2, 3, 2, 2)]
    [InlineData("ab\r\ncd", 3, 3, 2, 2)]
    [InlineData("ab\r\ncd", 3, 4, 2, 4)]
    [InlineData("ab\r\ncd", 0, 4, 0, 4)]
    [InlineData("ab\r\ncd", 0, 2, 0, 2)]
    [InlineData("ab\rcd", 0, 3, 0, 3)]
    [InlineData("ab\ncd", 0, 3, 0, 3)]
    [InlineData("ab\r", 0, 3, 0, 3)]
    [InlineData("\n", 0, 0, 0, 0)]
    public void No_span_ends_within_a_line_end(string text, int start, int end, int expectedStart, int expectedEnd) =>
        Assert.Equal(TextSpan.FromBounds(expectedStart, expectedEnd), new SourceText("f", text).OutOfLineEnd(TextSpan.FromBounds(start, end)));
}
