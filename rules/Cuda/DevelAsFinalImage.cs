using EnvLint.Collections;
using EnvLint.Diagnostics;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Manifests;
using EnvLint.Rules.Image;
using EnvLint.Syntax.Dockerfile;

namespace EnvLint.Rules.Cuda;

/// <summary>Reports images that are shipped with CUDA's compiler and headers although nothing in them compiles.</summary>
[Rule("CUD008", "devel-as-final-image",
    Title = "An image is shipped with CUDA's compiler, and nothing in it compiles",
    Category = RuleCategory.Performance,
    Severity = Severity.Info,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0",
    Confidence = Confidence.Low)]
public sealed partial class DevelAsFinalImage : Rule<DockerfileManifest>
{
    /// <inheritdoc/>
    protected override void Check(DockerfileManifest subject, RuleContext context)
    {
        if (subject.Stages.IsEmpty || subject.Stages[^1] is not { Image: { Like: null, Reference: { } reference } image } stage || IsForDevelopment(subject, stage)
            || ImageCatalog.Find(reference) is not { Flavor: CudaFlavor.Devel } contents || RuntimeOf(reference) is not { } runtime)
        {
            return;
        }

        var hasTorch = contents.Framework == "torch";
        if (!RunsProgram(subject, stage, hasTorch) || context.File.Facts?.Sequences.Find(sequence => ReferenceEquals(sequence.Scope.Stage, stage)) is not { } facts
            || MayCompile(facts, hasTorch) || subject.Steps.Exists(step => ReferenceEquals(step.Stage, stage) && step.Shell is null && step.Commands.IsEmpty))
        {
            return;
        }

        context.Report(
            ImageTags.PlaceOf(image),
            "the last stage ships CUDA's compiler and headers, and nothing in it compiles",
            label: $"{runtime} has the libraries alone",
            related: context.Origins(image.Word),
            notes: [SourceNote.Of("devel images are several gigabytes larger than runtime images", DevelImages.Source, DevelImages.AsOf)],
            fix: ImageTags.Write(image, runtime, context));
    }

    private static string? RuntimeOf(ImageReference image) =>
        CudaImages.IsOne(image) ? CudaImages.SiblingOf(image.Tag, CudaFlavor.Runtime)?.ToString()
        : PytorchTag.Of(image) is { } tag && FrameworkTags.FaultOf(image) is null ? (tag with { IsDevel = false }).ToString()
        : null;

    private static bool IsForDevelopment(DockerfileManifest dockerfile, ImageStage stage) =>
        stage.Name.Contains("dev", StringComparison.Ordinal) || stage.Name.Contains("build", StringComparison.Ordinal)
        || dockerfile.Source.Path.Contains("dev", StringComparison.OrdinalIgnoreCase) || dockerfile.Source.Path.Contains("build", StringComparison.OrdinalIgnoreCase);

    // An image that starts a shell, or nothing, is a place to work in. A script may do anything.
    private static bool RunsProgram(DockerfileManifest dockerfile, ImageStage stage, bool hasTorch)
    {
        var isOwn = false;
        var runs = false;
        foreach (var instruction in dockerfile.Tree.Instructions)
        {
            isOwn |= ReferenceEquals(instruction, stage.From);
            if (!isOwn)
            {
                continue;
            }

            switch (instruction.Kind)
            {
                // What is copied from a stage may be a whole environment.
                case DockerfileInstructionKind.Copy when Array.Exists([.. instruction.Flags], static flag => flag.Name == "from") && MayBeEnvironment(instruction):
                case DockerfileInstructionKind.Onbuild or DockerfileInstructionKind.Shell:
                    return false;
                case DockerfileInstructionKind.Cmd or DockerfileInstructionKind.Entrypoint:
                    runs = true;
                    var program = instruction.Form == DockerfileForm.Exec ? instruction.Words is [var first, ..] ? first.Raw : "" : FirstWord(instruction.ArgumentText);
                    program = program[(program.LastIndexOf('/') + 1)..];
                    if (program.Length == 0 || program.Contains('$', StringComparison.Ordinal) || program.EndsWith("sh", StringComparison.Ordinal)
                        || (program.StartsWith("python", StringComparison.Ordinal) && !hasTorch && !InstallsPackages(dockerfile, stage)))
                    {
                        return false;
                    }

                    break;
            }
        }

        return runs;
    }

    private static bool InstallsPackages(DockerfileManifest dockerfile, ImageStage stage) =>
        dockerfile.Steps.Exists(step => ReferenceEquals(step.Stage, stage) && step.Commands.Exists(static command => command.IsProgram("pip", "pip3")));

    private static bool MayBeEnvironment(DockerfileInstruction instruction)
    {
        foreach (var word in instruction.Words)
        {
            foreach (var part in (ReadOnlySpan<string>)["venv", "conda", "packages", "python", "/opt", "/usr/local/", "/root", "/home", ".local"])
            {
                if (word.Raw.Contains(part, StringComparison.Ordinal) && !word.Raw.Contains("/bin/", StringComparison.Ordinal))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool MayCompile(CommandSequence sequence, bool hasTorch)
    {
        foreach (var fact in sequence.Facts)
        {
            switch (fact)
            {
                case CommandUse use when !DevelImages.IsIdle(use.Program) || (use.IsProgram("pip", "pip3") && !IsPlain(use)):
                case PackageRequest request when !DevelImages.NeedsNone(request, hasTorch):
                case VariableSet variable when DevelImages.IsForCompiling(variable.Name):
                case RepositoryUse:
                    return true;
            }
        }

        return false;
    }

    // pip install -r file: what stands in a file that nobody has seen may compile.
    private static bool IsPlain(CommandUse use) =>
        use.Invocation is { HasUnknownWords: false, Subcommand: "install" } invocation && !invocation.Has("-r", "--requirement", "-e", "--editable", "--no-binary", "--no-build-isolation")
        && !invocation.Operands.Exists(static word => word.Value is not { } value || value.Contains('/', StringComparison.Ordinal) || value == ".");

    private static string FirstWord(string text)
    {
        var trimmed = text.Trim();
        var end = trimmed.IndexOf(' ', StringComparison.Ordinal);
        return end < 0 ? trimmed : trimmed[..end];
    }
}
