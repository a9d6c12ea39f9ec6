using EnvLint.Syntax.Dockerfile;
using EnvLint.Text;

namespace EnvLint.Rules.Image;

/// <summary>A word whose variables the builder itself replaces.</summary>
/// <param name="Raw">The word as written.</param>
/// <param name="Map">Leads from it to the file.</param>
/// <param name="Pair">The pair that it is the value of; null elsewhere.</param>
internal readonly record struct BuilderWord(string Raw, SpanMap Map, DockerfilePair? Pair)
{
    /// <summary>The place of a part.</summary>
    /// <param name="part">A span of the word.</param>
    public TextSpan PlaceOf(TextSpan part) => Map.ToOuter(part);

    /// <summary>The place of the word.</summary>
    public TextSpan Span => Map.ToOuter(new TextSpan(0, Raw.Length));
}

/// <summary>Finds the words of instructions in which the builder replaces variables. In RUN, CMD and ENTRYPOINT a shell does.</summary>
internal static class BuilderWords
{
    /// <summary>The words of an instruction in which the builder replaces variables.</summary>
    /// <param name="instruction">The instruction.</param>
    public static List<BuilderWord> Of(DockerfileInstruction instruction)
    {
        var words = new List<BuilderWord>();
        switch (instruction.Kind)
        {
            case DockerfileInstructionKind.Env or DockerfileInstructionKind.Arg or DockerfileInstructionKind.Label:
                foreach (var pair in instruction.Pairs)
                {
                    if (pair.Value is { Length: > 0 } value)
                    {
                        words.Add(new BuilderWord(value, pair.ValueMap, pair));
                    }
                }

                break;
            case DockerfileInstructionKind.Add or DockerfileInstructionKind.Copy or DockerfileInstructionKind.Workdir or DockerfileInstructionKind.User
                or DockerfileInstructionKind.Volume or DockerfileInstructionKind.Expose or DockerfileInstructionKind.Stopsignal:
                foreach (var word in instruction.Words)
                {
                    if (word.Raw.Length > 0)
                    {
                        words.Add(new BuilderWord(word.Raw, word.Map, null));
                    }
                }

                break;
        }

        foreach (var flag in instruction.Flags)
        {
            if (flag is { Value: { Length: > 0 } value } && instruction.Kind is DockerfileInstructionKind.Add or DockerfileInstructionKind.Copy or DockerfileInstructionKind.Run or DockerfileInstructionKind.From)
            {
                words.Add(new BuilderWord(flag.Value, flag.ValueMap, null));
            }
        }

        return words;
    }

    /// <summary>Whether a reference gives something else where the variable has no value.</summary>
    /// <param name="variable">The reference.</param>
    public static bool HasFallback(DockerfileVariablePart variable) =>
        variable.Operator is DockerfileVariableOperator.Default or DockerfileVariableOperator.Alternative or DockerfileVariableOperator.Unsupported;
}
