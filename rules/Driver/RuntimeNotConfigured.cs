using EnvLint.Collections;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Syntax.Markdown;
using EnvLint.Text;

namespace EnvLint.Rules.Driver;

/// <summary>Reports a script that installs the container toolkit and does not make the engine use it.</summary>
[Rule("DRV007", "runtime-not-configured",
    Title = "The container toolkit is installed and the engine is not set up for it",
    Category = RuleCategory.Correctness,
    Severity = Severity.Warning,
    Confidence = Confidence.Medium,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class RuntimeNotConfigured : Rule<CommandSequence>
{
    private const string Configure = "nvidia-ctk runtime configure";

    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        if (subject.Scope.IsImage || subject.Scope.IsContainer || Installation(subject) is not { } toolkit)
        {
            return;
        }

        CommandUse? configuration = null;
        var isWrittenByHand = false;
        var isRestarted = false;
        foreach (var fact in subject.Facts)
        {
            switch (fact)
            {
                case CommandUse use when IsOtherWay(use):
                    return;
                case CommandUse { Program: "nvidia-ctk", Invocation.Subcommand: "runtime configure" } use:
                    configuration = use;
                    isRestarted = false;
                    break;
                case CommandUse { Program: "nvidia-ctk", Invocation.Subcommand: "cdi generate" }:
                    return;
                case CommandUse use when IsRestart(use):
                    isRestarted = true;
                    break;
                case CommandUse use when IsInside(use, "daemon.json"):
                    isWrittenByHand = true;
                    break;
                case FileWrite write when (write.Path.Value ?? write.Path.Raw).Contains("daemon.json", StringComparison.Ordinal):
                    isWrittenByHand = true;
                    break;

                // An engine that is installed afterwards starts with the new configuration.
                case PackageRequest request when configuration is not null && AptPackages.Role(request.Name) == PackageRole.ContainerEngine:
                    isRestarted = true;
                    break;

                // The retired packages register their runtime themselves.
                case PackageRequest request when AptPackages.Role(request.Name) == PackageRole.ContainerRetired:
                    return;
            }
        }

        // --gpus needs no more than a daemon that was started after the toolkit; --runtime=nvidia needs the runtime's name.
        var isGuide = subject.Origin == ShellOrigin.Guide;
        var what = isGuide ? "guide" : "script";
        if (configuration is null && !isWrittenByHand && (!isRestarted || UsesRuntime(subject)))
        {
            // A guide may go on elsewhere, and leaves to the reader what it does not show: unless it goes on to use the GPU.
            if (isGuide && !RunsWithGpu(subject, toolkit, context))
            {
                return;
            }

            var engine = Engine(subject);
            context.Report(
                toolkit.Word.Span,
                isRestarted
                    ? $"'{toolkit.Name}' is installed, but the {what} never runs '{Configure}': --runtime=nvidia is not known"
                    : $"'{toolkit.Name}' is installed, but the {what} neither runs '{Configure}' nor restarts {engine}",
                label: $"then run sudo {Configure}",
                notes: ["without it: 'could not select device driver \"\" with capabilities: [[gpu]]' or 'unknown or invalid runtime name: nvidia' (docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/install-guide.html)"],
                fix: toolkit.Command is not { } command ? null : Insert(command, context, isRestarted ? [$"{Sudo(command)}{Configure} --runtime={engine}"] : [$"{Sudo(command)}{Configure} --runtime={engine}", $"{Sudo(command)}systemctl restart {engine}"]));
        }
        else if (configuration is not null && !isRestarted && !(isGuide && TellsOfRestart(configuration, context)))
        {
            var runtime = configuration.Invocation?.Option("--runtime")?.Value?.Value ?? Engine(subject);
            context.Report(
                configuration.Span,
                $"'{Configure}' changes the configuration, but the {what} does not restart {runtime}, which goes on with the old one",
                UsesEngine(subject, configuration) ? Severity.Warning : Severity.Info,
                label: $"then run sudo systemctl restart {runtime}",
                related: [context.Here(toolkit.Word.Span, $"'{toolkit.Name}' is installed here")],
                fix: Insert(configuration, context, [$"{Sudo(configuration)}systemctl restart {runtime}"]));
        }
    }

    // Who installs without it is root, where sudo may not be.
    private static string Sudo(CommandUse use) => use.Prefixes.Exists(static prefix => prefix.Is("sudo")) ? "sudo " : "";

    private static PackageRequest? Installation(CommandSequence sequence)
    {
        foreach (var fact in sequence.Facts)
        {
            if (fact is PackageRequest { Manager: PackageManager.Apt or PackageManager.Dnf or PackageManager.Zypper, Name: "nvidia-container-toolkit", Command.IsConditional: false } request)
            {
                return request;
            }
        }

        return null;
    }

    private static bool UsesRuntime(CommandSequence sequence)
    {
        foreach (var fact in sequence.Facts)
        {
            if (fact is ContainerRun { Command.Invocation: { } invocation } && invocation.Option("--runtime")?.Value is { Value: "nvidia" })
            {
                return true;
            }
        }

        return false;
    }

    private static bool RunsWithGpu(CommandSequence sequence, PackageRequest toolkit, RuleContext context)
    {
        foreach (var fact in sequence.Facts)
        {
            if (fact is ContainerRun { Command.Invocation: { } invocation } run && run.Order > toolkit.Order && invocation.Has("--gpus", "--runtime") && !context.AreAlternatives(toolkit.Span, run.Span))
            {
                return true;
            }
        }

        return false;
    }

    // "Dockerを再起動します" tells a reader as much as a command does.
    private static bool TellsOfRestart(CommandUse configuration, RuleContext context)
    {
        foreach (var block in context.File.Guide?.Document.Blocks ?? [])
        {
            if (block.Kind == MarkdownBlockKind.Paragraph && block.Span.Start > configuration.Span.Start)
            {
                var text = block.Content.Text;
                if (text.Contains("再起動", StringComparison.Ordinal) || text.Contains("restart", StringComparison.OrdinalIgnoreCase) || text.Contains("reboot", StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }

    // A script that only installs may leave the restart to the next start of the machine.
    private static bool UsesEngine(CommandSequence sequence, CommandUse configuration)
    {
        foreach (var fact in sequence.Facts)
        {
            if (fact is CommandUse { Program: "docker" or "docker-compose" or "nerdctl" or "ctr" or "crictl" } use && use.Order > configuration.Order)
            {
                return true;
            }
        }

        return false;
    }

    private static string Engine(CommandSequence sequence)
    {
        var hasDocker = false;
        var hasContainerd = false;
        foreach (var fact in sequence.Facts)
        {
            if (fact is CommandUse { Program: "ctr" or "kubeadm" })
            {
                return "containerd";
            }

            // Docker brings containerd with it, and is what a script with both uses.
            if (fact is PackageRequest { Name: "docker-ce" or "docker.io" or "docker-ce-cli" or "docker-engine" or "moby-engine" } or CommandUse { Program: "docker" })
            {
                hasDocker = true;
            }

            hasContainerd |= fact is PackageRequest { Name: "containerd" or "containerd.io" };
        }

        return hasContainerd && !hasDocker ? "containerd" : "docker";
    }

    // What sets the engine up in a way of its own, and scripts that are not seen here.
    private static bool IsOtherWay(CommandUse use)
    {
        if (use.IsProgram("podman", "helm", "kubectl", "microk8s", "k3s", "k0s", "k3sup", "rke2", "minikube", "kind", "ansible", "ansible-playbook", "juju", "nixos-rebuild", "apptainer", "singularity", "enroot"))
        {
            return true;
        }

        if (use.IsProgram("sh", "bash", "source", ".") && use.Arguments is [{ Value: var script }, ..])
        {
            return script is null || script.EndsWith(".sh", StringComparison.Ordinal);
        }

        foreach (var argument in use.Arguments)
        {
            if (argument.Value is { } text && (text.Contains("Docker Desktop", StringComparison.OrdinalIgnoreCase) || text.Contains("docker-desktop", StringComparison.Ordinal)
                || text.Contains("k3s", StringComparison.Ordinal) || text.Contains("rke2", StringComparison.Ordinal) || text.Contains("get.docker.com/rootless", StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return use.Program.EndsWith(".sh", StringComparison.Ordinal);
    }

    private static bool IsRestart(CommandUse use)
    {
        if (use.IsProgram("systemctl", "service", "rc-service", "snap"))
        {
            var acts = false;
            var names = false;
            foreach (var argument in use.Arguments)
            {
                var text = argument.Value;

                // A unit whose name is not known may be the engine.
                names |= text is null || text.Contains("docker", StringComparison.Ordinal) || text.Contains("containerd", StringComparison.Ordinal) || text.Contains("crio", StringComparison.Ordinal);
                acts |= text is null or "restart" or "reload" or "start" or "try-restart" or "reload-or-restart" or "--now";
            }

            return acts && names;
        }

        return use.IsProgram("reboot", "shutdown", "dockerd", "pkill", "kill", "killall", "wsl")
            || (use.ProgramWord.Value ?? "").StartsWith("/etc/init.d/docker", StringComparison.Ordinal);
    }

    private static bool IsInside(CommandUse use, string file)
    {
        foreach (var argument in use.Arguments)
        {
            if ((argument.Value ?? argument.Raw).Contains(file, StringComparison.Ordinal))
            {
                return true;
            }
        }

        foreach (var redirection in use.Redirections)
        {
            if (redirection.Target is { } target && (target.Value ?? target.Raw).Contains(file, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    // Lines behind the line that the command ends on; only where nothing else stands there.
    private static Fix? Insert(CommandUse command, RuleContext context, ReadOnlySpan<string> lines)
    {
        if (command.IsConditional || command.Outer is not null)
        {
            return null;
        }

        var text = context.Source.Content;
        var start = command.Span.Start;
        while (start > 0 && text[start - 1] is not ('\n' or '\r'))
        {
            start--;
        }

        var end = command.Span.End;
        while (end < text.Length && text[end] is ' ' or '\t')
        {
            end++;
        }

        var indent = text[start..command.Span.Start];
        if (indent.Trim().Length > 0 || (end < text.Length && text[end] is not ('\n' or '\r')))
        {
            return null;
        }

        var added = new System.Text.StringBuilder();
        foreach (var line in lines)
        {
            added.Append(context.Source.LineEnd).Append(indent).Append(line);
        }

        return Fix.Suggested("Set the engine up", TextEdit.Insert(end, added.ToString()));
    }
}
