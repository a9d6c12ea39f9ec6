using EnvLint.Knowledge;
using EnvLint.Manifests;
using EnvLint.Manifests.Wsl;
using EnvLint.Syntax.Ini;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Features.Completing;

/// <summary>Completes <c>.wslconfig</c> and <c>wsl.conf</c>: sections, keys and values that WSL's own parser takes.</summary>
internal static class WslCompletion
{
    /// <summary>Offers what fits.</summary>
    /// <param name="site">The place.</param>
    /// <param name="list">Takes what fits.</param>
    public static void Complete(CompletionSite site, CompletionList list)
    {
        var file = site.Kind == ManifestKind.WslGlobalConfig ? WslFile.WslConfig : WslFile.WslConf;
        var line = site.Text.AsSpan(site.LineStart, site.LineEnd - site.LineStart);
        var before = site.Before;
        var equals = before.IndexOf('=');
        if (IsComment(before) || IsContinued(site))
        {
            return;
        }

        var start = before.Length - before.TrimStart(" \t").Length;
        if (before.Length > start && before[start] == '[')
        {
            Sections(site, list, file, start, line);
        }
        else if (equals < 0)
        {
            Keys(site, list, file, start, line);
        }
        else if (SectionOf(site) is { } section && WslKeys.Find(file, section, before[..equals].Trim()) is { IsKnown: true } key)
        {
            Values(site, list, key, equals);
        }
    }

    private static void Sections(CompletionSite site, CompletionList list, WslFile file, int start, ReadOnlySpan<char> line)
    {
        var close = line.IndexOf(']');
        if (site.Before.Contains(']') || !Words.IsAll(site.Before[(start + 1)..], Words.IsName))
        {
            return;
        }

        list.ReplaceWord(Words.IsName);
        foreach (var section in WslKeys.Sections(file))
        {
            // A second header of the same name is fine with WSL, but never what is meant.
            if (!Mentions(site, section))
            {
                list.Add(section, CompletionKind.Keyword, close < 0 ? section + "]" : section, documentation: SectionText(file, section));
            }
        }
    }

    private static void Keys(CompletionSite site, CompletionList list, WslFile file, int start, ReadOnlySpan<char> line)
    {
        // Only a word at the line's start is a key.
        if (!Words.IsAll(site.Before[start..], Words.IsName))
        {
            return;
        }

        list.ReplaceWord(Words.IsName);
        var word = site.WordOf(Words.IsName);
        var section = SectionOf(site);
        if (section is null)
        {
            foreach (var name in WslKeys.Sections(file))
            {
                if (!Mentions(site, name) && line.Trim().Length == word.Length)
                {
                    list.Add($"[{name}]", CompletionKind.Keyword, documentation: SectionText(file, name));
                }
            }

            return;
        }

        var rest = line[(word.End - site.LineStart)..].TrimStart(" \t");
        var hasValue = rest is ['=', ..];
        foreach (var key in WslKeys.In(file))
        {
            if (key.Status is WslKeyStatus.Active or WslKeyStatus.Ignored && key.Name != "*" && key.Section.Equals(section, StringComparison.OrdinalIgnoreCase)
                && list.Wants(key.Name) && !IsSet(site, key))
            {
                list.Add(
                    key.Name,
                    CompletionKind.Property,
                    hasValue ? key.Name : key.Name + "=",
                    DetailOf(key),
                    DocumentationOf(key),
                    isDeprecated: key.Status == WslKeyStatus.Ignored);
            }
        }
    }

