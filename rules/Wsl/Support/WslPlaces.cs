using EnvLint.Collections;
using EnvLint.Knowledge;
using EnvLint.Manifests.Wsl;

namespace EnvLint.Rules.Wsl.Support;

/// <summary>Why WSL does not know a setting that it reads.</summary>
internal enum WslPlace
{
    /// <summary>A key of the file, before the first header.</summary>
    NoHeader,

    /// <summary>A key of the file, under a header that is no section of it.</summary>
    WrongHeader,

    /// <summary>A key of another file, under a header of that file.</summary>
    HeaderOfOtherFile,

    /// <summary>A key of another section.</summary>
    OtherSection,

    /// <summary>A key of another file, in a section that this file has.</summary>
    OtherFile,

    /// <summary>No key of any file, under a header that is no section.</summary>
    UnknownSection,

    /// <summary>No key of any file.</summary>
    UnknownKey,
}

/// <summary>Settings that one cause takes away.</summary>
/// <param name="Place">The cause.</param>
/// <param name="Settings">The settings, in order; at least one.</param>
/// <param name="Homes">The keys that they are elsewhere; none for unknown ones, several for a name that several sections have.</param>
internal sealed record WslPlaceGroup(WslPlace Place, List<WslSetting> Settings, List<WslKey> Homes);

/// <summary>Sorts the settings that WSL reads and does not know by their causes: one cause, one finding.</summary>
internal static class WslPlaces
{
    /// <summary>The groups, in the order of their first settings.</summary>
    internal static List<WslPlaceGroup> Of(WslConfigFile file)
    {
        var groups = new List<WslPlaceGroup>();

        // Under one header each cause that takes several settings away is one group.
        var current = new Dictionary<WslPlace, WslPlaceGroup>();
        object? header = null;
        foreach (var setting in file.Settings)
        {
            // What stands under a header that fails is the header's business.
            if (setting.Key is not null || !setting.Syntax.IsRead || setting.Syntax.Header is { IsRead: false })
            {
                continue;
            }

            if (!ReferenceEquals(header, setting.Syntax.Header))
            {
                header = setting.Syntax.Header;
                current.Clear();
            }

            var (place, homes) = Find(file, setting);
            var isShared = place is WslPlace.NoHeader or WslPlace.WrongHeader or WslPlace.HeaderOfOtherFile or WslPlace.UnknownSection;
            if (isShared && current.TryGetValue(place, out var group))
            {
                group.Settings.Add(setting);
                group.Homes.AddRange(homes);
                continue;
            }

            group = new WslPlaceGroup(place, [setting], homes);
            groups.Add(group);
            if (isShared)
            {
                current.Add(place, group);
            }
        }

        return groups;
    }

    private static (WslPlace Place, List<WslKey> Homes) Find(WslConfigFile file, WslSetting setting)
    {
        var section = setting.Syntax.Section;
        var isSection = WslKeys.Section(file.File, section) is not null;
        if (WslKeys.Find(file.File, section, setting.Syntax.Key) is null)
        {
            var other = file.File == WslFile.WslConfig ? WslFile.WslConf : WslFile.WslConfig;

            // The header already says which file is meant.
            if (!isSection && section.Length > 0 && InFile(other, section, setting.Syntax.Key) is { } elsewhere)
            {
                return (WslPlace.HeaderOfOtherFile, [elsewhere]);
            }

            // A name that several sections have, such as enabled, has no one home.
            var homes = Homes(file.File, setting.Syntax.Key);
            if (section.Length == 0 && homes.Count > 0)
            {
                return (WslPlace.NoHeader, homes);
            }

            if (homes.Count == 1)
            {
                return (isSection ? WslPlace.OtherSection : WslPlace.WrongHeader, homes);
            }

            homes = Homes(other, setting.Syntax.Key);
            if (homes.Count == 1 || (homes.Count > 0 && section.Length == 0))
            {
                return (section.Length == 0 ? WslPlace.NoHeader : WslPlace.OtherFile, homes);
            }
        }

        return (isSection || section.Length == 0 ? WslPlace.UnknownKey : WslPlace.UnknownSection, []);
    }

    private static WslKey? InFile(WslFile other, string section, string name)
    {
        foreach (var file in new[] { other, WslFile.WslDistributionConf })
        {
            if (WslKeys.Find(file, section, name) is { IsKnown: true } key)
            {
                return key;
            }
        }

        return null;
    }

    private static List<WslKey> Homes(WslFile file, string name)
    {
        var homes = new List<WslKey>();
        foreach (var key in WslKeys.Named(file, name))
        {
            if (WslKeys.Home(key) is var home && !homes.Contains(home))
            {
                homes.Add(home);
            }
        }

        return homes;
    }
}
