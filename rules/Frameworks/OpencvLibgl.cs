using EnvLint.Collections;
using EnvLint.Diagnostics;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.Syntax.Dockerfile;

namespace EnvLint.Rules.Frameworks;

/// <summary>Reports OpenCV with windows in an image that has no libGL.</summary>
[Rule("FWK016", "opencv-libgl",
    Title = "OpenCV needs libGL, which the image does not have",
    Category = RuleCategory.Correctness,
    Severity = Severity.Warning,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class OpencvLibgl : Rule<PythonEnvironment>
{
    /// <inheritdoc/>
    protected override void Check(PythonEnvironment subject, RuleContext context)
    {
        if (subject.Scope.Stage is not { } stage)
        {
            return;
        }

        foreach (var request in subject.Requests)
        {
            if (request is not { Manager: PackageManager.Pip, IsConstraint: false, IsConditional: false } || OpenGl.FindProject(request.Name) is not { } project || !subject.Owns(request)
                || TorchResolver.Applies(request, WheelPlatforms.MarkersOf(WheelPlatform.LinuxX64, subject.Python)) != true)
            {
                continue;
            }

            if (OpenGl.MissingIn(stage.BaseImage) is not { } row || IsHeadlessToo(subject) || MayBring(stage, context))
            {
                return;
            }

            context.Report(
                RuleContext.PlaceOf(request),
                $"'{request.Name}' loads libGL.so.1 at import, and nothing here brings it: the image {ImageText(stage)} has none",
                row.Verified ? Severity.Warning : Severity.Info,
                label: $"write {project.Instead}, or install libgl1",
                related: [.. context.Linked(request), .. stage.BaseUse is { } from ? new[] { context.Here(from.Span, "the image is named here") } : []],
                notes: [SourceNote.Of(OpenGl.SourceText(row.Verified ? row.Source : project.Source), OpenGl.AsOf)],
                fix: FrameworkFacts.Edit(request, request.Requirement!.NameSpan, project.Instead) is { } edit ? Fix.Suggested($"Write '{project.Instead}', which has no windows").And(request.LinkedFile, edit) : null);
            return;
        }
    }

    private static string ImageText(ImageStage stage) => stage.BaseUse?.Word.Value ?? stage.BaseImage!.FullRepository;

    // Of two that bring cv2 the one without windows may be the last.
    private static bool IsHeadlessToo(PythonEnvironment environment) => environment.Requests.Exists(static request => request.Name.EndsWith("-headless", StringComparison.Ordinal));

    // Something in the stages that come to run may bring the library.
    private static bool MayBring(ImageStage stage, RuleContext context)
    {
        var facts = context.File.Facts!;

        // The stage is for building where others take what it made.
        foreach (var instruction in context.File.Dockerfile?.Tree.Instructions ?? [])
        {
            if (instruction.Kind == DockerfileInstructionKind.Copy && instruction.Flags.Exists(static flag => flag.Name == "from"))
            {
                return true;
            }
        }

        foreach (var package in facts.Packages)
        {
            if (package.Manager != PackageManager.Pip && OpenGl.MayBring(package.Name) && AreOfOne(package.Scope.Stage, stage))
            {
                return true;
            }
        }

        foreach (var use in facts.Commands)
        {
            if (!AreOfOne(use.Scope.Stage, stage))
            {
                continue;
            }

            // Scripts and lists that are not read.
            if (use.Program.Length == 0 || (use.IsProgram("bash", "sh") && !IsShellText(use)) || use.IsProgram("xargs", "ansible-playbook", "rosdep", "dpkg") || use.Prefixes.Exists(static word => word.Is("xargs"))
                || use.Program.EndsWith(".sh", StringComparison.Ordinal) || (use.IsProgram("apt-get", "apt", "aptitude", "dnf", "yum", "apk") && use.Invocation is not { HasUnknownWords: false })
                || (use.Program.StartsWith("python", StringComparison.Ordinal) && use.Arguments is [{ Value: { } script }, ..] && script.EndsWith(".py", StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    // bash -c '…', whose commands are seen.
    private static bool IsShellText(CommandUse use) => use.Arguments is [var option, ..] && option.Value is ['-', .., 'c'];

    private static bool AreOfOne(ImageStage? other, ImageStage stage) => stage.BeginsWith(other) || other?.BeginsWith(stage) == true;
}
