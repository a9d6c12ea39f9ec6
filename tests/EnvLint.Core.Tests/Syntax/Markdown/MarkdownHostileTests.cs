using FsCheck;
using FsCheck.Fluent;

namespace EnvLint.Core.Tests.Syntax.Markdown;

public sealed class MarkdownHostileTests
{
    private const string Guide =
        "---\ntitle: ガイド\n---\n# 見出し\n\n1. one\n\n\t```bash title=\"a\"\n\techo 1 \\\n\t  two\n\t```\n\n> ```console\r\n> $ pip install x\r\n>\r\n> out\r\n> ```\r\n> 本文\n\n"
        + "```dockerfile:Dockerfile\nFROM ubuntu\nCMD [\"bash\"]```\n\n## Two\n\n    $ indented\n    ```\n    x\n\n<!-- envlint: ignore=SHL002 -->\n- a\n  - b\n    ~~~sh\n    y\n\nTitle\n---\n```bash\nz\n";

    [Fact]
    public void Each_cut_of_a_guide_gives_blocks()
    {
        for (var length = 0; length <= Guide.Length; length++)
        {
            MarkdownAssert.Parse(Guide[..length]);
            MarkdownAssert.Parse(Guide[length..]);
        }
    }

    [Theory]
    [InlineData(">", 200_000)]
    [InlineData("> ", 100_000)]
    [InlineData("- ", 100_000)]
    [InlineData("> - ", 50_000)]
    [InlineData("1. ", 50_000)]
    [InlineData("[", 200_000)]
    [InlineData("[a]:\n", 50_000)]
    [InlineData("[a]: b\n", 50_000)]
    [InlineData("a\n=\n", 50_000)]
    [InlineData("a\n-\n", 50_000)]
    [InlineData("```\n", 50_000)]
    [InlineData("```a\n", 50_000)]
    [InlineData("```a\n\n## b\n", 20_000)]
    [InlineData("x```\n", 50_000)]
    [InlineData("<!--\n", 50_000)]
    [InlineData("\t", 200_000)]
    [InlineData("    ```a\n", 30_000)]
    [InlineData("\\", 200_000)]
    [InlineData("**`_", 50_000)]
    public void Endless_repetitions_end(string part, int count) => Assert.NotNull(MarkdownAssert.Parse(string.Concat(Enumerable.Repeat(part, count))));

    [Fact]
    public void Lists_in_lists_in_lists_end()
    {
        var text = string.Concat(Enumerable.Range(0, 500).Select(static depth => new string(' ', 2 * depth) + "- a\n"));
        Assert.Contains(MarkdownAssert.Parse(text).Blocks, static block => block.Content.Text == "a");
    }

    [Fact]
    public void Any_mixture_of_marks_gives_blocks()
    {
        var part = Gen.Elements("> ", "- ", "* ", "1. ", "```", "```bash\n", "~~~", "\n", "\n\n", "\t", "    ", "  ", " ", "a", "#", "## b", "---", "===", "<!--", "-->", "<div>", "[a]: ", "|", "\\", "\r\n", "\r", "\u3000", "\0", "`", "あ", "\uD83D\uDE00");
        Prop.ForAll(part.ListOf().Select(static parts => string.Concat(parts)).ToArbitrary(), static text => MarkdownAssert.Parse(text) is not null)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000).WithEndSize(80));
    }
}
