using EnvLint.Collections;
using EnvLint.Diagnostics;
using EnvLint.Knowledge;
using EnvLint.Manifests.Wsl;
using EnvLint.Rules.Wsl.Support;

namespace EnvLint.Rules.Wsl;

/// <summary>Reports values that keep every distribution from starting.</summary>
[Rule("WSL010", "wsl-fatal-value",
    Title = "A value keeps every distribution from starting",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Since = "0.1.0")]
public sealed partial class WslFatalValue : Rule<WslConfigFile>
{
    /// <inheritdoc/>
    protected override void Check(WslConfigFile subject, RuleContext context)
    {
        foreach (var setting in subject.Settings)
        {
            if (setting is not { First: null, Key: { Fatal: not WslFatal.Never } key })
            {
                continue;
            }

            // Safe mode clears the kernel and its modules before they are looked at.
            if (key.Fatal == WslFatal.Missing && subject.Find("wsl2", "safeMode") is { Value.Boolean: true })
            {
                continue;
            }

            if (Complaint(subject, setting, key) is { } complaint)
            {
                context.Report(setting.ValueSpan, $"{complaint}: no distribution starts", notes: WslText.Notes(key));
            }
        }
    }

    private static string? Complaint(WslConfigFile file, WslSetting setting, WslKey key)
    {
        if (key.Kind == WslValueKind.MacAddress)
        {
            return WslFaults.OfValue(file, setting) == WslFault.Value
                ? $"{Written(file, setting)} is no MAC address, six pairs of hexadecimal digits with `:` or `-` between them"
                : null;
        }

        if (setting.Text.Length == 0)
        {
            return null;
        }

        // A value with control characters in it is WSL004's: its backslashes were lost.
        if (setting.Text.AsSpan().IndexOfAnyInRange('\0', '\x1F') >= 0)
        {
            return null;
        }

        if (WslPaths.WhyNowhere(setting.Text) is { } why)
        {
            return $"{Written(file, setting)} names no file, {why}";
        }

        if (key.Fatal == WslFatal.Invalid)
        {
            return setting.Text.EndsWith(".img", StringComparison.OrdinalIgnoreCase) || setting.Text.EndsWith(".vhd", StringComparison.OrdinalIgnoreCase)
                ? null
                : $"{WslText.Quote(key.Name)} wants a file that ends in .img or .vhd";
        }

        foreach (var condition in key.Requires)
        {
            if (condition.Value is null && file.Holds(condition) == false && !IsLost(file, condition))
            {
                return $"{WslText.Quote(key.Name)} is set without {WslText.Quote(condition.Name)}";
            }
        }

        return null;
    }

    // A line that WSL drops for its syntax is another finding.
    private static bool IsLost(WslConfigFile file, WslCondition condition) =>
        file.Settings.Exists(setting => setting.Key is null && setting.Syntax.Key.Equals(condition.Name, StringComparison.OrdinalIgnoreCase));

    private static string Written(WslConfigFile file, WslSetting setting) =>
        WslText.Quote(file.Source.Content.AsSpan(setting.ValueSpan.Start, setting.ValueSpan.Length));
}
