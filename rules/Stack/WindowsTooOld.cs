using System.Globalization;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Knowledge;
using EnvLint.Rules.Wsl.Support;

namespace EnvLint.Rules.Stack;

/// <summary>Reports what the declared target's Windows is too old for: the GPU in WSL, and settings of WSL.</summary>
[Rule("STK006", "windows-too-old",
    Title = "The target's Windows is too old",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Error,
    Since = "0.1.0")]
public sealed partial class WindowsTooOld : Rule<FileAnalysis>
{
    /// <inheritdoc/>
    protected override void Check(FileAnalysis subject, RuleContext context)
    {
        if (subject.Outer is not null || context.Target is not { Platform: TargetPlatform.Wsl2 or TargetPlatform.Unknown, WindowsBuild: { } text }
            || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var build))
        {
            return;
        }

        foreach (var setting in subject.Wsl is { IsForeign: false } wsl ? wsl.Settings : [])
        {
            if (setting is { IsEffective: true, Key: { } key } && WslKeys.FirstBuildOf(key, setting.Text) is { } first && build < first)
            {
                context.Report(
                    setting.KeySpan,
                    $"{WslText.Quote(setting.Syntax.Key)} does nothing on the target's Windows, build {build}: it came with build {first}",
                    Severity.Warning,
                    notes: WslText.Notes(key),
                    dependsOnTarget: true);
            }
        }

        if (context.Target.Platform == TargetPlatform.Wsl2 && build < Gpus.FirstWindowsBuild && GpuIntent.Of(context) is { Place: { } place } intent)
        {
            context.Report(
                place.Span,
                $"the target's Windows, build {build}, hands no GPU to WSL: that came with build {Gpus.FirstWindowsBuild}, and {intent.Text}",
                notes: [SourceNote.Of(Gpus.SourceText(Gpus.WslSource), Gpus.AsOf)],
                dependsOnTarget: true);
        }
    }
}
