using EnvLint.Reporting.Sarif;
using EnvLint.Text;

namespace EnvLint.Reporting.Tests.Sarif;

/// <summary>The pairs of text and hash are those that GitHub's own action is tested with (github/codeql-action, src/fingerprints.test.ts).</summary>
public sealed class LineHashTests
{
    private const string WithLastLineEnd = "e9496ae3ebfced30:1 fb7c023a8b9ccb3f:1 ce8ba1a563dcdaca:1 e20e36e16fcb0cc8:1 b3edc88f2938467e:1 c8e28b0b4002a3a0:1 c129715d7a2bc9a3:1";

    [Theory]
    [InlineData("", "c129715d7a2bc9a3:1")]
    [InlineData(" a\nb\n  \t\tc\n d", "271789c17abda88f:1 54703d4cd895b18:1 180aee12dab6264:1 a23a3dc5e078b07b:1")]
    [InlineData(" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End", "8b7cf3e952e7aeb2:1 b1ae1287ec4718d9:1 bff680108adb0fcc:1 c6805c5e1288b612:1 b86d3392aea1be30:1 e6ceba753e1a442:1")]
    [InlineData(" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n", WithLastLineEnd)]
    [InlineData(" hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r", WithLastLineEnd)]
    [InlineData(" hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n", WithLastLineEnd)]
    [InlineData(" hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n", WithLastLineEnd)]
    [InlineData("x = 2\nx = 1\nprint(x)\nx = 3\nprint(x)\nx = 4\nprint(x)\n", "e54938cc54b302f1:1 bb609acbe9138d60:1 1131fd5871777f34:1 5c482a0f8b35ea28:1 54517377da7028d2:1 2c644846cb18d53e:1 f1b89f20de0d133:1 c129715d7a2bc9a3:1")]
    public void The_hashes_are_those_of_github(string text, string expected) => Assert.Equal(expected, Hashes(text));

    [Fact]
    public void Equal_hashes_are_counted() => Assert.Equal(
        "a7f2ff13bc495cf2:1 a7f2ff13bc495cf2:2 a7f2ff13bc495cf2:3 a7f2ff13bc495cf2:4 a7f2ff13bc495cf2:5 a7f2ff13bc495cf2:6 a7f2ff1481e87703:1 a9cf91f7bbf1862b:1 55ec222b86bcae53:1 cc97dc7b1d7d8f7b:1 c129715d7a2bc9a3:1",
        Hashes(string.Concat(Enumerable.Repeat("Lorem ipsum dolor sit amet.\n", 10))));

    // GitHub reads the bytes as UTF-8 and keeps the mark as a character of the first line.
    [Fact]
    public void A_byte_order_mark_belongs_to_the_first_line()
    {
        var plain = LineHash.OfLines(new SourceText("f", "a\nb"));
        var marked = LineHash.OfLines(new SourceText("f", "\uFEFFa\nb"));
        Assert.NotEqual(plain[0], marked[0]);
        Assert.Equal(plain[1], marked[1]);
    }

    // Computed with a program of its own over the bytes "FF FE 61 00 0A 00 62 00", read as UTF-8.
    [Fact]
    public void A_file_in_utf16_is_hashed_as_github_misreads_it() =>
        Assert.Equal("47efff416d49c072:1 9c1902381de81e91:1", string.Join(' ', LineHash.OfLines(new SourceText("f", "a\nb", TextEncoding.Utf16LittleEndian))));

    [Theory]
    [InlineData("")]
    [InlineData("a\r\nb\rc\nd")]
    [InlineData("\r \n\t\r\n\n")]
    [InlineData("  ")]
    public void There_is_one_hash_for_each_line(string text)
    {
        var source = new SourceText("f", text);
        Assert.Equal(source.Lines.Count, LineHash.OfLines(source).Length);
    }

    private static string Hashes(string text) => string.Join(' ', LineHash.OfLines(new SourceText("f", text)));
}
