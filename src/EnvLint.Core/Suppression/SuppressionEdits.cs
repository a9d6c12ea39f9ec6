using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Manifests;
using EnvLint.Manifests.Guides;
using EnvLint.Syntax.Dockerfile;
using EnvLint.Syntax.Toml;
using EnvLint.Text;

namespace EnvLint.Suppression;

/// <summary>Finds the place of an ignore comment: where the kind of file takes a comment, and where it speaks for the line that it is to speak for.</summary>
/// <remarks>Each place is tried out: a comment that would not be read as one, or that would break the file, is not given.</remarks>
public static class SuppressionEdits
{
    /// <summary>The comment for one place of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="options">What the file was analysed with.</param>
    /// <param name="position">Where the finding begins.</param>
    /// <param name="directive">What the comment says behind <c>envlint:</c>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The edit that puts it there; null where there is no place for it.</returns>
    public static TextEdit? ForPlace(FileAnalysis file, AnalysisOptions options, int position, string directive, CancellationToken cancellationToken)
    {
        foreach (var place in PlacesFor(file, position))
        {
            var edit = EditFor(file.Source, place, directive);
            if (IsTaken(file, options, edit, position, cancellationToken))
            {
                return edit;
            }
        }

        return null;
    }

    /// <summary>The comment for a whole file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="options">What the file was analysed with.</param>
    /// <param name="directive">What the comment says behind <c>envlint:</c>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The edit that puts it at the top; null where there is no place for it.</returns>
    public static TextEdit? ForFile(FileAnalysis file, AnalysisOptions options, string directive, CancellationToken cancellationToken)
    {
        var edit = EditFor(file.Source, new Place(TopOf(file), file.Kind == ManifestKind.Guide ? Mark.Markup : MarkOf(file.Kind), ""), directive);
        return IsTaken(file, options, edit, position: null, cancellationToken) ? edit : null;
    }

    /// <summary>The comment for one place of a configuration file.</summary>
    /// <param name="source">The file.</param>
    /// <param name="position">Where the finding begins.</param>
    /// <param name="directive">What the comment says behind <c>envlint:</c>.</param>
    /// <returns>The edit that puts it there; null where there is no place for it.</returns>
    public static TextEdit? ForPlace(SourceText source, int position, string directive)
    {
        var document = TomlDocument.Parse(source.Content);
        var statements = SuppressionLayout.SpansOf(document.Statements, static statement => statement.Span);
        var edit = EditFor(source, Above(source, StartOf(statements, position), Mark.Hash), directive);
        var changed = Apply(source, edit);
        var after = TomlDocument.Parse(changed.Content);
        return after.Errors.Length == document.Errors.Length && HasDirective(SuppressionLayout.FindDirectives(changed, after), edit, position) ? edit : null;
    }

    private static List<Place> PlacesFor(FileAnalysis file, int position)
    {
        var places = new List<Place>();
        var source = file.Source;
        if (file.Dockerfile is { } dockerfile)
        {
            // A comment above a directive would make a comment of that.
            var directives = dockerfile.Tree.Directives;
            if (directives.IsEmpty || position > directives[^1].Span.End)
            {
                places.Add(Above(source, StartOf(SuppressionLayout.SpansOf(dockerfile.Tree.Instructions, static instruction => instruction.Span), position), Mark.Hash));
            }

            return places;
        }

        if (file.Guide is { } guide)
        {
            AddGuide(places, file, guide, position);
        }
        else if (file.Kind == ManifestKind.Shell)
        {
            foreach (var shell in file.Facts?.Shells ?? [])
            {
                if (shell.Origin == ShellOrigin.Script)
                {
                    places.Add(Above(source, StartOf(SuppressionLayout.StatementsOf(shell.Tree, shell.Text.Map), position), Mark.Hash));
                    break;
                }
            }
        }
        else if (file.Wsl is { } wsl)
        {
            places.Add(Above(source, StartOf(SuppressionLayout.SpansOf(wsl.Syntax.Statements, static statement => statement.Span), position), Mark.Hash));
        }
        else if (file.Requirements is { } requirements)
        {
            places.Add(Above(source, StartOf(SuppressionLayout.SpansOf(requirements.Tree.Lines, static line => line.Span), position), Mark.Hash));
        }
        else if (!IsContinued(source, file.Kind, position))
        {
            places.Add(Above(source, position, MarkOf(file.Kind)));
        }

        foreach (var embedded in file.Embedded)
        {
            AddEmbedded(places, source, embedded, position);
        }

        if (file.Guide is not null)
        {
            AddBlock(places, file.Guide, position);
        }

        return places;
    }

