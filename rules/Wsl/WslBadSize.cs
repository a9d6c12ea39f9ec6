using System.Globalization;
using EnvLint.Diagnostics;
using EnvLint.Knowledge;
using EnvLint.Manifests.Wsl;
using EnvLint.Rules.Wsl.Support;
using EnvLint.Text;

namespace EnvLint.Rules.Wsl;

/// <summary>Reports sizes that WSL refuses, and numbers without a unit that are bytes to it.</summary>
[Rule("WSL005", "wsl-bad-size",
    Title = "A size is not what it looks like",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class WslBadSize : Rule<WslConfigFile>
{
    private const ulong Megabyte = 1UL << 20;

    // WSL's floor for the memory; nobody asks for less than this of the others in bytes either.
    private const ulong Floor = 256 * Megabyte;

    /// <inheritdoc/>
    protected override void Check(WslConfigFile subject, RuleContext context)
    {
        foreach (var setting in subject.Settings)
        {
            if (setting is not { First: null, Key: { Kind: WslValueKind.Size } key })
            {
                continue;
            }

            if (setting.Value is { Bytes: { } bytes })
            {
                CheckAmount(setting, key, bytes, context);
            }
            else if (WslFaults.OfValue(subject, setting) == WslFault.Value)
            {
                ReportSpelling(subject, setting, key, context);
            }
        }
    }

    private static void ReportSpelling(WslConfigFile file, WslSetting setting, WslKey key, RuleContext context)
    {
        var raw = file.Source.ToString(setting.Syntax.ValueSpan);
        var size = SizeSpelling.Read(raw);
        var fix = size.Corrected is { } corrected ? Fix.Safe($"Write {corrected}", TextEdit.Replace(setting.ValueSpan, corrected)) : null;
        context.Report(
            setting.ValueSpan,
            $"{(raw.Length == 0 ? $"{WslText.Quote(setting.Syntax.Key)} has no value" : $"{WslText.Quote(raw)} is no size to WSL, {size.Complaint}")}: it keeps {WslText.Default(key)}",
            label: size.Corrected is null ? "" : $"write {size.Corrected}",
            notes: WslText.Notes(key),
            fix: fix);
    }

    private static void CheckAmount(WslSetting setting, WslKey key, ulong bytes, RuleContext context)
    {
        var text = setting.Text.Trim();
        var written = WslText.Quote($"{setting.Syntax.Key}={text}");
        if (text.StartsWith('-'))
        {
            // The largest number of all is how WSL itself says "not set" for swap.
            if (key.Name != "swap" || bytes != ulong.MaxValue)
            {
                var effect = key.Name == "memory" ? "which is all memory of the host" : $"{bytes.ToString(CultureInfo.InvariantCulture)} bytes";
                context.Report(setting.ValueSpan, $"{written} wraps around to a huge number, {effect}: WSL has no negative sizes", notes: WslText.Notes(key));
            }

            return;
        }

        if (bytes is 0 or >= Floor)
        {
            return;
        }

        var isBare = char.IsAsciiDigit(text[^1]);
        if (key.Name == "memory")
        {
            var asked = isBare ? $"asks WSL for {bytes.ToString(CultureInfo.InvariantCulture)} bytes" : "is below WSL's minimum";
            context.Report(
                setting.ValueSpan,
                $"{written} {asked}; it silently becomes 256 MB",
                isBare ? Severity.Error : Severity.Warning,
                notes: WslText.Notes(key),
                fix: isBare ? WithUnit(setting, bytes) : null);
        }
        else if (isBare)
        {
            context.Report(
                setting.ValueSpan,
                $"{written} means {bytes.ToString(CultureInfo.InvariantCulture)} bytes to WSL: a number without a unit is in bytes",
                bytes < Megabyte ? Severity.Error : Severity.Warning,
                notes: WslText.Notes(key),
                fix: WithUnit(setting, bytes));
        }
    }

    // Up to 1024 somebody thinks in gigabytes, up to a million in megabytes.
    private static Fix? WithUnit(WslSetting setting, ulong number)
    {
        var unit = number <= 1024 ? "GB" : number < Megabyte ? "MB" : null;
        if (unit is null)
        {
            return null;
        }

        var size = number.ToString(CultureInfo.InvariantCulture) + unit;
        return Fix.Suggested($"Write {size}", TextEdit.Replace(setting.ValueSpan, size));
    }
}
