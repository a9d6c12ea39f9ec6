using System.Collections.Immutable;
using System.Text;
using EnvLint.Text;
using Markdig;
using Markdig.Parsers;
using Markdig.Syntax;

namespace EnvLint.Syntax.Markdown;

/// <summary>Reads a Markdown file as blocks. The library finds them; where their characters stand in the file is found here.</summary>
public static class MarkdownParser
{
    // Code set in by four columns may be Markdown once more: tabs and admonitions of MkDocs; directives of MyST are fences that hold it.
    private const int MaximumDepth = 3;

    /// <summary>Reads a file. Never fails; the time it takes grows linearly with the text.</summary>
    /// <param name="source">The file.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static MarkdownDocument Parse(SourceText source, CancellationToken cancellationToken = default)
    {
        // The library reads all blocks at once: it can only be asked before.
        cancellationToken.ThrowIfCancellationRequested();
        var blocks = ImmutableArray.CreateBuilder<MarkdownBlock>();
        var hanging = ImmutableArray.CreateBuilder<TextSpan>();
        var frontMatter = new Reader(EmbeddedText.Whole(source), blocks, hanging, depth: 0, cancellationToken).Read();
        return new MarkdownDocument(source, blocks.DrainToImmutable(), frontMatter) { HangingFences = hanging.DrainToImmutable() };
    }

    // A class of its own: made when a file first needs it, not when the process starts.
    private static class Library
    {
        public static readonly MarkdownPipeline Pipeline = Create();

        private static MarkdownPipeline Create()
        {
            var builder = new MarkdownPipelineBuilder();
            builder.InlineParsers.Clear();
            builder.BlockParsers.Clear();
            builder.BlockParsers.AddRange(
            [
                new ThematicBreakParser(),
                new HeadingBlockParser(),
                new QuoteBlockParser(),
                new ListBlockParser(),
                new HtmlBlockParser(),
                new FencedCodeBlockParser(),
                new IndentedCodeBlockParser(),
                new MarkdownParagraphParser(),
            ]);
            return builder.Build();
        }
    }

