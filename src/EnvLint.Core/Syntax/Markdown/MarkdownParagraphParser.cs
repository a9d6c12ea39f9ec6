using Markdig.Parsers;
using Markdig.Syntax;

namespace EnvLint.Syntax.Markdown;

/// <summary>Paragraphs as they stand: without inlines, definitions of links and underlined headings, whose search takes time that grows with the square of the text.</summary>
internal sealed class MarkdownParagraphParser : ParagraphBlockParser
{
    public MarkdownParagraphParser() => ParseSetextHeadings = false;

    /// <inheritdoc/>
    public override bool Close(BlockProcessor processor, Block block)
    {
        if (block is not ParagraphBlock paragraph)
        {
            return true;
        }

        // Lines are dropped when inlines have been made of them.
        paragraph.ProcessInlines = false;
        return paragraph.Lines.Count > 0;
    }
}
