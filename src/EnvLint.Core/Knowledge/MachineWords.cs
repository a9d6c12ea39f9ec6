using System.Collections.Frozen;

namespace EnvLint.Knowledge;

/// <summary>Words by which people tell what machine something is for.</summary>
public static class MachineWords
{
    private static readonly FrozenDictionary<string, NamedMachines>.AlternateLookup<ReadOnlySpan<char>> s_machines = Read();

    /// <summary>The machines that a text names.</summary>
    /// <param name="text">A heading, a comment, a file's name.</param>
    public static NamedMachines In(ReadOnlySpan<char> text)
    {
        var named = NamedMachines.None;
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            while (i < text.Length && char.IsAsciiLetterOrDigit(text[i]))
            {
                i++;
            }

            var word = text[start..i];
            named |= IsCudaTag(word) ? NamedMachines.Nvidia : s_machines.TryGetValue(word, out var machine) ? machine : NamedMachines.None;
            i = i == start ? i + 1 : i;
        }

        return named;
    }

    // cu118
    private static bool IsCudaTag(ReadOnlySpan<char> word) =>
        word.Length > 3 && word.StartsWith("cu", StringComparison.OrdinalIgnoreCase) && char.IsAsciiDigit(word[2]);

    private static FrozenDictionary<string, NamedMachines>.AlternateLookup<ReadOnlySpan<char>> Read()
    {
        var machines = new Dictionary<string, NamedMachines>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in MachineWordsTable.Machines)
        {
            var machine = row.Name switch
            {
                "mac" => NamedMachines.Mac,
                "windows" => NamedMachines.Windows,
                "linux" => NamedMachines.Linux,
                "nvidia" => NamedMachines.Nvidia,
                "gpu" => NamedMachines.Gpu,
                "cpu" => NamedMachines.Cpu,
                "board" => NamedMachines.Board,
                _ => NamedMachines.Other,
            };
            foreach (var word in row.Words)
            {
                machines.Add(word, machine);
            }
        }

        return machines.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
    }
}