    private static void Values(CompletionSite site, CompletionList list, WslKey key, int equals)
    {
        // From behind the equals sign to the end of what stands there; a comment behind it stays.
        var start = site.LineStart + equals + 1;
        while (start < site.Position && site.Text[start] is ' ' or '\t')
        {
            start++;
        }

        var end = start;
        while (end < site.LineEnd && site.Text[end] != '#')
        {
            end++;
        }

        while (end > site.Position && site.Text[end - 1] is ' ' or '\t')
        {
            end--;
        }

        if (start < end && site.Text[start] == '"')
        {
            start++;
            end -= end > start && site.Text[end - 1] == '"' && end > site.Position ? 1 : 0;
        }

        if (site.Position < start || site.Position > end)
        {
            return;
        }

        list.Replace(TextSpan.FromBounds(start, end));
        var detail = DefaultOf(key);
        switch (key.Kind)
        {
            case WslValueKind.Boolean:
                foreach (var word in (ReadOnlySpan<string>)["true", "false"])
                {
                    list.Add(word, CompletionKind.EnumMember, detail: word == key.Default ? "default" : "");
                }

                break;
            case WslValueKind.Enumeration:
                foreach (var value in key.Values)
                {
                    var build = WslKeys.FirstBuildOf(key, value);
                    list.Add(
                        value,
                        CompletionKind.EnumMember,
                        detail: value.Equals(key.Default, StringComparison.OrdinalIgnoreCase) ? "default" : build is { } first ? $"Windows build {first}" : "",
                        documentation: Words.Escape(key.Note));
                }

                break;
            case WslValueKind.Size:
                foreach (var size in key.Name.Equals("swap", StringComparison.OrdinalIgnoreCase) ? (ReadOnlySpan<string>)["0", "4GB", "8GB", "16GB", "32GB"] : ["4GB", "8GB", "16GB", "32GB", "64GB"])
                {
                    list.Add(size, CompletionKind.Value, detail: detail);
                }

                break;
            case WslValueKind.Integer or WslValueKind.IPv4Address when key.Default.Length > 0 && IsTaken(key.Default, key):
                list.Add(key.Default, CompletionKind.Value, detail: "default");
                break;
            case WslValueKind.Path when key.File == WslFile.WslConfig:
                // Backslashes count as escapes: doubled, or the other way round.
                list.Add(@"C:\\", CompletionKind.Value, detail: "backslashes are doubled");
                list.Add("C:/", CompletionKind.Value, detail: "or written as slashes");
                break;
            case WslValueKind.Path when key.Default.StartsWith('/'):
                list.Add(key.Default, CompletionKind.Value, detail: "default");
                break;
            case WslValueKind.MountOptions:
                Options(site, list, key, start, end);
                break;
        }
    }

    // One option of several between commas.
    private static void Options(CompletionSite site, CompletionList list, WslKey key, int start, int end)
    {
        var text = site.Text;
        var from = text.LastIndexOf(',', Math.Max(site.Position - 1, start), Math.Max(site.Position - start, 0)) is >= 0 and var comma ? comma + 1 : start;
        var to = text.IndexOf(',', site.Position, end - site.Position) is >= 0 and var next ? next : end;
        list.Replace(TextSpan.FromBounds(from, to));
        var value = text.AsSpan(start, end - start);
        foreach (var option in key.Values)
        {
            var equals = option.IndexOf('=', StringComparison.Ordinal);
            if (!value.Contains(equals < 0 ? option : option[..(equals + 1)], StringComparison.Ordinal) || text.AsSpan(from, site.Position - from).Contains('='))
            {
                list.Add(option, CompletionKind.EnumMember);
            }
        }
    }

    private static bool IsTaken(string value, WslKey key) => WslValueParser.Parse(value, key, key.File == WslFile.WslConfig ? IniDialect.Host : IniDialect.Guest).IsValid;

    // The name between the brackets of the last header above; null before the first.
    private static string? SectionOf(CompletionSite site)
    {
        string? section = null;
        foreach (var statement in site.File?.Wsl?.Syntax.Statements ?? [])
        {
            if (statement.Span.Start >= site.LineStart)
            {
                break;
            }

            if (statement is IniHeader { IsRead: true } header)
            {
                section = header.Name;
            }
            else if (statement is IniHeader)
            {
                // What stands below a broken header belongs to nobody knows which.
                section = "";
            }
        }

        return section;
    }

