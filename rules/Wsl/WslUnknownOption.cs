using EnvLint.Diagnostics;
using EnvLint.Environment.Commands;
using EnvLint.Environment.Facts;
using EnvLint.Rules.Wsl.Support;
using EnvLint.Text;

namespace EnvLint.Rules.Wsl;

/// <summary>Reports options that <c>wsl.exe</c> does not have.</summary>
[Rule("WSL033", "wsl-unknown-option",
    Title = "An option that wsl.exe does not have",
    Category = RuleCategory.Correctness,
    Severity = Severity.Warning,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class WslUnknownOption : Rule<CommandUse>
{
    /// <inheritdoc/>
    protected override void Check(CommandUse subject, RuleContext context)
    {
        // What asks for help gets it, with an error or without.
        if (WslCommandLine.Parse(subject) is not { Unknown: { Value: { } option } word } line || option is "-h" or "-?" or "-help" or "--h" || subject.Failure == FailureEffect.Ignored)
        {
            return;
        }

        var meant = Meant(option, line);
        var after = line.ActionWord is { } action ? $"'wsl {action.Value}'" : "wsl.exe";
        context.Report(
            word.Span,
            $"{after} has no option {WslText.Quote(option)}{(meant is null ? "" : $", did you mean {WslText.Quote(meant)}?")}",
            confidence: meant is null ? Confidence.Medium : Confidence.High,
            label: meant ?? "",
            notes: ["as read from microsoft/WSL src/windows/common/WslClient.cpp; a newer version may have more"],
            fix: meant is not null && word.IsLiteral && !word.IsQuoted && word.Raw == option ? Fix.Suggested($"Write {meant}", TextEdit.Replace(word.Span, meant)) : null);
    }

    private static string? Meant(string option, WslCommandLine line)
    {
        // -install: a dash is missing. --list-online: two options in one word.
        foreach (var candidate in line.Candidates)
        {
            if (string.Equals("-" + option, candidate, StringComparison.Ordinal))
            {
                return candidate;
            }
        }

        return option switch
        {
            "--list-online" => "--list --online",
            "--stop" => "--terminate",
            "--remove" or "--delete" => "--unregister",
            _ => Nearest.Of(option, line.Candidates),
        };
    }
}
