using EnvLint.Collections;
using EnvLint.Diagnostics;
using EnvLint.Knowledge;
using EnvLint.Manifests.Wsl;
using EnvLint.Rules.Wsl.Support;
using EnvLint.Text;

namespace EnvLint.Rules.Wsl;

/// <summary>Reports keys that no file of WSL has, or has no longer.</summary>
[Rule("WSL009", "wsl-unknown-key",
    Title = "WSL has no such key",
    Category = RuleCategory.Correctness,
    Severity = Severity.Warning,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class WslUnknownKey : Rule<WslConfigFile>
{
    // A file with more of them is no slip of the pen, and each suggestion costs time.
    private const int MostSuggestions = 100;

    /// <inheritdoc/>
    protected override void Check(WslConfigFile subject, RuleContext context)
    {
        var known = WslKeys.In(subject.File).Keep(static key => key.IsKnown);
        var count = 0;
        foreach (var group in WslPlaces.Of(subject))
        {
            if (group.Place == WslPlace.UnknownKey)
            {
                ReportKey(subject, group.Settings[0], known, ++count <= MostSuggestions, context);
            }
            else if (group.Place == WslPlace.UnknownSection)
            {
                ReportSection(subject, group, context);
            }
        }
    }

    private static void ReportKey(WslConfigFile file, WslSetting setting, List<WslKey> known, bool suggests, RuleContext context)
    {
        var section = setting.Syntax.Section;
        var name = WslText.Quote(setting.Syntax.Key);
        if (WslKeys.Find(file.File, section, setting.Syntax.Key) is { } old)
        {
            // WSL016 speaks of it.
            if (old.FullName == "wsl2.pageReporting")
            {
                return;
            }

            var instead = old.Status == WslKeyStatus.NeverExisted && WslKeys.Named(file.File, old.Name) is [var real, ..] ? $"; it is [{real.Section}] {real.Name}" : "";
            context.Report(
                setting.KeySpan,
                old.Status == WslKeyStatus.NeverExisted ? $"no version of WSL knows {name} under [{section}]{instead}" : $"WSL has no key {name} any more: the line has no effect",
                notes: WslText.Notes(old),
                fix: old.Status == WslKeyStatus.Removed ? Fix.Suggested("Remove the line", TextEdit.Delete(WslText.WholeLines(file.Source, setting.Syntax.Span))) : null);
            return;
        }

        var others = WslKeys.Named(file.File, setting.Syntax.Key);
        var nearest = !suggests || others.Length > 0 ? null
            : Nearest.Of(setting.Syntax.Key, known.FindAll(key => key.Section.Equals(section, StringComparison.OrdinalIgnoreCase)).ConvertAll(static key => key.Name))
                ?? Nearest.Of(setting.Syntax.Key, known.ConvertAll(static key => key.Name));
        var advice = others.Length > 0 ? $"; it is a key of {string.Join(", ", others.Map(static key => $"[{key.Section}]"))}"
            : nearest is null ? "" : $", did you mean {WslText.Quote(nearest)}?";
        context.Report(
            setting.KeySpan,
            $"{WslKeys.NameOf(file.File)} has no key {name}{(section.Length > 0 ? $" under [{section}]" : "")}: WSL ignores it{advice}",
            notes: [$"{known.Count} keys of {WslKeys.NameOf(file.File)} are known, table of {WslKeys.AsOf}"],
            fix: nearest is null ? null : Fix.Suggested($"Write {nearest}", TextEdit.Replace(setting.KeySpan, nearest)));
    }

    private static void ReportSection(WslConfigFile file, WslPlaceGroup group, RuleContext context)
    {
        if (group.Settings[0].Syntax.Header is not { } header)
        {
            return;
        }

        var nearest = Nearest.Of(header.Name, WslKeys.Sections(file.File));
        var names = WslText.List(group.Settings.ConvertAll(static setting => setting.Syntax.Key));
        context.Report(
            header.NameSpan,
            $"{WslKeys.NameOf(file.File)} has no section {WslText.Quote(header.Name)}: WSL ignores {names} below it{(nearest is null ? "" : $", did you mean {WslText.Quote(nearest)}?")}",
            notes: [$"the sections of {WslKeys.NameOf(file.File)} are {string.Join(", ", WslKeys.Sections(file.File))} (table of {WslKeys.AsOf})"],
            fix: nearest is null ? null : Fix.Suggested($"Write {nearest}", TextEdit.Replace(header.NameSpan, nearest)));
    }
}
