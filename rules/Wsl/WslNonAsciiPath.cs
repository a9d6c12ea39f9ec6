using EnvLint.Diagnostics;
using EnvLint.Knowledge;
using EnvLint.Manifests.Wsl;
using EnvLint.Rules.Wsl.Support;
using EnvLint.Text;

namespace EnvLint.Rules.Wsl;

/// <summary>Reports characters outside ASCII in the paths of <c>.wslconfig</c>: WSL cuts each to its low byte.</summary>
[Rule("WSL023", "wsl-non-ascii-path",
    Title = "A path in `.wslconfig` holds a character that WSL mangles",
    Category = RuleCategory.Correctness,
    Severity = Severity.Warning,
    Since = "0.1.0")]
public sealed partial class WslNonAsciiPath : Rule<WslConfigFile>
{
    /// <inheritdoc/>
    protected override void Check(WslConfigFile subject, RuleContext context)
    {
        if (subject.File != WslFile.WslConfig)
        {
            return;
        }

        foreach (var setting in subject.Settings)
        {
            if (setting is not { IsEffective: true, Key: { Kind: WslValueKind.Path } key })
            {
                continue;
            }

            var raw = subject.Source.Content.AsSpan(setting.Syntax.ValueSpan.Start, setting.Syntax.ValueSpan.Length);
            var start = raw.IndexOfAnyExceptInRange('\0', '\x7F');
            if (start < 0)
            {
                continue;
            }

            var length = raw[start..].IndexOfAnyInRange('\0', '\x7F') is >= 0 and var ascii ? ascii : raw.Length - start;
            context.Report(
                new TextSpan(setting.Syntax.ValueSpan.Start + start, length),
                $"WSL cuts each character of .wslconfig to its low byte: {WslText.Quote(raw.Slice(start, length))} in the path of {WslText.Quote(key.Name)} does not survive that",
                label: "use a path in plain ASCII",
                notes: WslText.GrammarNotes("a value is collected byte by byte from wide characters"));
        }
    }
}
