using EnvLint.Diagnostics;
using EnvLint.Knowledge;
using EnvLint.Manifests.Wsl;
using EnvLint.Rules.Wsl.Support;
using EnvLint.Syntax.Ini;
using EnvLint.Text;

namespace EnvLint.Rules.Wsl;

/// <summary>Reports a <c>#</c> in the middle of a word of a path or command line: everything from there on is a comment.</summary>
[Rule("WSL012", "wsl-hash-truncates",
    Title = "A # cuts a path or a command line",
    Category = RuleCategory.Correctness,
    Severity = Severity.Warning,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class WslHashTruncates : Rule<WslConfigFile>
{
    /// <inheritdoc/>
    protected override void Check(WslConfigFile subject, RuleContext context)
    {
        foreach (var setting in subject.Settings)
        {
            if (setting is not { IsEffective: true, Key: { Kind: WslValueKind.Path or WslValueKind.Command } key }
                || !Cuts(subject, setting.Syntax))
            {
                continue;
            }

            context.Report(
                new TextSpan(setting.Syntax.CommentSpan.Start, 1),
                $"`#` begins a comment also inside a word: the value of {WslText.Quote(setting.Syntax.Key)} ends here, {WslText.Quote(setting.Text)}",
                notes: WslText.Notes(key),
                fix: Quoted(subject, setting.Syntax));
        }
    }

    // C:\a#b, but not C:\a # b and not C:\a# b.
    private static bool Cuts(WslConfigFile file, IniSetting setting)
    {
        var comment = setting.CommentSpan;
        return comment.Length > 1
            && !setting.ValueSpan.IsEmpty
            && setting.ValueSpan.End == comment.Start
            && file.Source[comment.Start + 1] is not (' ' or '\t' or '#');
    }

    private static Fix? Quoted(WslConfigFile file, IniSetting setting)
    {
        // The rest of the word belongs to it; a comment of its own begins at a blank and a #.
        var text = file.Source.Content.AsSpan(setting.CommentSpan.Start, setting.CommentSpan.Length);
        var length = text.Length;
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == '#' && text[i - 1] is ' ' or '\t')
            {
                length = i;
                break;
            }
        }

        var rest = text[..length].TrimEnd();
        var value = file.Source.Content.AsSpan(setting.ValueSpan.Start, setting.ValueSpan.Length);
        if (rest.IndexOfAny('"', '\\') >= 0 && HasSingleBackslash(rest))
        {
            return null;
        }

        return value.Contains('"') || rest.Contains('"')
            ? null
            : Fix.Safe(
                "Quote the value",
                TextEdit.Insert(setting.ValueSpan.Start, "\""),
                TextEdit.Insert(setting.CommentSpan.Start + rest.Length, "\""));
    }

    // Quotes do not switch escapes off.
    private static bool HasSingleBackslash(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                if (i + 1 >= text.Length || text[i + 1] != '\\')
                {
                    return true;
                }

                i++;
            }
        }

        return false;
    }
}
