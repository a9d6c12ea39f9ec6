using System.Collections.Immutable;
using EnvLint.Environment;
using EnvLint.Manifests;
using EnvLint.Syntax.Dockerfile;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Features.Outlining;

/// <summary>The stages of a Dockerfile, and in them what its instructions bring.</summary>
internal static class DockerfileOutline
{
    /// <summary>The entries.</summary>
    /// <param name="dockerfile">The Dockerfile.</param>
    /// <param name="commands">Its commands.</param>
    public static ImmutableArray<OutlineEntry> Of(DockerfileManifest dockerfile, CommandOutline commands)
    {
        var items = new OutlineItems();
        var instructions = dockerfile.Tree.Instructions;
        for (var i = 0; i < instructions.Length;)
        {
            if (instructions[i].Kind != DockerfileInstructionKind.From)
            {
                Add(items, dockerfile.Source, instructions[i++], commands);
                continue;
            }

            var from = instructions[i++];
            var children = new OutlineItems();
            var end = from.Span.End;
            for (; i < instructions.Length && instructions[i].Kind != DockerfileInstructionKind.From; i++)
            {
                Add(children, dockerfile.Source, instructions[i], commands);
                end = instructions[i].Span.End;
            }

            AddStage(items, from, TextSpan.FromBounds(from.Span.Start, end), children);
        }

        return items.Finish();
    }

    // FROM image AS name
    private static void AddStage(OutlineItems items, DockerfileInstruction from, TextSpan span, OutlineItems children)
    {
        var image = from.Words.IsEmpty ? null : from.Words[0];
        var name = from.Words.Length > 2 && from.Words[1].Raw.Equals("AS", StringComparison.OrdinalIgnoreCase) ? from.Words[2] : null;
        var shown = name ?? image;
        items.Add(shown?.Raw is { Length: > 0 } text ? text : "FROM", name is null ? "" : image!.Raw, OutlineKind.Module, span, shown?.Span ?? from.KeywordSpan, children);
    }

    private static void Add(OutlineItems items, SourceText source, DockerfileInstruction instruction, CommandOutline commands)
    {
        var keyword = source.ToString(instruction.KeywordSpan).ToUpperInvariant();
        switch (instruction.Kind)
        {
            case DockerfileInstructionKind.Env or DockerfileInstructionKind.Arg:
                foreach (var pair in instruction.Pairs)
                {
                    items.Add(pair.Name, pair.Value ?? "", OutlineKind.Variable, instruction.Span, instruction.Span.Contains(pair.NameSpan) ? pair.NameSpan : instruction.KeywordSpan);
                }

                break;
            case DockerfileInstructionKind.Run:
                items.Add(keyword, instruction.ArgumentText, OutlineKind.Function, instruction.Span, instruction.KeywordSpan, commands.In(instruction.Span));
                break;
            case DockerfileInstructionKind.Copy or DockerfileInstructionKind.Add:
                items.Add(keyword, instruction.ArgumentText, OutlineKind.File, instruction.Span, instruction.KeywordSpan);
                break;
            case DockerfileInstructionKind.Label or DockerfileInstructionKind.Maintainer or DockerfileInstructionKind.Stopsignal or DockerfileInstructionKind.Unknown:
                break;
            default:
                items.Add(keyword, instruction.ArgumentText, OutlineKind.Property, instruction.Span, instruction.KeywordSpan);
                break;
        }
    }
}
