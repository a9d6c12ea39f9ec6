using EnvLint.Diagnostics;
using EnvLint.Knowledge;
using EnvLint.Manifests.Wsl;
using EnvLint.Rules.Wsl.Support;
using EnvLint.Text;

namespace EnvLint.Rules.Wsl;

/// <summary>Reports a <c>wsl.conf</c> that keeps WSL from writing <c>resolv.conf</c> while the <c>.wslconfig</c> beside it tunnels DNS.</summary>
[Rule("WSL021", "wsl-dns-conflict",
    Title = "DNS tunneling is on, and the file that leads to it is not written",
    Category = RuleCategory.Correctness,
    Severity = Severity.Warning,
    Since = "0.1.0")]
public sealed partial class WslDnsConflict : Rule<WslConfigFile>
{
    /// <inheritdoc/>
    protected override void Check(WslConfigFile subject, RuleContext context)
    {
        if (subject.File != WslFile.WslConf || subject.Find("network", "generateResolvConf") is not { Value.Boolean: false } setting
            || WslPair.Of(context) is not { } pair)
        {
            return;
        }

        // Without a network of its own, or with another one's, there is no tunnel.
        var tunneling = pair.File.Find("wsl2", "dnsTunneling");
        if (tunneling is { Value.Boolean: false } || pair.File.Find("wsl2", "networkingMode") is { Value.Name: "None" or "Bridged" }
            || pair.File.Find("wsl2", "safeMode") is { Value.Boolean: true })
        {
            return;
        }

        context.Report(
            TextSpan.Union(setting.KeySpan, setting.ValueSpan),
            $"{WslText.Quote($"{setting.Syntax.Key}={setting.Text}")} leaves the address of the DNS tunnel out of resolv.conf, and {(tunneling is null ? "the tunnel is on by default" : $"`.wslconfig` switches the tunnel on")}",
            confidence: tunneling is null ? Confidence.Medium : Confidence.High,
            related: tunneling is null ? [] : [pair.At(TextSpan.Union(tunneling.KeySpan, tunneling.ValueSpan), "the tunnel is switched on here")],
            notes: setting.Key is { } key ? WslText.Notes(key) : []);
    }
}
