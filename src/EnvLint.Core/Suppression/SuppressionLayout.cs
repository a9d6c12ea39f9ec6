using System.Collections.Immutable;
using EnvLint.Collections;
using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Manifests;
using EnvLint.Manifests.Guides;
using EnvLint.Syntax.Dockerfile;
using EnvLint.Syntax.Markdown;
using EnvLint.Syntax.Shell;
using EnvLint.Syntax.Toml;
using EnvLint.Text;

namespace EnvLint.Suppression;

/// <summary>Says of each comment that may hold a directive which stretch of the file it speaks for.</summary>
/// <remarks>
/// <para>A comment on a line of its own speaks for the next line that is not itself a comment, and for the whole of a statement that begins there.
/// A comment behind something speaks for its own line and for the whole statement that ends with it.</para>
/// <para>A comment line inside a statement (a continued <c>RUN</c>) speaks for the next line of that statement only.</para>
/// </remarks>
public static class SuppressionLayout
{
    /// <summary>Finds the directives of a file of any kind.</summary>
    /// <param name="file">The file.</param>
    /// <returns>The directives in order of position.</returns>
    public static ImmutableArray<SuppressionDirective> FindDirectives(FileAnalysis file)
    {
        var source = file.Source;
        if (!SuppressionParser.MayHoldDirective(source.Content))
        {
            return [];
        }

        ImmutableArray<SuppressionComment> comments;
        if (file.Dockerfile is { } dockerfile)
        {
            comments = OfDockerfile(source, dockerfile.Tree);
            foreach (var shell in file.Facts?.Shells ?? [])
            {
                if (shell.Origin == ShellOrigin.RunHeredoc)
                {
                    comments = comments.AddRange(OfShell(source, shell.Tree, shell.Text.Map));
                }
            }

            comments = Sorting.Ordered(comments, static (left, right) => left.Span.CompareTo(right.Span));
        }
        else if (file.Facts?.Shells.Find(static shell => shell.Origin == ShellOrigin.Script) is { } script)
        {
            comments = OfShell(source, script.Tree, script.Text.Map);
        }
        else if (file.Wsl is { } wsl)
        {
            // A backslash at the end of a line joins lines here too.
            comments = OfLines(source, file.Comments, SpansOf(wsl.Syntax.Statements, static statement => statement.Span));
        }
        else if (file.Requirements is { } requirements)
        {
            comments = OfLines(source, file.Comments, SpansOf(requirements.Tree.Lines, static line => line.Span));
        }
        else if (file.Guide is { } guide)
        {
            comments = OfGuide(guide, file.Facts?.Shells ?? []);
        }
        else
        {
            comments = OfLines(source, file.Comments, []);
        }

        if (!file.Embedded.IsEmpty)
        {
            comments = WithEmbedded(comments, file.Embedded);
        }

        return SuppressionParser.Parse(source, comments);
    }

    /// <summary>Finds the directives of a TOML file.</summary>
    /// <param name="source">The file.</param>
    /// <param name="document">Its tree.</param>
    public static ImmutableArray<SuppressionDirective> FindDirectives(SourceText source, TomlDocument document) =>
        SuppressionParser.MayHoldDirective(source.Content)
            ? SuppressionParser.Parse(source, OfLines(source, document.Comments, SpansOf(document.Statements, static statement => statement.Span)))
            : [];

    /// <summary>The comments of a Dockerfile itself. Those in its here-documents are found with <see cref="OfShell"/>.</summary>
    /// <param name="source">The file.</param>
    /// <param name="tree">Its tree.</param>
    public static ImmutableArray<SuppressionComment> OfDockerfile(SourceText source, DockerfileTree tree)
    {
        // Directives such as "# syntax=" are comment lines too: what follows them still stands at the top.
        var comments = new List<TextSpan>(tree.Comments.Length + tree.Directives.Length);
        comments.AddRange(tree.Comments);
        foreach (var directive in tree.Directives)
        {
            comments.Add(directive.Span);
        }

        comments.Sort();
        var statements = new List<TextSpan>(tree.Instructions.Length);
        foreach (var instruction in tree.Instructions)
        {
            statements.Add(instruction.Span);
        }

        return OfLines(source, comments, statements);
    }

    /// <summary>The comments of a script, or of a here-document that holds one.</summary>
    /// <param name="source">The file.</param>
    /// <param name="tree">The script's tree.</param>
    /// <param name="map">Leads from the tree's text to the file.</param>
    public static ImmutableArray<SuppressionComment> OfShell(SourceText source, ShellTree tree, SpanMap map)
    {
        if (!SuppressionParser.MayHoldDirective(tree.Text))
        {
            return [];
        }

        var comments = new List<TextSpan>();
        foreach (var token in tree.Tokens)
        {
            if (token.Kind == ShellTokenKind.Comment)
            {
                comments.Add(map.ToOuter(token.Span));
            }
        }

        return OfLines(source, comments, StatementsOf(tree, map));
    }

