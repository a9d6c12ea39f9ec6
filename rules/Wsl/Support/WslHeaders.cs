using EnvLint.Knowledge;
using EnvLint.Manifests.Wsl;
using EnvLint.Syntax.Ini;

namespace EnvLint.Rules.Wsl.Support;

/// <summary>What becomes of the settings below a header.</summary>
internal static class WslHeaders
{
    /// <summary>The settings below a header that WSL reads and does not know because of it.</summary>
    internal static List<string> Unread(WslConfigFile file, IniHeader header)
    {
        var names = new List<string>();
        foreach (var setting in Below(file, header))
        {
            if (setting.Syntax.IsRead && setting.Key is null)
            {
                names.Add(setting.Syntax.Key);
            }
        }

        return names;
    }

    /// <summary>The settings below a header, down to the next one.</summary>
    internal static IEnumerable<WslSetting> Below(WslConfigFile file, IniHeader header)
    {
        // They stand together, so the first one is found by its place.
        var low = 0;
        var high = file.Settings.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (file.Settings[middle].Syntax.Span.Start < header.Span.Start)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        for (; low < file.Settings.Length && ReferenceEquals(file.Settings[low].Syntax.Header, header); low++)
        {
            yield return file.Settings[low];
        }
    }

    /// <summary>Where a further setting of each section goes: behind its last setting, or its header, that WSL reads.</summary>
    internal static Dictionary<string, int> Ends(WslConfigFile file)
    {
        var ends = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var section = "";
        foreach (var statement in file.Syntax.Statements)
        {
            if (statement is IniHeader header)
            {
                section = header.IsRead ? header.Name : "";
            }

            if (section.Length > 0 && statement.IsRead)
            {
                ends[section] = file.Source.Lines.EndOf(file.Source.Lines.LineOf(statement.Span.End));
            }
        }

        return ends;
    }

    /// <summary>The section of the file that a name stands for, once blanks, hyphens and the like are taken out; null for none.</summary>
    internal static string? Meant(WslFile file, string name)
    {
        if (name.Length > 40)
        {
            return null;
        }

        Span<char> letters = stackalloc char[name.Length];
        var length = 0;
        foreach (var character in name)
        {
            if (char.IsAsciiLetterOrDigit(character))
            {
                letters[length++] = character;
            }
        }

        return WslKeys.Section(file, letters[..length].ToString());
    }
}
