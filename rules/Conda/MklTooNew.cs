using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Text;
using EnvLint.Versions;

namespace EnvLint.Rules.Conda;

/// <summary>Reports pytorch of the channel <c>pytorch</c> whose mkl may be too new for it on Linux.</summary>
[Rule("CND012", "mkl-too-new",
    Title = "A pytorch that cannot stand a new mkl, with nothing that holds mkl back",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Warning,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class MklTooNew : Rule<FileAnalysis>
{
    /// <inheritdoc/>
    protected override void Check(FileAnalysis subject, RuleContext context)
    {
        CondaConfiguration? configuration = null;
        foreach (var environment in subject.Facts?.Environments ?? [])
        {
            Check(environment, configuration ??= CondaConfiguration.Of(subject), context);
        }
    }

    private static void Check(PythonEnvironment subject, CondaConfiguration configuration, RuleContext context)
    {
        if (context.Target?.Platform == TargetPlatform.Windows || subject.Scope.Kind == ScopeKind.WindowsHost || HoldsMklBack(subject))
        {
            return;
        }

        foreach (var request in subject.Requests)
        {
            if (request is not { Manager: PackageManager.Conda, Name: "pytorch", IsConditional: false, LinkedFile: null, Spec: { Version: { } version } spec } || !subject.Owns(request)
                || !EndsBefore(version) || !request.Sources.IsComplete || spec.Subdir is { Value: not "linux-64" })
            {
                continue;
            }

            var channels = configuration.ChannelsOf(request);
            if (!channels.IsComplete || !ComesFromItsChannel(request, channels))
            {
                continue;
            }

            // numpy of the default channels may hold mkl back; conda-forge has the newest.
            var isFree = channels.Has("conda-forge");
            if (!isFree && HoldsNumpyBack(subject))
            {
                continue;
            }

            var below = $"mkl<{CondaPackages.MklBelow}";
            context.Report(
                CondaFacts.Place(request, TextSpan.FromBounds(spec.Name!.Span.Start, spec.VersionPart!.Span.End)),
                $"'pytorch{spec.VersionPart.Value}' of the channel 'pytorch' takes any mkl, and from {CondaPackages.MklBelow} on its import fails on Linux: undefined symbol iJIT_NotifyEvent",
                isFree ? Severity.Warning : Severity.Info,
                isFree ? Confidence.High : Confidence.Medium,
                label: $"add {below}",
                notes: [SourceNote.Of(CondaPackages.MklSource, CondaPackages.AsOf)],
                fix: CondaFacts.Add(request, below, context.Source) is { } edit ? Fix.Safe($"Ask for {below}, too", edit) : null);
        }
    }

    private static bool EndsBefore(CondaVersionSpec version)
    {
        if (CondaVersionSpec.Parse($">={CondaPackages.MklTorchMin}", out _) is not { } known || version.Intersect(known).IsEmpty)
        {
            return false;
        }

        // From the next minor on; its pre-releases, which come before it, are nobody's.
        var max = CondaPackages.MklTorchMax;
        var dot = max.LastIndexOf('.') + 1;
        return !version.IsEmpty && version.HasUpperBound && int.TryParse(max.AsSpan(dot), out var minor)
            && CondaVersionSpec.Parse($">={max.AsSpan(0, dot)}{minor + 1}", out _) is { } newer && version.Intersect(newer).IsEmpty;
    }

    private static bool ComesFromItsChannel(PackageRequest request, CondaChannels channels) =>
        request.Channel.Length > 0 ? CondaPackages.ChannelName(request.Channel) == "pytorch" : CondaPackages.TakesFromPyTorch(channels.Names);

    // The default channels' builds of numpy 1 ask for an mkl of their time.
    private static bool HoldsNumpyBack(PythonEnvironment environment)
    {
        foreach (var request in environment.Requests)
        {
            if (request is { Manager: PackageManager.Conda, Name: "numpy" or "numpy-base", Spec.Version: { IsEmpty: false, HasUpperBound: true } version }
                && CondaVersionSpec.Parse(">=2", out _) is { } newer && version.Intersect(newer).IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    private static bool HoldsMklBack(PythonEnvironment environment)
    {
        foreach (var request in environment.Requests)
        {
            // A version of mkl or of what comes with it; an export has them all.
            if (request is { Manager: PackageManager.Conda, Name: "mkl" or "nomkl" or "intel-openmp" or "mkl-service" or "mkl_fft" })
            {
                return true;
            }
        }

        return false;
    }
}