    // Inside a block it is the shell's own comment.
    private static void AddGuide(List<Place> places, FileAnalysis file, GuideFile guide, int position)
    {
        foreach (var shell in file.Facts?.Shells ?? [])
        {
            if (shell.Origin == ShellOrigin.Guide && Holds(shell.Text, position))
            {
                var statements = SuppressionLayout.StatementsOf(shell.Tree, shell.Text.Map);
                AddInBlock(places, guide.Source, StartOf(statements, position), Mark.Hash);
            }
        }

        foreach (var step in guide.Steps)
        {
            if (!step.Block.Span.Contains(position))
            {
                continue;
            }

            foreach (var commands in step.Commands)
            {
                var kind = commands.Shell switch
                {
                    GuideShell.PowerShell => ManifestKind.PowerShell,
                    GuideShell.Batch => ManifestKind.Batch,
                    _ => ManifestKind.None,
                };
                if (kind != ManifestKind.None && Holds(commands.Text, position) && !IsContinued(guide.Source, kind, position))
                {
                    AddInBlock(places, guide.Source, LineStart(commands.Text, position), MarkOf(kind));
                }
            }
        }
    }

    private static void AddEmbedded(List<Place> places, SourceText source, EmbeddedFile embedded, int position)
    {
        if (!Holds(embedded.Text, position) || embedded.Kind == ManifestKind.Guide)
        {
            return;
        }

        var start = LineStart(embedded.Text, position);
        if (embedded.Kind == ManifestKind.Dockerfile)
        {
            foreach (var instruction in DockerfileParser.Parse(embedded.Text.Text).Instructions)
            {
                if (embedded.Text.ToFile(instruction.Span) is var span && span.Start <= position && position <= span.End)
                {
                    start = span.Start;
                }
            }
        }

        AddInBlock(places, source, start, MarkOf(embedded.Kind));
    }

    private static void AddBlock(List<Place> places, GuideFile guide, int position)
    {
        foreach (var block in guide.Document.Blocks)
        {
            if (block.Span.Start <= position && position <= block.Span.End)
            {
                var line = guide.Source.Lines.StartOf(guide.Source.Lines.LineOf(block.Span.Start));
                var prefix = guide.Source.Content[line..block.Span.Start];
                if (prefix.AsSpan().Trim(" \t>").IsEmpty)
                {
                    // Set in by four columns it would be code itself.
                    places.Add(new Place(line, Mark.Markup, block.Kind == Syntax.Markdown.MarkdownBlockKind.IndentedCode ? "" : prefix));
                }

                return;
            }
        }
    }

    // A line that does not begin with its command has a prompt in front of it: there a comment would be what root types.
    private static void AddInBlock(List<Place> places, SourceText source, int start, Mark mark)
    {
        var line = source.Lines.StartOf(source.Lines.LineOf(start));
        var end = line;
        while (end < source.Length && source[end] is ' ' or '\t' or '>')
        {
            end++;
        }

        if (start <= end)
        {
            places.Add(new Place(line, mark, source.Content[line..end]));
        }
    }

    // Where the line of an inner text begins that holds a position of the file.
    private static int LineStart(EmbeddedText text, int position)
    {
        var start = text.Map.ToOuter(0);
        for (var end = text.Text.IndexOf('\n', StringComparison.Ordinal); end >= 0 && end + 1 < text.Text.Length; end = text.Text.IndexOf('\n', end + 1))
        {
            var next = text.Map.ToOuter(end + 1);
            if (next > position)
            {
                break;
            }

            start = next;
        }

        return start;
    }

    private static Place Above(SourceText source, int start, Mark mark)
    {
        var line = source.Lines.StartOf(source.Lines.LineOf(start));
        var end = line;
        while (end < source.Length && source[end] is ' ' or '\t')
        {
            end++;
        }

        return new Place(line, mark, source.Content[line..end]);
    }

