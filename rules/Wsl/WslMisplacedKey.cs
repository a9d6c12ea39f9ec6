using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Knowledge;
using EnvLint.Manifests.Wsl;
using EnvLint.Rules.Wsl.Support;
using EnvLint.Syntax.Ini;
using EnvLint.Text;

namespace EnvLint.Rules.Wsl;

/// <summary>Reports keys that WSL has, but not there: another section, another file, a dotted name, no header at all.</summary>
[Rule("WSL008", "wsl-misplaced-key",
    Title = "A key stands where WSL does not look for it",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class WslMisplacedKey : Rule<WslConfigFile>
{
    /// <inheritdoc/>
    protected override void Check(WslConfigFile subject, RuleContext context)
    {
        for (var i = 0; i < subject.Syntax.Statements.Length; i++)
        {
            if (WslFaults.Of(subject, i) == WslFault.Misplaced)
            {
                ReportLine(subject, i, context);
            }
        }

        Dictionary<string, int>? ends = null;
        foreach (var group in WslPlaces.Of(subject))
        {
            switch (group.Place)
            {
                case WslPlace.NoHeader:
                    ReportWithoutHeader(subject, group, context);
                    break;
                case WslPlace.WrongHeader or WslPlace.HeaderOfOtherFile:
                    ReportHeader(subject, group, context);
                    break;
                case WslPlace.OtherSection:
                    ReportSection(subject, group.Settings[0], group.Homes[0], ends ??= WslHeaders.Ends(subject), context);
                    break;
                case WslPlace.OtherFile:
                    ReportFile(subject, group.Settings[0], group.Homes[0], context);
                    break;
            }
        }
    }

    private static void ReportLine(WslConfigFile file, int index, RuleContext context)
    {
        var statement = file.Syntax.Statements[index];
        if (statement is IniHeader header)
        {
            var notes = ImmutableArray.CreateBuilder<string>();
            foreach (var key in WslKeys.In(WslFile.WslgConfig))
            {
                notes.AddRange(WslText.Notes(key));
            }

            context.Report(
                header.Span,
                $"{WslText.Quote($"[{header.Name}]")} belongs into .wslgconfig, the file of WSLg: here WSL does not take the header",
                notes: notes.DrainToImmutable());
            return;
        }

        if (statement is not IniBadLine line || !WslFaults.IsDotted(file, line, out var section, out var prefix))
        {
            return;
        }

        // The header is there, or the line before brings it.
        var under = line.Header is { IsRead: true } above ? above.Name.Equals(section, StringComparison.OrdinalIgnoreCase)
            : line.Header is null && index > 0 && file.Syntax.Statements[index - 1] is IniBadLine before
                && WslFaults.IsDotted(file, before, out var same, out _) && same == section;
        var known = WslKeys.Section(file.File, section) is not null;
        var fix = !known ? null
            : under ? Fix.Safe("Remove the section's name", TextEdit.Delete(prefix))
            : line.Header is null ? Fix.Safe($"Write a header [{section}]", TextEdit.Replace(prefix, $"[{section}]{file.Source.LineEnd}"))
            : null;
        context.Report(
            line.Span,
            $"WSL knows no dotted keys, the section is a header [{section}] of its own: {WslText.Outcome(file, "it skips the line")}",
            notes: WslText.GrammarNotes("a key is letters and digits"),
            fix: fix);
    }

    private static void ReportWithoutHeader(WslConfigFile file, WslPlaceGroup group, RuleContext context)
    {
        var names = WslText.List(group.Settings.ConvertAll(static setting => setting.Syntax.Key));
        var stand = group.Settings.Count == 1 ? "stands" : "stand";
        var first = group.Settings[0];
        var homes = new List<string>();
        foreach (var key in group.Homes)
        {
            if (!homes.Contains(key.Section))
            {
                homes.Add(key.Section);
            }
        }

        var isHere = group.Homes.TrueForAll(key => key.File == file.File);
        var where = homes.Count > 1 ? "under headers of their own"
            : isHere ? $"under [{homes[0]}]"
            : $"into {WslKeys.NameOf(group.Homes[0].File)}, under [{homes[0]}]";
        context.Report(
            first.KeySpan,
            $"{names} {stand} before any header, where WSL knows no key: {(group.Settings.Count == 1 ? "it belongs" : "they belong")} {where}",
            notes: WslText.Notes(group.Homes[0]),
            fix: isHere && homes.Count == 1 ? WithHeader(file, first, homes[0]) : null);
    }

    // The header may be there, behind a #.
    private static Fix WithHeader(WslConfigFile file, WslSetting first, string section)
    {
        foreach (var token in file.Syntax.Tokens)
        {
            if (token.Span.Start >= first.KeySpan.Start)
            {
                break;
            }

            var text = token.Kind == IniTokenKind.Comment ? file.Source.ToString(token.Span).TrimEnd() : "";
            if (text.TrimStart('#', ' ', '\t').Equals($"[{section}]", StringComparison.OrdinalIgnoreCase))
            {
                return Fix.Safe($"Bring the header [{section}] back", TextEdit.Delete(TextSpan.FromBounds(token.Span.Start, token.Span.Start + text.IndexOf('[', StringComparison.Ordinal))));
            }
        }

        var line = file.Source.Lines.StartOf(file.Source.Lines.LineOf(first.KeySpan.Start));
        return Fix.Safe($"Write a header [{section}]", TextEdit.Insert(line, $"[{section}]{file.Source.LineEnd}"));
    }

    private static void ReportHeader(WslConfigFile file, WslPlaceGroup group, RuleContext context)
    {
        if (group.Settings[0].Syntax.Header is not { } header)
        {
            return;
        }

        var names = WslText.List(group.Settings.ConvertAll(static setting => setting.Syntax.Key));
        var home = group.Homes[0];
        var section = WslText.Quote($"[{header.Name}]");
        if (group.Place == WslPlace.HeaderOfOtherFile)
        {
            var place = home.File == WslFile.WslConfig ? ".wslconfig in the Windows user's profile" : $"{WslKeys.NameOf(home.File)} inside the distribution";
            context.Report(header.NameSpan, $"{section} belongs into {place}: {names} {(group.Settings.Count == 1 ? "has" : "have")} no effect here", notes: WslText.Notes(home));
            return;
        }

        var isOne = group.Homes.TrueForAll(key => key.Section == home.Section);
        context.Report(
            header.NameSpan,
            $"{WslKeys.NameOf(file.File)} has no section {section}: {names} below it {(group.Settings.Count == 1 ? "belongs" : "belong")} under {(isOne ? $"[{home.Section}]" : "headers of their own")}",
            notes: WslText.Notes(home),
            fix: isOne ? Fix.Safe($"Write [{home.Section}]", TextEdit.Replace(header.NameSpan, home.Section)) : null);
    }

    private static void ReportSection(WslConfigFile file, WslSetting setting, WslKey home, Dictionary<string, int> ends, RuleContext context)
    {
        var message = $"WSL does not look for {WslText.Quote(setting.Syntax.Key)} under [{setting.Syntax.Section}]: it belongs under [{home.Section}]";
        if (home.Status == WslKeyStatus.Ignored)
        {
            // Nothing is lost where there is nothing to have.
            context.Report(setting.KeySpan, message + ", where it has no effect either", Severity.Info, notes: WslText.Notes(home));
            return;
        }

        context.Report(setting.KeySpan, message, notes: WslText.Notes(home), fix: Moved(file, setting, home, ends));
    }

    private static void ReportFile(WslConfigFile file, WslSetting setting, WslKey home, RuleContext context) =>
        context.Report(
            setting.KeySpan,
            $"{WslText.Quote(setting.Syntax.Key)} is a key of {WslKeys.NameOf(home.File)}, [{home.Section}]; {WslKeys.NameOf(file.File)} has none of this name",
            notes: WslText.Notes(home));

    // To the end of its section, or with a header of its own to the end of the file; not where the key is there already.
    private static Fix? Moved(WslConfigFile file, WslSetting setting, WslKey home, Dictionary<string, int> ends)
    {
        if (file.Has(home))
        {
            return null;
        }

        var lines = WslText.WholeLines(file.Source, setting.Syntax.Span);
        var text = file.Source.ToString(lines).TrimEnd('\r', '\n');
        var end = file.Source.LineEnd;
        if (ends.TryGetValue(home.Section, out var place))
        {
            var isOpen = place == file.Source.Length && file.Source[place - 1] is not ('\n' or '\r');
            return Fix.Safe($"Move it to [{home.Section}]", TextEdit.Delete(lines), TextEdit.Insert(place, isOpen ? end + text : text + end));
        }

        var isLast = lines.End == file.Source.Length;
        var gap = isLast || file.Source[^1] is '\n' or '\r' ? "" : end;
        return isLast
            ? Fix.Safe($"Write a header [{home.Section}]", TextEdit.Insert(lines.Start, $"[{home.Section}]{end}"))
            : Fix.Safe($"Move it to [{home.Section}]", TextEdit.Delete(lines), TextEdit.Insert(file.Source.Length, $"{gap}[{home.Section}]{end}{text}{end}"));
    }
}
