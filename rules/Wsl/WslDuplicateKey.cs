using EnvLint.Diagnostics;
using EnvLint.Manifests.Wsl;
using EnvLint.Rules.Wsl.Support;
using EnvLint.Syntax.Ini;
using EnvLint.Text;

namespace EnvLint.Rules.Wsl;

/// <summary>Reports a key that was there before, also under its other home: the first one wins, even when its value is invalid.</summary>
[Rule("WSL007", "wsl-duplicate-key",
    Title = "A key is set twice, and the first one wins",
    Category = RuleCategory.Correctness,
    Severity = Severity.Warning,
    Fix = FixAvailability.Always,
    Tag = RuleTag.Unnecessary,
    Since = "0.1.0")]
public sealed partial class WslDuplicateKey : Rule<WslConfigFile>
{
    /// <inheritdoc/>
    protected override void Check(WslConfigFile subject, RuleContext context)
    {
        foreach (var setting in subject.Settings)
        {
            if (setting is not { First: { } first, Key: { } key })
            {
                continue;
            }

            var same = first.Value is { IsValid: true } && subject.SameValue(key, first.Text, setting.Text);
            var name = WslText.Quote(setting.Syntax.Key);
            var alias = setting.Syntax.Section.Equals(first.Syntax.Section, StringComparison.OrdinalIgnoreCase)
                ? $"{name} is set again"
                : $"{name} under [{setting.Syntax.Section}] is the same key as under [{first.Syntax.Section}]";
            var outcome = first.IsEffective
                ? $"WSL keeps the first value, {Value(subject, first)}, and ignores this one"
                : $"WSL looks at the first value only, {Value(subject, first)}, does not take it and keeps {WslText.Default(key)}";
            context.Report(
                setting.KeySpan,
                $"{alias}: {outcome}",
                same ? Severity.Info : Severity.Warning,
                related: [context.Here(first.KeySpan, "the first one")],
                notes: WslText.GrammarNotes("the first line of a key counts, whether its value is valid or not"),
                fix: first.IsEffective ? Remove("Remove the second", setting) : Remove("Remove the first", first));

            Fix Remove(string title, WslSetting which) =>
                Fix.Suggested(title, TextEdit.Delete(WslText.WholeLines(subject.Source, which.Syntax.Span)));
        }
    }

    private static string Value(WslConfigFile file, WslSetting setting) =>
        setting.Syntax.ValueSpan.IsEmpty ? "which is empty" : WslText.Quote(file.Source.Content.AsSpan(setting.Syntax.ValueSpan.Start, setting.Syntax.ValueSpan.Length));
}
