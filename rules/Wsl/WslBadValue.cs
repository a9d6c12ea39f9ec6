using System.Globalization;
using EnvLint.Diagnostics;
using EnvLint.Knowledge;
using EnvLint.Manifests.Wsl;
using EnvLint.Rules.Wsl.Support;
using EnvLint.Text;

namespace EnvLint.Rules.Wsl;

/// <summary>Reports integers, names and addresses that WSL refuses.</summary>
[Rule("WSL025", "wsl-bad-value",
    Title = "WSL does not take an integer, a name or an address",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class WslBadValue : Rule<WslConfigFile>
{
    /// <inheritdoc/>
    protected override void Check(WslConfigFile subject, RuleContext context)
    {
        foreach (var setting in subject.Settings)
        {
            if (setting.Key is not { Kind: WslValueKind.Integer or WslValueKind.Enumeration or WslValueKind.IPv4Address } key
                || WslFaults.OfValue(subject, setting) != WslFault.Value)
            {
                continue;
            }

            var raw = subject.Source.ToString(setting.Syntax.ValueSpan);
            var (wanted, correct) = key.Kind switch
            {
                WslValueKind.Integer => ("a whole number without unit", Integer(raw, key)),
                WslValueKind.Enumeration => ($"one of {string.Join(", ", key.Values)}", Name(raw, key)),
                _ => ("four numbers up to 255 between dots", null),
            };
            var what = raw.Length == 0 ? $"{WslText.Quote(setting.Syntax.Key)} has no value, WSL wants {wanted}" : $"WSL does not take {WslText.Quote(raw)} for {WslText.Quote(setting.Syntax.Key)}, it wants {wanted}";
            var outcome = key.Kind == WslValueKind.IPv4Address ? "it turns DNS tunneling off" : $"it keeps {WslText.Default(key)}";
            context.Report(
                setting.ValueSpan,
                $"{what}: {outcome}",
                label: correct is null ? "" : $"write {correct}",
                notes: WslText.Notes(key),
                fix: correct is null ? null : Fix.Suggested($"Write {correct}", TextEdit.Replace(setting.ValueSpan, correct)));
        }
    }

    private static string? Name(string raw, WslKey key)
    {
        var text = raw.Trim('\'', '"', ' ');
        foreach (var name in key.Values)
        {
            // cgroups=1 for v1, autoMemoryReclaim=drop-cache for DropCache.
            if (name.Equals(text, StringComparison.OrdinalIgnoreCase)
                || (name.Length == 2 && name.AsSpan(1).SequenceEqual(text))
                || name.Equals(text.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase))
            {
                return name;
            }
        }

        return Nearest.Of(text, key.Values);
    }

    private static string? Integer(string raw, WslKey key)
    {
        var text = raw.Trim('\'', '"', ' ');
        var digits = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[digits]))
        {
            digits++;
        }

        if (digits == 0 || !long.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        // A mask is octal whatever it looks like, and 8 and 9 are no digits of it.
        if (key.Name == "umask")
        {
            return null;
        }

        var rest = text[digits..].Trim().ToUpperInvariant();
        var isTime = key.Name.EndsWith("Timeout", StringComparison.Ordinal);
        long? factor = rest switch
        {
            "" or ".0" => 1,
            "MS" or "MSEC" when isTime => 1,
            "S" or "SEC" or "SECONDS" when isTime => 1000,
            "M" or "MIN" or "MINUTES" when isTime => 60_000,
            "H" or "HOURS" when isTime => 3_600_000,
            _ => null,
        };
        return factor is { } times && number <= int.MaxValue / times ? (number * times).ToString(CultureInfo.InvariantCulture) : null;
    }
}
