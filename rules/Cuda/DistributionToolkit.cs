using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;

namespace EnvLint.Rules.Cuda;

/// <summary>Reports the CUDA toolkit that Ubuntu and Debian package themselves.</summary>
[Rule("CUD012", "distribution-toolkit",
    Title = "The distribution's own, old build of the CUDA toolkit is installed",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Warning,
    Since = "0.1.0",
    Supersedes = ["APT012"])]
public sealed partial class DistributionToolkit : Rule<PackageRequest>
{
    /// <inheritdoc/>
    protected override void Check(PackageRequest subject, RuleContext context)
    {
        if (subject.Manager != PackageManager.Apt || !DistributionToolkits.IsPackage(subject.Name) || !IsFirst(subject))
        {
            return;
        }

        var image = subject.Scope.IsImage ? subject.Scope.Stage?.KnownImage : null;
        var row = image is null ? null : DistributionToolkits.Find(image.Distribution, image.Release);
        ImmutableArray<string> notes = row is null || image is null
            ? ["Ubuntu 22.04 has CUDA 11.5, 24.04 has 12.0; Debian 12 has 11.8, 13 has 12.4"]
            : [SourceNote.Of($"{image.DistributionName} has CUDA {row.Cuda}", DistributionToolkits.SourceOf(row), DistributionToolkits.AsOf)];
        context.Report(
            subject.Word.Span,
            row is null || image is null
                ? $"'{subject.Name}' is the distribution's own build of the CUDA toolkit: old, spread over /usr, and not what nvidia-smi or frameworks speak of"
                : $"'{subject.Name}' of {image.DistributionName} is CUDA {row.Cuda}: the distribution's own build, spread over /usr instead of /usr/local/cuda",
            confidence: row is null ? Confidence.Medium : Confidence.High,
            label: "install cuda-toolkit-X-Y from NVIDIA's repository",
            related: subject.Scope.IsImage && subject.Scope.Stage?.Image is { } from ? [context.Here(from.Span, $"the base image is '{from.Word}'")] : [],
            notes: notes);
    }

    // One cause: of several packages in one command only the first is named.
    private static bool IsFirst(PackageRequest request)
    {
        foreach (var word in request.Command?.Arguments ?? [])
        {
            if (ReferenceEquals(word, request.Word))
            {
                return true;
            }

            if (word.Value is { } name && DistributionToolkits.IsPackage(name))
            {
                return false;
            }
        }

        return true;
    }
}
