using EnvLint.Diagnostics;
using EnvLint.Knowledge;
using EnvLint.Manifests.Wsl;
using EnvLint.Rules.Wsl.Support;
using EnvLint.Text;

namespace EnvLint.Rules.Wsl;

/// <summary>Reports keys that are read and have no effect, at all or with the other settings as they are.</summary>
[Rule("WSL016", "wsl-dead-key",
    Title = "A key has no effect",
    Category = RuleCategory.Correctness,
    Severity = Severity.Warning,
    Tag = RuleTag.Unnecessary,
    Since = "0.1.0")]
public sealed partial class WslDeadKey : Rule<WslConfigFile>
{
    /// <inheritdoc/>
    protected override void Check(WslConfigFile subject, RuleContext context)
    {
        foreach (var setting in subject.Settings)
        {
            if (setting.Key is null && setting.Syntax.IsRead)
            {
                ReportRemoved(subject, setting, context);
                continue;
            }

            // What says the same as the default does no harm.
            if (setting is not { IsEffective: true, Key: { } key }
                || (key.Default.Length > 0 && key.Name != "localhostForwarding" && subject.SameValue(key, setting.Text, key.Default)))
            {
                continue;
            }

            if (key.Status == WslKeyStatus.Ignored)
            {
                context.Report(
                    setting.KeySpan,
                    $"WSL reads {WslText.Quote(key.Name)} and does nothing with it",
                    IsAnnounced(key) ? Severity.Info : Severity.Warning,
                    notes: WslText.Notes(key));
            }
            else if (Reason(subject, key) is var (condition, holds))
            {
                ReportCondition(subject, setting, key, condition, holds, context);
            }
        }
    }

    private static void ReportRemoved(WslConfigFile file, WslSetting setting, RuleContext context)
    {
        if (!setting.Syntax.IsKeyLost && WslKeys.Find(file.File, setting.Syntax.Section, setting.Syntax.Key) is { FullName: "wsl2.pageReporting" } key)
        {
            context.Report(
                setting.KeySpan,
                $"WSL has no key {WslText.Quote(key.Name)} any more: the line has no effect but a message at each start",
                Severity.Info,
                notes: WslText.Notes(key));
        }
    }

    // The first condition that takes the effect away; a default that depends on the machine takes nothing away.
    private static (WslCondition Condition, bool Holds)? Reason(WslConfigFile file, WslKey key)
    {
        // Safe mode has a rule of its own, and bridged mode without switch too.
        foreach (var condition in key.Requires)
        {
            if (condition.Value is not null && file.Holds(condition) == false)
            {
                return (condition, false);
            }
        }

        foreach (var condition in key.Excludes)
        {
            if (file.Holds(condition) == true)
            {
                return (condition, true);
            }
        }

        return null;
    }

    private static void ReportCondition(WslConfigFile file, WslSetting setting, WslKey key, WslCondition condition, bool holds, RuleContext context)
    {
        var other = file.Find(condition.Section, condition.Name);
        var name = WslText.Quote(key.Name);
        var message = holds
            ? $"{name} has no effect with {WslText.Quote(condition.ToString())}"
            : other is null
                ? $"{name} has no effect without {WslText.Quote(condition.ToString())} under [{condition.Section}]"
                : $"{name} has an effect with {WslText.Quote(condition.ToString())} only, and {WslText.Quote($"{condition.Name}={other.Text}")} is set";
        context.Report(
            setting.KeySpan,
            message,
            IsAnnounced(key) ? Severity.Info : Severity.Warning,
            // A policy of the company can set another default.
            other is null ? Confidence.Medium : Confidence.High,
            related: other is null ? [] : [context.Here(TextSpan.Union(other.KeySpan, other.ValueSpan), "set here")],
            notes: WslText.Notes(key));
    }

    // WSL itself says so at each start, or for each new disk.
    private static bool IsAnnounced(WslKey key) => key.Name is "sparseVhd" or "localhostForwarding";
}
