using EnvLint.Collections;
using EnvLint.Diagnostics;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Rules.Wsl.Support;
using EnvLint.Text;

namespace EnvLint.Rules.Wsl;

/// <summary>Reports that Windows is told to start without its hypervisor, without which WSL 2 does not start.</summary>
[Rule("WSL031", "wsl-hypervisor-off",
    Title = "Windows is told to start without its hypervisor, and WSL 2 needs it",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class WslHypervisorOff : Rule<CommandUse>
{
    /// <inheritdoc/>
    protected override void Check(CommandUse subject, RuleContext context)
    {
        if (ValueOf(subject) is not { } value || value.Value?.Equals("off", StringComparison.OrdinalIgnoreCase) != true
            || context.File.Facts is not { } facts || facts.Commands.Exists(static command => ValueOf(command) is { } other && other.Value?.Equals("off", StringComparison.OrdinalIgnoreCase) != true))
        {
            return;
        }

        // A script that has nothing to do with WSL may mean what it says.
        var isAbout = context.Target?.Platform == TargetPlatform.Wsl2 || GpuIntent.Of(context) is not null
            || facts.Commands.Exists(static command => command.IsProgram("wsl", "wslconfig", "docker"));
        context.Report(
            TextSpan.Union(subject.ProgramWord.Span, value.Span),
            "'hypervisorlaunchtype off' keeps the hypervisor from starting with Windows: WSL 2 and Docker Desktop do not run then",
            !isAbout ? Severity.Info : subject.IsConditional ? Severity.Warning : Severity.Error,
            isAbout ? Confidence.High : Confidence.Medium,
            label: "auto",
            notes: ["it holds from the next start of Windows on; 'bcdedit /set hypervisorlaunchtype auto' brings the hypervisor back (learn.microsoft.com/windows/wsl/troubleshooting)"],
            fix: value.IsLiteral && !value.IsQuoted ? Fix.Safe("Write auto", TextEdit.Replace(value.Span, "auto")) : null);
    }

    // bcdedit /set [{current}] hypervisorlaunchtype off
    private static Word? ValueOf(CommandUse command)
    {
        if (command.Program != "bcdedit")
        {
            return null;
        }

        for (var i = 0; i + 1 < command.Arguments.Length; i++)
        {
            if (command.Arguments[i].Value?.Equals("hypervisorlaunchtype", StringComparison.OrdinalIgnoreCase) == true)
            {
                return command.Arguments[i + 1];
            }
        }

        return null;
    }
}
