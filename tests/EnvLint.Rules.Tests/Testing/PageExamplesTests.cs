using EnvLint.Testing;
using EnvLint.Text;

namespace EnvLint.Rules.Tests.Testing;

public sealed class PageExamplesTests
{
    private const string Page = """
        # TST001: some-rule

        ```sh
        echo prose
        ```

        ```ini bad .wslconfig target=wsl2 line-ends=crlf
        [wsl2]
        memory=8gb
        ```

        ```text output
        .wslconfig:2:8: error[TST001] old
        ```

        ````ini good wsl.conf encoding=utf8-bom
        ```
        []
        ````

        """;

    [Fact]
    public void Examples_are_read_with_their_attributes()
    {
        var examples = PageExamples.Parse(Page).Examples;
        Assert.Equal(2, examples.Length);
        Assert.Equal((true, ".wslconfig", "[wsl2]\r\nmemory=8gb\r\n", "wsl2"), (examples[0].IsBad, examples[0].Path, examples[0].Text, examples[0].Target));
        Assert.Equal(".wslconfig:2:8: error[TST001] old", examples[0].Output);
        Assert.Equal(7, examples[0].Line);
        Assert.Equal((false, "wsl.conf", "```\n[]\n", TextEncoding.Utf8Bom), (examples[1].IsBad, examples[1].Path, examples[1].Text, examples[1].Encoding));
    }

    [Fact]
    public void Outputs_are_rewritten_and_nothing_else()
    {
        var examples = PageExamples.Parse(Page);
        Assert.Equal(Page.Replace("error[TST001] old", "new\nlines", StringComparison.Ordinal), examples.Rewrite(Page, static _ => ".wslconfig:2:8: new\nlines"));
        Assert.Equal(Page, examples.Rewrite(Page, static example => example.Output));
    }

    [Theory]
    [InlineData("```ini bad .wslconfig\na\n```\n", "line 1: a bad example needs a 'text output' block")]
    [InlineData("```ini bad .wslconfig\na\n```\n```ini good .wslconfig\na\n```\n", "line 1: a bad example needs a 'text output' block")]
    [InlineData("x\n```text output\na\n```\n", "line 2: an output block belongs behind a bad example")]
    [InlineData("```ini bad\na\n```\n", "line 1: an example needs the path")]
    [InlineData("```ini good a b=c\na\n```\n", "line 1: 'b=c' is no attribute")]
    [InlineData("```ini good a encoding=latin1\na\n```\n", "line 1: 'latin1' is no encoding")]
    [InlineData("```ini good a\na\n``\n", "line 1: the fence is never closed")]
    [InlineData("a\r\n", "a page has \\n")]
    public void Broken_page_is_named_with_its_line(string page, string message) =>
        Assert.StartsWith(message, Assert.Throws<FormatException>(() => PageExamples.Parse(page)).Message, StringComparison.Ordinal);
}
