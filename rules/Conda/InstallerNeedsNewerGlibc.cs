using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Rules.Apt;
using EnvLint.Text;

namespace EnvLint.Rules.Conda;

/// <summary>Reports installers of conda that need a newer C library than the image has.</summary>
[Rule("CND021", "installer-needs-newer-glibc",
    Title = "An installer of conda that needs a newer C library than the image has",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class InstallerNeedsNewerGlibc : Rule<CommandSequence>
{
    private const string Override = "CONDA_OVERRIDE_GLIBC";

    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        if (StageFacts.BaseOf(subject) is not { Libc: "glibc", Glibc.Length: > 0 } image)
        {
            return;
        }

        foreach (var fact in subject.Facts)
        {
            if (fact is VariableSet { Name: Override })
            {
                return;
            }

            if (fact is Download { Url: { Value: { } address } url } download && CondaInstallers.Find(address) is { Glibc: { } floor } installer
                && DottedNumber.Compare(image.Glibc, floor.Glibc) < 0 && !IsOverridden(download))
            {
                context.Report(
                    url.Span,
                    $"'{address[(address.LastIndexOf('/') + 1)..]}' needs glibc {floor.Glibc}, and {image.DistributionName} has {image.Glibc}",
                    floor.Verified && image.IsVerified ? Severity.Error : Severity.Warning,
                    StageFacts.IsBaseFixed(subject) ? Confidence.High : Confidence.Medium,
                    label: $"needs glibc {floor.Glibc}",
                    related: StageFacts.FromLine(subject, context),
                    notes: floor.Message is { } message
                        ? [$"it says: {message}", SourceNote.Of(CondaInstallers.SourceText(floor.Source), CondaInstallers.AsOf)]
                        : [SourceNote.Of(CondaInstallers.SourceText(floor.Source), CondaInstallers.AsOf)],
                    fix: FixOf(download, installer, image));
                return;
            }
        }
    }

    private static bool IsOverridden(Download download)
    {
        foreach (var assignment in download.Command?.Assignments ?? [])
        {
            if (assignment.Name == Override)
            {
                return true;
            }
        }

        return false;
    }

    // Miniforge runs on older ones. Only where the file gets a name of its own, since later lines call it by that.
    private static Fix? FixOf(Download download, CondaInstaller installer, BaseImage image)
    {
        var file = $"Miniforge3-Linux-{installer.Arch}.sh";
        if (download is not { Output: { Length: > 0 } output, Url: { IsLiteral: true, Value: { } address } url } || CondaInstallers.Find(output) is not null || output.EndsWith('/')
            || url.Raw.Length != url.Span.Length
            || CondaInstallers.Find(file) is not { Glibc: { } floor } other || DottedNumber.Compare(image.Glibc, floor.Glibc) < 0)
        {
            return null;
        }

        var instead = $"{other.Row.Home}latest/download/{file}";
        var start = url.Raw.IndexOf(address, StringComparison.Ordinal);
        return start < 0 ? null : Fix.Suggested("Take Miniforge, which needs less and has its packages from conda-forge", TextEdit.Replace(new TextSpan(url.Span.Start + start, address.Length), instead));
    }
}
