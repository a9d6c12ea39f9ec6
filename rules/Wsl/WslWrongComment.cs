using EnvLint.Diagnostics;
using EnvLint.Knowledge;
using EnvLint.Manifests.Wsl;
using EnvLint.Rules.Wsl.Support;
using EnvLint.Syntax.Ini;
using EnvLint.Text;

namespace EnvLint.Rules.Wsl;

/// <summary>Reports <c>;</c> and <c>//</c> where a comment is meant: only <c>#</c> begins one.</summary>
[Rule("WSL002", "wsl-wrong-comment",
    Title = "`;` or `//` is used as a comment",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Always,
    Since = "0.1.0")]
public sealed partial class WslWrongComment : Rule<WslConfigFile>
{
    /// <inheritdoc/>
    protected override void Check(WslConfigFile subject, RuleContext context)
    {
        for (var i = 0; i < subject.Syntax.Statements.Length; i++)
        {
            if (WslFaults.Of(subject, i) == WslFault.Comment)
            {
                ReportLine(subject, subject.Syntax.Statements[i], context);
            }
        }

        foreach (var setting in subject.Settings)
        {
            if (WslFaults.OfValue(subject, setting) == WslFault.Comment || IsNamed(subject, setting))
            {
                ReportValue(subject, setting, context);
            }
        }
    }

    private static void ReportLine(WslConfigFile file, IniStatement statement, RuleContext context)
    {
        var start = statement.Error?.Span.Start ?? statement.Span.Start;
        var outcome = statement is IniHeader header ? HeaderOutcome(file, header) : WslText.Outcome(file, "WSL prints a warning and skips the line");
        var harmless = statement is IniBadLine && (!file.StopsAtError || WslText.Lost(file).Count == 0);
        Report(file, start, outcome, harmless ? Severity.Warning : Severity.Error, context);
    }

    private static string HeaderOutcome(WslConfigFile file, IniHeader header)
    {
        if (file.StopsAtError)
        {
            return WslText.Outcome(file, "");
        }

        var lost = WslHeaders.Unread(file, header);
        return lost.Count == 0
            ? $"WSL skips the header {WslText.Quote(header.Name)}"
            : $"WSL skips the header {WslText.Quote(header.Name)} and does not know {WslText.List(lost)} below it";
    }

    // A name that WSL takes as it is, comment included.
    private static bool IsNamed(WslConfigFile file, WslSetting setting) =>
        setting is { IsEffective: true, Key: { Kind: WslValueKind.Text, FullName: "user.default" or "network.hostname" } }
        && WslFaults.CommentTail(file.Source.Content.AsSpan(setting.Syntax.ValueSpan.Start, setting.Syntax.ValueSpan.Length)) > 0;

    private static void ReportValue(WslConfigFile file, WslSetting setting, RuleContext context)
    {
        var raw = file.Source.Content.AsSpan(setting.Syntax.ValueSpan.Start, setting.Syntax.ValueSpan.Length);
        var start = setting.Syntax.ValueSpan.Start + WslFaults.CommentTail(raw);
        var outcome = setting.IsEffective || setting.Key is not { } key
            ? $"WSL takes it as part of the value of {WslText.Quote(setting.Syntax.Key)}"
            : $"WSL takes it as part of the value and keeps {WslText.Default(key)}";
        Report(file, start, outcome, Severity.Error, context);
    }

    private static void Report(WslConfigFile file, int start, string outcome, Severity severity, RuleContext context)
    {
        var sign = file.Source[start] == ';' ? 1 : 2;
        var span = new TextSpan(start, sign);
        context.Report(
            span,
            $"{WslText.Quote(file.Source.ToString(span))} begins no comment, only `#` does: {outcome}",
            severity,
            notes: WslText.GrammarNotes("# is the only comment character"),
            fix: Fix.Safe("Write #", TextEdit.Replace(span, "#")));
    }
}
