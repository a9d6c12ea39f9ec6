using System.Collections.Immutable;
using EnvLint.Text;

namespace EnvLint.Syntax.Markdown;

/// <summary>A Markdown file as a row of blocks; what holds them, lists and quotes, is gone.</summary>
/// <param name="Source">The file.</param>
/// <param name="Blocks">The blocks in order of position.</param>
/// <param name="FrontMatter">The metadata above the text, fences included; empty where there are none.</param>
public sealed record MarkdownDocument(SourceText Source, ImmutableArray<MarkdownBlock> Blocks, TextSpan FrontMatter)
{
    /// <summary>Closing fences that stand at the end of a line of code, in order. They close nothing where a guide is shown; here they do.</summary>
    public ImmutableArray<TextSpan> HangingFences { get; init; } = [];
}
