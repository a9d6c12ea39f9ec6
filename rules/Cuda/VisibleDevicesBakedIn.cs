using EnvLint.Diagnostics;
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
public sealed partial class VisibleDevicesBakedIn : Rule<VariableSet>
{
    /// <inheritdoc/>
    protected override void Check(VariableSet subject, RuleContext context)
    {
        // A build argument is not fixed.
        if (subject is not { Kind: VariableSetKind.Env, Name: "NVIDIA_VISIBLE_DEVICES" or "CUDA_VISIBLE_DEVICES", Value: { Value: { } text, Origins.IsEmpty: true } value }
            || subject.Scope.Stage is not { } stage || context.File.Dockerfile is not { } dockerfile || IsBuilder(stage, dockerfile))
        {
            return;
        }

        var devices = text.Trim('"', '\'', ' ');
        var isCuda = subject.Name == "CUDA_VISIBLE_DEVICES";

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
                $"the image is tied to GPU {devices}: wherever it runs, {subject.Name} hides the others",
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

    // What a stage sets from which files are only copied ends with it.
    private static bool IsBuilder(ImageStage stage, DockerfileManifest dockerfile)
    {
        for (var current = dockerfile.Stages[^1]; current is not null; current = current.Parent)
        {
            if (ReferenceEquals(current, stage))
            {
                return false;
            }
        }

        foreach (var instruction in dockerfile.Tree.Instructions)
        {
            foreach (var flag in instruction.Flags)
            {
                if (flag is { Name: "from", Value: { } from } && stage.Name.Length > 0 && from.Equals(stage.Name, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
