using EnvLint.Collections;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Rules.Apt;
using EnvLint.Syntax.Dockerfile;
using EnvLint.Text;

namespace EnvLint.Rules.Conda;

/// <summary>Reports solving from the default channels right after an installer whose conda first asks for their terms.</summary>
/// <remarks><c>-y</c> accepts nothing: it turns the question into an error. At a terminal, without it, the question is asked.</remarks>
[Rule("CND020", "terms-stop-the-build",
    Title = "A build that stops until the terms of the default channels are accepted",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class TermsStopTheBuild : Rule<CommandSequence>
{
    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        // What a person pastes goes to a terminal of theirs, where much may be set up already.
        if (subject.Origin == ShellOrigin.Guide || !RunsConda(subject) || StageFacts.BaseOf(subject) is { Conda.Length: > 0 })
        {
            return;
        }

        Word? installer = null;
        var starts = true;
        foreach (var part in StageFacts.Chain(subject))
        {
            var instructions = StageFacts.InstructionsOf(part, context);
            if (CondaConfiguration.IsCopied(instructions))
            {
                return;
            }

            foreach (var instruction in instructions)
            {
                if (installer is null && instruction.Kind == DockerfileInstructionKind.Copy && StageFacts.MayBringPrograms(instruction))
                {
                    // Another image's conda may come with it.
                    return;
                }
            }

            foreach (var fact in part.Facts)
            {
                switch (fact)
                {
                    case VariableSet variable when AcceptsBy(variable):
                        return;
                    case FileWrite { Path: var path } when path.Raw.Contains("condarc", StringComparison.Ordinal) || path.Raw.Contains("tos", StringComparison.Ordinal):
                        return;
                    case Download download when CondaInstallers.Find(download.Url.Value ?? download.Url.Raw) is { } found:
                        if (found.Terms != CondaTerms.Asks)
                        {
                            return;
                        }

                        if (installer is null)
                        {
                            installer = download.Url;
                            starts = !NeedsNewerGlibc(found, subject);
                        }

                        break;
                    case CommandUse use when use.IsProgram("conda"):
                        if (Accepts(use))
                        {
                            return;
                        }

                        if (installer is not null && Solves(use))
                        {
                            if (ReferenceEquals(part, subject))
                            {
                                Report(use, installer, starts, context);
                            }

                            return;
                        }

                        break;
                }
            }
        }
    }

    // Another installer has to be taken then, whose conda may know of no terms.
    private static bool NeedsNewerGlibc(CondaInstaller installer, CommandSequence sequence) =>
        installer.Glibc is { } floor && StageFacts.BaseOf(sequence) is { Libc: "glibc", Glibc.Length: > 0 } image && DottedNumber.Compare(image.Glibc, floor.Glibc) < 0;

    private static bool RunsConda(CommandSequence sequence)
    {
        foreach (var fact in sequence.Facts)
        {
            if (fact is CommandUse { Program: "conda" })
            {
                return true;
            }
        }

        return false;
    }

    private static bool AcceptsBy(VariableSet variable) =>
        variable.Name == CondaInstallers.AcceptVariable || variable.Name is "CONDARC" or "CONDA_CHANNELS" or "CONDA_DEFAULT_CHANNELS" || CondaInstallers.IsCiVariable(variable.Name);

    private static bool Accepts(CommandUse use)
    {
        foreach (var assignment in use.Assignments)
        {
            if (AcceptsBy(assignment))
            {
                return true;
            }
        }

        if (use.Invocation is not { } invocation)
        {
            return true;
        }

        if (invocation.Subcommand.StartsWith("tos", StringComparison.Ordinal))
        {
            return true;
        }

        if (!invocation.Subcommand.StartsWith("config", StringComparison.Ordinal))
        {
            return false;
        }

        if (invocation.HasUnknownWords || invocation.Has("--remove", "--remove-key", "--file", "--stdin"))
        {
            return true;
        }

        // Another channel beside them leaves the default ones where they are.
        foreach (var option in invocation.Options)
        {
            if (option.Name == "--set" && (option.Value?.Value is not { } key || key == CondaInstallers.AcceptSetting
                || (key.Contains("channel", StringComparison.Ordinal) && key != "channel_priority")))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Solves(CommandUse use)
    {
        if (use.IsConditional || use.Failure == FailureEffect.Ignored
            || use.Invocation is not { HasUnknownWords: false, Subcommand: "install" or "create" or "update" or "upgrade" or "env create" or "env update" } invocation
            || invocation.Has("--override-channels", "--offline", "--clone", "--dry-run", "-d", "--help", "-h"))
        {
            return false;
        }

        foreach (var operand in invocation.Operands)
        {
            // Packages from files are not solved for.
            if (operand.Value is { } value && (value.EndsWith(".conda", StringComparison.Ordinal) || value.EndsWith(".tar.bz2", StringComparison.Ordinal)))
            {
                return false;
            }
        }

        foreach (var option in invocation.Options)
        {
            if (option.Name is "-c" or "--channel" && option.Value?.Value is null or "nodefaults")
            {
                return false;
            }
        }

        return use.Scope.IsImage || invocation.Has("-y", "--yes");
    }

    private static void Report(CommandUse use, Word installer, bool starts, RuleContext context)
    {
        var accept = CondaInstallers.AcceptCommand;
        Fix? fix = null;
        if (starts && use.ProgramWord is { IsLiteral: true } program && program.Raw.Length == program.Span.Length && use.Prefixes.IsEmpty && use.Assignments.IsEmpty)
        {
            var command = string.Join(" && ", Array.ConvertAll(accept.Split(" && "), part => program.Raw + part["conda".Length..]));
            fix = Fix.Suggested("Accept the terms first", TextEdit.Insert(program.Span.Start, $"{command} && "));
        }

        // A file may say nodefaults.
        var isFile = use.Invocation!.Subcommand.StartsWith("env", StringComparison.Ordinal);
        var but = isFile ? ", unless the file says 'nodefaults'" : use.Invocation.Has("-y", "--yes") ? ", and -y does not accept them" : "";
        context.Report(
            StageFacts.HeadOf(use),
            $"conda stops here until the terms of its default channels are accepted{but}",
            isFile ? Severity.Warning : Severity.Error,
            isFile ? Confidence.Medium : Confidence.High,
            label: "not accepted before",
            related: [context.Here(installer.Span, "this installer's conda asks for them")],
            notes:
            [
                $"conda says: {CondaInstallers.TermsError}",
                $"'{accept}', ENV {CondaInstallers.AcceptVariable}=yes, --override-channels with other channels, or Miniforge, which does not use them (table of {CondaInstallers.AsOf})",
            ],
            fix: fix);
    }
}
