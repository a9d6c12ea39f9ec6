using EnvLint.Diagnostics;
using EnvLint.Manifests.Wsl;
using EnvLint.Rules.Wsl.Support;
using EnvLint.Syntax.Ini;
using EnvLint.Text;

namespace EnvLint.Rules.Wsl;

/// <summary>Reports bytes that nobody sees and that WSL's parser stumbles over.</summary>
[Rule("WSL003", "wsl-encoding",
    Title = "WSL stumbles over a byte order mark, an invisible character or a carriage return",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Always,
    Since = "0.1.0")]
public sealed partial class WslEncoding : Rule<WslConfigFile>
{
    /// <inheritdoc/>
    protected override void Check(WslConfigFile subject, RuleContext context)
    {
        if (subject.StopsAtError && subject.Source.Encoding != TextEncoding.Utf8)
        {
            ReportMark(subject, context);
            return;
        }

        for (var i = 0; i < subject.Syntax.Statements.Length; i++)
        {
            var statement = subject.Syntax.Statements[i];
            if (statement is IniSetting { IsRead: true } setting && WslFaults.IsBrokenContinuation(subject, setting))
            {
                ReportContinuation(subject, setting, i + 1, context);
            }
            else if (statement.Error is { Span.IsEmpty: false } error && WslFaults.IsInvisible(subject.Source[error.Span.Start]) && WslFaults.Of(subject, i) == WslFault.Encoding)
            {
                var span = Run(subject.Source, error.Span.Start);
                context.Report(
                    span,
                    $"{Name(subject, span)} is neither blank nor tab to WSL: {WslText.Outcome(subject, "it skips the line")}",
                    notes: WslText.GrammarNotes("only the blank and the tab count as white space"),
                    fix: Fix.Safe("Remove it", TextEdit.Delete(span)));
            }
        }

        foreach (var setting in subject.Settings)
        {
            if (WslFaults.OfValue(subject, setting) == WslFault.Encoding && setting.Key is { } key)
            {
                ReportValue(subject, setting, WslText.Default(key), context);
            }
        }
    }

    private static void ReportMark(WslConfigFile file, RuleContext context)
    {
        var what = file.Source.Encoding == TextEncoding.Utf8Bom ? "begins with a byte order mark" : "is UTF-16";
        var lost = WslText.Lost(file);
        var outcome = lost.Count == 0 ? "WSL takes its first byte for an invalid key and stops reading" : $"WSL takes its first byte for an invalid key and ignores {WslText.List(lost)}";
        context.Report(
            new TextSpan(0, 0),
            $"the file {what}: {outcome}",
            lost.Count == 0 ? Severity.Warning : Severity.Error,
            notes: WslText.GrammarNotes("wsl.conf is read byte by byte; .wslconfig may have a byte order mark"),
            fix: Fix.Safe("Save as UTF-8 without byte order mark") with { Encoding = TextEncoding.Utf8 });
    }

    private static void ReportContinuation(WslConfigFile file, IniSetting setting, int next, RuleContext context)
    {
        // The backslash and the carriage return are the last token of the value.
        var backslash = setting.ValueSpan.End - 2;
        context.Report(
            new TextSpan(backslash, 1),
            $"the backslash stands before a carriage return and continues nothing: {WslText.Quote(setting.Key)} ends here, and the next line is read on its own{Stop(file, next)}",
            notes: WslText.GrammarNotes("a backslash continues a line only right before \\n"),
            fix: Fix.Safe("End the line with \\n alone", TextEdit.Delete(new TextSpan(backslash + 1, 1))));
    }

    private static string Stop(WslConfigFile file, int next) =>
        next < file.Syntax.Statements.Length && file.Syntax.Statements[next].Error is not null && WslText.Lost(file) is { Count: > 0 } lost
            ? $"; WSL stops there and ignores {WslText.List(lost)}"
            : "";

    private static void ReportValue(WslConfigFile file, WslSetting setting, string kept, RuleContext context)
    {
        var spans = new List<TextSpan>();
        for (var i = setting.Syntax.ValueSpan.Start; i < setting.Syntax.ValueSpan.End; i++)
        {
            if (WslFaults.IsInvisible(file.Source[i]))
            {
                spans.Add(Run(file.Source, i));
                i = spans[^1].End;
            }
        }

        context.Report(
            spans[0],
            $"{Name(file, spans[0])} is part of the value of {WslText.Quote(setting.Syntax.Key)}: WSL does not take it and keeps {kept}",
            notes: WslText.GrammarNotes("only the blank and the tab count as white space"),
            fix: Fix.Safe("Remove it", [.. spans.ConvertAll(TextEdit.Delete)]));
    }

    private static TextSpan Run(SourceText source, int start)
    {
        var end = start;
        while (end < source.Length && WslFaults.IsInvisible(source[end]))
        {
            end++;
        }

        return TextSpan.FromBounds(start, end);
    }

    private static string Name(WslConfigFile file, TextSpan span) =>
        $"the character U+{(int)file.Source[span.Start]:X4}" + (file.Source[span.Start] == '\u00A0' ? " (no-break space)" : "");
}
