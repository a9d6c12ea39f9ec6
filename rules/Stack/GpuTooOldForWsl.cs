using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.Rules.Wsl.Support;
using EnvLint.Text;

namespace EnvLint.Rules.Stack;

/// <summary>Reports files that use the GPU of a WSL target that WSL does not hand over, because it is too old.</summary>
[Rule("STK005", "gpu-too-old-for-wsl",
    Title = "The target's GPU is too old for WSL",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Error,
    Since = "0.1.0")]
public sealed partial class GpuTooOldForWsl : Rule<FileAnalysis>
{
    /// <inheritdoc/>
    protected override void Check(FileAnalysis subject, RuleContext context)
    {
        if (subject.Outer is not null || context.Target is not { Platform: TargetPlatform.Wsl2 } || StackTarget.Of(context.Target) is not { IsTooOldForWsl: true } target
            || GpuIntent.Of(context) is not { Place: { } place } intent)
        {
            return;
        }

        context.Report(
            place.Span,
            $"the target's GPU ({target.GpuText}) is not there in WSL 2, which takes compute capability {Gpus.LowestInWsl} and newer: {intent.Text}",
            target.IsGpuVerified ? Severity.Error : Severity.Warning,
            notes: [SourceNote.Of(Gpus.SourceText(Gpus.WslSource), Gpus.AsOf)],
            dependsOnTarget: true);
    }
}