    /// <summary>What one reads as one line of a script, each with its continuations, quoted line ends and here-documents; in order.</summary>
    /// <param name="tree">The script's tree.</param>
    /// <param name="map">Leads from the tree's text to the file.</param>
    internal static List<TextSpan> StatementsOf(ShellTree tree, SpanMap map)
    {
        var statements = new List<TextSpan>();
        var start = -1;
        var end = 0;
        foreach (var token in tree.Tokens)
        {
            switch (token.Kind)
            {
                case ShellTokenKind.Comment or ShellTokenKind.Blank:
                    break;
                case ShellTokenKind.Newline:
                    Close();
                    break;
                case ShellTokenKind.HeredocText or ShellTokenKind.HeredocEnd when start < 0 && statements.Count > 0:
                    statements[^1] = TextSpan.Union(statements[^1], map.ToOuter(token.Span));
                    break;
                default:
                    start = start < 0 ? token.Start : start;
                    end = token.Start + token.Length;
                    break;
            }
        }

        Close();
        return statements;

        void Close()
        {
            if (start >= 0)
            {
                statements.Add(map.ToOuter(TextSpan.FromBounds(start, end)));
                start = -1;
            }
        }
    }

    // A comment of Markdown speaks for the block below it, one in a block for the lines below it there.
    private static ImmutableArray<SuppressionComment> OfGuide(GuideFile guide, ImmutableArray<ShellSource> shells)
    {
        var result = ImmutableArray.CreateBuilder<SuppressionComment>();
        var blocks = guide.Document.Blocks;
        var isAtTop = true;
        for (var i = 0; i < blocks.Length; i++)
        {
            if (blocks[i].Kind != MarkdownBlockKind.Comment)
            {
                isAtTop = false;
                continue;
            }

            var next = i + 1;
            while (next < blocks.Length && blocks[next].Kind == MarkdownBlockKind.Comment)
            {
                next++;
            }

            if (MayHoldDirective(guide.Source, blocks[i].Span))
            {
                var end = next < blocks.Length ? blocks[next].Span.End : guide.Source.Length;
                result.Add(new SuppressionComment(blocks[i].Span, TextSpan.FromBounds(blocks[i].Span.Start, end), isAtTop));
            }
        }

        foreach (var shell in shells)
        {
            if (shell.Origin == ShellOrigin.Guide)
            {
                AddInner(result, OfShell(new SourceText(guide.Source.Path, shell.Text.Text), shell.Tree, SpanMap.Slice(0, shell.Text.Text.Length)), shell.Text);
            }
        }

        foreach (var step in guide.Steps)
        {
            foreach (var commands in step.Commands)
            {
                if (commands.Shell is GuideShell.PowerShell or GuideShell.Batch)
                {
                    AddInner(result, OfCommentLines(commands.Text), commands.Text);
                }
            }
        }

        return Sorting.Ordered(result.ToImmutable(), static (left, right) => left.Span.CompareTo(right.Span));
    }

    // The comments of files inside the file: they speak for lines of those.
    private static ImmutableArray<SuppressionComment> WithEmbedded(ImmutableArray<SuppressionComment> comments, ImmutableArray<EmbeddedFile> files)
    {
        var result = comments.ToBuilder();
        foreach (var file in files)
        {
            if (SuppressionParser.MayHoldDirective(file.Text.Text))
            {
                var inner = file.Kind == ManifestKind.Dockerfile
                    ? OfDockerfile(new SourceText(file.Path, file.Text.Text), DockerfileParser.Parse(file.Text.Text))
                    : OfCommentLines(file.Text);
                AddInner(result, inner, file.Text);
            }
        }

        return Sorting.Ordered(result.ToImmutable(), static (left, right) => left.Span.CompareTo(right.Span));
    }

    private static ImmutableArray<SuppressionComment> OfCommentLines(EmbeddedText text)
    {
        var comments = new List<TextSpan>();
        var source = new SourceText(text.File.Path, text.Text);
        for (var line = 0; line < source.Lines.Count; line++)
        {
            var span = source.LineSpan(line);
            var content = text.Text.AsSpan(span.Start, span.Length);
            var start = content.Length - content.TrimStart().Length;
            if (content[start..].StartsWith("#") || content[start..].StartsWith("REM ", StringComparison.OrdinalIgnoreCase) || content[start..].StartsWith("::"))
            {
                comments.Add(TextSpan.FromBounds(span.Start + start, span.End));
            }
        }

        return OfLines(source, comments, []);
    }

