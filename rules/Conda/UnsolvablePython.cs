using System.Globalization;
using EnvLint.Collections;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;

namespace EnvLint.Rules.Conda;

/// <summary>Reports releases of frameworks that have no build of conda for the Python of their environment.</summary>
[Rule("CND019", "unsolvable-python",
    Title = "A release has no build for the environment's Python",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Error,
    Since = "0.1.0")]
public sealed partial class UnsolvablePython : Rule<PythonEnvironment>
{
    /// <inheritdoc/>
    protected override void Check(PythonEnvironment subject, RuleContext context)
    {
        if (subject.Python is not { Version: { } version } python || CondaFacts.HasSeveralPythons(subject))
        {
            return;
        }

        foreach (var request in subject.Requests)
        {
            if (request is not { Manager: PackageManager.Conda, IsConditional: false, Spec: { Errors.IsEmpty: true, Version.OnlyMinor: { } minor } } || !subject.Owns(request)
                || RangeOf(request.Name, $"{minor.Major}.{minor.Minor}") is not { } range || !PythonEnvironment.SpeaksHere(request) || IsOfAnother(request))
            {
                continue;
            }

            // A release cannot be built for a Python that it refuses. Upwards each channel goes its own way, but nobody builds for one that came years later.
            var isTooOld = DottedNumber.Compare($"{version.Major}.{version.Minor}", range.Min) < 0;
            var isTooNew = version.Major > range.Max.Major || (version.Major == range.Max.Major && version.Minor > range.Max.Minor + (IsOfPyTorchAlone(request) ? 0 : 1));
            if (!isTooOld && !isTooNew)
            {
                continue;
            }

            context.Report(
                CondaFacts.Place(request, request.Spec!.VersionPart!.Span),
                $"'{request.Name}{request.Spec.VersionPart.Value}' has no build for Python {version.Major}.{version.Minor}: it is of the time of Python {range.Min} to {range.Max.Major}.{range.Max.Minor}",
                label: $"none for Python {version.Major}.{version.Minor}",
                related: python.Span.IsEmpty ? [] : [context.Here(python.Span, $"Python is {python.Text}")],
                notes: [SourceNote.Of(range.Source, range.AsOf)]);
            return;
        }
    }

    private static Range? RangeOf(string name, string minor)
    {
        switch (name)
        {
            case "pytorch" or "torchvision" or "torchaudio":
                string? min = null;
                string? max = null;
                var source = "";
                foreach (var release in Torch.Releases)
                {
                    var isOne = false;
                    foreach (var version in name == "pytorch" ? [release.Version] : Torch.Companions(release, name))
                    {
                        isOne |= DottedNumber.Compare(DottedNumber.Prefix(version, 2), minor) == 0;
                    }

                    if (!isOne)
                    {
                        continue;
                    }

                    if (!release.Verified)
                    {
                        return null;
                    }

                    min = min is null || DottedNumber.Compare(release.PythonMin, min) < 0 ? release.PythonMin : min;
                    max = max is null || DottedNumber.Compare(release.PythonMax, max) > 0 ? release.PythonMax : max;
                    source = release.Source;
                }

                return min is null || max is null ? null : new Range(min, Numbers(max), Torch.SourceText(source), Torch.AsOf);
            case "tensorflow" or "tensorflow-gpu" or "tensorflow-base" when TensorFlow.Find(minor) is { Verified: true } row:
                return row.PythonAlso.IsEmpty ? new Range(row.PythonMin, Numbers(row.PythonMax), TensorFlow.SourceText(row.Source), TensorFlow.AsOf) : null;
            default:
                return null;
        }
    }

    private static (int Major, int Minor) Numbers(string version)
    {
        var dot = version.IndexOf('.', StringComparison.Ordinal);
        return (int.Parse(version.AsSpan(0, dot), CultureInfo.InvariantCulture), int.Parse(version.AsSpan(dot + 1), CultureInfo.InvariantCulture));
    }

    // Channels that are not known may have anything.
    private static bool IsOfAnother(PackageRequest request)
    {
        if (!request.Sources.IsComplete)
        {
            return true;
        }

        foreach (var word in request.Sources.Channels)
        {
            if (!word.Is("nodefaults") && (word.Value is not { } value || CondaPackages.FindChannel(value) is null))
            {
                return true;
            }
        }

        return request.Channel.Length > 0 && CondaPackages.FindChannel(request.Channel) is null;
    }

    private static bool IsOfPyTorchAlone(PackageRequest request) => request.Channel.Length > 0 && CondaPackages.ChannelName(request.Channel) == "pytorch";

    private sealed record Range(string Min, (int Major, int Minor) Max, string Source, string AsOf);
}
