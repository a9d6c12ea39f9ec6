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
    internal static IEnumerable<WslSetting> Below(WslConfigFile file, IniHeader header) =>
        file.Settings.Where(setting => ReferenceEquals(setting.Syntax.Header, header));

    /// <summary>The section of the file that a name stands for, once blanks, hyphens and the like are taken out; null for none.</summary>
    internal static string? Meant(WslFile file, string name)
    {
        if (name.Length > 40)
        {
            return null;
        }

        var letters = string.Concat(name.Where(char.IsAsciiLetterOrDigit));
        return WslKeys.Section(file, letters);
    }
}
