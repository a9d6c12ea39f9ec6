using EnvLint.LanguageServer.Features;
using Markdig;

namespace EnvLint.LanguageServer.Tests.Features;

public sealed class MarkdownTextTests
{
    private static readonly MarkdownPipeline Github = new MarkdownPipelineBuilder().UseAutoLinks().UseEmphasisExtras().UsePipeTables().UseTaskLists().Build();

    [Theory]
    [InlineData("torch 2.4.1 needs driver 525.60.13", "torch 2.4.1 needs driver 525.60.13")]
    [InlineData("ml_env and 3.11", "ml_env and 3.11")]
    [InlineData("2. of all", "2\\. of all")]
    [InlineData("a\r\nb\u001b[31mc\u202ed", "a  b \\[31mc d")]
    [InlineData("", "")]
    public void PlainTextStaysReadable(string text, string expected) => Assert.Equal(expected, MarkdownText.Plain(text));

    [Theory]
    [InlineData("torch", "`torch`")]
    [InlineData("a`b", "``a`b``")]
    [InlineData("`a", "`` `a ``")]
    [InlineData("a\nb", "`a b`")]
    [InlineData("", "` `")]
    [InlineData("  ", "` `")]
    public void CodeIsFencedByMoreTicksThanItHolds(string text, string expected) => Assert.Equal(expected, MarkdownText.Code(text));

    [Fact]
    public void NamesBetweenTicksOfASentenceAreCode() => Assert.Equal("`8 GB` is no size to \\*WSL\\*", MarkdownText.Sentence("`8 GB` is no size to *WSL*"));

    [Fact]
    public void AnOddTickIsText() => Assert.Equal("a\\`b", MarkdownText.Sentence("a`b"));

    [Fact]
    public void WhatIsLongIsCutAndNeverWithinACharacter()
    {
        Assert.True(MarkdownText.Plain(new string('*', 100_000)).Length < 3_000);
        Assert.True(MarkdownText.Code(new string('`', 100_000)).Length < 500);
        Assert.DoesNotContain('\ud83d', MarkdownText.Code(new string('a', 119) + "\ud83d\ude00"));
        Assert.Contains("😀", MarkdownText.Code(new string('a', 118) + "😀"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x](http://evil.example) [y")]
    [InlineData("![x](http://evil.example/a.png)")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("<http://evil.example>")]
    [InlineData("http://evil.example and www.evil.example")]
    [InlineData("`` ` ``` [a](command:evil)")]
    [InlineData("a\n\n# heading\n- list\n> quote\n```\ncode")]
    [InlineData("# heading")]
    [InlineData("- item")]
    [InlineData("1. item")]
    [InlineData("+ item")]
    [InlineData("=== ")]
    [InlineData("**bold** __bold__ ~~gone~~ *i* _i_")]
    [InlineData("&lt;b&gt; &copy;")]
    [InlineData("a | b\n--- | ---\nc | d")]
    [InlineData("\\[a](http://evil.example)")]
    [InlineData("mailto:a@evil.example a@evil.example")]
    public void WhateverAFileHoldsComesOutAsText(string text)
    {
        var visible = text.ReplaceLineEndings(" ").Replace("`", "", StringComparison.Ordinal);

        foreach (var markdown in (string[])[MarkdownText.Plain(text), MarkdownText.Sentence(text), "- " + MarkdownText.Plain(text), $"**{MarkdownText.Plain(text.Trim())}**"])
        {
            var html = Markdown.ToHtml(markdown, Github);

            foreach (var tag in (string[])["<a", "<img", "<script", "<h1", "<h2", "<table", "<blockquote", "<em", "<del", "<pre", "<ol"])
            {
                Assert.DoesNotContain(tag, html, StringComparison.OrdinalIgnoreCase);
            }
        }

        Assert.Equal(Squeeze(visible), Squeeze(Markdown.ToPlainText(MarkdownText.Plain(text), Github).Replace("`", "", StringComparison.Ordinal)));
        Assert.Equal($"<p><code>{System.Net.WebUtility.HtmlEncode(text.ReplaceLineEndings(" ")).Replace("&#39;", "'", StringComparison.Ordinal)}</code></p>", Markdown.ToHtml(MarkdownText.Code(text), Github).Trim());
    }

    private static string Squeeze(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
