using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Manifests;
using EnvLint.Syntax.Dockerfile;
using EnvLint.Text;

namespace EnvLint.Rules.Scripts;

/// <summary>Reports pipes of RUN whose left side may fail without anybody's notice.</summary>
[Rule("SHL009", "pipe-failure-lost",
    Title = "The failure of the left side of a pipe is lost",
    Category = RuleCategory.Correctness,
    Severity = Severity.Info,
    Confidence = Confidence.Medium,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class PipeFailureLost : Rule<DockerfileManifest>
{
    /// <inheritdoc/>
    protected override void Check(DockerfileManifest subject, RuleContext context)
    {
        foreach (var step in subject.Steps)
        {
            // One word for each RUN: the same SHELL mends all of them.
            foreach (var command in step.Commands)
            {
                if (step.Shell is not null && command is { PipedFrom: { Failure: FailureEffect.Ignored } from, Outer: null, Failure: FailureEffect.Stops, IsConditional: false }
                    && !FailsOnNothing(command) && Failing(from) is { } failing)
                {
                    Report(failing, command, step, context);
                    break;
                }
            }
        }
    }

    private static void Report(CommandUse failing, CommandUse last, RunStep step, RuleContext context) => context.Report(
        failing.ProgramWord.Span,
        $"if '{failing.Program}' fails, the build goes on with what '{last.Program}' makes of nothing: the status of a pipe is that of its last command",
        label: "its failure is lost",
        related: [context.Here(last.ProgramWord.Span, "only this one's status counts")],
        notes: ["with pipefail the pipe fails with it (docs.docker.com/build/building/best-practices, 'Using pipes')"],
        fix: FixOf(step, context));

    // These take an empty input for an error themselves.
    private static bool FailsOnNothing(CommandUse command) =>
        command.IsProgram("tar", "bsdtar", "gpg", "gpg2", "apt-key", "gunzip", "gzip", "zcat", "unxz", "xz", "bunzip2", "bzip2", "unzstd", "zstd", "unzip", "cpio", "grep", "egrep", "fgrep", "test", "[")
        || command.Program.EndsWith("sum", StringComparison.Ordinal);

    // Fetching fails when a server or an address does; the failure of others is rare.
    private static CommandUse? Failing(CommandUse? command)
    {
        for (; command is not null; command = command.PipedFrom)
        {
            if (command.IsProgram("curl", "wget", "git", "aws", "gsutil", "gcloud") && !command.IsConditional)
            {
                return command;
            }
        }

        return null;
    }

    // bash where it is known to be there; the shell of Debian and Ubuntu has no pipefail.
    private static Fix? FixOf(RunStep step, RuleContext context)
    {
        var instruction = step.Instruction;
        if (step.Stage.KnownImage is not { Distribution: var distribution } || HasShell(step, context))
        {
            return null;
        }

        var shell = distribution switch
        {
            "ubuntu" or "debian" or "el" or "fedora" or "centos" => "/bin/bash\", \"-o\", \"pipefail\", \"-c",
            "alpine" => "/bin/ash\", \"-o\", \"pipefail\", \"-c",
            _ => null,
        };
        var source = context.Source;
        var start = source.Lines.StartOf(source.Lines.LineOf(instruction.Span.Start));
        if (shell is null || start != instruction.Span.Start)
        {
            return null;
        }

        return Fix.Suggested("Use a shell with pipefail", TextEdit.Insert(start, $"SHELL [\"{shell}\"]{source.LineEnd}"));
    }

    // A SHELL of one's own is there for a reason.
    private static bool HasShell(RunStep step, RuleContext context)
    {
        foreach (var instruction in context.File.Dockerfile?.Tree.Instructions ?? [])
        {
            if (instruction.Kind == DockerfileInstructionKind.Shell && instruction.Span.Start < step.Instruction.Span.Start)
            {
                return true;
            }
        }

        return false;
    }
}
