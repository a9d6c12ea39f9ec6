using EnvLint.Diagnostics;
using EnvLint.Environment.Commands;
using EnvLint.Environment.Facts;
using EnvLint.Rules.Apt;
using EnvLint.Syntax.Shell;
using EnvLint.Text;

namespace EnvLint.Rules.Conda;

/// <summary>Reports commands of conda that ask for confirmation in a script or an image build.</summary>
[Rule("CND016", "conda-asks",
    Title = "A command of conda asks for confirmation in a script or an image build",
    Category = RuleCategory.Reproducibility,
    Severity = Severity.Info,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class CondaAsks : Rule<CommandSequence>
{
    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        // A person who follows a guide answers.
        if (subject.Origin is not (ShellOrigin.Run or ShellOrigin.Script))
        {
            return;
        }

        bool? isConfigured = null;
        foreach (var fact in subject.Facts)
        {
            if (fact is CommandUse use && use.IsProgram("conda", "mamba", "micromamba") && use.Invocation is { HasUnknownWords: false } invocation
                && Asks(use, invocation) && !use.HasInput && !(isConfigured ??= IsConfigured(context)))
            {
                var word = invocation.SubcommandWord;
                context.Report(
                    StageFacts.HeadOf(use),
                    subject.Scope.IsImage
                        ? $"'{use.Program} {invocation.Subcommand}' without '-y' asks for confirmation, and goes on only because the end of its input counts as yes"
                        : $"'{use.Program} {invocation.Subcommand}' without '-y' waits for confirmation",
                    label: "add '-y'",
                    fix: word is not null && StageFacts.IsPlain(word) ? Fix.Safe("Add '-y'", TextEdit.Insert(word.Span.End, " -y")) : null);
            }
        }
    }

    private static bool Asks(CommandUse use, CommandInvocation invocation)
    {
        var asks = invocation.Subcommand is "install" or "create" or "update" or "upgrade" or "remove" or "uninstall"
            || (invocation.Subcommand is "env remove" or "clean" && !use.IsProgram("micromamba"));
        return asks && !invocation.Has("-y", "--yes", "--dry-run", "-d", "--json", "-h", "--help", "--clone", "--download-only", "--solver-help");
    }

    // CONDA_ALWAYS_YES, conda config --set always_yes, .condarc
    private static bool IsConfigured(RuleContext context) =>
        context.Source.Content.Contains("always_yes", StringComparison.OrdinalIgnoreCase)
        || context.Source.Content.Contains("condarc", StringComparison.OrdinalIgnoreCase)
        || context.Source.Content.Contains("mambarc", StringComparison.OrdinalIgnoreCase);
}
