using EnvLint.Diagnostics;
using EnvLint.Knowledge;
using EnvLint.Manifests.Wsl;
using EnvLint.Rules.Wsl.Support;
using EnvLint.Text;

namespace EnvLint.Rules.Wsl;

/// <summary>Reports booleans that WSL refuses: it knows true, false, 1 and 0.</summary>
[Rule("WSL013", "wsl-bad-boolean",
    Title = "A boolean is not spelled true, false, 1 or 0",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class WslBadBoolean : Rule<WslConfigFile>
{
    /// <inheritdoc/>
    protected override void Check(WslConfigFile subject, RuleContext context)
    {
        foreach (var setting in subject.Settings)
        {
            if (setting.Key is not { Kind: WslValueKind.Boolean } key || WslFaults.OfValue(subject, setting) != WslFault.Value)
            {
                continue;
            }

            var raw = subject.Source.ToString(setting.Syntax.ValueSpan);
            var meant = Meant(raw);
            var what = raw.Length == 0 ? $"{WslText.Quote(setting.Syntax.Key)} has no value" : $"{WslText.Quote(raw)} is no boolean to WSL, which takes true, false, 1 and 0";

            // Where the default happens to be what was meant, nothing goes wrong but the message at each start.
            var harmless = meant is not null && WslValueParser.ParseBoolean(key.Default) == (meant == "true");
            context.Report(
                setting.ValueSpan,
                $"{what}: it keeps {WslText.Default(key)}",
                harmless ? Severity.Warning : Severity.Error,
                label: meant is null ? "" : $"write {meant}",
                notes: WslText.Notes(key),
                fix: meant is null ? null : Fix.Safe($"Write {meant}", TextEdit.Replace(setting.ValueSpan, meant)));
        }
    }

    private static string? Meant(string raw) => raw.Trim('\'', '"', ' ').ToUpperInvariant() switch
    {
        "TRUE" or "YES" or "Y" or "ON" or "T" or "ENABLE" or "ENABLED" => "true",
        "FALSE" or "NO" or "N" or "OFF" or "F" or "DISABLE" or "DISABLED" => "false",
        _ => null,
    };
}
