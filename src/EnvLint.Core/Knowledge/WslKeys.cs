using System.Collections.Immutable;
using EnvLint.Collections;

namespace EnvLint.Knowledge;

/// <summary>The keys of WSL's files, from <c>rules/data/wsl-keys.toml</c>. Names are compared without regard to case.</summary>
public static class WslKeys
{
    private static readonly ImmutableArray<WslKey>[] ByFile =
    [
        Of(WslFile.WslConfig),
        Of(WslFile.WslConf),
        Of(WslFile.WslDistributionConf),
        Of(WslFile.WslgConfig),
    ];

    private static readonly ImmutableArray<string>[] SectionsByFile = Array.ConvertAll(ByFile, SectionsIn);

    /// <summary>All keys.</summary>
    public static ImmutableArray<WslKey> All => WslKeyTable.All;

    /// <summary>The date of the table.</summary>
    public static string AsOf => WslKeysTable.AsOf;

    /// <summary>All keys of a file, removed ones included.</summary>
    /// <param name="file">The file.</param>
    public static ImmutableArray<WslKey> In(WslFile file) => ByFile[(int)file];

    /// <summary>The first build of Windows on which a key, or one of its values, does something; null where that is not known.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    public static int? FirstBuildOf(WslKey key, string value)
    {
        // 22621.2359 (docs); mirrored: 22621.2359 (docs); Windows 11 (docs)
        var text = key.Windows.AsSpan();
        if (text.IndexOf(": ") is > 0 and var colon)
        {
            if (!text[..colon].Equals(value, StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }

            text = text[(colon + 2)..];
        }

        var digits = text.IndexOfAnyExceptInRange('0', '9');
        return int.TryParse(digits < 0 ? text : text[..digits], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var build) && build > 10_000 ? build : null;
    }

    /// <summary>The sections in which a file has keys that are known today.</summary>
    /// <param name="file">The file.</param>
    public static ImmutableArray<string> Sections(WslFile file) => SectionsByFile[(int)file];

    /// <summary>The key of that section and name, whatever has become of it; null if there never was one.</summary>
    /// <param name="file">The file.</param>
    /// <param name="section">The section.</param>
    /// <param name="name">The name.</param>
    public static WslKey? Find(WslFile file, ReadOnlySpan<char> section, ReadOnlySpan<char> name)
    {
        foreach (var key in ByFile[(int)file])
        {
            if (Same(key.Name, name) && Same(key.Section, section))
            {
                return key;
            }
        }

        return null;
    }

    /// <summary>The keys of a file that are known today by this name, in whichever section.</summary>
    /// <param name="file">The file.</param>
    /// <param name="name">The name.</param>
    public static ImmutableArray<WslKey> Named(WslFile file, ReadOnlySpan<char> name)
    {
        var found = ImmutableArray<WslKey>.Empty;
        foreach (var key in ByFile[(int)file])
        {
            if (key.IsKnown && Same(key.Name, name))
            {
                found = found.Add(key);
            }
        }

        return found;
    }

    /// <summary>The section of a file as the table spells it; null if the file has none of that name.</summary>
    /// <param name="file">The file.</param>
    /// <param name="section">The section.</param>
    public static string? Section(WslFile file, ReadOnlySpan<char> section)
    {
        foreach (var known in SectionsByFile[(int)file])
        {
            if (Same(known, section))
            {
                return known;
            }
        }

        return null;
    }

    /// <summary>The key that a moved key has become; the key itself for the others.</summary>
    /// <param name="key">A key.</param>
    public static WslKey Home(WslKey key)
    {
        var dot = key.MovedTo.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? key : Find(key.File, key.MovedTo.AsSpan(0, dot), key.MovedTo.AsSpan(dot + 1)) ?? key;
    }

    /// <summary>The name by which people know a file.</summary>
    /// <param name="file">The file.</param>
    public static string NameOf(WslFile file) => file switch
    {
        WslFile.WslConfig => ".wslconfig",
        WslFile.WslConf => "wsl.conf",
        WslFile.WslDistributionConf => "wsl-distribution.conf",
        _ => ".wslgconfig",
    };

    /// <summary>Where a key is known from, in words for people: the first of its sources.</summary>
    /// <param name="key">The key.</param>
    public static string SourceText(WslKey key)
    {
        var end = key.Source.IndexOf(';', StringComparison.Ordinal);
        var first = end < 0 ? key.Source : key.Source[..end];
        var colon = first.IndexOf(": ", StringComparison.Ordinal);
        return colon < 0 ? first : first[..colon] switch
        {
            "wsl" => "microsoft/WSL " + first[(colon + 2)..],
            "wsl-issues" => "microsoft/WSL issue " + first[(colon + 2)..],
            "docs" => "MicrosoftDocs/WSL " + first[(colon + 2)..],
            "wslg" => "microsoft/wslg " + first[(colon + 2)..],
            "docker-for-win" => "docker/for-win " + first[(colon + 2)..],
            _ => first,
        };
    }

    private static bool Same(string known, ReadOnlySpan<char> name) =>
        known.Length == name.Length && name.Equals(known, StringComparison.OrdinalIgnoreCase);

    private static ImmutableArray<WslKey> Of(WslFile file) => [.. All.Keep(key => key.File == file)];

    private static ImmutableArray<string> SectionsIn(ImmutableArray<WslKey> keys)
    {
        var sections = ImmutableArray.CreateBuilder<string>();
        foreach (var key in keys)
        {
            if (key.IsKnown && !sections.Contains(key.Section))
            {
                sections.Add(key.Section);
            }
        }

        return sections.ToImmutable();
    }
}
