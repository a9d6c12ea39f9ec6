using System.Collections.Immutable;
using EnvLint.Collections;
using EnvLint.Diagnostics;
using EnvLint.Environment.Commands;
using EnvLint.Environment.Facts;
using EnvLint.Rules.Driver;
using EnvLint.Text;

namespace EnvLint.Rules.Wsl;

/// <summary>Reports commands for a Linux driver's features in a WSL distribution, where the driver is the one of Windows.</summary>
[Rule("WSL030", "wsl-missing-feature",
    Title = "A command wants what the driver does not have in WSL",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Warning,
    Since = "0.1.0")]
public sealed partial class WslMissingFeature : Rule<CommandUse>
{
    private const string ProcFolder = "/proc/driver/nvidia";

    /// <inheritdoc/>
    protected override void Check(CommandUse subject, RuleContext context)
    {
        if (!subject.Scope.IsWsl || Find(subject) is not var (span, message))
        {
            return;
        }

        // What may fail is asked, or is known to fail here.
        if (subject.Failure == FailureEffect.Ignored && subject.Program is not ("[" or "test"))
        {
            return;
        }

        context.Report(
            span,
            message,
            confidence: subject.IsConditional ? Confidence.Medium : Confidence.High,
            label: "not in WSL",
            related: DriverFacts.Evidence(subject.Scope, context),
            notes: ["the driver of a distribution is the one of Windows, which has no kernel module there (docs.nvidia.com/cuda/wsl-user-guide, features that are not supported)"],
            dependsOnTarget: DriverFacts.DependsOnTarget(subject.Scope, context));
    }

    private static (TextSpan Span, string Message)? Find(CommandUse use)
    {
        switch (use.Program)
        {
            case "nvidia-smi" when use.Invocation is { } invocation:
                return OfSmi(use, invocation);
            case "nvidia-persistenced" or "nv-fabricmanager" when !use.Arguments.Exists(static word => word.Value is "--version" or "--help" or "-h" or "-v"):
                return (use.ProgramWord.Span, $"'{use.Program}' needs the Linux driver's kernel module, and a WSL distribution has none");
            case "systemctl" when use.Invocation is { Subcommand: "enable" or "start" or "restart" } invocation:
                return OfService(invocation.Operands);
            case "service" when use.Arguments is [var name, { Value: "start" or "restart" }]:
                return OfService([name]);
            case "modprobe" when use.Invocation is { Operands: [{ Value: { } module } word, ..] } invocation && module.StartsWith("nvidia", StringComparison.Ordinal) && !invocation.Has("-r", "--remove"):
                return (word.Span, $"'{module}' is a module of the Linux driver, and a WSL distribution has none");
            case "cat" or "head" or "ls" or "grep" or "stat" or "test" or "[" or "awk" or "sed":
                foreach (var word in use.Arguments)
                {
                    if (word.Value is { } path && path.StartsWith(ProcFolder, StringComparison.Ordinal))
                    {
                        return (word.Span, $"'{path}' is made by the Linux driver's kernel module, and is never there in WSL");
                    }
                }

                return null;
            default:
                return null;
        }
    }

    private static (TextSpan Span, string Message)? OfSmi(CommandUse use, CommandInvocation invocation)
    {
        if (invocation is { Subcommand: "mig", SubcommandWord: { } mig })
        {
            return (TextSpan.Union(use.ProgramWord.Span, mig.Span), "'nvidia-smi mig' splits a GPU, and WSL does not support MIG");
        }

        // -c and -e mean other things behind dmon, topo and their like.
        if (invocation.Subcommand.Length > 0)
        {
            return null;
        }

        foreach (var option in invocation.Options)
        {
            var feature = option.Name switch
            {
                "-pm" or "--persistence-mode" => "the persistence mode",
                "-c" or "--compute-mode" => "the compute mode",
                "-e" or "--ecc-config" => "ECC",
                "-mig" or "--multi-instance-gpu" => "MIG",
                _ => null,
            };
            if (feature is not null)
            {
                return (option.Word.Span, $"'nvidia-smi {option.Name}' sets {feature}, which a WSL distribution cannot");
            }
        }

        return null;
    }

    private static (TextSpan Span, string Message)? OfService(ImmutableArray<Word> names)
    {
        foreach (var word in names)
        {
            if (word.Value is "nvidia-persistenced" or "nvidia-persistenced.service" or "nvidia-fabricmanager" or "nvidia-fabricmanager.service")
            {
                return (word.Span, $"'{word.Value}' is a service of the Linux driver, and a WSL distribution has none");
            }
        }

        return null;
    }
}
