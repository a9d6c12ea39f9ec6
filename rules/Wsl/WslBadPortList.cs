using System.Globalization;
using EnvLint.Diagnostics;
using EnvLint.Knowledge;
using EnvLint.Manifests.Wsl;
using EnvLint.Rules.Wsl.Support;
using EnvLint.Syntax.Ini;
using EnvLint.Text;

namespace EnvLint.Rules.Wsl;

/// <summary>Reports items of a port list that are more, or less, than one port.</summary>
[Rule("WSL015", "wsl-bad-port-list",
    Title = "A list of ports holds something else than ports and commas",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class WslBadPortList : Rule<WslConfigFile>
{
    // Longer ranges are better thought over than written out.
    private const int LongestRange = 32;

    /// <inheritdoc/>
    protected override void Check(WslConfigFile subject, RuleContext context)
    {
        foreach (var setting in subject.Settings)
        {
            if (setting is not { First: null, Key: { Kind: WslValueKind.PortList } key, Value: { } value })
            {
                continue;
            }

            // Offsets in the value are offsets in the file only where nothing was quoted or escaped.
            var isPlain = subject.Syntax.ValueTokens(setting.Syntax) is [{ Kind: IniTokenKind.Text }];
            foreach (var port in value.Ports)
            {
                if (port.Port is null || port.HasTail)
                {
                    var span = isPlain ? new TextSpan(setting.Syntax.ValueSpan.Start + port.Start, port.Text.Length) : setting.ValueSpan;
                    Report(port, span, isPlain, key, context);
                }
            }
        }
    }

    private static void Report(WslPort port, TextSpan span, bool isPlain, WslKey key, RuleContext context)
    {
        var corrected = isPlain ? Corrected(port.Text) : null;
        var message = port.Port is { } taken
            ? $"{WslText.Quote(port.Text)} is the port {taken.ToString(CultureInfo.InvariantCulture)} to WSL, which drops what stands behind the digits"
            : $"{WslText.Quote(port.Text)} is no port from 1 to 65535: WSL skips it";
        context.Report(
            span,
            message,
            label: corrected is null ? "" : $"write {corrected}",
            notes: WslText.Notes(key),
            fix: corrected is null ? null : Fix.Suggested($"Write {corrected}", TextEdit.Replace(span, corrected)));
    }

    // 9000-9003 written out; 80;443 and "80 443" with commas.
    private static string? Corrected(string text)
    {
        var range = text.Split('-', ':');
        if (range.Length == 2 && Port(range[0]) is { } first && Port(range[1]) is { } last)
        {
            return first < last && last - first < LongestRange ? Listed(first, last) : null;
        }

        var parts = text.Split([';', ' ', '\t', '|'], StringSplitOptions.RemoveEmptyEntries);
        return parts.Length > 1 && Array.TrueForAll(parts, static part => Port(part) is not null) ? string.Join(',', parts) : null;
    }

    private static string Listed(int first, int last)
    {
        var ports = new string[last - first + 1];
        for (var i = 0; i < ports.Length; i++)
        {
            ports[i] = (first + i).ToString(CultureInfo.InvariantCulture);
        }

        return string.Join(',', ports);
    }

    private static int? Port(string text) =>
        ushort.TryParse(text.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0 ? port : null;
}
