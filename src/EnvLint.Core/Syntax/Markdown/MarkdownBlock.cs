using EnvLint.Text;

namespace EnvLint.Syntax.Markdown;

/// <summary>The blocks that are told apart.</summary>
public enum MarkdownBlockKind
{
    /// <summary>A heading, with number signs or underlined.</summary>
    Heading,

    /// <summary>Lines of text, also those of a list item or a quote; a table is one, too.</summary>
    Paragraph,

    /// <summary>Code between two fences.</summary>
    FencedCode,

    /// <summary>Code set in by four columns.</summary>
    IndentedCode,

    /// <summary><c>&lt;!-- … --&gt;</c> on lines of its own.</summary>
    Comment,
}

/// <summary>A block of a Markdown file.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Span">From its first to behind its last character, fences included, in offsets of the file.</param>
/// <param name="Content">
/// Its text without what its place demands: quote marks, the indentation of lists, fences, number signs. Each line but the last ends with <c>\n</c>;
/// the last line of code does, too.
/// </param>
public sealed record MarkdownBlock(MarkdownBlockKind Kind, TextSpan Span, EmbeddedText Content)
{
    /// <summary>The level of a heading, from 1; 0 for other blocks.</summary>
    public int Level { get; init; }

    /// <summary>What stands behind the opening fence; empty for other blocks.</summary>
    public MarkdownInfo Info { get; init; } = MarkdownInfo.None;
}
