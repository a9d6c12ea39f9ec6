using EnvLint.Environment;
using EnvLint.Manifests;
using EnvLint.Syntax.Dockerfile;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Features.Completing;

/// <summary>Completes Dockerfiles: images and their tags, stages, and the commands of RUN.</summary>
internal static class DockerfileCompletion
{
    /// <summary>Offers what fits.</summary>
    /// <param name="site">The place.</param>
    /// <param name="list">Takes what fits.</param>
    /// <returns>A text inside the instruction in which to go on: the here-document of a RUN; null for none.</returns>
    public static CompletionSite? Complete(CompletionSite site, CompletionList list)
    {
        if (site.File?.Dockerfile is not { } file || InstructionAt(site, file.Tree) is not { } instruction)
        {
            return null;
        }

        foreach (var heredoc in instruction.Heredocs)
        {
            if (heredoc.Body.Length > 0 && site.Position > instruction.ArgumentSpan.End)
            {
                var inner = new EmbeddedText(new SourceText(file.Source.Path, site.Text), heredoc.Body, heredoc.BodyMap);
                return instruction.Kind == DockerfileInstructionKind.Run ? site.Inside(inner, ManifestKind.Shell, "run.sh") : null;
            }
        }

        switch (instruction.Kind)
        {
            case DockerfileInstructionKind.From:
                From(site, list, file, instruction);
                break;
            case DockerfileInstructionKind.Copy or DockerfileInstructionKind.Add:
                Source(site, list, file);
                break;
            case DockerfileInstructionKind.Run when !Source(site, list, file) && instruction.Form != DockerfileForm.Exec:
                CommandCompletion.Complete(
                    site,
                    list,
                    TextSpan.FromBounds(instruction.KeywordSpan.End, Math.Max(instruction.Span.End, site.LineEnd)),
                    file.Tree.EscapeCharacter,
                    hasCommentLines: true);
                break;
        }

        return null;
    }

    // The instruction that holds the cursor, or that it stands behind on the same line.
    private static DockerfileInstruction? InstructionAt(CompletionSite site, DockerfileTree tree)
    {
        DockerfileInstruction? found = null;
        foreach (var instruction in tree.Instructions)
        {
            if (instruction.KeywordSpan.End < site.Position)
            {
                found = instruction;
            }
        }

        if (found is null || found.Span.End >= site.Position)
        {
            return found;
        }

        // Blanks, and line ends that are taken away.
        for (var i = found.Span.End; i < site.Position; i++)
        {
            if (site.Text[i] == tree.EscapeCharacter && site.Text.AsSpan(i + 1).TrimStart(" \t\r") is ['\n', ..])
            {
                i = site.Text.IndexOf('\n', i);
            }
            else if (site.Text[i] is not (' ' or '\t' or '\r'))
            {
                return null;
            }
        }

        return found;
    }

    private static void From(CompletionSite site, CompletionList list, DockerfileManifest file, DockerfileInstruction instruction)
    {
        var word = site.WordOf(ImageCompletion.IsPart);

        // Only flags stand in front of the image.
        var before = site.Text.AsSpan(instruction.KeywordSpan.End, Math.Max(word.Start - instruction.KeywordSpan.End, 0));
        foreach (var range in before.SplitAny(' ', '\t'))
        {
            if (before[range] is { Length: > 0 } part && !part.StartsWith("--", StringComparison.Ordinal))
            {
                return;
            }
        }

        if ((before.Length > 0 && before[^1] is not (' ' or '\t')) || site.Text.AsSpan(word.Start, word.Length).StartsWith("--", StringComparison.Ordinal))
        {
            return;
        }

        if (!site.Text.AsSpan(word.Start, word.Length).ContainsAny(':', '/'))
        {
            list.Replace(word);
            foreach (var stage in file.Stages)
            {
                if (stage.Name.Length > 0 && stage.From is { } from && from.Span.Start < instruction.Span.Start)
                {
                    list.Add(stage.Name, CompletionKind.Reference, detail: "stage");
                }
            }
        }

        ImageCompletion.Complete(site, list, word);
    }

    // COPY --from=, RUN --mount=type=bind,from=: the stages before this one.
    private static bool Source(CompletionSite site, CompletionList list, DockerfileManifest file)
    {
        var word = site.WordOf(static character => !char.IsWhiteSpace(character) && character is not (',' or '='));
        var flag = site.Text.AsSpan(site.LineStart, word.Start - site.LineStart);
        if (!flag.EndsWith("from=", StringComparison.Ordinal) || !flag[(flag.LastIndexOfAny(' ', '\t') + 1)..].StartsWith("--", StringComparison.Ordinal))
        {
            return false;
        }

        list.Replace(word);
        ImageStage? own = null;
        foreach (var stage in file.Stages)
        {
            own = stage.From is { } from && from.Span.Start <= site.Position ? stage : own;
        }

        foreach (var stage in file.Stages)
        {
            if (stage.Name.Length > 0 && own is not null && stage.Index < own.Index)
            {
                list.Add(stage.Name, CompletionKind.Reference, detail: "stage");
            }
        }

        return true;
    }
}
