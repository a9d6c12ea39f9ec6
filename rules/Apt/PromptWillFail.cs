using EnvLint.Collections;
using EnvLint.Diagnostics;
using EnvLint.Environment.Commands;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Syntax.Dockerfile;
using EnvLint.Syntax.Shell;
using EnvLint.Text;

namespace EnvLint.Rules.Apt;

/// <summary>Reports apt commands that ask a question where nobody can answer.</summary>
[Rule("APT003", "prompt-will-fail",
    Title = "A command of apt asks for confirmation where nobody can answer",
    Category = RuleCategory.Correctness,
    Severity = Severity.Warning,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class PromptWillFail : Rule<CommandSequence>
{
    private const string FrontendVariable = "DEBIAN_FRONTEND";

    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        // Whoever pastes the commands of a guide can answer.
        if (subject.Origin == ShellOrigin.Guide)
        {
            return;
        }

        var isUnattended = subject.Scope.IsImage;
        bool? isConfigured = null;
        foreach (var fact in subject.Facts)
        {
            if (fact is VariableSet { Kind: VariableSetKind.Export, IsConditional: false } set && IsNoninteractive(set))
            {
                // A script says that nobody sits in front of it when it switches debconf's questions off.
                isUnattended = true;
            }
            else if (fact is CommandUse use && StageFacts.IsApt(use) && use.Invocation is { HasUnknownWords: false } invocation && Asks(invocation)
                && (isUnattended || use.Assignments.Exists(static assignment => IsNoninteractive(assignment))) && !use.HasInput
                && !(isConfigured ??= IsConfigured(subject, context)) && !IsThere(invocation, subject))
            {
                Report(use, invocation, context);
            }
        }
    }

    private static bool Asks(CommandInvocation invocation) =>
        invocation.Subcommand is "install" or "upgrade" or "dist-upgrade" or "full-upgrade" or "safe-upgrade" or "remove" or "purge" or "autoremove" or "build-dep"
        && !(invocation.Subcommand is "install" or "remove" or "purge" or "build-dep" && invocation.Operands.IsEmpty && !invocation.Has("-f", "--fix-broken"))
        && !IsAnswered(invocation);

    private static void Report(CommandUse use, CommandInvocation invocation, RuleContext context)
    {
        var word = invocation.SubcommandWord;
        context.Report(
            StageFacts.HeadOf(use),
            $"'{use.Program} {invocation.Subcommand}' without '-y' asks for confirmation as soon as more than the named packages change, and nobody can answer",
            label: "add '-y'",
            notes: ["apt reads the end of its input as 'no' and stops with 'Abort.'"],
            fix: word is not null && StageFacts.IsPlain(word) ? Fix.Safe("Add '-y'", TextEdit.Insert(word.Span.End, " -y")) : null);
    }

    private static bool IsAnswered(CommandInvocation invocation)
    {
        var quiet = 0;
        foreach (var option in invocation.Options)
        {
            switch (option.Name)
            {
                case "-y" or "--yes" or "--assume-yes" or "--force-yes" or "--assume-no" or "--trivial-only" or "-s" or "--simulate" or "--just-print" or "--dry-run" or "--recon" or "--no-act" or "--print-uris":
                    return true;
                case "-q" or "--quiet":
                    quiet += option.Value?.Value == "2" || option.Word.Is("-q=2") || option.Word.Is("-qqq") ? 2 : 1;
                    break;
                case "-o" or "--option" when option.Value is not { Value: { } setting } || setting.Contains("Assume-Yes", StringComparison.OrdinalIgnoreCase):
                case "-c" or "--config-file":
                    return true;
            }
        }

        // -qq implies -y.
        return quiet >= 2;
    }

    // build-essential on a -devel- image: nothing is installed, so nothing is asked.
    private static bool IsThere(CommandInvocation invocation, CommandSequence sequence)
    {
        if (invocation.Subcommand != "install" || invocation.Operands.IsEmpty || StageFacts.BaseOf(sequence) is not { } image)
        {
            return false;
        }

        foreach (var operand in invocation.Operands)
        {
            if (operand.Value is not { } package || AptTools.BroughtBy(package) is not { IsEmpty: false } tools || !tools.Exists(image.Has) || tools.Exists(image.Lacks))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsNoninteractive(VariableSet variable) => variable.Name == FrontendVariable && variable.Value?.Is("noninteractive") == true;

    // APT::Get::Assume-Yes "true" in a file under /etc/apt, or a file of which nothing is known.
    private static bool IsConfigured(CommandSequence sequence, RuleContext context)
    {
        foreach (var write in context.File.Facts?.FileWrites ?? [])
        {
            if (write.Content is { } content ? content.Contains("Assume-Yes", StringComparison.OrdinalIgnoreCase) : IsAptConfiguration(write.Path.Value))
            {
                return true;
            }
        }

        foreach (var variable in context.File.Facts?.Variables ?? [])
        {
            if (variable.Name == "APT_CONFIG")
            {
                return true;
            }
        }

        if (sequence.Scope.IsImage && context.File.Dockerfile is { } dockerfile)
        {
            foreach (var instruction in dockerfile.Tree.Instructions)
            {
                if (instruction.Kind is DockerfileInstructionKind.Copy or DockerfileInstructionKind.Add && instruction.Words is [.., var destination]
                    && (IsAptConfiguration(destination.Raw) || destination.Raw == "/"))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsAptConfiguration(string? path) => path is null || path.StartsWith("/etc/apt/apt.conf", StringComparison.Ordinal) || path is "/etc/apt" or "/etc/apt/" or "/etc" or "/etc/";
}
