using EnvLint.Collections;
using EnvLint.Diagnostics;
using EnvLint.Knowledge;
using EnvLint.Manifests.Wsl;
using EnvLint.Rules.Wsl.Support;
using EnvLint.Syntax.Ini;
using EnvLint.Text;

namespace EnvLint.Rules.Wsl;

/// <summary>Reports <c>vmIdleTimeout=-1</c> that stands alone: it keeps the machine, not the distribution.</summary>
[Rule("WSL018", "wsl-idle-timeout",
    Title = "`vmIdleTimeout` alone does not keep a distribution running",
    Category = RuleCategory.Correctness,
    Severity = Severity.Info,
    Confidence = Confidence.Medium,
    Fix = FixAvailability.Always,
    Since = "0.1.0")]
public sealed partial class WslIdleTimeout : Rule<WslConfigFile>
{
    /// <inheritdoc/>
    protected override void Check(WslConfigFile subject, RuleContext context)
    {
        if (subject.Find("wsl2", "vmIdleTimeout") is not { Value.Integer: < 0 } setting
            || subject.Mentions("general", "instanceIdleTimeout")
            || WslKeys.Find(WslFile.WslConfig, "general", "instanceIdleTimeout") is not { } key)
        {
            return;
        }

        context.Report(
            TextSpan.Union(setting.KeySpan, setting.ValueSpan),
            $"{WslText.Quote($"vmIdleTimeout={setting.Text}")} keeps the virtual machine; a distribution without a shell is still stopped after {WslText.Quote(key.Name)}, {key.Default} ms by default",
            notes: WslText.Notes(key),
            fix: Added(subject, key, setting.Text));
    }

    private static Fix Added(WslConfigFile file, WslKey key, string value)
    {
        var end = file.Source.LineEnd;
        var line = $"{key.Name}={value}";
        var title = $"Add {line}";
        var header = file.Syntax.Statements.Find(statement => statement is IniHeader { IsRead: true } header && header.Name.Equals(key.Section, StringComparison.OrdinalIgnoreCase));
        var isOpen = file.Source[^1] is not ('\n' or '\r');
        if (header is null)
        {
            return Fix.Suggested(title, TextEdit.Insert(file.Source.Length, $"{(isOpen ? end : "")}[{key.Section}]{end}{line}{end}"));
        }

        var place = file.Source.Lines.EndOf(file.Source.Lines.LineOf(header.Span.End));
        return Fix.Suggested(title, TextEdit.Insert(place, isOpen && place == file.Source.Length ? end + line : line + end));
    }
}
