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

        // What most people have comes first.
        private static ImmutableArray<string> Collect()
        {
            var names = ImmutableArray.CreateBuilder<string>();
            foreach (var row in GpuTable.Gpus)
            {
                AddNumbers(row, names);
            }

            foreach (var row in GpuTable.Gpus)
            {
                AddParts(row, names);
            }

            return names.ToImmutable();
        }

        // A series of numbers is named by them: the pattern "*rtx 4090*" by RTX 4090.
        private static void AddNumbers(GpuRow row, ImmutableArray<string>.Builder names)
        {
            foreach (var pattern in row.Patterns)
            {
                var text = pattern.Trim('*').Trim();
                if (text.Length > 4 && (text.StartsWith("rtx ", StringComparison.Ordinal) || text.StartsWith("gtx ", StringComparison.Ordinal)) && char.IsAsciiDigit(text[4]) && text.IndexOf(' ', 4) < 0)
                {
                    Add(row, text.ToUpperInvariant(), names);
                }
            }
        }

        // The name of a row may be several, or say in words which ones are meant.
        private static void AddParts(GpuRow row, ImmutableArray<string>.Builder names)
        {
            foreach (var part in row.Name.Split(", "))
            {
                if (!part.Contains(" and ", StringComparison.Ordinal))
                {
                    Add(row, part.StartsWith("GeForce GTX ", StringComparison.Ordinal) ? part["GeForce ".Length..] : part, names);
                }
            }
        }

        // Each counts that leads back to its row.
        private static void Add(GpuRow row, string name, ImmutableArray<string>.Builder names)
        {
            if (row.Cc is not null && Find(name)?.Cc == row.Cc && !names.Contains(name))
            {
                names.Add(name);
            }
        }
    }
}
