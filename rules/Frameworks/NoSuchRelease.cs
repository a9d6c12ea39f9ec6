using EnvLint.Collections;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;

namespace EnvLint.Rules.Frameworks;

/// <summary>Reports pins of versions that were never released.</summary>
[Rule("FWK006", "no-such-release",
    Title = "A pinned version was never released",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class NoSuchRelease : Rule<PackageRequest>
{
    /// <inheritdoc/>
    protected override void Check(PackageRequest subject, RuleContext context)
    {
        if (subject.LinkedFile is not null || VersionOf(subject) is not { } version)
        {
            return;
        }

        var project = subject.Name == "pytorch" ? "torch" : subject.Name;
        var isCompanion = Torch.HasCompanion(project);
        if ((isCompanion ? !Torch.OfCompanion(project, version).IsEmpty : Torch.Find(version) is not null) || !IsCovered(project, version))
        {
            return;
        }

        var near = isCompanion ? NearCompanion(project, version) : NearTorch(version);
        var edit = near is null ? null : subject.Manager == PackageManager.Pip ? FrameworkFacts.PinEdit(subject, near) : null;
        var isFrozen = Torch.FrozenAt(project) is { } frozen && DottedNumber.Compare(version, frozen) > 0;
        context.Report(
            subject.Word.Span,
            isFrozen
                ? $"{subject.Name} {version} was never released: {near} is the last one and works with every later torch"
                : $"{subject.Name} {version} was never released",
            label: near is null ? "" : $"there is {near}",
            notes: [SourceNote.Of(Torch.SourceText(isFrozen ? "audio" : isCompanion ? "vision" : "release-md"), Torch.AsOf)],
            fix: edit is { } change ? Fix.Suggested($"Take {near}", change) : null);
    }

    // The plain release that a request pins; null for all else.
    private static string? VersionOf(PackageRequest request)
    {
        if (request.Manager == PackageManager.Pip)
        {
            return (request.Name == "torch" || Torch.HasCompanion(request.Name)) && !request.Sources.AllowsPreReleases && PackageIndexes.ArePublic(request.Sources)
                && PipRequests.PinOf(request) is { } pin
                ? pin.Base.ToString()
                : null;
        }

        // Of a fuzzy spec of conda all three numbers must be written.
        return request is { Manager: PackageManager.Conda, Name: "pytorch" or "torchvision" or "torchaudio", Spec: { Errors.IsEmpty: true, VersionPart: { } part } }
            && part.Value.TrimStart('=') is var text && DottedNumber.IsOne(text) && (part.Value.StartsWith("==", StringComparison.Ordinal) || text.Split('.').Length == 3)
            ? text
            : null;
    }

    // Where the table is complete. torchaudio has no releases of its own beside those of a newer torch.
    private static bool IsCovered(string project, string version)
    {
        if (project == "torch")
        {
            return Torch.IsCovered(version);
        }

        var oldest = Torch.Companions(Torch.Releases[^1], project)[^1];
        var newest = Torch.FrozenAt(project) is null ? Torch.Companions(Torch.Releases[0], project)[0] : Torch.Newest;
        return DottedNumber.Compare(version, oldest) > 0 && DottedNumber.Compare(version, newest) <= 0;
    }

    // The newest release of the same minor.
    private static string? NearTorch(string version) =>
        Torch.Releases.Find(row => DottedNumber.Compare(DottedNumber.Prefix(row.Version, 2), DottedNumber.Prefix(version, 2)) == 0)?.Version;

    private static string? NearCompanion(string project, string version)
    {
        if (Torch.FrozenAt(project) is { } frozen && DottedNumber.Compare(version, frozen) > 0)
        {
            return Torch.Companions(Torch.Releases[0], project)[^1];
        }

        // torchaudio 1.13.1 is what belongs to torch 1.13.1, one number lower.
        if (Torch.Find(version) is { } release)
        {
            return Torch.Companions(release, project)[0];
        }

        foreach (var row in Torch.Releases)
        {
            foreach (var companion in Torch.Companions(row, project))
            {
                if (DottedNumber.Compare(DottedNumber.Prefix(companion, 2), DottedNumber.Prefix(version, 2)) == 0)
                {
                    return companion;
                }
            }
        }

        return null;
    }
}
