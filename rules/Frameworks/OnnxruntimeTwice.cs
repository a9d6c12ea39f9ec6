using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;

namespace EnvLint.Rules.Frameworks;

/// <summary>Reports two builds of ONNX Runtime in one environment: they overwrite each other's files.</summary>
[Rule("FWK008", "onnxruntime-twice",
    Title = "Two builds of ONNX Runtime in one environment",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Warning,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class OnnxruntimeTwice : Rule<PythonEnvironment>
{
    /// <inheritdoc/>
    protected override void Check(PythonEnvironment subject, RuleContext context)
    {
        foreach (var platform in FrameworkFacts.Platforms)
        {
            var markers = WheelPlatforms.MarkersOf(platform, subject.Python);
            PackageRequest? gpu = null;
            PackageRequest? plain = null;
            PackageRequest? last = null;
            foreach (var request in subject.Requests)
            {
                if (request is not { Manager: PackageManager.Pip, IsConstraint: false, Command: not { IsConditional: true } }
                    || OnnxRuntime.FindVariant(request.Name) is not { Verified: true } variant
                    || TorchResolver.Applies(request, markers) != true)
                {
                    continue;
                }

                if (variant.Kind == "cpu")
                {
                    plain = request;
                }
                else
                {
                    gpu = request;
                }

                last = request;
            }

            if (gpu is null || plain is null || last is null || !PythonEnvironment.SpeaksHere(gpu, plain) || !subject.AreTogether(gpu, plain)
                || (!subject.Owns(gpu) && !subject.Owns(plain))
                || (!ReferenceEquals(gpu.Command, plain.Command) && FrameworkFacts.Uninstalls(context)))
            {
                continue;
            }

            var first = ReferenceEquals(last, gpu) ? plain : gpu;
            context.Report(
                RuleContext.PlaceOf(last),
                $"'{last.Name}' and '{first.Name}' bring the same module: the one that is installed last overwrites the other, and the GPU is often not found",
                label: $"keep {gpu.Name} alone",
                related: [.. context.Linked(last), context.AskedFor(first)],
                notes: [SourceNote.Of("the package with the GPU can do all that the other can", OnnxRuntime.SourceText(OnnxRuntime.FindVariant(gpu.Name)!.Source), OnnxRuntime.AsOf)],
                fix: FrameworkFacts.Removal(plain, context) is { } edit ? Fix.Suggested($"Keep {gpu.Name} alone").And(plain.LinkedFile, edit) : null);
            return;
        }
    }
}
