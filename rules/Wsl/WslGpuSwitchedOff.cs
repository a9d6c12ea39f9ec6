using EnvLint.Diagnostics;
using EnvLint.Knowledge;
using EnvLint.Manifests.Wsl;
using EnvLint.Rules.Wsl.Support;
using EnvLint.Text;

namespace EnvLint.Rules.Wsl;

/// <summary>Reports settings that take the GPU, or what finds it, away from a project that uses it.</summary>
[Rule("WSL020", "wsl-gpu-switched-off",
    Title = "A setting of WSL takes the GPU away",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class WslGpuSwitchedOff : Rule<WslConfigFile>
{
    /// <inheritdoc/>
    protected override void Check(WslConfigFile subject, RuleContext context)
    {
        GpuEvidence? intent = null;
        foreach (var setting in subject.Settings)
        {
            if (setting is not { IsEffective: true, Key: { } key } || !TakesAway(subject, setting, key))
            {
                continue;
            }

            // A project that does without a GPU may switch it off.
            intent ??= GpuIntent.Of(context);
            if (intent is null)
            {
                return;
            }

            Report(setting, key, intent, context);
        }
    }

    private static bool TakesAway(WslConfigFile file, WslSetting setting, WslKey key) =>
        key.FullName == "wsl2.kernel" ? setting.Text.Length > 0 : key.ConcernsGpu && !file.SameValue(key, setting.Text, key.Default);

    private static void Report(WslSetting setting, WslKey key, GpuEvidence intent, RuleContext context)
    {
        var written = WslText.Quote($"{setting.Syntax.Key}={setting.Text}");
        var (message, severity) = key.FullName switch
        {
            "wsl2.gpuSupport" => ($"{written} takes the GPU away from every distribution", Severity.Error),
            "wsl2.safeMode" => ($"{written} takes the GPU away from every distribution, and its drives and network too", Severity.Error),
            "gpu.enabled" => ($"{written} takes the GPU away from this distribution", Severity.Error),
            "automount.ldconfig" => ($"{written} keeps the loader from finding the driver's libcuda.so.1", Severity.Error),
            "gpu.appendLibPath" => ($"{written} leaves nvidia-smi off the search path", Severity.Warning),
            _ => ("a kernel of one's own has no GPU unless it was built with the dxgkrnl driver", Severity.Info),
        };
        context.Report(
            TextSpan.Union(setting.KeySpan, setting.ValueSpan),
            message,
            severity,
            severity == Severity.Info ? Confidence.Low : Confidence.High,
            related: intent.Related,
            notes: intent.Place is null ? [.. WslText.Notes(key), intent.Text] : WslText.Notes(key),
            fix: severity == Severity.Info ? null : Fix.Safe("Remove the line", TextEdit.Delete(WslText.WholeLines(context.Source, setting.Syntax.Span))),
            dependsOnTarget: intent.DependsOnTarget);
    }
}
