using System.Collections.Immutable;
using EnvLint.Collections;
using EnvLint.Environment.Facts;
using EnvLint.Manifests;
using EnvLint.Manifests.Guides;
using EnvLint.Syntax.Shell;
using EnvLint.Text;

namespace EnvLint.Environment.Lowering;

/// <summary>Finds the manifests that stand inside a file: the fenced files of a guide, and the here-documents that commands write to files.</summary>
internal static class EmbeddedFiles
{
    /// <summary>The files that the commands of a file write.</summary>
    /// <param name="facts">The facts of the file.</param>
    public static ImmutableArray<EmbeddedFile> Of(FileFacts facts)
    {
        var result = ImmutableArray.CreateBuilder<EmbeddedFile>();
        foreach (var write in facts.FileWrites)
        {
            var text = write.Text ?? (write is { Content: not null, Command: { Shell: { } shell, Syntax: { } syntax } } ? TextOf(syntax, shell) : null);
            if (text is not null)
            {
                var path = write.Path.Value ?? write.Path.Raw.Trim('"');
                path = write.Scope.Kind == ScopeKind.WindowsHost ? path.Replace('\\', '/') : path;
                var kind = ManifestClassifier.Classify(path, text.Text);
                if (kind is not (ManifestKind.None or ManifestKind.Guide) && (!write.IsAppend || BeginsAnew(kind, text.Text)))
                {
                    result.Add(new EmbeddedFile(path, kind, text));
                }
            }
        }

        return result.DrainToImmutable();
    }

    /// <summary>The files of a guide: its fences, and what its commands write.</summary>
    /// <param name="guide">The guide.</param>
    /// <param name="facts">Its facts.</param>
    public static ImmutableArray<EmbeddedFile> Of(GuideFile guide, FileFacts facts)
    {
        var result = Of(facts).ToBuilder();
        foreach (var step in guide.Steps)
        {
            if (step.Manifest != ManifestKind.None)
            {
                result.Add(new EmbeddedFile(step.Path, step.Manifest, GuideManifests.Filled(step.Manifest, step.Block.Content)));
            }
        }

        return Sorting.Ordered(result.DrainToImmutable(), static (left, right) => left.Text.Map.ToOuter(0).CompareTo(right.Text.Map.ToOuter(0)));
    }

    // Text behind other text says as much as a file of its own where it begins with a section.
    private static bool BeginsAnew(ManifestKind kind, string text) =>
        kind is ManifestKind.WslGlobalConfig or ManifestKind.WslDistributionConfig && text.AsSpan().TrimStart().StartsWith("[");

    // The text of the command's here-document, where nothing in it is expanded.
    private static EmbeddedText? TextOf(ShellSimpleCommand syntax, ShellSource shell)
    {
        ShellHeredoc? heredoc = null;
        foreach (var redirection in syntax.Redirections)
        {
            heredoc = redirection.Heredoc ?? heredoc;
        }

        if (heredoc is not { IsClosed: true })
        {
            return null;
        }

        var builder = new EmbeddedTextBuilder(shell.Text);
        foreach (var part in heredoc.Parts)
        {
            if (part is ShellLiteral literal && literal.Text.Length == literal.Span.Length)
            {
                Add(builder, shell.Tree.Text, literal.Span, heredoc.StripsTabs);
            }
            else if (part is ShellEscape { Text.Length: 1 or 2 } escape)
            {
                // "\$" is "$"; a backslash that quotes nothing stays.
                builder.Add(escape.Span.End - escape.Text.Length, escape.Span.End);
            }
            else
            {
                return null;
            }
        }

        return builder.IsEmpty ? null : builder.Build();
    }

    private static void Add(EmbeddedTextBuilder builder, string text, TextSpan span, bool stripsTabs)
    {
        var start = span.Start;
        while (stripsTabs && start < span.End)
        {
            while (start < span.End && text[start] == '\t' && (start == 0 || text[start - 1] is '\n' or '\t'))
            {
                start++;
            }

            var length = text.AsSpan(start, span.End - start).IndexOf('\n');
            var end = length < 0 ? span.End : start + length + 1;
            builder.Add(start, end);
            start = end;
        }

        builder.Add(start, span.End);
    }
}
