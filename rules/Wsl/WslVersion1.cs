using EnvLint.Diagnostics;
using EnvLint.Environment.Commands;
using EnvLint.Environment.Facts;
using EnvLint.Rules.Wsl.Support;
using EnvLint.Text;

namespace EnvLint.Rules.Wsl;

/// <summary>Reports distributions that are made WSL 1, which has no GPU, in a project that uses one.</summary>
[Rule("WSL028", "wsl-version-1",
    Title = "A distribution becomes WSL 1, which has no GPU",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class WslVersion1 : Rule<CommandUse>
{
    /// <inheritdoc/>
    protected override void Check(CommandUse subject, RuleContext context)
    {
        if (WslCommandLine.Parse(subject) is not { ActionWord: { } action } line || VersionOf(line) is not { } version || !version.Is("1")
            || GpuIntent.Of(context) is not { } intent)
        {
            return;
        }

        context.Report(
            TextSpan.Union(action.Span, version.Span),
            line.Action == "--set-default-version"
                ? "new distributions become WSL 1, and WSL 1 has no GPU"
                : "the distribution becomes WSL 1, and WSL 1 has no GPU",
            subject.IsConditional ? Severity.Warning : Severity.Error,
            label: "WSL 2",
            related: intent.Related,
            notes: ["the GPU is shared with the virtual machine of WSL 2 only (learn.microsoft.com/windows/wsl/compare-versions)"],
            fix: version.IsLiteral && version.Raw == "1" ? Fix.Safe("Make it WSL 2", TextEdit.Replace(version.Span, "2")) : null,
            dependsOnTarget: intent.DependsOnTarget);
    }

    private static Word? VersionOf(WslCommandLine line) => line switch
    {
        { Action: "--set-default-version", Operands: [var version, ..] } => version,
        { Action: "--set-version", Operands: [_, var version, ..] } => version,
        { Action: "--install" or "--import" } => line.Option("--version")?.Value,
        _ => null,
    };
}
