using System.Collections.Immutable;
using EnvLint.Collections;

namespace EnvLint.Knowledge;

/// <summary>Projects on PyPI of which the tables know more than a name.</summary>
public static class PipProjects
{
    /// <summary>Their names: frameworks first.</summary>
    public static ImmutableArray<string> Names => Index.All;

    private static class Index
    {
        internal static readonly ImmutableArray<string> All = Collect();

        private static ImmutableArray<string> Collect()
        {
            var names = ImmutableArray.CreateBuilder<string>();
            foreach (var name in (ReadOnlySpan<string>)["torch", "torchvision", "torchaudio", "tensorflow", "jax"])
            {
                names.Add(name);
            }

            foreach (var row in OnnxruntimeTable.Variants)
            {
                Add(names, row.Name);
            }

            foreach (var row in CupyTable.Packages)
            {
                Add(names, row.Name);
            }

            foreach (var row in OthersTable.Pins)
            {
                Add(names, row.Project);
            }

            return names.ToImmutable();
        }

        // A name that fails on purpose, or is another project, is nothing to ask for.
        private static void Add(ImmutableArray<string>.Builder names, string name)
        {
            if (!names.Contains(name) && PypiNames.Find(name) is null)
            {
                names.Add(name);
            }
        }
    }
}
