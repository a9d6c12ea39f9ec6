using EnvLint.Syntax.Requirements;
using EnvLint.Testing;

namespace EnvLint.Core.Tests.Syntax.Requirements;

/// <summary>A megabyte of malice: parsing comes to an end, without deep recursion and without work that grows faster than the text.</summary>
public sealed class RequirementsHostileTests
{
    private const int Size = 1 << 20;

    // Nothing is timed. A text of this size with work for each pair of characters would not end while somebody waits.
    [Theory]
    [InlineData("x; ", "(", "")]
    [InlineData("x; ", "(os_name=='a'", "")]
    [InlineData("x; os_name=='a'", ")", "")]
    [InlineData("x; os_name=='a'", " and os_name=='a'", "")]
    [InlineData("x; os_name=='a'", " or os_name=='a'", "")]
    [InlineData("x; ", "'", "")]
    [InlineData("x; ", "\"a\" in ", "")]
    [InlineData("x", "[", "")]
    [InlineData("x[", "a,", "]")]
    [InlineData("x[", "[", "]")]
    [InlineData("x", "(", "")]
    [InlineData("x", "==", "")]
    [InlineData("x", "==1,", "")]
    [InlineData("x", ",", "")]
    [InlineData("x", "==1 ", "")]
    [InlineData("x", " y", "")]
    [InlineData("x==", "1.", "")]
    [InlineData("x==", "9", "")]
    [InlineData("x==1+", "a.", "b")]
    [InlineData("x", "!", "")]
    [InlineData("", "-", "")]
    [InlineData("", "x-", "")]
    [InlineData("", "-r ", "")]
    [InlineData("", "'", "")]
    [InlineData("-r ", "\\", "x")]
    [InlineData("-r ", "\"'", "")]
    [InlineData("", "\\\n", "")]
    [InlineData("", "x\\\n", "")]
    [InlineData("", "#\\\n", "")]
    [InlineData("x", " #\\\n", "")]
    [InlineData("x", "#", "")]
    [InlineData("", "${", "")]
    [InlineData("", "${A", "}")]
    [InlineData("", "x\n", "")]
    [InlineData("", "=\n", "")]
    [InlineData("", "\r", "")]
    [InlineData("", "\uFEFF", "")]
    [InlineData("", "\u0000", "")]
    [InlineData("", " ", "")]
    [InlineData("", "@", "")]
    [InlineData("", "a@", "")]
    [InlineData("https://x/", "-1", ".whl")]
    [InlineData("https://x/#", "egg=", "")]
    [InlineData("./x", "[", "]")]
    [InlineData("", ";", "")]
    [InlineData("", "x; ", "")]
    public void A_megabyte_of_the_same_is_taken(string head, string piece, string tail)
    {
        var text = head + string.Concat(Enumerable.Repeat(piece, Size / piece.Length)) + tail;

        var document = RequirementsDocument.Parse(text);

        TreeAssert.Tiles(text, document.Tokens, static token => token.Span);
        foreach (var line in document.Lines)
        {
            Assert.All(line.Errors.Take(100), static error => Assert.True(error.Message.Length < 200));
            if (line.Requirement is { } requirement)
            {
                // Questions about the requirement end, too.
                _ = requirement.Applies(MarkerEnvironment.Linux);
                _ = requirement.Specifiers.IsEmpty;
            }
        }
    }
}
