using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Knowledge;
using EnvLint.Manifests.Wsl;
using EnvLint.Rules.Wsl.Support;
using EnvLint.Syntax.Ini;
using EnvLint.Text;

namespace EnvLint.Rules.Wsl;

/// <summary>Reports double quotes in a command line: WSL takes them out before the shell sees them.</summary>
[Rule("WSL011", "wsl-lost-quotes",
    Title = "WSL takes the double quotes out of a command line",
    Category = RuleCategory.Correctness,
    Severity = Severity.Warning,
    Fix = FixAvailability.Always,
    Since = "0.1.0")]
public sealed partial class WslLostQuotes : Rule<WslConfigFile>
{
    /// <inheritdoc/>
    protected override void Check(WslConfigFile subject, RuleContext context)
    {
        foreach (var setting in subject.Settings)
        {
            if (setting is { IsEffective: true, Key: { Kind: WslValueKind.Command } key } && FirstLost(subject, setting.Syntax) is { } lost)
            {
                context.Report(
                    lost,
                    $"WSL takes these quotes out: {Runs(key)} {WslText.Quote(setting.Text)}",
                    notes: WslText.Notes(key),
                    fix: Fix.Safe("Escape the quotes", Escaped(subject, setting.Syntax)));
            }
        }
    }

    private static string Runs(WslKey key) => key.Name == "command" ? "the shell runs" : "the kernel gets";

    // The first quoted stretch that reads otherwise without its quotes; null where quotes around everything, or around a plain word, are lost.
    private static TextSpan? FirstLost(WslConfigFile file, IniSetting setting)
    {
        var tokens = file.Syntax.ValueTokens(setting);
        var margin = IsWrapped(file, tokens) ? 1 : 0;
        var open = -1;
        for (var i = margin; i < tokens.Length - margin; i++)
        {
            if (tokens[i].Kind != IniTokenKind.Quote)
            {
                continue;
            }

            if (open < 0)
            {
                open = i;
                continue;
            }

            // \""…"\" is how a # is kept between quotes that the shell gets.
            var isWhole = (open == 0 && i == tokens.Length - 1) || (IsEscapedQuote(file, tokens, open - 1) && IsEscapedQuote(file, tokens, i + 1));
            var inner = TextSpan.FromBounds(tokens[open].Span.End, tokens[i].Span.Start);
            if (!isWhole && (inner.IsEmpty || !IsPlain(file.Source.Content.AsSpan(inner.Start, inner.Length))))
            {
                return TextSpan.FromBounds(tokens[open].Span.Start, tokens[i].Span.End);
            }

            open = -1;
        }

        return null;
    }

    // "a "b c" d": quotes around everything, which may stay, and others inside that the shell was to get. They are told by the second one, which opens.
    private static bool IsWrapped(WslConfigFile file, ReadOnlySpan<IniToken> tokens)
    {
        if (tokens.Length < 2 || tokens[0].Kind != IniTokenKind.Quote || tokens[^1].Kind != IniTokenKind.Quote)
        {
            return false;
        }

        for (var i = 1; i < tokens.Length - 1; i++)
        {
            if (tokens[i].Kind == IniTokenKind.Quote)
            {
                var span = tokens[i].Span;
                return file.Source[span.Start - 1] is ' ' or '\t' or '=' && file.Source[span.End] is not (' ' or '\t' or '"');
            }
        }

        return false;
    }

    private static bool IsEscapedQuote(WslConfigFile file, ReadOnlySpan<IniToken> tokens, int index) =>
        index >= 0 && index < tokens.Length && tokens[index].Kind == IniTokenKind.Escape && file.Source[tokens[index].Span.Start + 1] == '"';

    private static bool IsPlain(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-' or '/' or ':' or '=' or '+' or ',' or '@' or '%'))
            {
                return false;
            }
        }

        return true;
    }

    private static TextEdit[] Escaped(WslConfigFile file, IniSetting setting)
    {
        var edits = ImmutableArray.CreateBuilder<TextEdit>();
        var tokens = file.Syntax.ValueTokens(setting);
        var margin = IsWrapped(file, tokens) ? 1 : 0;
        var open = -1;
        for (var i = margin; i < tokens.Length - margin; i++)
        {
            if (tokens[i].Kind != IniTokenKind.Quote)
            {
                continue;
            }

            if (open < 0)
            {
                open = i;
                continue;
            }

            // A # inside needs quotes of WSL's own beside the escaped ones.
            var inner = file.Source.Content.AsSpan(tokens[open].Span.End, tokens[i].Span.Start - tokens[open].Span.End);
            var keeps = margin == 0 && inner.Contains('#');
            edits.Add(TextEdit.Replace(tokens[open].Span, keeps ? "\\\"\"" : "\\\""));
            edits.Add(TextEdit.Replace(tokens[i].Span, keeps ? "\"\\\"" : "\\\""));
            open = -1;
        }

        return edits.ToArray();
    }
}
