using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Rules.Apt;
using EnvLint.Syntax.Dockerfile;
using EnvLint.Text;

namespace EnvLint.Rules.Conda;

/// <summary>Reports <c>conda activate</c> in a RUN whose shell has not been told of conda.</summary>
[Rule("CND015", "activate-in-run",
    Title = "RUN activates a conda environment in a shell that does not know how",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class ActivateInRun : Rule<CommandSequence>
{
    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        if (subject.Origin != ShellOrigin.Run || !subject.Scope.IsImage)
        {
            return;
        }

        bool? mayKnow = null;
        var hookedLayer = -1;
        for (var i = 0; i < subject.Facts.Length; i++)
        {
            if (subject.Facts[i] is not CommandUse use || use.Layer == hookedLayer)
            {
                continue;
            }

            if (LoadsSomething(use))
            {
                hookedLayer = use.Layer;
            }
            else if (use.IsProgram("conda", "mamba", "micromamba") && use.Invocation is { Subcommand: "activate" } && use.Shell is not null
                && use.Failure != FailureEffect.Ignored && !use.IsConditional && !IsInStartedShell(use) && !(mayKnow ??= MayKnow(subject, context)))
            {
                Report(use, NextOf(subject, i), subject, context);
                hookedLayer = use.Layer;
            }
        }
    }

    private static void Report(CommandUse use, CommandUse? next, CommandSequence sequence, RuleContext context)
    {
        var program = use.Program;
        var hook = program switch
        {
            "conda" => ". \"$(conda info --base)/etc/profile.d/conda.sh\"",
            "micromamba" => "eval \"$(micromamba shell hook --shell posix)\"",
            _ => null,
        };

        // An image that nobody knows here may start its shells in another way.
        var isCertain = StageFacts.BaseOf(sequence) is not null && StageFacts.IsBaseFixed(sequence);
        context.Report(
            use.Span,
            $"'{program} activate' needs {program}'s shell function, and the shell of RUN starts without it: the step fails",
            isCertain ? Severity.Error : Severity.Warning,
            isCertain ? Confidence.High : Confidence.Medium,
            label: "no hook before this",
            notes: next is null
                ? [$"and nothing behind it in this RUN would run in the environment: use '{program} run -n NAME', or put its bin folder in front of PATH with ENV"]
                : [$"'{program} run -n NAME command' needs no function; what a RUN activates ends with it"],
            fix: hook is not null && next is not null && use.Outer is null && use.Shell is { Origin: ShellOrigin.Run }
                ? Fix.Suggested("Load the function before it", TextEdit.Insert(use.Span.Start, $"{hook} && "))
                : null);
    }

    private static CommandUse? NextOf(CommandSequence sequence, int index)
    {
        for (var i = index + 1; i < sequence.Facts.Length; i++)
        {
            if (sequence.Facts[i] is CommandUse use)
            {
                return use.Layer == ((CommandUse)sequence.Facts[index]).Layer ? use : null;
            }
        }

        return null;
    }

    // Any file that is read, and anything that is evaluated, may define the function.
    private static bool LoadsSomething(CommandUse use) =>
        use.IsProgram("source", ".", "eval") || use.Program.Length == 0;

    // bash -lc '…', bash -ic '…'
    private static bool IsInStartedShell(CommandUse use)
    {
        // RUN ["bash", "-ic", "…"]: the exec form does not show its command here.
        if (use is { Outer: null, Shell.Origin: ShellOrigin.Nested })
        {
            return true;
        }

        for (var outer = use.Outer; outer is not null; outer = outer.Outer)
        {
            if (!outer.IsProgram("sh", "bash", "dash", "ash"))
            {
                return true;
            }

            foreach (var argument in outer.Arguments)
            {
                if (argument.Value is not { } option || option == "--login" || option == "--rcfile" || option == "--init-file"
                    || (option.Length > 1 && option[0] == '-' && option[1] != '-' && option.AsSpan(1).IndexOfAny('l', 'i') >= 0))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool MayKnow(CommandSequence sequence, RuleContext context)
    {
        // micromamba's images start each RUN through a script of their own.
        if (sequence.Scope.Stage?.BaseImage?.FullRepository is { } repository && repository.Contains("mamba", StringComparison.Ordinal) && !repository.StartsWith("condaforge/", StringComparison.Ordinal))
        {
            return true;
        }

        for (var current = sequence; current is not null; current = current.Base)
        {
            foreach (var instruction in StageFacts.InstructionsOf(current, context))
            {
                if (instruction.Kind == DockerfileInstructionKind.Shell && !IsPlainShell(instruction))
                {
                    return true;
                }
            }

            foreach (var fact in current.Facts)
            {
                if (fact is VariableSet { Name: "BASH_ENV" or "ENV" })
                {
                    return true;
                }
            }
        }

        return false;
    }

    // ["/bin/bash", "-o", "pipefail", "-c"] reads no file at its start; --login and -i do, and any other program may.
    private static bool IsPlainShell(DockerfileInstruction instruction)
    {
        if (instruction.Words is not [var program, ..] || instruction.Form != DockerfileForm.Exec)
        {
            return false;
        }

        var name = program.Raw[(program.Raw.LastIndexOf('/') + 1)..];
        if (name is not ("sh" or "bash" or "dash" or "ash"))
        {
            return false;
        }

        foreach (var word in instruction.Words)
        {
            if (word.Raw == "--login" || (word.Raw.Length > 1 && word.Raw[0] == '-' && word.Raw[1] != '-' && word.Raw.AsSpan(1).IndexOfAny('l', 'i') >= 0))
            {
                return false;
            }
        }

        return true;
    }
}
