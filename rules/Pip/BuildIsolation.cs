using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.Rules.Apt;
using EnvLint.Syntax.Requirements;
using EnvLint.Text;

namespace EnvLint.Rules.Pip;

/// <summary>Reports packages whose build imports torch, where pip or uv builds them in an environment without it.</summary>
[Rule("PIP009", "build-isolation",
    Title = "A package that needs torch while it is built is built without it",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class BuildIsolation : Rule<PythonEnvironment>
{
    private enum Presence
    {
        Unknown,
        No,
        Yes,
    }

    /// <inheritdoc/>
    protected override void Check(PythonEnvironment subject, RuleContext context)
    {
        foreach (var request in subject.Requests)
        {
            if (request is not { Manager: PackageManager.Pip, IsConstraint: false } || !subject.Owns(request) || SourceBuilds.RowOf(request) is not { } row || MayTakeWheel(request)
                || request.Applies == MarkerResult.False)
            {
                continue;
            }

            var isolation = BuildNeeds.Isolation(row, request.Requirement?.Form != RequirementForm.Name);
            if (isolation != IsolatedBuild.Works)
            {
                Check(request, row, isolation, subject, context);
            }
        }
    }

    private static void Check(PackageRequest request, BuildNeedsPackageRow row, IsolatedBuild isolation, PythonEnvironment environment, RuleContext context)
    {
        var together = TogetherWith(request, environment);
        if (request.Command is not { } command)
        {
            CheckFile(request, row, isolation, together, environment, context);
            return;
        }

        // What a linked file gets wrong by itself is told there: torch in the same list, or a list of conda's file.
        if (request.LinkedFile is not null
            && ((together is not null && ReferenceEquals(together.LinkedFile, request.LinkedFile)) || !(PipCommands.IsPipInstall(command) || PipCommands.IsUvInstall(command))))
        {
            return;
        }

        var sequence = SequenceOf(environment, context);
        var isOff = PipIsolation.IsOff(command, sequence, request.Name);
        var presence = sequence is null ? Presence.Unknown : PresenceBefore(command, environment, sequence, context);
        if (isolation == IsolatedBuild.WrongTorch)
        {
            if (!isOff)
            {
                ReportWrongTorch(request, row, environment, context);
            }

            return;
        }

        if (isOff && presence != Presence.No)
        {
            return;
        }

        // NVIDIA's own images have some of them, and a list of what must not change.
        if (BaseOf(environment) is { FullRepository: "nvcr.io/nvidia/pytorch" })
        {
            return;
        }

        var isUv = command.Program == "uv";
        var tooLate = together is not null && presence != Presence.Yes;
        var always = isUv || row.Plain != true;
        var isCertain = row.Verified && request is { IsConditional: false } && command.Failure != FailureEffect.Ignored
            && (presence == Presence.No || (always && !isOff && command.Invocation?.Subcommand != "add" && environment.Origin != ShellOrigin.Guide));
        var message = tooLate ? $"'{request.Name}' needs torch while it is built: that of the same command comes too late"
            : presence == Presence.No ? $"'{request.Name}' needs torch while it is built, and nothing installs torch before"
            : $"'{request.Name}' needs torch while it is built, and {(isUv ? "uv" : "pip")} builds it in an environment without it";
        Report(
            request,
            row,
            message,
            isCertain,
            tooLate || presence == Presence.No ? "install torch first, then this with --no-build-isolation" : "add --no-build-isolation",
            tooLate && together is not null ? [context.AskedFor(together)] : [],
            presence == Presence.Yes && !tooLate ? FixOf(command) : null,
            !always,
            context);
    }

    private static void CheckFile(PackageRequest request, BuildNeedsPackageRow row, IsolatedBuild isolation, PackageRequest? together, PythonEnvironment environment, RuleContext context)
    {
        if (request.LinkedFile is not null || isolation != IsolatedBuild.Fails
            || context.Source.Content.Contains("build-isolation", StringComparison.Ordinal) || context.Source.Content.Contains("extra-build-dependencies", StringComparison.Ordinal))
        {
            return;
        }

        var isCertain = false;
        switch (environment.Kind)
        {
            // Where it is installed, torch may be there already.
            case PythonEnvironmentKind.RequirementsFile when together is not null:
                break;

            // uv and Poetry build each package in an environment of its own; whoever takes the file with pip may have torch already.
            case PythonEnvironmentKind.PyProject when together is not null && context.File.PyProject is { } project && (project.Uv is not null || project.Poetry is not null) && request.Sources.IsComplete:
                Report(
                    request,
                    row,
                    $"'{request.Name}' needs torch while it is built, and {(project.Uv is null ? "Poetry" : "uv")} builds it in an environment without it",
                    row.Verified && request is { IsConditional: false } && project.IsComplete,
                    project.Uv is null ? "" : "name it in no-build-isolation-package, or torch in extra-build-dependencies",
                    [context.AskedFor(together)],
                    null,
                    false,
                    context);
                return;

            // conda's packages come first, and the options of its pip cannot be chosen.
            case PythonEnvironmentKind.CondaFile when environment.Last("pip", PackageManager.Conda) is null or { Constraint.Length: 0 }:
                var before = environment.Last("pytorch", PackageManager.Conda) ?? environment.Last("pytorch-gpu", PackageManager.Conda);
                isCertain = before is null && together is not null && row.Verified && request is { IsConditional: false };
                together = before is null ? together : null;
                if (before is null && together is null)
                {
                    return;
                }

                break;

            default:
                return;
        }

        var message = together is not null ? $"'{request.Name}' needs torch while it is built: that of the same {(environment.Kind == PythonEnvironmentKind.CondaFile ? "list" : "file")} comes too late"
            : $"'{request.Name}' needs torch while it is built, and pip builds it in an environment without it";
        Report(
            request,
            row,
            message,
            isCertain,
            "install it after torch, with --no-build-isolation",
            together is null ? [] : [context.AskedFor(together)],
            fix: null,
            oldPipWorks: together is null && row.Plain == true,
            context);
    }

    private static void ReportWrongTorch(PackageRequest request, BuildNeedsPackageRow row, PythonEnvironment environment, RuleContext context)
    {
        if (EnvironmentTorch.Find(environment, environment.Scope.Stage, request.Command!.Order) is not { IsCertain: true } torch || DottedNumber.Compare(torch.Release, Torch.Newest) == 0)
        {
            return;
        }

        Report(
            request,
            row,
            $"'{request.Name}' is built in an environment of its own, against PyPI's newest torch and not torch {torch.Release}",
            isCertain: false,
            "add --no-build-isolation",
            torch.Resolution?.Request is { } asked ? [context.At(asked, $"torch {torch.Release} is asked for here")] : [],
            FixOf(request.Command!),
            oldPipWorks: false,
            context);
    }

    private static void Report(
        PackageRequest request, BuildNeedsPackageRow row, string message, bool isCertain, string label, ImmutableArray<RelatedLocation> related, Fix? fix, bool oldPipWorks, RuleContext context)
    {
        var notes = ImmutableArray.CreateBuilder<string>();
        notes.Add(SourceNote.Of(row.Text ?? "", BuildNeeds.SourceOf(row), BuildNeeds.AsOf));
        if (oldPipWorks && !isCertain)
        {
            notes.Add($"pip before {BuildNeeds.PipIsolatesAll} builds it without isolation where setuptools and wheel are installed; later ones and uv never do");
        }

        context.Report(
            RuleContext.PlaceOf(request),
            message,
            isCertain ? Severity.Error : Severity.Warning,
            isCertain ? Confidence.High : Confidence.Medium,
            label,
            [.. context.Linked(request), .. related],
            notes.DrainToImmutable(),
            request.LinkedFile is null ? fix : null);
    }

    private static Fix? FixOf(CommandUse command) =>
        command.Invocation is { SubcommandWord: { IsLiteral: true } word } && word.Raw.Length == word.Span.Length
            ? Fix.Suggested("Switch build isolation off", TextEdit.Insert(word.Span.End, " --no-build-isolation"))
            : null;

    // Wheels from another page or index need no build.
    private static bool MayTakeWheel(PackageRequest request)
    {
        var sources = request.Sources;
        if (!sources.IsComplete || !sources.FindLinks.IsEmpty || request.Command?.Invocation?.Has("--only-binary", "--no-binary", "-f", "--find-links") == true)
        {
            return true;
        }

        foreach (var index in (ReadOnlySpan<Word>)[.. sources.ExtraIndexes, .. sources.Index is { } main ? [main] : ImmutableArray<Word>.Empty])
        {
            if (index.Value is not { } url || !(PackageIndexes.IsPyPI(url) || TorchIndex.FromUrl(url) is not null))
            {
                return true;
            }
        }

        return false;
    }

    // torch among what is installed at the same time.
    private static PackageRequest? TogetherWith(PackageRequest request, PythonEnvironment environment)
    {
        foreach (var other in environment.Requests)
        {
            if (!other.IsConstraint && IsTorch(other) && ReferenceEquals(other.Command, request.Command))
            {
                return other;
            }
        }

        return null;
    }

    private static bool IsTorch(PackageRequest request) => request.Manager == PackageManager.Pip && (request.Name == "torch" || Torch.HasCompanion(request.Name));

    private static bool BringsTorch(PackageRequest request) => request.Manager == PackageManager.Pip
        ? IsTorch(request) || Torch.IsBoundBy(request.Name)
        : request.Manager == PackageManager.Conda && (request.Name.StartsWith("pytorch", StringComparison.Ordinal) || request.Name == "torchvision");

    private static Presence PresenceBefore(CommandUse command, PythonEnvironment environment, CommandSequence sequence, RuleContext context)
    {
        var mayBring = false;
        foreach (var request in environment.Requests)
        {
            if (ReferenceEquals(request.Command, command) || (environment.Owns(request) && request.Command is { } own && own.Order > command.Order) || request.IsConstraint)
            {
                continue;
            }

            if (BringsTorch(request))
            {
                return request.IsConditional ? Presence.Unknown : Presence.Yes;
            }

            mayBring |= request.Manager == PackageManager.Conda ? request.Name is not ("python" or "pip" or "git") : !BuildNeeds.IsBuildTool(request.Name);
        }

        if (!sequence.Scope.IsImage || sequence.Scope.Stage?.Contents is not { } image)
        {
            return Presence.Unknown;
        }

        if (image.Framework == "torch")
        {
            return environment.Kind is PythonEnvironmentKind.Venv ? Presence.Unknown : Presence.Yes;
        }

        return mayBring || MayComeFromElsewhere(command, sequence, context) ? Presence.Unknown : Presence.No;
    }

    // Installations without requests, scripts, and what is copied.
    private static bool MayComeFromElsewhere(CommandUse command, CommandSequence sequence, RuleContext context)
    {
        foreach (var part in StageFacts.Chain(sequence))
        {
            foreach (var instruction in StageFacts.InstructionsOf(part, context))
            {
                if (StageFacts.MayBringPrograms(instruction))
                {
                    return true;
                }
            }

            foreach (var fact in part.Facts)
            {
                if (fact is not CommandUse use || ReferenceEquals(use, command))
                {
                    continue;
                }

                if (ReferenceEquals(part, sequence) && use.Order > command.Order)
                {
                    break;
                }

                if (PipCommands.IsPipInstall(use) || PipCommands.IsUvInstall(use))
                {
                    if (use.Invocation is not { HasUnknownWords: false } install || install.Has("-r", "--requirement", "-e", "--editable") || !AreNames(install.Operands))
                    {
                        return true;
                    }
                }
                else if (use.IsProgram("uv", "poetry", "pipenv", "pdm", "conda", "mamba", "micromamba", "git") ? !use.IsProgram("git") && use.Invocation is not { Subcommand: "venv" or "config" or "clean" or "activate" or "install" or "create" }
                    : StageFacts.RunsForeignCode(use) && !use.Program.StartsWith("python", StringComparison.Ordinal) && !use.IsProgram("source", ".", "tar", "make", "cmake", "dpkg"))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool AreNames(ImmutableArray<Word> operands)
    {
        foreach (var operand in operands)
        {
            if (operand.Value is not { } text || Requirement.Parse(text) is not { Form: RequirementForm.Name })
            {
                return false;
            }
        }

        return true;
    }

    private static CommandSequence? SequenceOf(PythonEnvironment environment, RuleContext context)
    {
        foreach (var sequence in context.File.Facts?.Sequences ?? [])
        {
            if (ReferenceEquals(sequence.Scope, environment.Scope))
            {
                return sequence;
            }
        }

        return null;
    }

    private static ImageReference? BaseOf(PythonEnvironment environment) => environment.Scope.Stage?.BaseImage;
}
