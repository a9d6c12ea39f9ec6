using EnvLint.Diagnostics;
using EnvLint.Knowledge;
using EnvLint.Manifests.Wsl;
using EnvLint.Rules.Wsl.Support;
using EnvLint.Text;

namespace EnvLint.Rules.Wsl;

/// <summary>Reports a <c>wsl.conf</c> that asks for cgroup v1 while the <c>.wslconfig</c> beside it switches v1 off.</summary>
[Rule("WSL022", "wsl-cgroups-conflict",
    Title = "One file asks for control groups that the other switches off",
    Category = RuleCategory.Correctness,
    Severity = Severity.Warning,
    Since = "0.1.0")]
public sealed partial class WslCgroupsConflict : Rule<WslConfigFile>
{
    /// <inheritdoc/>
    protected override void Check(WslConfigFile subject, RuleContext context)
    {
        if (subject.File != WslFile.WslConf || subject.Find("automount", "cgroups") is not { Value.Name: "v1", Key: { } key } setting
            || WslPair.Of(context) is not { } pair)
        {
            return;
        }

        var written = WslText.Quote($"{setting.Syntax.Key}={setting.Text}");
        var span = TextSpan.Union(setting.KeySpan, setting.ValueSpan);
        if (pair.File.Find("wsl2", "kernelCommandLine") is { } line && SwitchesOff(line.Text))
        {
            context.Report(
                span,
                $"{written} has no effect: the kernel is started with {WslText.Quote("cgroup_no_v1=all")}, so version 2 is mounted",
                related: [pair.At(TextSpan.Union(line.KeySpan, line.ValueSpan), "the kernel's command line")],
                notes: WslText.Notes(key));
        }
        else if (pair.File.Find("wsl2", "isolateDistroCgroup") is { Value.Boolean: true } isolation)
        {
            context.Report(
                span,
                $"{written} does not go with {WslText.Quote("isolateDistroCgroup=true")}, which puts each distribution into a group of version 2",
                related: [pair.At(TextSpan.Union(isolation.KeySpan, isolation.ValueSpan), "set here")],
                notes: WslText.Notes(key));
        }
    }

    private static bool SwitchesOff(string commandLine)
    {
        foreach (var range in commandLine.AsSpan().Split(' '))
        {
            if (commandLine.AsSpan()[range] is "cgroup_no_v1=all")
            {
                return true;
            }
        }

        return false;
    }
}
