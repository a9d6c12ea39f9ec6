using EnvLint.Diagnostics;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.Versions;

namespace EnvLint.Rules.Frameworks;

/// <summary>Reports <c>tensorflow-gpu</c> where pip takes the release that fails on purpose, or one that never was.</summary>
[Rule("FWK003", "tensorflow-gpu-removed",
    Title = "The package tensorflow-gpu was removed",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Tag = RuleTag.Deprecated,
    Since = "0.1.0",
    Supersedes = ["PIP013"])]
public sealed partial class TensorflowGpuRemoved : Rule<PackageRequest>
{
    /// <inheritdoc/>
    protected override void Check(PackageRequest subject, RuleContext context)
    {
        // Most requests end here, before the table is looked at.
        if (subject is not { Manager: PackageManager.Pip, LinkedFile: null, IsConstraint: false } || !subject.Name.StartsWith("tensorflow", StringComparison.Ordinal))
        {
            return;
        }

        var row = TensorFlow.GpuPackage;
        if (subject.Name != row.Name || !PackageIndexes.ArePublic(subject.Sources) || PipRequests.SpecifiersOf(subject) is not { } specifiers
            || !TakesRemoved(specifiers, row.FailsFrom))
        {
            return;
        }

        // Pins of a release keep their number under the other name.
        var pin = PipRequests.PinOf(subject)?.Base.ToString();
        var extra = TensorFlow.CudaExtra;
        var use = pin is not null && DottedNumber.Compare(pin, extra.Since) < 0 ? row.Use : $"{row.Use}[{extra.Name}]";

        // The libraries of the extra are for Linux.
        var isWindows = subject.Scope.Kind == ScopeKind.WindowsHost;
        context.Report(
            subject.Word.Span,
            isWindows
                ? $"'{row.Name}' is no longer a package: the release that pip takes fails on purpose, and TensorFlow has no GPU on Windows itself behind {TensorFlow.LastOnWindows}"
                : $"'{row.Name}' is no longer a package: the release that pip takes fails on purpose, and TensorFlow with the GPU is '{use}'",
            label: isWindows ? $"pin {TensorFlow.LastOnWindows} or older" : $"write {use}",
            notes: [SourceNote.Of($"removed in {row.Removed}; releases up to {row.LastGood} are still there", TensorFlow.SourceText(row.Source), TensorFlow.AsOf)],
            fix: isWindows ? null : FixOf(subject, use));
    }

    // pip takes the newest that fits, which fails; newer ones do not exist.
    private static bool TakesRemoved(Pep440SpecifierSet specifiers, string failsFrom) =>
        TorchResolver.Allows(specifiers, Pep440Version.Parse(failsFrom + ".0"))
        || TorchResolver.IsOpen(specifiers)
        || (specifiers.PinnedVersion is { } pinned && pinned.Base >= Pep440Version.Parse(failsFrom));

    private static Fix? FixOf(PackageRequest request, string use) =>
        request.Requirement is { } requirement && FrameworkFacts.EditWithBrackets(request, requirement.NameSpan, use) is { } edit
            ? Fix.Safe($"Write '{use}'", edit)
            : null;
}
