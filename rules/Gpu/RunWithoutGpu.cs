using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Environment.Commands;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Rules.Gpu.Support;
using EnvLint.Text;

namespace EnvLint.Rules.Gpu;

/// <summary>Reports a container that needs a GPU and is started without one.</summary>
[Rule("GPU001", "run-without-gpu",
    Title = "A container that needs a GPU is started without one",
    Category = RuleCategory.Correctness,
    Severity = Severity.Warning,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class RunWithoutGpu : Rule<CommandSequence>
{
    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        var hasRun = false;
        var hasGpuRun = false;
        var hasCopy = false;
        foreach (var fact in subject.Facts)
        {
            switch (fact)
            {
                case ContainerRun { Command.Invocation: { } invocation }:
                    hasRun = true;
                    hasGpuRun |= invocation.HasUnknownWords || AsksForGpu(invocation);
                    break;
                case CommandUse { Program: "docker" or "podman" or "nerdctl", Invocation: { Subcommand: "cp" } }:
                    hasCopy = true;
                    break;
            }
        }

        // Where nvidia is made the daemon's default runtime, each container has the GPUs.
        if (!hasRun || context.Source.Content.Contains("default-runtime", StringComparison.Ordinal) || context.Source.Content.Contains("--set-as-default", StringComparison.Ordinal))
        {
            return;
        }

        foreach (var fact in subject.Facts)
        {
            // In a condition, beside a run with a GPU, it is the branch for machines without one.
            if (fact is ContainerRun run && !(run.Command.IsConditional && hasGpuRun))
            {
                Check(run, hasCopy, context);
            }
        }
    }

    private static void Check(ContainerRun subject, bool hasCopy, RuleContext context)
    {
        // A word that is not known may be the option.
        if (subject.Command is not { Program: "docker" or "podman" or "nerdctl", Invocation: { HasUnknownWords: false, SubcommandWord: { } word } invocation }
            || subject.Image is not { } image || AsksForGpu(invocation))
        {
            return;
        }

        var asks = GpuWork.AsksGpu(Command(subject, invocation));
        var kind = GpuImages.Kind(subject.Content);
        if (kind == GpuImageKind.Jetson
            || (!asks && (kind != GpuImageKind.Cuda || GpuWork.IsIdle(Command(subject, invocation)) || (hasCopy && IsCreate(invocation)))))
        {
            return;
        }

        var isPodman = subject.Command.Program == "podman";
        var option = isPodman ? "--device nvidia.com/gpu=all" : "--gpus all";
        var what = asks ? $"'{(subject.Arguments is [var first, ..] ? first.Value : null) ?? image.Value}' asks for a GPU" : $"'{image.Value}' is made for a GPU";
        Fix? fix = null;
        if (word.IsLiteral)
        {
            // What asks the GPU can only have meant it; an image may be run without one.
            var edit = TextEdit.Insert(word.Span.End, " " + option);
            fix = asks ? Fix.Safe($"Add {option}", edit) : Fix.Suggested($"Add {option}", edit);
        }

        context.Report(
            TextSpan.Union(subject.Command.ProgramWord.Span, word.Span),
            $"{what}, and '{subject.Command.Program} {invocation.Subcommand}' hands none over",
            confidence: asks ? Confidence.High : Confidence.Medium,
            label: $"add {option}",
            related: context.Origins(image),
            notes: [isPodman
                ? "Podman takes GPUs by their CDI names, after nvidia-ctk cdi generate (docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/cdi-support.html)"
                : "a container sees no GPU without --gpus, --runtime=nvidia or a CDI device, unless nvidia is the daemon's default runtime (docs.docker.com/engine/containers/resource_constraints)"],
            fix: fix);
    }

    private static bool AsksForGpu(CommandInvocation invocation)
    {
        foreach (var option in invocation.Options)
        {
            switch (option.Name)
            {
                // Any runtime of its own, and any value that is not known, may hand it over.
                case "--gpus" or "--runtime" or "--privileged":
                    return true;
                case "--device":
                    if (option.Value?.Value is not { } device || device.Contains("nvidia", StringComparison.Ordinal) || device.StartsWith("/dev/dxg", StringComparison.Ordinal) || device.StartsWith("/dev/dri", StringComparison.Ordinal) || device.StartsWith("/dev/kfd", StringComparison.Ordinal))
                    {
                        return true;
                    }

                    break;

                // Whoever sets it counts on the daemon's default runtime, or wants none on purpose.
                case "-e" or "--env":
                    if (option.Value is not { } variable || variable.Value is null && !variable.Raw.Contains('=', StringComparison.Ordinal)
                        || (variable.Value ?? variable.Raw) is var text && (text.StartsWith("NVIDIA_VISIBLE_DEVICES", StringComparison.Ordinal) || text.StartsWith("CUDA_VISIBLE_DEVICES", StringComparison.Ordinal)))
                    {
                        return true;
                    }

                    break;
                case "--volumes-from":
                    break;
            }
        }

        return false;
    }

    private static ImmutableArray<Word> Command(ContainerRun run, CommandInvocation invocation) =>
        invocation.Option("--entrypoint")?.Value is { } entry ? run.Arguments.Insert(0, entry) : run.Arguments;

    // docker create and docker cp take files out of an image; it never runs.
    private static bool IsCreate(CommandInvocation invocation) => invocation.Subcommand is "create" or "container create";
}
