using EnvLint.Diagnostics;
using EnvLint.Knowledge;
using EnvLint.Manifests.Wsl;
using EnvLint.Rules.Wsl.Support;
using EnvLint.Text;

namespace EnvLint.Rules.Wsl;

/// <summary>Reports a limit of memory below what models and compilers of a project with a GPU framework need.</summary>
[Rule("WSL024", "wsl-low-memory",
    Title = "WSL gets little memory for a project that loads models",
    Category = RuleCategory.Performance,
    Severity = Severity.Warning,
    Confidence = Confidence.Medium,
    Fix = FixAvailability.Always,
    Since = "0.1.0")]
public sealed partial class WslLowMemory : Rule<WslConfigFile>
{
    private const ulong Mebibyte = 1024 * 1024;

    // Below this WSL gives its minimum, and the spelling is what is wrong.
    private const ulong Least = 256 * Mebibyte;

    private const ulong Enough = 8192 * Mebibyte;

    /// <inheritdoc/>
    protected override void Check(WslConfigFile subject, RuleContext context)
    {
        if (subject.Find("wsl2", "memory") is not { Value.Bytes: >= Least and < Enough, Key: { } key } setting
            || GpuIntent.Of(context, withFrameworks: true) is not { } intent)
        {
            return;
        }

        context.Report(
            TextSpan.Union(setting.KeySpan, setting.ValueSpan),
            $"{WslText.Quote($"{setting.Syntax.Key}={setting.Text}")} is little for a project with a GPU: a model passes through memory before it is on the GPU, and the kernel ends what does not fit",
            label: $"{WslText.Default(key)} without the line",
            related: intent.Related,
            notes: intent.Place is null ? [.. WslText.Notes(key), intent.Text] : WslText.Notes(key),
            fix: Fix.Suggested("Give it 8GB", TextEdit.Replace(setting.Syntax.ValueSpan, "8GB")),
            dependsOnTarget: intent.DependsOnTarget);
    }
}
