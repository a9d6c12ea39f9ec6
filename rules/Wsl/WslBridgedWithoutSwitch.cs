using EnvLint.Diagnostics;
using EnvLint.Knowledge;
using EnvLint.Manifests.Wsl;
using EnvLint.Rules.Wsl.Support;

namespace EnvLint.Rules.Wsl;

/// <summary>Reports bridged networking without the switch that it needs.</summary>
[Rule("WSL017", "wsl-bridged-without-switch",
    Title = "`networkingMode=bridged` without `vmSwitch` leaves WSL without network",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Since = "0.1.0")]
public sealed partial class WslBridgedWithoutSwitch : Rule<WslConfigFile>
{
    /// <inheritdoc/>
    protected override void Check(WslConfigFile subject, RuleContext context)
    {
        if (subject.Find("wsl2", "networkingMode") is not { Value.Name: "Bridged", Key: { } key } mode
            || subject.Find("wsl2", "safeMode") is { Value.Boolean: true })
        {
            return;
        }

        var vmSwitch = subject.Find("wsl2", "vmSwitch");
        if (vmSwitch is { Text.Length: > 0 })
        {
            return;
        }

        // A line that WSL does not read, or reads elsewhere, is another finding.
        if (vmSwitch is null && subject.Mentions("wsl2", "vmSwitch"))
        {
            return;
        }

        context.Report(
            mode.ValueSpan,
            $"{WslText.Quote($"networkingMode={mode.Text}")} needs {WslText.Quote("vmSwitch")}, the name of a Hyper-V switch: without it WSL has no network",
            label: "set vmSwitch too",
            notes: WslText.Notes(key));
    }
}