    private static bool Mentions(CompletionSite site, string section)
    {
        foreach (var statement in site.File?.Wsl?.Syntax.Statements ?? [])
        {
            if (statement is IniHeader header && header.Name.Equals(section, StringComparison.OrdinalIgnoreCase) && !(header.Span.Start <= site.Position && site.Position <= header.Span.End))
            {
                return true;
            }
        }

        return false;
    }

    // Whether another line sets the key, here or at its former home.
    private static bool IsSet(CompletionSite site, WslKey key)
    {
        foreach (var setting in site.File?.Wsl?.Settings ?? [])
        {
            if (setting.Syntax.Key.Equals(key.Name, StringComparison.OrdinalIgnoreCase)
                && (setting.Key is { } found ? ReferenceEquals(WslKeys.Home(found), WslKeys.Home(key)) : setting.Syntax.Section.Equals(key.Section, StringComparison.OrdinalIgnoreCase))
                && !(setting.KeySpan.Start >= site.LineStart && setting.KeySpan.End <= site.LineEnd))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsComment(ReadOnlySpan<char> before)
    {
        var isQuoted = false;
        foreach (var character in before)
        {
            isQuoted ^= character == '"';
            if (character == '#' && !isQuoted)
            {
                return true;
            }
        }

        return before.TrimStart(" \t") is [';' or '/', ..];
    }

    // A backslash at the end of the line above takes its line end away.
    private static bool IsContinued(CompletionSite site)
    {
        var end = site.LineStart - 1;
        if (end >= 0 && end < site.Text.Length && site.Text[end] == '\n' && end > 0 && site.Text[end - 1] == '\r')
        {
            end--;
        }

        var backslashes = 0;
        while (end - 1 - backslashes >= 0 && site.Text[end - 1 - backslashes] == '\\')
        {
            backslashes++;
        }

        return backslashes % 2 == 1;
    }

    private static string DetailOf(WslKey key) => key.Status == WslKeyStatus.Ignored ? "has no effect" : DefaultOf(key);

    private static string DefaultOf(WslKey key) => key.Default.Length > 0 ? $"default {key.Default}" : key.DefaultNote.Length > 0 ? $"default: {key.DefaultNote}" : "";

    private static string DocumentationOf(WslKey key)
    {
        var since = (key.Windows.Length > 0, key.Wsl.Length > 0) switch
        {
            (true, true) => $"Since Windows {key.Windows}; WSL {key.Wsl}.",
            (true, false) => $"Since Windows {key.Windows}.",
            (false, true) => $"Since WSL {key.Wsl}.",
            _ => "",
        };
        var kind = key.Kind switch
        {
            WslValueKind.Boolean => "`true` or `false`.",
            WslValueKind.Size => "Digits and an upper-case unit, such as `8GB`; a number alone is bytes.",
            WslValueKind.Integer => "A whole number.",
            WslValueKind.Enumeration => $"One of {string.Join(", ", key.Values)}.",
            WslValueKind.Path when key.File == WslFile.WslConfig => @"A path of Windows with doubled backslashes: `C:\\folder\\file`.",
            WslValueKind.PortList => "Ports between commas.",
            _ => "",
        };
        return Words.Paragraphs(Words.Escape(key.Note), kind, key.DefaultNote.Length > 0 ? $"Default: {Words.Escape(key.DefaultNote)}." : "", Words.Escape(since), key.IsDocumented ? "" : "Microsoft does not document it.");
    }

    private static string SectionText(WslFile file, string section)
    {
        var names = "";
        foreach (var key in WslKeys.In(file))
        {
            if (key.Status == WslKeyStatus.Active && key.Section == section && key.Name != "*")
            {
                names += names.Length == 0 ? $"`{key.Name}`" : $", `{key.Name}`";
            }
        }

        return names;
    }
}
