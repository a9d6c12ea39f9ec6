using EnvLint.Diagnostics;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.Rules.Image;
using EnvLint.Text;

namespace EnvLint.Rules.Stack;

/// <summary>Reports images whose own check of the driver refuses the declared target's.</summary>
[Rule("STK003", "image-wants-newer-driver",
    Title = "An image refuses to start on the target's driver",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Warning,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class ImageWantsNewerDriver : Rule<ImageUse>
{
    private const string Switch = "NVIDIA_DISABLE_REQUIRE";

    /// <inheritdoc/>
    protected override void Check(ImageUse subject, RuleContext context)
    {
        if (subject.Role is ImageRole.CopySource or ImageRole.Pull || (subject.Role == ImageRole.Base && !IsFinal(subject, context))
            || StackTarget.Of(context.Target, subject.Scope) is not { HasDriver: true } target
            || CudaImages.RequirementOf(subject.Content) is not { } requirement
            || target.NewestCuda is not { } newest || DottedNumber.Compare(newest, requirement.Cuda) >= 0
            || target.IsListed(requirement) != false || IsSwitchedOff(subject, context))
        {
            return;
        }

        context.Report(
            ImageTags.PlaceOf(subject),
            $"'{subject.Word}' starts only where the driver itself supports CUDA {requirement.Cuda}: the target has {target.DriverText}, which supports {newest}{target.BrandText}",
            requirement.IsVerified ? Severity.Warning : Severity.Info,
            related: context.Origins(subject.Word),
            notes:
            [
                "'docker run --gpus' and the nvidia runtime's legacy mode look at NVIDIA_REQUIRE_CUDA of the image; newer container toolkits with CDI do not",
                $"builds for a minor of the same major run on the driver all the same: '{Switch}=true' skips the check",
                SourceNote.Of(requirement.Source, CudaImages.AsOf),
            ],
            fix: DottedNumber.Prefix(newest, 1) == DottedNumber.Prefix(requirement.Cuda, 1) ? FixOf(subject, context) : null,
            dependsOnTarget: true);
    }

    private static Fix? FixOf(ImageUse use, RuleContext context)
    {
        if (use.Role != ImageRole.Base || context.File.Dockerfile is not { Stages: [.., { From: { } from }] })
        {
            return null;
        }

        var line = context.Source.Lines.LineOf(from.Span.End);
        return Fix.Suggested("Skip the image's check of the driver", TextEdit.Insert(context.Source.LineSpan(line).End, $"\nENV {Switch}=true"));
    }

    // What the last stage begins with is what runs; what a builder begins with runs nowhere.
    private static bool IsFinal(ImageUse use, RuleContext context) =>
        context.File.Dockerfile is { Stages: [.., var last] } && ReferenceEquals(last.BaseUse, use);

    private static bool IsSwitchedOff(ImageUse use, RuleContext context)
    {
        foreach (var variable in context.File.Facts?.Variables ?? [])
        {
            if (variable.Name is Switch or "NVIDIA_REQUIRE_CUDA")
            {
                return true;
            }
        }

        // docker run -e NVIDIA_DISABLE_REQUIRE=1
        foreach (var run in use.Role == ImageRole.Run ? context.File.Facts?.ContainerRuns ?? [] : [])
        {
            foreach (var word in run.Command.Arguments)
            {
                if (word.Raw.Contains(Switch, StringComparison.Ordinal))
                {
                    return true;
                }
            }
        }

        return use.Role == ImageRole.Service && context.Source.Content.Contains(Switch, StringComparison.Ordinal);
    }
}
