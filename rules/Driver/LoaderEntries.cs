using EnvLint.Environment.Facts;

namespace EnvLint.Rules.Driver;

/// <summary>A loader path that outlives the command that sets it, with an element that hides the driver.</summary>
/// <param name="Fact">The fact that sets it.</param>
/// <param name="Elements">All elements.</param>
/// <param name="Shadow">The element.</param>
internal sealed record LoaderEntry(Fact Fact, List<LoaderElement> Elements, LoaderElement Shadow);

/// <summary>Finds in a sequence the loader paths that stay.</summary>
internal static class LoaderEntries
{
    /// <summary>The loader paths of a sequence in which stubs or forward compatibility libraries stand in front of the driver.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="context">Knows the file.</param>
    public static IEnumerable<LoaderEntry> Find(CommandSequence sequence, RuleContext context)
    {
        foreach (var fact in sequence.Facts)
        {
            List<LoaderElement> elements;
            switch (fact)
            {
                // In RUN a variable ends with its layer; X=1 command sets it for that command alone.
                case VariableSet { Name: LoaderPath.Variable, Value: { } value } set
                    when set.Kind == VariableSetKind.Env || (!set.Scope.IsImage && (set.Kind == VariableSetKind.Export || IsExportedLater(set, sequence))):
                    elements = LoaderPath.Parse(value.Raw, value.Span);
                    break;
                case FileWrite write:
                    elements = LoaderPath.Written(write, context.Source);
                    break;
                default:
                    continue;
            }

            if (LoaderPath.Shadow(elements) is { } shadow && !IsUndone(fact, sequence))
            {
                yield return new LoaderEntry(fact, elements, shadow);
            }
        }
    }

    private static bool IsExportedLater(VariableSet set, CommandSequence sequence)
    {
        if (set.Kind != VariableSetKind.Assignment)
        {
            return false;
        }

        foreach (var fact in sequence.Facts)
        {
            if (fact is VariableSet { Kind: VariableSetKind.Export, Name: LoaderPath.Variable, Value: null } export && export.Order >= set.Order)
            {
                return true;
            }
        }

        return false;
    }

    // The value is replaced further down, or the file is deleted again: it was for a build step.
    private static bool IsUndone(Fact fact, CommandSequence sequence)
    {
        foreach (var later in sequence.Facts)
        {
            if (later.Span.Start <= fact.Span.Start)
            {
                continue;
            }

            switch (later)
            {
                case VariableSet { Name: LoaderPath.Variable, Kind: VariableSetKind.Env or VariableSetKind.Export or VariableSetKind.Assignment } set
                    when fact is VariableSet && !set.IsAppend
                        && (set.Value is null ? set.Kind != VariableSetKind.Export : !LoaderPath.Parse(set.Value.Raw, set.Value.Span).Exists(static element => element.IsInherited)):
                    return true;
                case CommandUse { Program: "unset" } unset when fact is VariableSet && unset.Arguments.Any(static argument => argument.Is(LoaderPath.Variable)):
                    return true;
                case CommandUse { Program: "rm" } rm when fact is FileWrite { Path.Value: { } path } && rm.Arguments.Any(argument => argument.Is(path)):
                    return true;
            }
        }

        return false;
    }
}