    private sealed class Reader(
        EmbeddedText outer, ImmutableArray<MarkdownBlock>.Builder blocks, ImmutableArray<TextSpan>.Builder hanging, int depth, CancellationToken cancellationToken)
    {
        private readonly PreparedMarkdown _prepared = PreparedMarkdown.Create(outer.Text);
        private LineMap? _lines;

        public TextSpan Read()
        {
            _lines = LineMap.Create(_prepared.Text);
            foreach (var fence in _prepared.HangingFences)
            {
                var length = outer.Text.AsSpan(fence).IndexOfAnyExcept('`');
                hanging.Add(outer.ToFile(new TextSpan(fence, length < 0 ? outer.Text.Length - fence : length)));
            }

            // Not Markdown.Parse, which knows all extensions of the library and brings them into a native program.
            Walk(Markdig.Parsers.MarkdownParser.Parse(_prepared.Guarded, Library.Pipeline));
            return outer.ToFile(_prepared.FrontMatter);
        }

        private void Walk(ContainerBlock container)
        {
            foreach (var block in container)
            {
                cancellationToken.ThrowIfCancellationRequested();
                switch (block)
                {
                    case ContainerBlock inner:
                        Walk(inner);
                        break;
                    case FencedCodeBlock fenced:
                        Fenced(fenced);
                        break;
                    case CodeBlock code:
                        Indented(code);
                        break;
                    case HeadingBlock heading:
                        Heading(heading);
                        break;
                    case ParagraphBlock paragraph:
                        Paragraph(paragraph);
                        break;
                    case HtmlBlock { Type: HtmlBlockType.Comment } comment:
                        Add(MarkdownBlockKind.Comment, SpanOf(comment), Content(comment, isCode: false));
                        break;
                }
            }
        }

        private void Fenced(FencedCodeBlock fenced)
        {
            var content = Content(fenced, isCode: true);
            var span = SpanOf(fenced);
            var line = LineEnd(fenced.Line);
            var info = Math.Min(span.Start + fenced.OpeningFencedCharCount, line);
            var text = _prepared.Text[info..line];
            if (depth < MaximumDepth && MarkdownInfo.HoldsMarkdown(text))
            {
                new Reader(content, blocks, hanging, depth + 1, cancellationToken).Read();
                return;
            }

            Add(MarkdownBlockKind.FencedCode, span, text.TrimStart().StartsWith('{') ? WithoutOptions(content) : content, info: MarkdownInfo.Parse(text));
        }

        // ":class: x" on the first lines of a directive.
        private static EmbeddedText WithoutOptions(EmbeddedText content)
        {
            var start = 0;
            while (start + 1 < content.Text.Length && content.Text[start] == ':' && char.IsAsciiLetter(content.Text[start + 1]))
            {
                var end = content.Text.IndexOf('\n', start);
                start = end < 0 ? content.Text.Length : end + 1;
            }

            return start == 0 ? content : new EmbeddedText(content.File, content.Text[start..], content.Map.Compose(SpanMap.Slice(start, content.Text.Length - start)));
        }

        private void Indented(CodeBlock code)
        {
            var content = Content(code, isCode: true);
            if (depth < MaximumDepth && content.Text.Contains("```", StringComparison.Ordinal))
            {
                new Reader(content, blocks, hanging, depth + 1, cancellationToken).Read();
                return;
            }

            Add(MarkdownBlockKind.IndentedCode, SpanOf(code), content);
        }

        private void Heading(HeadingBlock heading)
        {
            var start = heading.Span.Start;
            var end = LineEnd(heading.Line);
            while (start < end && _prepared.Text[start] == '#')
            {
                start++;
            }

            Trim(ref start, ref end, " \t");
            var text = end;
            while (text > start && _prepared.Text[text - 1] == '#')
            {
                text--;
            }

            // Closing number signs stand behind a blank.
            end = text == start || _prepared.Text[text - 1] is ' ' or '\t' ? text : end;
            Trim(ref start, ref end, " \t");
            Add(MarkdownBlockKind.Heading, SpanOf(heading), Slice(start, end), level: heading.Level);
        }

        // Underlined with equals signs or dashes, a paragraph is a heading.
        private void Paragraph(ParagraphBlock paragraph)
        {
            var content = Content(paragraph, isCode: false);
            var last = content.Text.AsSpan(content.Text.LastIndexOf('\n') + 1);
            if (last.Length < content.Text.Length && (last.IndexOfAnyExcept('=') < 0 || last.IndexOfAnyExcept('-') < 0))
            {
                Add(MarkdownBlockKind.Heading, SpanOf(paragraph), Part(content, content.Text.Length - last.Length - 1), level: last[0] == '=' ? 1 : 2);
            }
            else
            {
                Add(MarkdownBlockKind.Paragraph, SpanOf(paragraph), content);
            }
        }

        private static EmbeddedText Part(EmbeddedText content, int length) =>
            new(content.File, content.Text[..length], content.Map.Compose(SpanMap.Slice(0, length)));

        private void Add(MarkdownBlockKind kind, TextSpan span, EmbeddedText content, int level = 0, MarkdownInfo? info = null)
        {
            var file = outer.ToFile(TextSpan.FromBounds(_prepared.ToFile(span.Start), _prepared.ToFile(span.End)));
            var text = content.Text.AsSpan().TrimEnd('\n');
            if (!text.IsEmpty)
            {
                file = TextSpan.Union(file, content.ToFile(new TextSpan(0, text.Length)));
            }

            blocks.Add(new MarkdownBlock(kind, file, content) { Level = level, Info = info ?? MarkdownInfo.None });
        }

        // The library's span of a block that something else ends may stop short of its last line, or begin with its indentation.
        private TextSpan SpanOf(LeafBlock block)
        {
            var start = Math.Min(Math.Max(block.Span.Start, 0), _prepared.Text.Length);
            var end = Math.Min(Math.Max(block.Span.End + 1, start), _prepared.Text.Length);
            if (block.Lines.Count > 0)
            {
                end = Math.Max(end, LineEnd(block.Lines.Lines[block.Lines.Count - 1].Line));
            }

            Trim(ref start, ref end, " \t\r\n");
            return TextSpan.FromBounds(start, end);
        }

        private EmbeddedText Slice(int start, int end)
        {
            var first = _prepared.ToFile(start);
            var length = _prepared.ToFile(end) - first;
            return new EmbeddedText(outer.File, _prepared.Text[start..end], outer.Map.Compose(SpanMap.Slice(first, length)));
        }

        // The lines without what stands before them, each with one line end.
        private EmbeddedText Content(LeafBlock block, bool isCode)
        {
            var text = new StringBuilder();
            var segments = new List<SpanMap.Segment>(block.Lines.Count * 2);
            for (var i = 0; i < block.Lines.Count; i++)
            {
                var line = block.Lines.Lines[i].Line;
                var end = LineEnd(line);
                var start = Math.Clamp(StartOf(block.Lines.Lines[i], block), _lines!.StartOf(line), end);
                if (!isCode)
                {
                    Trim(ref start, ref end, " \t");
                }

                // What was put in is no text of the file.
                for (var own = _prepared.NextOwn(start, end); !own.IsEmpty; own = _prepared.NextOwn(own.End, end))
                {
                    segments.Add(new SpanMap.Segment(text.Length, _prepared.ToFile(own.Start), own.Length));
                    text.Append(_prepared.Text, own.Start, own.Length);
                }

                if (isCode || i + 1 < block.Lines.Count)
                {
                    // One character for the line end, whatever it is.
                    segments.Add(new SpanMap.Segment(text.Length, _prepared.ToFile(LineEnd(line)), 1));
                    text.Append('\n');
                }
            }

            if (segments.Count == 0)
            {
                var at = _prepared.ToFile(Math.Clamp(block.Span.Start, 0, _prepared.Text.Length));
                return new EmbeddedText(outer.File, "", outer.Map.Compose(SpanMap.Slice(at, 0)));
            }

            return new EmbeddedText(outer.File, text.ToString(), outer.Map.Compose(SpanMap.FromSegments(segments)));
        }

        private int StartOf(Markdig.Helpers.StringLine line, LeafBlock block)
        {
            if (ReferenceEquals(line.Slice.Text, _prepared.Guarded) && !line.Slice.IsEmpty)
            {
                return line.Slice.Start;
            }

            var start = _lines!.StartOf(line.Line);
            var end = LineEnd(line.Line);
            var content = line.Slice.AsSpan().TrimStart(" \t");
            if (!content.IsEmpty)
            {
                // Half a tab of indentation: the library made a new string of blanks and the rest.
                var at = _prepared.Text.AsSpan(start, end - start).LastIndexOf(content, StringComparison.Ordinal);
                return at < 0 ? start : start + at;
            }

            // Nothing is left of the line, or it is nested too deep for the library: as far in as the block, but not past its first character.
            var column = 0;
            while (start < end && column < block.Column && _prepared.Text[start] is ' ' or '\t' or '>')
            {
                start++;
                column++;
            }

            return start;
        }

        private int LineEnd(int line)
        {
            var start = _lines!.StartOf(line);
            var end = _lines.EndOf(line);
            if (end > start && _prepared.Text[end - 1] == '\n')
            {
                end--;
            }

            return end > start && _prepared.Text[end - 1] == '\r' ? end - 1 : end;
        }

        private void Trim(ref int start, ref int end, ReadOnlySpan<char> blanks)
        {
            while (start < end && blanks.Contains(_prepared.Text[start]))
            {
                start++;
            }

            while (end > start && blanks.Contains(_prepared.Text[end - 1]))
            {
                end--;
            }
        }
    }
}
