using EnvLint.Diagnostics;
using EnvLint.Knowledge;
using EnvLint.Manifests.Wsl;
using EnvLint.Rules.Wsl.Support;
using EnvLint.Syntax.Ini;

namespace EnvLint.Rules.Wsl;

/// <summary>Reports a line that WSL's own parser does not take and that no other rule explains.</summary>
[Rule("WSL001", "wsl-syntax-error",
    Title = "WSL's own parser rejects the line",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Since = "0.1.0")]
public sealed partial class WslSyntaxError : Rule<WslConfigFile>
{
    /// <inheritdoc/>
    protected override void Check(WslConfigFile subject, RuleContext context)
    {
        for (var i = 0; i < subject.Syntax.Statements.Length; i++)
        {
            if (WslFaults.Of(subject, i) == WslFault.Syntax)
            {
                var statement = subject.Syntax.Statements[i];
                context.Report(
                    statement.Span,
                    $"{Cause(subject, statement)}: {WslText.Outcome(subject, "WSL skips the line")}",
                    notes: WslText.GrammarNotes(Advice(subject, statement)));
            }
        }
    }

    private static string Cause(WslConfigFile file, IniStatement statement)
    {
        if (statement is IniSetting setting)
        {
            return $"the value of {WslText.Quote(setting.Key)} opens a double quote and never closes it";
        }

        var span = statement.Error?.Span ?? statement.Span;
        var first = WslText.Quote(file.Source.Content.AsSpan(span.Start, span.Length));
        if (statement is not IniBadLine { KeySpan.Length: > 0 } line)
        {
            return $"a line cannot begin with {first}";
        }

        var key = WslText.Quote(file.Source.Content.AsSpan(line.KeySpan.Start, line.KeySpan.Length));
        return span.IsEmpty ? $"there is no `=` behind {key}" : $"WSL expects `=` behind {key} and finds {first}";
    }

    private static string Advice(WslConfigFile file, IniStatement statement)
    {
        var text = file.Source.ToString(statement.Span);
        if (text.StartsWith("nameserver ", StringComparison.Ordinal))
        {
            return "nameserver lines belong into /etc/resolv.conf";
        }

        // localhost_forwarding and mount-fs-tab: the key without its separators may be one.
        var name = text.Split('=', ':')[0].Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).Trim();
        return WslKeys.Named(file.File, name) is [var key, ..]
            ? $"the key is spelled {key.Name}; a setting is key=value, the key of letters and digits"
            : "a setting is key=value on one line, the key of letters and digits; comments begin with #";
    }
}
