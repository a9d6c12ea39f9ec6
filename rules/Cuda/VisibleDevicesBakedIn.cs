using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Manifests;

namespace EnvLint.Rules.Cuda;

/// <summary>Reports images that say which GPUs of a machine they use.</summary>
[Rule("CUD017", "visible-devices-baked-in",
    Title = "An image that is tied to some GPUs of a machine",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Warning,
    Fix = FixAvailability.None,
    Since = "0.1.0")]
public sealed partial class VisibleDevicesBakedIn : Rule<FileAnalysis>
{
    /// <inheritdoc/>
    protected override void Check(FileAnalysis subject, RuleContext context)
    {
        if (subject is not { Dockerfile: { Stages.IsEmpty: false } dockerfile, Facts: { } facts } || !subject.Source.Content.Contains("_VISIBLE_DEVICES", StringComparison.Ordinal))
        {
            return;
        }

        var builders = BuildersOf(dockerfile);
        foreach (var variable in facts.Variables)
        {
            // A build argument is not fixed.
            if (variable is { Kind: VariableSetKind.Env, Name: "NVIDIA_VISIBLE_DEVICES" or "CUDA_VISIBLE_DEVICES", Value: { Value: { } text, Origins.IsEmpty: true } value }
                && variable.Scope.Stage is { } stage && !builders.Contains(stage))
            {
                Check(variable.Name, text, value, context);
            }
        }
    }

    private static void Check(string name, string text, Word value, RuleContext context)
    {
        var devices = text.Trim('"', '\'', ' ');
        var isCuda = name == "CUDA_VISIBLE_DEVICES";

        // Nothing and none are said on purpose: for the CPU, or to leave the choice to the start.
        if (isCuda && devices == "all")
        {
            context.Report(
                value.Span,
                "'all' is no value of CUDA_VISIBLE_DEVICES: CUDA takes it for a GPU that is not there, and shows none",
                confidence: Confidence.Medium,
                label: "leave it out",
                notes: ["numbers, UUIDs or nothing may stand there; 'all' belongs to NVIDIA_VISIBLE_DEVICES (https://docs.nvidia.com/cuda/cuda-programming-guide/05-appendices/environment-variables.html)"]);
        }
        else if (NamesDevices(devices))
        {
            context.Report(
                value.Span,
                $"the image is tied to GPU {devices}: wherever it runs, {name} hides the others",
                label: isCuda ? "say it when the container starts" : "say it when the container starts, or 'all'",
                notes: ["docker run -e, --gpus and compose choose GPUs of the machine at hand (https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/docker-specialized.html)"]);
        }
    }

    // 0; 0,1; GPU-8932f937-…; MIG-…
    private static bool NamesDevices(string text)
    {
        if (text.Length == 0)
        {
            return false;
        }

        foreach (var part in text.Split(','))
        {
            var device = part.Trim();
            if (!(device.Length > 0 && device.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0)
                && !device.StartsWith("GPU-", StringComparison.Ordinal) && !device.StartsWith("MIG-", StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    // Stages from which files are only copied: what they set ends with them.
    private static HashSet<ImageStage> BuildersOf(DockerfileManifest dockerfile)
    {
        var sources = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var instruction in dockerfile.Tree.Instructions)
        {
            foreach (var flag in instruction.Flags)
            {
                if (flag is { Name: "from", Value: { } from })
                {
                    sources.Add(from);
                }
            }
        }

        var builders = new HashSet<ImageStage>();
        foreach (var stage in dockerfile.Stages)
        {
            if (!stage.IsInLast && stage.Name.Length > 0 && sources.Contains(stage.Name))
            {
                builders.Add(stage);
            }
        }

        return builders;
    }
}
