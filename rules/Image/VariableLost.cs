using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Manifests;
using EnvLint.Text;

namespace EnvLint.Rules.Image;

/// <summary>Reports a RUN that only changes its own shell: each RUN has a shell of its own, so nothing of it is left.</summary>
[Rule("IMG010", "variable-lost",
    Title = "A RUN sets variables, a folder or an environment that end with it",
    Category = RuleCategory.Correctness,
    Severity = Severity.Warning,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class VariableLost : Rule<DockerfileManifest>
{
    /// <inheritdoc/>
    protected override void Check(DockerfileManifest subject, RuleContext context)
    {
        foreach (var step in subject.Steps)
        {
            // A variable alone (RUN X=1) sets nothing for anybody either.
            if (step.Shell is not null && !step.Commands.IsEmpty && OnlyChangesTheShell(step))
            {
                Report(step, context);
            }
        }
    }

    private static bool OnlyChangesTheShell(RunStep step)
    {
        foreach (var command in step.Commands)
        {
            if (!command.Redirections.IsEmpty || command.PipedFrom is not null || command.Outer is not null)
            {
                return false;
            }

            var changesShell = command.Program switch
            {
                "export" or "alias" or "cd" or "set" or "umask" or "ulimit" or "unset" => true,
                "source" or "." => command.Arguments is [var file, ..] && SetsEnvironmentOnly(file),
                "conda" or "mamba" or "micromamba" => command.Invocation is { Subcommand: "activate" or "deactivate" },
                _ => false,
            };
            if (!changesShell)
            {
                return false;
            }
        }

        // set -e alone in front of nothing is not worth a word.
        return Telling(step) is not null;
    }

    // Files whose only purpose is the shell that reads them; any other script may do lasting things.
    private static bool SetsEnvironmentOnly(Word file)
    {
        var text = file.Value ?? file.Raw.Trim('"');
        var name = text[(text.LastIndexOf('/') + 1)..];
        return name is "activate" or ".bashrc" or ".profile" or ".bash_profile" or ".zshrc" or "setup.bash" or "conda.sh" or "bashrc" or "profile" or "env.sh" or "setvars.sh"
            || (name == "env" && text.Contains("cargo", StringComparison.Ordinal));
    }

    private static CommandUse? Telling(RunStep step)
    {
        foreach (var command in step.Commands)
        {
            if (command.Program is not ("set" or "umask" or "ulimit" or "unset"))
            {
                return command;
            }
        }

        return null;
    }

    private static void Report(RunStep step, RuleContext context)
    {
        var command = Telling(step);
        if (command is null)
        {
            return;
        }

        var what = command.Program switch
        {
            "cd" => "the change of folder ends with this RUN: the next instruction starts where the last WORKDIR says",
            "source" or "." => "what the file sets ends with this RUN: the next instruction has a new shell",
            "conda" or "mamba" or "micromamba" => "the activated environment ends with this RUN: the next instruction has a new shell",
            "alias" => "the alias ends with this RUN: the next instruction has a new shell",
            _ => "the variable ends with this RUN: the next instruction has a new shell",
        };
        var label = command.Program switch
        {
            "cd" => "use WORKDIR",
            "export" => "use ENV",
            _ => "gone in the next layer",
        };
        context.Report(command.Span, what, label: label, fix: FixOf(step, command));
    }

    private static Fix? FixOf(RunStep step, CommandUse command)
    {
        if (step.Commands.Length != 1 || !step.Instruction.Flags.IsEmpty || !step.Instruction.Heredocs.IsEmpty || command.IsConditional)
        {
            return null;
        }

        var instruction = TextSpan.FromBounds(step.Instruction.KeywordSpan.Start, command.Span.End);
        return command switch
        {
            { Program: "cd", Arguments: [var folder] } when folder.Value is not null =>
                Fix.Suggested("Write WORKDIR", TextEdit.Replace(instruction, $"WORKDIR {folder.Raw}")),
            { Program: "export", Arguments: [var set] } when IsPlainAssignment(set) =>
                Fix.Suggested("Write ENV", TextEdit.Replace(instruction, $"ENV {set.Raw}")),
            _ => null,
        };
    }

    private static bool IsPlainAssignment(Word word) =>
        word.Raw.IndexOf('=', StringComparison.Ordinal) > 0
        && !word.Raw.Contains("$(", StringComparison.Ordinal)
        && !word.Raw.Contains('`', StringComparison.Ordinal)
        && !word.Raw.Contains('~', StringComparison.Ordinal)
        && !NotExpanded.NamesShellVariable(word.Raw)
        && !word.Raw.Contains('\n', StringComparison.Ordinal);
}
