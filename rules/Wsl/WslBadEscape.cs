using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Knowledge;
using EnvLint.Manifests.Wsl;
using EnvLint.Rules.Wsl.Support;
using EnvLint.Syntax.Ini;
using EnvLint.Text;

namespace EnvLint.Rules.Wsl;

/// <summary>Reports backslashes that are meant as backslashes and mean something else to WSL.</summary>
[Rule("WSL004", "wsl-bad-escape",
    Title = "A backslash is no backslash to WSL",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Always,
    Since = "0.1.0")]
public sealed partial class WslBadEscape : Rule<WslConfigFile>
{
    private const string EscapesNote = "the escapes are \\\\, \\\", \\b, \\n, \\t and a backslash at the end of a line; a backslash itself is written twice";

    /// <inheritdoc/>
    protected override void Check(WslConfigFile subject, RuleContext context)
    {
        for (var i = 0; i < subject.Syntax.Statements.Length; i++)
        {
            if (subject.Syntax.Statements[i] is not IniSetting { IsBehindStop: false } setting)
            {
                continue;
            }

            if (WslFaults.Of(subject, i) == WslFault.Escape)
            {
                ReportDropped(subject, setting, context);
            }
            else if (setting.IsRead)
            {
                ReportSilent(subject, setting, context);
            }
        }
    }

    private static void ReportDropped(WslConfigFile file, IniSetting setting, RuleContext context)
    {
        var outcome = WslText.Outcome(file, $"WSL drops the line of {WslText.Quote(setting.Key)}");
        if (setting.Error is { Kind: IniErrorKind.InvalidEscape } error)
        {
            var what = error.Span.Length == 1 ? "nothing follows the backslash" : $"{WslText.Quote(file.Source.ToString(error.Span))} is no escape";
            context.Report(error.Span, $"{what}: {outcome}", notes: WslText.GrammarNotes(EscapesNote), fix: Doubled(file, setting));
            return;
        }

        // The last token is the \" that was meant to end the value.
        var last = file.Syntax.ValueTokens(setting)[^1].Span;
        context.Report(
            last,
            $"the backslash takes the closing quote away: {outcome}",
            notes: WslText.GrammarNotes(EscapesNote),
            fix: Doubled(file, setting));
    }

    private static void ReportSilent(WslConfigFile file, IniSetting setting, RuleContext context)
    {
        var isPath = IsWindowsPath(file, setting);
        foreach (var token in file.Syntax.ValueTokens(setting))
        {
            var letter = token.Span.Length > 1 ? file.Source[token.Span.Start + 1] : '\0';
            if (isPath && token.Kind == IniTokenKind.Escape && letter is 'b' or 'n' or 't')
            {
                var becomes = letter switch { 'b' => "a backspace", 'n' => "a line feed", _ => "a tab" };
                context.Report(
                    token.Span,
                    $"{WslText.Quote(file.Source.ToString(token.Span))} becomes {becomes}: WSL looks for {WslText.Quote(setting.Value)}",
                    notes: WslText.GrammarNotes(EscapesNote),
                    fix: Doubled(file, setting));
                return;
            }

            if (token.Kind == IniTokenKind.Continuation && SwallowedLine(file, token.Span.End) is { } swallowed)
            {
                var backslash = new TextSpan(token.Span.Start, 1);
                context.Report(
                    backslash,
                    $"the backslash at the end of the line takes in the next one: {WslText.Quote(swallowed)} becomes part of {WslText.Quote(setting.Key)}",
                    notes: WslText.GrammarNotes(EscapesNote),
                    fix: isPath ? Doubled(file, setting) : Fix.Safe("Remove the backslash", TextEdit.Delete(backslash)));
                return;
            }
        }
    }

    // A path that Windows reads: a key for paths, or a value that begins with a drive.
    private static bool IsWindowsPath(WslConfigFile file, IniSetting setting)
    {
        if (WslFaults.Meant(file, setting) is { Kind: WslValueKind.Path })
        {
            return true;
        }

        var raw = file.Source.Content.AsSpan(setting.ValueSpan.Start, setting.ValueSpan.Length).TrimStart('"');
        return raw.Length > 2 && char.IsAsciiLetter(raw[0]) && raw[1] == ':' && raw[2] == '\\';
    }

    // The line that a continuation takes in, where it is one of the file's own settings or headers.
    private static string? SwallowedLine(WslConfigFile file, int start)
    {
        var text = file.Source.Content;
        var end = text.AsSpan(start).IndexOfAny('\r', '\n') is >= 0 and var length ? start + length : text.Length;
        var line = text.AsSpan(start, end - start).Trim();
        if (line is ['[', .. var name, ']'])
        {
            return WslKeys.Section(file.File, name) is null ? null : line.ToString();
        }

        var equals = line.IndexOf('=');
        return equals > 0 && WslKeys.Named(file.File, line[..equals].TrimEnd()).Length > 0 ? line.ToString() : null;
    }

    private static Fix Doubled(WslConfigFile file, IniSetting setting)
    {
        var edits = ImmutableArray.CreateBuilder<TextEdit>();
        var isPath = IsWindowsPath(file, setting);
        var tokens = file.Syntax.ValueTokens(setting);
        for (var i = 0; i < tokens.Length; i++)
        {
            var (kind, span) = tokens[i];
            var single = kind switch
            {
                IniTokenKind.BadEscape => true,
                IniTokenKind.Continuation => SwallowedLine(file, span.End) is not null,
                IniTokenKind.Escape when isPath => file.Source[span.Start + 1] is 'b' or 'n' or 't'
                    || (file.Source[span.Start + 1] == '"' && i == tokens.Length - 1),
                _ => false,
            };
            if (single)
            {
                edits.Add(TextEdit.Insert(span.Start, "\\"));
            }

            // \\server\share: the two at the start are two, since the others are written once.
            if (isPath && i == 0 && kind == IniTokenKind.Escape && file.Source[span.Start + 1] == '\\' && span.Start == setting.ValueSpan.Start)
            {
                edits.Add(TextEdit.Insert(span.Start, "\\\\"));
            }
        }

        return Fix.Safe("Double the backslashes", edits.ToArray());
    }
}
