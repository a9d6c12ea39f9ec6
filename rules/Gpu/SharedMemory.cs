using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Environment.Commands;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Manifests.Compose;
using EnvLint.Rules.Gpu.Support;
using EnvLint.Syntax.Yaml;

namespace EnvLint.Rules.Gpu;

/// <summary>Reports a training in a container with the shared memory of the default.</summary>
[Rule("GPU009", "shared-memory",
    Title = "A training in a container has 64 MB of shared memory",
    Category = RuleCategory.Correctness,
    Severity = Severity.Info,
    Confidence = Confidence.Medium,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class SharedMemory : Rule<FileAnalysis>
{
    private const string Note = "loaders of PyTorch with workers, and NCCL between GPUs, pass data through /dev/shm, of which a container has 64 MB: they end with 'Bus error' when it is full (pytorch/pytorch#5040, docs.docker.com/reference/compose-file/services, #shm_size)";

    /// <inheritdoc/>
    protected override void Check(FileAnalysis subject, RuleContext context)
    {
        if (subject.Facts is not { } facts)
        {
            return;
        }

        foreach (var service in facts.Services)
        {
            Check(service, context);
        }

        foreach (var run in facts.ContainerRuns)
        {
            Check(run, context);
        }
    }

    private static void Check(ServiceUse use, RuleContext context)
    {
        var service = use.Service;
        if (service.GpuRequests.IsEmpty || !service.IsComplete || !service.File.IsComplete || IsWithout(use.Image?.Content)
            || service.Find("shm_size") is not null || service.Find("ipc") is not null || MountsShared(service) || Training(use) is not { } training)
        {
            return;
        }

        context.Report(
            use.NameSpan,
            $"service '{service.Name}' trains with '{training.Value}', and has 64 MB of shared memory",
            label: "add shm_size",
            related: [context.Here(training.Span, "this is the training")],
            notes: [Note],
            fix: ComposeEdits.Add(use, context.Source, "shm_size: 8gb") is { } edit ? Fix.Suggested("Give it 8 GB", edit) : null);
    }

    private static Word? Training(ServiceUse use)
    {
        if (GpuTraining.Find(use.Words) is { } word)
        {
            return word;
        }

        foreach (var command in use.Commands)
        {
            if (GpuTraining.Find([command.ProgramWord, .. command.Arguments]) is { } inner)
            {
                return inner;
            }
        }

        return null;
    }

    // A volume or a tmpfs at /dev/shm, which is as large as the host's, or as it says.
    private static bool MountsShared(ComposeService service)
    {
        foreach (var key in (ReadOnlySpan<string>)["volumes", "tmpfs"])
        {
            foreach (var field in service.FindAll(key))
            {
                if (field.File.Source.ToString(field.Entry.Value.Span).Contains("/dev/shm", StringComparison.Ordinal) || field.Entry.Value is YamlAlias)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static void Check(ContainerRun run, RuleContext context)
    {
        if (run.Command.Invocation is not { HasUnknownWords: false } invocation || IsWithout(run.Content) || !AsksForGpu(invocation) || HasShared(invocation)
            || GpuTraining.Find(run.Arguments) is not { } training || invocation.SubcommandWord is not { } word)
        {
            return;
        }

        context.Report(
            Text.TextSpan.Union(run.Command.ProgramWord.Span, word.Span),
            $"'{run.Command.Program} {invocation.Subcommand}' trains with '{training.Value}', and the container has 64 MB of shared memory",
            label: "add --shm-size",
            related: [context.Here(training.Span, "this is the training")],
            notes: [Note],
            fix: word.IsLiteral ? Fix.Suggested("Give it 8 GB", Text.TextEdit.Insert(word.Span.End, " --shm-size=8g")) : null);
    }

    // What needs no shared memory: its workers are threads.
    private static bool IsWithout(ImageReference? image) =>
        image is not null && (image.Repository.Contains("tensorflow", StringComparison.Ordinal) || image.Repository.Contains("jax", StringComparison.Ordinal));

    private static bool AsksForGpu(CommandInvocation invocation) => invocation.Has("--gpus") || invocation.Option("--runtime") is { Value: { } runtime } && runtime.Is("nvidia");

    private static bool HasShared(CommandInvocation invocation)
    {
        foreach (var option in invocation.Options)
        {
            if (option.Name is "--shm-size" or "--ipc" || option.Value?.Raw.Contains("/dev/shm", StringComparison.Ordinal) == true)
            {
                return true;
            }
        }

        return false;
    }
}