    // Where the statement begins that holds a position; the position itself where none does.
    private static int StartOf(IReadOnlyList<TextSpan> statements, int position)
    {
        var index = SuppressionLayout.LastStartingBefore(statements, position + 1);
        return index >= 0 && position <= statements[index].End ? statements[index].Start : position;
    }

    // Whether the line above goes on here, so that a comment between would tear them apart.
    private static bool IsContinued(SourceText source, ManifestKind kind, int position)
    {
        var line = source.Lines.LineOf(position);
        return line > 0
            && kind is ManifestKind.PowerShell or ManifestKind.Batch
            && source.LineText(line - 1).AsSpan().TrimEnd().EndsWith(kind == ManifestKind.PowerShell ? "`" : "^", StringComparison.Ordinal);
    }

    // The first line is taken where it says how the file is to be read: an interpreter, an encoding, the syntax of a Dockerfile, what generators write about a page.
    private static int TopOf(FileAnalysis file)
    {
        var source = file.Source;
        if (file.Dockerfile is { Tree.Directives: { IsEmpty: false } directives })
        {
            return source.Lines.EndOf(source.Lines.LineOf(directives[^1].Span.Start));
        }

        var line = 0;
        if (file.Kind == ManifestKind.Guide)
        {
            if (source.LineText(0).TrimEnd() == "---")
            {
                for (line = 1; line < source.Lines.Count && source.LineText(line).TrimEnd() is not ("---" or "..."); line++)
                {
                }

                line++;
            }
        }
        else
        {
            while (line < Math.Min(2, source.Lines.Count) && source.LineText(line) is ['#', ..] first && (first.StartsWith("#!", StringComparison.Ordinal) || first.Contains("coding", StringComparison.Ordinal)))
            {
                line++;
            }
        }

        return line < source.Lines.Count ? source.Lines.StartOf(line) : source.Length;
    }

    private static TextEdit EditFor(SourceText source, Place place, string directive)
    {
        var comment = place.Mark switch
        {
            Mark.Markup => $"<!-- {SuppressionParser.Marker} {directive} -->",
            Mark.Rem => $"REM {SuppressionParser.Marker} {directive}",
            _ => $"# {SuppressionParser.Marker} {directive}",
        };
        var isLineStart = place.Position == 0 || source[place.Position - 1] is '\n' or '\r';
        return TextEdit.Insert(place.Position, $"{(isLineStart ? "" : source.LineEnd)}{place.Prefix}{comment}{source.LineEnd}");
    }

    private static bool IsTaken(FileAnalysis file, AnalysisOptions options, TextEdit edit, int? position, CancellationToken cancellationToken)
    {
        var changed = FileAnalysis.Of(Apply(file.Source, edit), file.Kind, options, cancellationToken);
        return changed.Errors.Length == file.Errors.Length && HasDirective(SuppressionLayout.FindDirectives(changed), edit, position);
    }

    private static bool HasDirective(IEnumerable<SuppressionDirective> directives, TextEdit edit, int? position)
    {
        foreach (var directive in directives)
        {
            if (directive.Span.Start >= edit.Span.Start
                && directive.Span.End <= edit.Span.Start + edit.NewText.Length
                && directive.Fault == SuppressionFault.None
                && (position is { } place ? directive.Comment.Covered is var covered && covered.Start <= place + edit.NewText.Length && place + edit.NewText.Length < covered.End : directive.IsWholeFile))
            {
                return true;
            }
        }

        return false;
    }

    private static SourceText Apply(SourceText source, TextEdit edit) => source.WithContent(source.Content.Insert(edit.Span.Start, edit.NewText));

    private static bool Holds(EmbeddedText text, int position) => text.Text.Length > 0 && text.Map.ToOuter(0) <= position && position <= text.Map.ToOuter(text.Text.Length);

    private static Mark MarkOf(ManifestKind kind) => kind == ManifestKind.Batch ? Mark.Rem : Mark.Hash;

    private enum Mark
    {
        Hash,
        Rem,
        Markup,
    }

    // The start of a line, the comment's marks, and what stands in front of it as in front of its neighbours.
    private readonly record struct Place(int Position, Mark Mark, string Prefix);
}
