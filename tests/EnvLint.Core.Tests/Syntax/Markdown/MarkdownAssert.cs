using EnvLint.Syntax.Markdown;
using EnvLint.Text;

namespace EnvLint.Core.Tests.Syntax.Markdown;

/// <summary>What holds for each Markdown text, whatever it is.</summary>
internal static class MarkdownAssert
{
    /// <summary>Parses a text and checks that its blocks lie in it, in order, and that each character of their contents stands where the map says.</summary>
    public static MarkdownDocument Parse(string text)
    {
        var source = new SourceText("guide.md", text);
        var document = MarkdownParser.Parse(source);
        var before = 0;
        foreach (var block in document.Blocks)
        {
            Assert.InRange(block.Span.Start, before, source.Length);
            Assert.InRange(block.Span.End, block.Span.Start, source.Length);
            before = block.Span.Start;
            for (var i = 0; i < block.Content.Text.Length; i++)
            {
                var at = block.Content.ToFile(new TextSpan(i, 1));
                if (block.Content.Text[i] != '\n')
                {
                    Assert.Equal(block.Content.Text[i], source[at.Start]);
                    Assert.InRange(at.Start, block.Span.Start, block.Span.End - 1);
                }
            }
        }

        return document;
    }

    /// <summary>The blocks, one to a line: <c>H2 title</c>, <c>P text</c>, <c>F bash|title: code</c>, <c>I code</c>, <c>C comment</c>; line ends as <c>⏎</c>.</summary>
    public static string[] Blocks(string text) => [.. Parse(text).Blocks.Select(static block => Name(block) + block.Content.Text.Replace("\n", "⏎", StringComparison.Ordinal))];

    private static string Name(MarkdownBlock block) => block.Kind switch
    {
        MarkdownBlockKind.Heading => $"H{block.Level} ",
        MarkdownBlockKind.Paragraph => "P ",
        MarkdownBlockKind.FencedCode => $"F {block.Info.Language}|{block.Info.Title}: ",
        MarkdownBlockKind.IndentedCode => "I ",
        _ => "C ",
    };
}
