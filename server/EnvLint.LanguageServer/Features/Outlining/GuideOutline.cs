using System.Collections.Immutable;
using EnvLint.Manifests;
using EnvLint.Manifests.Guides;
using EnvLint.Syntax.Markdown;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Features.Outlining;

/// <summary>The headings of a guide, each with its fenced blocks and the headings below it.</summary>
internal static class GuideOutline
{
    /// <summary>The entries.</summary>
    /// <param name="guide">The guide.</param>
    public static ImmutableArray<OutlineEntry> Of(GuideFile guide)
    {
        var files = new Dictionary<MarkdownBlock, GuideStep>(ReferenceEqualityComparer.Instance);
        foreach (var step in guide.Steps)
        {
            files.TryAdd(step.Block, step);
        }

        var items = new OutlineItems();
        var open = new Stack<(MarkdownBlock Heading, OutlineItems Children)>();
        foreach (var block in guide.Document.Blocks)
        {
            if (block.Kind == MarkdownBlockKind.Heading)
            {
                Close(block.Level, block.Span.Start);
                open.Push((block, new OutlineItems()));
            }
            else if (block.Kind == MarkdownBlockKind.FencedCode)
            {
                AddBlock(open.Count > 0 ? open.Peek().Children : items, block, files.GetValueOrDefault(block));
            }
        }

        Close(level: 0, guide.Source.Length);
        return items.Finish();

        // The headings that end where one of this level begins.
        void Close(int level, int end)
        {
            while (open.Count > 0 && open.Peek().Heading.Level >= level)
            {
                var (heading, children) = open.Pop();
                var outer = open.Count > 0 ? open.Peek().Children : items;
                outer.Add(heading.Content.Text, "", OutlineKind.String, TextSpan.FromBounds(heading.Span.Start, Math.Max(heading.Span.End, end)), heading.Span, children);
            }
        }
    }

    private static void AddBlock(OutlineItems items, MarkdownBlock block, GuideStep? step)
    {
        var text = block.Content.Text.AsSpan().Trim();
        var line = text.IndexOf('\n') is >= 0 and var end ? text[..end].ToString() : text.ToString();
        if (step is { Manifest: not ManifestKind.None })
        {
            items.Add(step.Path.Length > 0 ? step.Path : line, "", OutlineKind.File, block.Span, block.Span);
        }
        else
        {
            items.Add(line, block.Info.Language, OutlineKind.Function, block.Span, block.Span);
        }
    }
}
