using EnvLint.Diagnostics;
using EnvLint.Manifests.Wsl;
using EnvLint.Rules.Wsl.Support;
using EnvLint.Syntax.Ini;
using EnvLint.Text;

namespace EnvLint.Rules.Wsl;

/// <summary>Reports a header that WSL's parser does not take, and what becomes of the settings below it.</summary>
[Rule("WSL006", "wsl-bad-section",
    Title = "WSL does not take a section header",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class WslBadSection : Rule<WslConfigFile>
{
    /// <inheritdoc/>
    protected override void Check(WslConfigFile subject, RuleContext context)
    {
        for (var i = 0; i < subject.Syntax.Statements.Length; i++)
        {
            if (subject.Syntax.Statements[i] is IniHeader header && WslFaults.Of(subject, i) == WslFault.Header)
            {
                Report(subject, header, context);
            }
        }
    }

    private static void Report(WslConfigFile file, IniHeader header, RuleContext context)
    {
        var lost = file.StopsAtError ? WslText.Lost(file) : WslHeaders.Unread(file, header);
        var outcome = file.StopsAtError ? WslText.Outcome(file, "")
            : lost.Count > 0 ? $"WSL skips it and {Filing(file, header, lost)}"
            : "WSL prints a warning and skips it";
        context.Report(
            header.Span,
            $"{Cause(file, header)}: {outcome}",
            lost.Count > 0 || file.StopsAtError ? Severity.Error : Severity.Warning,
            notes: WslText.GrammarNotes("a header is [name], letters and digits only, with nothing but a # comment behind it; one that fails does not end the section before it"),
            fix: Mended(file, header));
    }

    private static string Cause(WslConfigFile file, IniHeader header)
    {
        if (header.Error is not { } error)
        {
            return "the header is not read";
        }

        var found = error.Span.IsEmpty ? "the line ends" : $"{WslText.Quote(file.Source.ToString(error.Span))} stands";
        return error switch
        {
            { Kind: IniErrorKind.InvalidSection } => $"a section's name begins with a letter right behind `[`, and {found} there",
            { Expected: "']'" } => $"a section's name is letters and digits up to `]`, and {found} behind {WslText.Quote(NameBefore(file, header))}",
            _ => $"nothing but a `#` comment may follow the header, and {found} there",
        };
    }

    private static ReadOnlySpan<char> NameBefore(WslConfigFile file, IniHeader header)
    {
        var start = header.Span.Start + 1;
        return file.Source.Content.AsSpan(start, Math.Max((header.Error?.Span.Start ?? start) - start, 0));
    }

    private static IniSetting FirstLost(WslConfigFile file, IniHeader header)
    {
        foreach (var setting in WslHeaders.Below(file, header))
        {
            if (setting.Syntax.IsRead && setting.Key is null)
            {
                return setting.Syntax;
            }
        }

        throw new InvalidOperationException("Nothing below the header is lost.");
    }

    // Where the settings below end up instead.
    private static string Filing(WslConfigFile file, IniHeader header, List<string> lost)
    {
        var first = FirstLost(file, header);
        var names = WslText.List(lost);
        if (first.IsKeyLost)
        {
            return $"loses the names of {names} below it";
        }

        return first.Section.Length == 0 ? $"looks for {names} without a section" : $"looks for {names} under [{first.Section}]";
    }

    private static Fix? Mended(WslConfigFile file, IniHeader header)
    {
        if (header.Error is { Kind: IniErrorKind.Expected, Expected: not "']'" } tail)
        {
            return Fix.Safe("Make the rest a comment", TextEdit.Insert(tail.Span.Start, "# "));
        }

        return WslHeaders.Meant(file.File, header.Name) is { } name
            ? Fix.Safe($"Write [{name}]", TextEdit.Replace(header.Span, $"[{name}]"))
            : null;
    }
}
