using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Manifests;
using EnvLint.Text;

namespace EnvLint.Rules.Image;

/// <summary>Reports a shell started in a RUN to "reload" something: it reads an empty input and ends at once.</summary>
[Rule("IMG011", "exec-swallows",
    Title = "A RUN starts a new shell that swallows what follows",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
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
                TextSpan.FromBounds(command.Prefixes[0].Span.Start, command.Span.End),
                isLast
                    ? $"'exec {command.Program}' starts a shell without input, which ends at once: it reloads nothing for the next RUN"
                    : $"'exec {command.Program}' replaces the shell of this RUN with one that ends at once: nothing behind it runs, and the layer still succeeds",
                severity: isLast ? Severity.Warning : null,
                label: isLast ? "has no effect" : "nothing behind this runs",
                fix: FixOf(command.Prefixes[0].Span.Start, command, context));
        }
        else if (!isLast)
        {
            context.Report(
                command.Span,
                $"'{command.Program}' starts a shell without input, which ends at once: what follows runs in the shell that was there before",
                severity: Severity.Warning,
                label: "has no effect",
                fix: FixOf(command.Span.Start, command, context));
        }
    }

    // Away with it, and with the && or ; that joins it: the one in front, or the one behind where it is the first.
    private static Fix? FixOf(int start, CommandUse command, RuleContext context)
    {
        var content = context.Source.Content.AsSpan();
        if (command.Prefixes.Length > 1 || !command.Redirections.IsEmpty || command.Outer is not null)
        {
            return null;
        }

        var front = content[..start].TrimEnd(" \t\r\n\\");
        if (front.EndsWith("&&") || front is [not ';', .., ';'])
        {
            front = front[..(front.Length - (front[^1] == ';' ? 1 : 2))];
            if (front.TrimEnd(' ') is [.., '\n'])
            {
                // A line that begins with &&, and so must the next.
                var next = content[command.Span.End..].TrimStart(" \t\r\n\\");
                return next.StartsWith("&&") ? Fix.Suggested("Leave it out", TextEdit.Delete(TextSpan.FromBounds(front.Length, content.Length - next.Length))) : null;
            }

            front = front.TrimEnd(' ');
            return front.IsEmpty || front[^1] is ';' or '&' or '|' or '\n' or '\\' ? null : Fix.Suggested("Leave it out", TextEdit.Delete(TextSpan.FromBounds(front.Length, command.Span.End)));
        }

        var back = content[command.Span.End..];
        var skipped = back.Length - back.TrimStart(' ').Length;
        back = back[skipped..];
        var joint = back.StartsWith("&&") ? 2 : back is [';', not ';', ..] ? 1 : 0;
        if (joint == 0)
        {
            return null;
        }

        var rest = back[joint..].TrimStart(" \t\r\n\\");
        return rest.IsEmpty ? null : Fix.Suggested("Leave it out", TextEdit.Delete(TextSpan.FromBounds(start, content.Length - rest.Length)));
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
