using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Versions;

namespace EnvLint.Rules.Conda;

/// <summary>Reports versions that no channel of the request ever had and none will get.</summary>
[Rule("CND004", "not-on-channel",
    Title = "A version that the channel never had",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class NotOnChannel : Rule<FileAnalysis>
{
    /// <inheritdoc/>
    protected override void Check(FileAnalysis subject, RuleContext context)
    {
        CondaConfiguration? configuration = null;
        foreach (var request in subject.Facts?.Packages ?? [])
        {
            if (request.Manager == PackageManager.Conda)
            {
                Check(request, configuration ??= CondaConfiguration.Of(subject), context);
            }
        }
    }

    private static void Check(PackageRequest subject, CondaConfiguration configuration, RuleContext context)
    {
        if (subject is not { Spec: { Version: { IsEmpty: false } wanted, VersionPart: { } part } spec } || !spec.Errors.IsEmpty)
        {
            return;
        }

        var package = CondaPackages.Find(subject.Name);
        if (package is { Versions.IsEmpty: false } && !MayHold(wanted, package.Versions, all: true))
        {
            Everywhere(subject, part.Value, wanted, package, CondaPackages.MaximumOf(subject.Name, ""), configuration, context);
        }
        else if (CondaPackages.MaximumOf(subject.Name, "") is { } maximum && !MayHold(wanted, [maximum.Version], all: false))
        {
            Everywhere(subject, part.Value, wanted, package, maximum, configuration, context);
        }
        else
        {
            OnItsChannel(subject, part.Value, wanted, configuration, context);
        }
    }

    // Whether a version is taken that there is: one of the list, or one up to the newest.
    private static bool MayHold(CondaVersionSpec wanted, ImmutableArray<string> versions, bool all)
    {
        var text = all ? "=" + string.Join("|=", versions) : $"<={versions[0]}|={versions[0]}";
        return CondaVersionSpec.Parse(text, out _) is not { } existing || !wanted.Intersect(existing).IsEmpty;
    }

    private static void Everywhere(
        PackageRequest request, string version, CondaVersionSpec wanted, CondaPackageRow? package, CondaMaximumRow? maximum, CondaConfiguration configuration,
        RuleContext context)
    {
        var channels = configuration.ChannelsOf(request);
        var own = request.Channel.Length > 0 ? CondaPackages.FindChannel(request.Channel) : null;
        if (request.Channel.Length > 0 ? own is null : channels.HasUnknown || !channels.IsComplete)
        {
            return;
        }

        var (message, label) = package is { Versions.IsEmpty: false } listed
            ? ($"'{request.Name}{version}' was never on any channel: there are {string.Join(", ", listed.Versions)}", "never existed")
            : ($"'{request.Name}{version}' is on no channel: the last is {maximum!.Version}", $"ended with {maximum!.Version}");
        context.Report(
            CondaFacts.Place(request, request.Spec!.VersionPart!.Span),
            message,
            label: label,
            notes: Notes(package?.Source ?? maximum!.Source),
            fix: FixOf(request, wanted, package));
    }

    // The channel pytorch ended, others go on.
    private static void OnItsChannel(PackageRequest request, string version, CondaVersionSpec wanted, CondaConfiguration configuration, RuleContext context)
    {
        var channels = configuration.ChannelsOf(request);
        foreach (var channel in request.Channel.Length > 0 ? [CondaPackages.ChannelName(request.Channel)] : channels.Names)
        {
            if (CondaPackages.MaximumOf(request.Name, channel) is not { Channel.Length: > 0 } maximum || MayHold(wanted, [maximum.Version], all: false))
            {
                continue;
            }

            // From a list of channels the others may serve, and the configured ones, which nobody sees here.
            var isNamed = request.Channel.Length > 0;
            if (!isNamed && (!channels.IsComplete || channels.HasUnknown || HasAnother(request.Name, channels)))
            {
                return;
            }

            var isCertain = isNamed || channels.IsClosed;

            context.Report(
                CondaFacts.Place(request, request.Spec!.VersionPart!.Span),
                $"'{request.Name}{version}' is not on the channel '{channel}': its last is {maximum.Version}",
                isCertain ? Severity.Error : Severity.Warning,
                isCertain ? Confidence.High : Confidence.Medium,
                label: $"'{channel}' ended with {maximum.Version}",
                notes: Notes(maximum.Source));
            return;
        }
    }

    // Whether a channel other than those that ended may have it.
    private static bool HasAnother(string name, CondaChannels channels)
    {
        foreach (var channel in channels.Names)
        {
            if (CondaPackages.MaximumOf(name, channel) is { Channel.Length: > 0 })
            {
                continue;
            }

            if (CondaPackages.Find(name)?.Channels.Contains(channel, StringComparer.Ordinal) ?? channel != "nvidia")
            {
                return true;
            }
        }

        return false;
    }

    private static Fix? FixOf(PackageRequest request, CondaVersionSpec wanted, CondaPackageRow? package)
    {
        // Of a list the one below the pin is the nearest: a build for an older CUDA runs on the same driver.
        if (package is { Versions.IsEmpty: false } listed)
        {
            if (wanted.OnlyMinor is not { } minor)
            {
                return null;
            }

            string? nearest = null;
            foreach (var version in listed.Versions)
            {
                if (DottedNumber.Compare(version, $"{minor.Major}.{minor.Minor}") < 0)
                {
                    nearest = version;
                }
            }

            return nearest is not null && Changed(request, nearest) is { } spec && CondaFacts.Rewrite(request, spec) is { } edit
                ? Fix.Suggested($"Ask for {nearest}", edit)
                : null;
        }

        // cudatoolkit lives on in parts, under the name with a dash.
        if (request.Name == "cudatoolkit" && request.Spec is { Build: null, Brackets.IsEmpty: true, Name: { } name } && wanted.OnlyMinor is { } release)
        {
            var text = request.Spec.Text[..name.Span.Start] + $"cuda-toolkit={release.Major}.{release.Minor}";
            return CondaFacts.Rewrite(request, text) is { } rename ? Fix.Suggested($"Write '{text}', the name of the later versions", rename) : null;
        }

        return null;
    }

    private static string? Changed(PackageRequest request, string version) =>
        request.Spec is { Build: null, Brackets.IsEmpty: true, Name: { } name } spec ? $"{spec.Text[..name.Span.End]}={version}" : null;

    private static ImmutableArray<string> Notes(string source) => [SourceNote.Of(CondaPackages.SourceText(source), CondaPackages.AsOf)];
}
