using EnvLint.Collections;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Text;

namespace EnvLint.Rules.Apt;

/// <summary>Reports package lists that stay in a layer of the final image.</summary>
[Rule("APT005", "lists-left",
    Title = "The package lists of apt stay in the layer",
    Category = RuleCategory.Performance,
    Severity = Severity.Info,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class ListsLeft : Rule<CommandSequence>
{
    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        // What a builder stage leaves behind ends with it.
        if (subject.Scope.Stage is not { From: not null, IsInLast: true })
        {
            return;
        }

        CommandUse? update = null;
        CommandUse? last = null;
        var installs = false;
        var mayRemove = false;
        var left = new List<(CommandUse Update, CommandUse Last)>();
        foreach (var fact in subject.Facts)
        {
            if (fact is not CommandUse use)
            {
                continue;
            }

            if (update is not null && update.Layer != use.Layer)
            {
                EndLayer();
            }

            if (StageFacts.IsApt(use) && use is { Invocation.Subcommand: "update", IsConditional: false } && !StageFacts.HasListsMounted(use, context))
            {
                update ??= use;
                mayRemove = false;
            }
            else if (StageFacts.IsApt(use) && use.Invocation is { Subcommand: "install" or "upgrade" or "dist-upgrade" or "full-upgrade" or "build-dep" })
            {
                installs = true;
                if (update is null)
                {
                    // It needs the lists of the layers before; that is APT002's.
                    left.Clear();
                }
            }
            else if (update is not null && MayRemove(use))
            {
                mayRemove = true;
            }

            last = use;
        }

        EndLayer();
        foreach (var (first, end) in left)
        {
            Report(first, end, context);
        }

        void EndLayer()
        {
            if (update is not null && installs && !mayRemove)
            {
                left.Add((update, last ?? update));
            }

            update = null;
            installs = false;
            mayRemove = false;
        }
    }

    // rm of anything around the lists, apt-get distclean, or something that is called a cleaning and is not seen.
    private static bool MayRemove(CommandUse use)
    {
        if (StageFacts.IsApt(use))
        {
            return use.Arguments.Exists(static argument => argument.Is("distclean"));
        }

        if (use.IsProgram("rm", "find", "rmdir", "truncate", "mv"))
        {
            foreach (var argument in use.Arguments)
            {
                var text = argument.Value ?? argument.Raw;
                if (text.Contains("/apt", StringComparison.Ordinal) || text.StartsWith("/var/lib", StringComparison.Ordinal) || text.Contains("/var/{", StringComparison.Ordinal)
                    || text.Contains("/lists", StringComparison.Ordinal) || text.Contains("/{var", StringComparison.Ordinal) || (argument.Value is null && text.StartsWith('$')))
                {
                    return true;
                }
            }

            return false;
        }

        if (use.ProgramWord.Value is null || use.Program.Contains("clean", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        if (!StageFacts.RunsForeignCode(use))
        {
            return false;
        }

        foreach (var argument in use.Arguments)
        {
            if ((argument.Value ?? argument.Raw).Contains("clean", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return use.IsProgram("sh", "bash", "dash") || use.ProgramWord.Value.EndsWith(".sh", StringComparison.Ordinal);
    }

    private static void Report(CommandUse update, CommandUse last, RuleContext context) =>
        context.Report(
            StageFacts.HeadOf(update),
            "the package lists stay in this layer: a later RUN that deletes them makes the image no smaller",
            label: "end the RUN with 'rm -rf /var/lib/apt/lists/*'",
            fix: FixOf(update, last, context));

    // A stage that begins with this one may install from its lists.
    private static bool NeedsListsLater(CommandUse update, RuleContext context)
    {
        foreach (var other in context.File.Facts?.Sequences ?? [])
        {
            if (other.Scope.Stage is not { } stage || ReferenceEquals(stage, update.Scope.Stage) || !stage.BeginsWith(update.Scope.Stage))
            {
                continue;
            }

            foreach (var fact in other.Facts)
            {
                if (fact is CommandUse use && StageFacts.IsApt(use))
                {
                    if (use.Invocation is { Subcommand: "update" })
                    {
                        break;
                    }

                    return true;
                }
            }
        }

        return false;
    }

    // Behind the last command of a plain chain.
    private static Fix? FixOf(CommandUse update, CommandUse last, RuleContext context)
    {
        if (NeedsListsLater(update, context) || last.Layer != update.Layer || last.IsConditional || last.Outer is not null || !last.Redirections.IsEmpty || StageFacts.StepOf(last, context) is not { } step
            || step.Instruction is not { Heredocs.IsEmpty: true, Form: Syntax.Dockerfile.DockerfileForm.Shell } instruction || instruction.Span.End != last.Span.End
            || last.Failure != FailureEffect.Stops || last.PipedFrom is not null)
        {
            return null;
        }

        return Fix.Suggested("Delete the lists in the same layer", TextEdit.Insert(last.Span.End, " && rm -rf /var/lib/apt/lists/*"));
    }
}
