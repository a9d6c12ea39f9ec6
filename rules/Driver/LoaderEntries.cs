using EnvLint.Collections;
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
    public static List<LoaderEntry> Find(CommandSequence sequence, RuleContext context)
    {
        // From the end to the beginning: what comes later decides whether a path stays.
        var entries = new List<LoaderEntry>();
        var isReplaced = false;
        var isExported = false;
        HashSet<string>? removed = null;
        for (var i = sequence.Facts.Length - 1; i >= 0; i--)
        {
            switch (sequence.Facts[i])
            {
                case VariableSet { Name: LoaderPath.Variable } set:
                    isExported |= set is { Kind: VariableSetKind.Export, Value: null };
                    Variable(set);
                    break;
                case FileWrite write when removed is null || !removed.Contains(write.Path.Value ?? ""):
                    Add(write, LoaderPath.Written(write, context.Source));
                    break;

                // It was for a build step.
                case CommandUse { Program: "unset" } unset when unset.Arguments.Exists(static argument => argument.Is(LoaderPath.Variable)):
                    isReplaced = true;
                    break;
                case CommandUse { Program: "rm" } rm:
                    foreach (var argument in rm.Arguments)
                    {
                        if (argument.Value is { } path)
                        {
                            (removed ??= new HashSet<string>(StringComparer.Ordinal)).Add(path);
                        }
                    }

                    break;
            }
        }

        entries.Reverse();
        return entries;

        void Variable(VariableSet set)
        {
            // In RUN a variable ends with its layer; X=1 command sets it for that command alone.
            var stays = set.Kind == VariableSetKind.Env
                || (!set.Scope.IsImage && (set.Kind == VariableSetKind.Export || (set.Kind == VariableSetKind.Assignment && isExported)));
            if (!stays || set.Value is not { } value)
            {
                return;
            }

            var elements = LoaderPath.Parse(value.Raw, value.Span);
            if (!isReplaced)
            {
                Add(set, elements);
            }

            isReplaced |= set is { IsAppend: false, IsConditional: false } && !elements.Exists(static element => element.IsInherited);
        }

        void Add(Fact fact, List<LoaderElement> elements)
        {
            if (LoaderPath.Shadow(elements) is { } shadow)
            {
                entries.Add(new LoaderEntry(fact, elements, shadow));
            }
        }
    }
}
