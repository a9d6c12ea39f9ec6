using EnvLint.Diagnostics;
using EnvLint.Manifests.Wsl;
using EnvLint.Rules.Wsl.Support;

namespace EnvLint.Rules.Wsl;

/// <summary>Reports a swap file that is the disk of a distribution, or that lies where nothing can lie.</summary>
[Rule("WSL019", "wsl-swapfile-danger",
    Title = "`swapFile` names a distribution's disk, or a place that cannot exist",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Since = "0.1.0")]
public sealed partial class WslSwapfileDanger : Rule<WslConfigFile>
{
    private const string DistributionDisk = "ext4.vhdx";

    /// <inheritdoc/>
    protected override void Check(WslConfigFile subject, RuleContext context)
    {
        // Without swap there is no swap file; control characters are lost backslashes, which have a rule of their own.
        if (subject.Find("wsl2", "swapFile") is not { Text.Length: > 0, Key: { } key } setting
            || subject.Find("wsl2", "swap") is { Value.Bytes: 0 }
            || setting.Text.AsSpan().IndexOfAnyInRange('\0', '\x1F') >= 0)
        {
            return;
        }

        var written = WslText.Quote(setting.Text);
        var name = setting.Text.AsSpan(setting.Text.LastIndexOfAny(['\\', '/']) + 1);
        if (name.Equals(DistributionDisk, StringComparison.OrdinalIgnoreCase))
        {
            context.Report(
                setting.ValueSpan,
                $"{written} is the name of a distribution's disk: WSL resizes the file and formats it as swap",
                label: "name a file of its own",
                notes: WslText.Notes(key));
        }
        else if (WslPaths.WhyNowhere(setting.Text) is { } why)
        {
            var isBare = setting.Text.AsSpan().IndexOfAny('\\', '/', '%') < 0 && setting.Text[0] != '~';
            context.Report(
                setting.ValueSpan,
                $"the swap file {written} cannot be made there, {why}: WSL starts without swap",
                isBare ? Severity.Warning : Severity.Error,
                isBare ? Confidence.Medium : Confidence.High,
                notes: WslText.Notes(key));
        }
    }
}
