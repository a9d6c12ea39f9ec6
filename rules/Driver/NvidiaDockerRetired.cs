using System.Collections.Immutable;
using EnvLint.Collections;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Text;

namespace EnvLint.Rules.Driver;

/// <summary>Reports <c>nvidia-docker</c>: its command, its packages, its repositories.</summary>
[Rule("DRV008", "nvidia-docker-retired",
    Title = "nvidia-docker is retired",
    Category = RuleCategory.Reproducibility,
    Severity = Severity.Warning,
    Fix = FixAvailability.Sometimes,
    Tag = RuleTag.Deprecated,
    Since = "0.1.0")]
public sealed partial class NvidiaDockerRetired : Rule<CommandSequence>
{
    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        PackageRequest? toolkit = null;
        PackageRequest? retired = null;
        foreach (var fact in subject.Facts)
        {
            switch (fact)
            {
                case PackageRequest { Manager: PackageManager.Apt or PackageManager.Dnf or PackageManager.Zypper } request:
                    switch (AptPackages.Role(request.Name))
                    {
                        case PackageRole.ContainerToolkit:
                            toolkit ??= request;
                            break;
                        case PackageRole.ContainerRetired:
                            retired ??= request;
                            Package(request, context);
                            break;
                    }

                    break;

                // All lists of these are retired, for whatever distribution.
                case RepositoryUse repository when AptPackages.RetiredRepository(repository.Url ?? repository.Written) is { } row:
                    Repository(repository, row, context);
                    break;

                // Without the retired package nothing brings the command.
                case CommandUse { Program: "nvidia-docker" or "nvidia-docker2" } use:
                    Command(use, retired is null ? toolkit : null, context);
                    break;
            }
        }
    }

    private static void Package(PackageRequest request, RuleContext context)
    {
        if (AptPackages.Find(request.Name) is not { } row)
        {
            return;
        }

        var instead = AptPackages.InsteadOf(row, request.Name);
        Fix? fix = null;
        if (row.Use is { } use && request.Constraint.Length == 0 && DriverFacts.ReplaceStart(request.Word, request.Name, use) is { } edit)
        {
            // The runtime must be registered with nvidia-ctk then.
            fix = Fix.Suggested($"Install {use} instead", edit);
        }

        context.Report(
            request.Word.Span,
            $"'{request.Name}' is retired",
            label: instead is null ? "use nvidia-container-toolkit" : $"use {row.Use}",
            related: context.Origins(request.Word),
            notes: [.. DriverFacts.Notes(row), "then run: sudo nvidia-ctk runtime configure --runtime=docker && sudo systemctl restart docker"],
            fix: fix);
    }

    private static void Repository(RepositoryUse repository, AptPackagesRepositoryRow row, RuleContext context)
    {
        var notes = ImmutableArray.Create(SourceNote.Of(row.Text, AptPackages.SourceOf(row), AptPackages.AsOf));
        if (row.Note is { } note)
        {
            notes = notes.Add(note);
        }

        context.Report(
            repository.Span,
            $"the repository '{row.Name}' is retired and has no folder for new releases",
            label: "use nvidia.github.io/libnvidia-container/stable/deb/nvidia-container-toolkit.list",
            notes: notes);
    }

    private static void Command(CommandUse use, PackageRequest? toolkit, RuleContext context)
    {
        var run = use.Invocation is { Subcommand: "run" or "create" or "container run" or "container create" } invocation ? invocation : null;
        var isGone = toolkit is not null && !use.IsConditional;
        context.Report(
            run?.SubcommandWord is { } word ? TextSpan.Union(use.ProgramWord.Span, word.Span) : use.ProgramWord.Span,
            isGone
                ? $"'{use.Program}' is retired, and '{toolkit!.Name}' does not bring it"
                : $"'{use.Program}' is retired",
            isGone ? Severity.Error : Severity.Warning,
            label: run is null ? "use docker" : "use docker run --gpus all",
            related: isGone ? [context.Here(toolkit!.Word.Span, "the container toolkit is installed here, without nvidia-docker2")] : [],
            notes: [$"nvidia-docker is archived since January 2024; Docker hands GPUs over itself with --gpus (github.com/NVIDIA/nvidia-docker; table of {AptPackages.AsOf})"],
            fix: Replace(use, run, context));
    }

    // nvidia-docker is docker with the nvidia runtime; NV_GPU chose the GPUs, which --gpus would have to repeat; behind sudo it is a word of that.
    private static Fix? Replace(CommandUse use, Environment.Commands.CommandInvocation? run, RuleContext context)
    {
        if (!use.ProgramWord.IsLiteral || use.ProgramWord.Raw.Length != use.ProgramWord.Span.Length || !use.ProgramWord.Raw.EndsWith(use.Program, StringComparison.Ordinal)
            || use.Assignments.Exists(static set => set.Name == "NV_GPU")
            || context.Source.LineText(context.Source.Lines.LineOf(use.ProgramWord.Span.Start)).Contains("NV_GPU=", StringComparison.Ordinal))
        {
            return null;
        }

        var program = TextEdit.Replace(use.ProgramWord.Span, "docker");
        if (run is null)
        {
            return Fix.Safe("Use docker", program);
        }

        if (run.SubcommandWord is not { IsLiteral: true } word)
        {
            return null;
        }

        var hasGpus = run.Has("--gpus", "--runtime", "--device");
        if (hasGpus)
        {
            return Fix.Safe("Use docker", program);
        }

        var image = run.HasUnknownWords || run.Operands.IsEmpty || run.Operands[0].Value is not { } reference ? null : ImageReference.Parse(reference);
        var option = GpuImages.Kind(image) == GpuImageKind.Jetson ? " --runtime nvidia" : " --gpus all";
        var edits = new[] { program, TextEdit.Insert(word.Span.End, option) };

        // What a variable holds may ask for GPUs already.
        return run.HasUnknownWords ? Fix.Suggested("Use docker" + option, edits) : Fix.Safe("Use docker run" + option, edits);
    }
}
