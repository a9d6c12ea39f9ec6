using System.Collections.Immutable;
using EnvLint.Collections;

namespace EnvLint.Knowledge;

/// <summary>The rows of <c>rules/data/wsl-keys.toml</c> in the terms of WSL's files.</summary>
internal static class WslKeyTable
{
    /// <summary>All keys.</summary>
    internal static ImmutableArray<WslKey> All { get; } = [.. WslKeysTable.Keys.Map(Read)];

    private static WslKey Read(WslKeyRow row) => new()
    {
        File = row.File switch
        {
            ".wslconfig" => WslFile.WslConfig,
            "wsl.conf" => WslFile.WslConf,
            "wsl-distribution.conf" => WslFile.WslDistributionConf,
            ".wslgconfig" => WslFile.WslgConfig,
            _ => throw Unknown(row, row.File),
        },
        Section = row.Section,
        Name = row.Name,
        Kind = row.Kind switch
        {
            "bool" => WslValueKind.Boolean,
            "int" => WslValueKind.Integer,
            "size" => WslValueKind.Size,
            "enum" => WslValueKind.Enumeration,
            "path" => WslValueKind.Path,
            "string" => WslValueKind.Text,
            "command" => WslValueKind.Command,
            "mac" => WslValueKind.MacAddress,
            "ipv4" => WslValueKind.IPv4Address,
            "ports" => WslValueKind.PortList,
            "list" => WslValueKind.NameList,
            "mount-options" => WslValueKind.MountOptions,
            _ => throw Unknown(row, row.Kind),
        },
        Status = row.Status switch
        {
            "active" => WslKeyStatus.Active,
            "ignored" => WslKeyStatus.Ignored,
            "moved" => WslKeyStatus.Moved,
            "removed" => WslKeyStatus.Removed,
            "never-existed" => WslKeyStatus.NeverExisted,
            _ => throw Unknown(row, row.Status),
        },
        Default = row.Default ?? "",
        DefaultNote = row.DefaultNote ?? "",
        Values = row.Values,
        Requires = [.. row.Requires.Map(WslCondition.Parse)],
        Excludes = [.. row.Excludes.Map(WslCondition.Parse)],
        MovedTo = row.MovedTo ?? "",
        Fatal = row.Fatal switch
        {
            null => WslFatal.Never,
            "missing" => WslFatal.Missing,
            "invalid" => WslFatal.Invalid,
            _ => throw Unknown(row, row.Fatal),
        },
        ConcernsGpu = row.Gpu ?? false,
        IsDocumented = row.Documented,
        Windows = row.Windows ?? "",
        Wsl = row.Wsl ?? "",
        Note = row.Note ?? "",
        Source = row.Source,
    };

    // The tests read all rows, so a word that is not in the lists above never leaves the repository.
    private static InvalidOperationException Unknown(WslKeyRow row, string? word) =>
        new($"'{word}' in the row {row.Section}.{row.Name} of wsl-keys.toml is no word of the table.");
}
