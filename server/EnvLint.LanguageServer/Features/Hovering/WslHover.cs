using System.Globalization;
using EnvLint.Collections;
using EnvLint.Knowledge;
using EnvLint.Manifests.Wsl;
using EnvLint.Syntax.Ini;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Features.Hovering;

/// <summary>What a key of <c>.wslconfig</c> or <c>wsl.conf</c> is, and what WSL reads a value as.</summary>
internal static class WslHover
{
    /// <summary>Writes the section, key or value at a place.</summary>
    /// <param name="view">The file.</param>
    /// <param name="position">Offset in the document.</param>
    /// <param name="page">Takes it.</param>
    /// <returns>The place of the word; null where WSL has none of that name.</returns>
    public static TextSpan? Write(FileView view, int position, MarkdownPage page)
    {
        if (view.File.Wsl is not { IsForeign: false } file)
        {
            return null;
        }

        foreach (var statement in file.Syntax.Statements)
        {
            if (statement is IniHeader header && view.IsAt(header.Span, position))
            {
                return WriteSection(header, file, view, page);
            }
        }

        foreach (var setting in file.Settings)
        {
            if (view.IsAt(setting.Syntax.ValueSpan, position))
            {
                return WriteValue(setting, file, view, page);
            }

            if (view.IsAt(setting.KeySpan, position))
            {
                return WriteKey(setting, file, view, page);
            }
        }

        return null;
    }

    private static TextSpan? WriteSection(IniHeader header, WslConfigFile file, FileView view, MarkdownPage page)
    {
        if (WslKeys.Section(file.File, header.Name) is not { } section)
        {
            return null;
        }

        var names = new List<string>();
        foreach (var key in WslKeys.In(file.File))
        {
            if (key is { Status: WslKeyStatus.Active } && key.Section == section && key.Name != "*")
            {
                names.Add(key.Name);
            }
        }

        page.Rule();
        page.Paragraph($"**{MarkdownText.Plain($"[{section}]")}** of {WslKeys.NameOf(file.File)}");
        page.Paragraph(file.File switch
        {
            WslFile.WslConfig => "Holds for all WSL 2 distributions of this Windows user.",
            WslFile.WslConf => "Holds for this distribution alone.",
            _ => "",
        });
        page.Paragraph(names.Count == 0 ? "Its keys are free." : $"Keys: {string.Join(", ", names)}");
        page.Paragraph($"*From the table of {WslKeys.AsOf}*");
        return view.PlaceOf(header.Span);
    }

    private static TextSpan? WriteKey(WslSetting setting, WslConfigFile file, FileView view, MarkdownPage page)
    {
        if (setting.Syntax.IsKeyLost || WslKeys.Find(file.File, setting.Syntax.Section, setting.Syntax.Key) is not { } key || key.Name == "*")
        {
            return null;
        }

        page.Rule();
        Write(key, page);
        return view.PlaceOf(setting.KeySpan);
    }

    /// <summary>Writes what there is to know of a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="page">Takes it.</param>
    public static void Write(WslKey key, MarkdownPage page)
    {
        page.Paragraph($"**{MarkdownText.Plain(key.FullName)}** of {WslKeys.NameOf(key.File)}{(key.IsDocumented || !key.IsKnown ? "" : ", not documented by Microsoft")}");
        page.Item(key.Status switch
        {
            WslKeyStatus.Ignored => "Read, and without effect",
            WslKeyStatus.Moved => $"Moved to {MarkdownText.Code(key.MovedTo)}",
            WslKeyStatus.Removed => "No longer known to WSL",
            WslKeyStatus.NeverExisted => "Never was a key of WSL",
            _ => "",
        });
        if (key.IsKnown)
        {
            page.Item($"Value: {TextOf(key)}");
            page.Item(key.DefaultNote.Length > 0 ? $"Default: {MarkdownText.Plain(key.DefaultNote)}" : key.Default.Length > 0 ? $"Default: {MarkdownText.Code(key.Default)}" : "");
        }

        if (!key.Requires.IsEmpty)
        {
            page.Item($"Works only with {string.Join(" and ", key.Requires.Map(static condition => MarkdownText.Code(condition.ToString())))}");
        }

        if (!key.Excludes.IsEmpty)
        {
            page.Item($"Has no effect with {string.Join(" or ", key.Excludes.Map(static condition => MarkdownText.Code(condition.ToString())))}");
        }

        page.Item(key.Fatal switch
        {
            WslFatal.Missing => "A path to nothing keeps every distribution from starting",
            WslFatal.Invalid => "A value that WSL does not take keeps every distribution from starting",
            _ => "",
        });
        page.Item(key.ConcernsGpu ? "A value of it can take the GPU away" : "");
        page.Item(SinceOf(key));
        page.Paragraph(MarkdownText.Sentence(key.Note, keepsAddresses: true));
        page.Paragraph($"*From {MarkdownText.Own(WslKeys.SourceText(key))} (table of {WslKeys.AsOf})*");
    }