    private static void AddInner(ImmutableArray<SuppressionComment>.Builder result, ImmutableArray<SuppressionComment> inner, EmbeddedText text)
    {
        foreach (var comment in inner)
        {
            result.Add(new SuppressionComment(text.ToFile(comment.Span), text.ToFile(comment.Covered), IsAtTop: false));
        }
    }

    /// <summary>The comments of a file whose statements are lines or runs of lines.</summary>
    /// <param name="source">The file.</param>
    /// <param name="comments">All its comments in order of position, also those without directive.</param>
    /// <param name="statements">Statements of more than one line, in order of position and without overlaps; those of one line may be left out.</param>
    /// <returns>The comments that may hold a directive, in order of position.</returns>
    public static ImmutableArray<SuppressionComment> OfLines(SourceText source, IReadOnlyList<TextSpan> comments, IReadOnlyList<TextSpan> statements)
    {
        var top = EndOfTop(source.Content, comments);
        var result = ImmutableArray.CreateBuilder<SuppressionComment>();
        var nextOwnLine = -1;
        var nextTarget = -1;

        // From the last to the first, so that a comment line above comment lines knows at once where those lead.
        for (var i = comments.Count - 1; i >= 0; i--)
        {
            var comment = comments[i];
            var line = source.Lines.LineOf(comment.Start);
            var lineStart = source.Lines.StartOf(line);
            if (!source.Content.AsSpan(lineStart, comment.Start - lineStart).IsWhiteSpace())
            {
                if (MayHoldDirective(source, comment))
                {
                    result.Add(new SuppressionComment(comment, CoverOwnLine(source, line, comment, statements), comment.Start < top));
                }

                continue;
            }

            var lastLine = source.Lines.LineOf(Math.Max(comment.Start, comment.End - 1));
            var target = nextOwnLine == lastLine + 1 ? nextTarget : lastLine + 1;
            nextOwnLine = line;
            nextTarget = target;
            if (MayHoldDirective(source, comment))
            {
                result.Add(new SuppressionComment(comment, CoverLineBelow(source, line, target, comment, statements), comment.Start < top));
            }
        }

        result.Reverse();
        return result.ToImmutable();
    }

    private static bool MayHoldDirective(SourceText source, TextSpan comment) =>
        source.Content.AsSpan(comment.Start, comment.Length).Contains(SuppressionParser.Marker, StringComparison.Ordinal);

    private static TextSpan CoverOwnLine(SourceText source, int line, TextSpan comment, IReadOnlyList<TextSpan> statements)
    {
        var start = source.Lines.StartOf(line);
        var end = source.Lines.EndOf(line);
        var index = LastStartingBefore(statements, comment.Start);
        if (index >= 0 && statements[index].End > start)
        {
            start = Math.Min(start, statements[index].Start);
            end = Math.Max(end, statements[index].End);
        }

        return TextSpan.FromBounds(start, end);
    }

    private static TextSpan CoverLineBelow(SourceText source, int line, int target, TextSpan comment, IReadOnlyList<TextSpan> statements)
    {
        var start = source.Lines.StartOf(line);
        if (target >= source.Lines.Count)
        {
            return TextSpan.FromBounds(start, source.Length);
        }

        var end = source.Lines.EndOf(target);
        var around = LastStartingBefore(statements, comment.Start);
        if (around < 0 || statements[around].End <= comment.Start)
        {
            var below = LastStartingBefore(statements, end);
            if (below >= 0 && statements[below].Start >= source.Lines.StartOf(target))
            {
                end = Math.Max(end, statements[below].End);
            }
        }

        return TextSpan.FromBounds(start, end);
    }

    internal static TextSpan[] SpansOf<TStatement>(ImmutableArray<TStatement> statements, Func<TStatement, TextSpan> spanOf)
    {
        var spans = new TextSpan[statements.Length];
        for (var i = 0; i < spans.Length; i++)
        {
            spans[i] = spanOf(statements[i]);
        }

        return spans;
    }

    // Index of the last statement that begins before an offset; -1 for none.
    internal static int LastStartingBefore(IReadOnlyList<TextSpan> statements, int offset)
    {
        var low = 0;
        var high = statements.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (statements[middle].Start < offset)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low - 1;
    }

    // Offset of the first character that is neither blank nor in a comment.
    private static int EndOfTop(string text, IReadOnlyList<TextSpan> comments)
    {
        var position = 0;
        var index = 0;
        while (position < text.Length)
        {
            if (index < comments.Count && comments[index].Start == position)
            {
                position = Math.Max(comments[index].End, position + 1);
                index++;
            }
            else if (char.IsWhiteSpace(text[position]))
            {
                position++;
            }
            else
            {
                break;
            }
        }

        return position;
    }
}
