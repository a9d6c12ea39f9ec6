using System.Collections.Immutable;
using System.Text;

namespace EnvLint.Knowledge;

/// <summary>GPUs by the names that people write, from <c>rules/data/gpu.toml</c>.</summary>
public static class Gpus
{
    /// <summary>Date of the table.</summary>
    public static string AsOf => GpuTable.AsOf;

    /// <summary>Names of GPUs that say which compute capability they have; a series without a number of its own is not among them.</summary>
    public static ImmutableArray<string> Names => NameIndex.All;

    /// <summary>Lowest compute capability that CUDA in WSL takes.</summary>
    public static string LowestInWsl => GpuTable.Wsl.MinCc;

    /// <summary>The first build of Windows that hands a GPU to WSL.</summary>
    public static int FirstWindowsBuild => (int)GpuTable.Wsl.MinWindows;

    /// <summary>Where that is known from, as the table writes it.</summary>
    public static string WslSource => GpuTable.Wsl.Source;

    /// <summary>The row of a GPU; null where its name is not known.</summary>
    /// <param name="name">The name as people write it: <c>GeForce RTX 3060</c>, <c>rtx-4090 laptop</c>, <c>GTX1080</c>, <c>3060 Ti</c>, <c>A100-SXM4-40GB</c>; null where it is not said.</param>
    public static GpuRow? Find(string? name)
    {
        if (name is null)
        {
            return null;
        }

        var text = Normalise(name);
        if (Match(text) is { } row)
        {
            return row;
        }

        // 3060 Ti, 1080: the number alone says enough.
        return text.Length > 1 && char.IsAsciiDigit(text[1]) ? Match(" rtx" + text) ?? MatchNumber(" gtx" + text) : null;
    }

    /// <summary>Whether a name is one of NVIDIA's consumer GPUs.</summary>
    /// <param name="name">The name; null where it is not said.</param>
    /// <returns>False also where the name is not known.</returns>
    public static bool IsGeForce(string? name) => Find(name)?.Kind == "geforce";

    /// <summary>The newest driver branch for an architecture; null where today's drivers still know it.</summary>
    /// <param name="architecture">The architecture: <c>Pascal</c>.</param>
    public static int? LastDriverOf(string? architecture)
    {
        foreach (var row in GpuTable.LastDrivers)
        {
            if (row.Architecture == architecture)
            {
                return row.Branch;
            }
        }

        return null;
    }

    /// <summary>Where a row is known from, in words for people.</summary>
    /// <param name="sources">The row's sources.</param>
    public static string SourceText(string sources) => SourceTexts.First(sources, GpuTable.Source);

    // A row that says the kind only would take any number.
    private static GpuRow? MatchNumber(string text) => Match(text) is { Cc: not null } row ? row : null;

    private static GpuRow? Match(string text)
    {
        foreach (var row in GpuTable.Gpus)
        {
            if (NamePattern.MatchesAny(row.Patterns, text))
            {
                return row;
            }
        }

        return null;
    }

    // Lower case, one blank between words and at both ends, RTX and GTX apart from their numbers.
    private static string Normalise(string name)
    {
        var text = new StringBuilder(name.Length + 4).Append(' ');
        foreach (var c in name)
        {
            var lower = char.ToLowerInvariant(c);
            if (lower is ' ' or '-' or '_' or '\t')
            {
                if (text[^1] != ' ')
                {
                    text.Append(' ');
                }

                continue;
            }

            if (char.IsAsciiDigit(lower) && text.Length > 3 && text[^1] == 'x' && text[^2] == 't' && text[^3] is 'r' or 'g')
            {
                text.Append(' ');
            }

            text.Append(lower);
        }

        if (text[^1] != ' ')
        {
            text.Append(' ');
        }

        return text.ToString();
    }

    // Of its own, so that other questions to the table do not make it.
    private static class NameIndex
    {
        internal static readonly ImmutableArray<string> All = Collect();

        // A row may name several: each counts that leads back to it.
        private static ImmutableArray<string> Collect()
        {
            var names = ImmutableArray.CreateBuilder<string>();
            foreach (var row in GpuTable.Gpus)
            {
                foreach (var part in row.Name.Split(", "))
                {
                    if (row.Cc is not null && Find(part)?.Cc == row.Cc)
                    {
                        names.Add(part);
                    }
                }
            }

            return names.ToImmutable();
        }
    }
}