    private static string TextOf(WslKey key) => key.Kind switch
    {
        WslValueKind.Boolean => "`true` or `false`, also `1` or `0`",
        WslValueKind.Integer => "a whole number; one that begins with `0` is octal, with `0x` hexadecimal",
        WslValueKind.Size => "digits and a unit in capitals, as `8GB`; without a unit it is bytes",
        WslValueKind.Enumeration => string.Join(", ", key.Values.Map(MarkdownText.Code)),
        WslValueKind.Path => "a path",
        WslValueKind.Command => "a command line",
        WslValueKind.MacAddress => "a MAC address, as `00-15-5D-01-02-03`",
        WslValueKind.IPv4Address => "an IPv4 address",
        WslValueKind.PortList => "port numbers between commas",
        WslValueKind.NameList => "names between commas",
        WslValueKind.MountOptions => "mount options between commas",
        _ => "text",
    };

    private static string SinceOf(WslKey key) => (key.Windows, key.Wsl) switch
    {
        ("", "") => "",
        (var windows, "") => $"Since Windows build {MarkdownText.Plain(windows)}",
        ("", var wsl) => $"Since WSL {MarkdownText.Plain(wsl)}",
        var (windows, wsl) => $"Since WSL {MarkdownText.Plain(wsl)}; Windows {MarkdownText.Plain(windows)}",
    };

    private static TextSpan? WriteValue(WslSetting setting, WslConfigFile file, FileView view, MarkdownPage page)
    {
        if (setting is not { Key: { } key, Value: { } value } || key.Name == "*")
        {
            return null;
        }

        page.Rule();
        page.Paragraph($"{MarkdownText.Code(setting.Text)} for **{MarkdownText.Plain(key.FullName)}**");
        page.Item(ReadingOf(value, setting.Text));
        if (setting.First is { } first)
        {
            page.Item($"Does not count: line {view.Analysis.Text.Lines.PositionOf(view.PlaceOf(first.KeySpan).Start).Line + 1} has set the key before");
        }

        page.Item(key.Kind == WslValueKind.Enumeration ? $"Values: {TextOf(key)}" : !value.IsValid ? $"Value: {TextOf(key)}" : "");
        page.Item(key.DefaultNote.Length > 0 ? $"Default: {MarkdownText.Plain(key.DefaultNote)}" : key.Default.Length > 0 ? $"Default: {MarkdownText.Code(key.Default)}" : "");
        foreach (var condition in key.Requires)
        {
            page.Item(file.Holds(condition) == false ? $"Has no effect here: it works only with {MarkdownText.Code(condition.ToString())}" : "");
        }

        page.Item(WslKeys.FirstBuildOf(key, setting.Text) is { } build ? string.Create(CultureInfo.InvariantCulture, $"From Windows build {build} on") : "");
        page.Paragraph($"*From {MarkdownText.Own(WslKeys.SourceText(key))} (table of {WslKeys.AsOf})*");
        return view.PlaceOf(setting.Syntax.ValueSpan);
    }

    private static string ReadingOf(WslValue value, string text)
    {
        if (!value.IsValid)
        {
            return value.Kind == WslValueKind.PortList ? "WSL takes the ports that it can read, and drops the others" : "WSL does not take it";
        }

        return value switch
        {
            { Boolean: { } on } => on ? "WSL reads it as on" : "WSL reads it as off",
            { Bytes: { } bytes } => $"WSL reads it as {bytes.ToString("N0", CultureInfo.InvariantCulture)} bytes{InUnits(bytes)}",
            { Integer: { } number } when number.ToString(CultureInfo.InvariantCulture) != text => $"WSL reads it as {number.ToString(CultureInfo.InvariantCulture)}",
            { Name: { } name } when name != text => $"WSL reads it as {MarkdownText.Code(name)}",
            { Kind: WslValueKind.PortList } => PortsOf(value),
            _ => "",
        };
    }

    private static string PortsOf(WslValue value)
    {
        var ports = new List<string>();
        foreach (var port in value.Ports)
        {
            if (port.Port is { } number && ports.Count < 50)
            {
                ports.Add(number.ToString(CultureInfo.InvariantCulture));
            }
        }

        return ports.Count == 0 ? "" : $"WSL reads the ports {string.Join(", ", ports)}";
    }

    private static string InUnits(ulong bytes)
    {
        foreach (var (unit, shift) in (ReadOnlySpan<(string, int)>)[("TiB", 40), ("GiB", 30), ("MiB", 20), ("KiB", 10)])
        {
            if (bytes >> shift > 0 && bytes % (1UL << shift) == 0)
            {
                return string.Create(CultureInfo.InvariantCulture, $" ({bytes >> shift} {unit})");
            }
        }

        return "";
    }
}
