using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Manifests;

namespace EnvLint.Rules.Image;

/// <summary>Reports a shell started in a RUN to "reload" something: it reads an empty input and ends at once.</summary>
[Rule("IMG011", "exec-swallows",
    Title = "A RUN starts a new shell that swallows what follows",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Since = "0.1.0")]
public sealed partial class ExecSwallows : Rule<DockerfileManifest>
{
    /// <inheritdoc/>
    protected override void Check(DockerfileManifest subject, RuleContext context)
    {
        foreach (var step in subject.Steps)
        {
            for (var i = 0; i < step.Commands.Length; i++)
            {
                var command = step.Commands[i];
                if (command.Outer is null && !command.IsConditional && IsBareShell(command))
                {
                    Report(command, isLast: i == step.Commands.Length - 1, context);
                    break;
                }
            }
        }
    }

    private static void Report(CommandUse command, bool isLast, RuleContext context)
    {
        if (IsExec(command))
        {
            context.Report(
                Text.TextSpan.FromBounds(command.Prefixes[0].Span.Start, command.Span.End),
                isLast
                    ? $"'exec {command.Program}' starts a shell without input, which ends at once: it reloads nothing for the next RUN"
                    : $"'exec {command.Program}' replaces the shell of this RUN with one that ends at once: nothing behind it runs, and the layer still succeeds",
                severity: isLast ? Severity.Warning : null,
                label: isLast ? "has no effect" : "nothing behind this runs");
        }
        else if (!isLast)
        {
            context.Report(
                command.Span,
                $"'{command.Program}' starts a shell without input, which ends at once: what follows runs in the shell that was there before",
                severity: Severity.Warning,
                label: "has no effect");
        }
    }

    private static bool IsExec(CommandUse command) => command.Prefixes is [.., var last] && last.Is("exec");

    // A shell with neither script nor -c nor input.
    private static bool IsBareShell(CommandUse command)
    {
        if (!command.IsProgram("bash", "sh", "zsh", "dash") || command.PipedFrom is not null || command.Shell is null)
        {
            return false;
        }

        foreach (var redirection in command.Redirections)
        {
            if (redirection.Kind is Syntax.Shell.ShellRedirectionKind.Input or Syntax.Shell.ShellRedirectionKind.Heredoc
                or Syntax.Shell.ShellRedirectionKind.HeredocStripTabs or Syntax.Shell.ShellRedirectionKind.Herestring)
            {
                return false;
            }
        }

        return command.Invocation is { HasUnknownWords: false } invocation
            && invocation.Operands.IsEmpty && !invocation.Has("-c", "-s", "--version", "--help");
    }
}
