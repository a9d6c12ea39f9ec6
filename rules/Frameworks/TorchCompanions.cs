using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.Text;
using EnvLint.Versions;

namespace EnvLint.Rules.Frameworks;

/// <summary>Reports torchvision and torchaudio that do not belong to the torch beside them.</summary>
[Rule("FWK001", "torch-companions",
    Title = "Releases of torch, torchvision and torchaudio do not belong together",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class TorchCompanions : Rule<PythonEnvironment>
{
    /// <inheritdoc/>
    protected override void Check(PythonEnvironment subject, RuleContext context)
    {
        foreach (var name in (ReadOnlySpan<string>)["torchvision", "torchaudio"])
        {
            CheckPip(subject, name, context);
            CheckConda(subject, name, context);
        }
    }

    // Conditions of requirements make a set of versions for each system: the first that does not fit is enough.
    private static void CheckPip(PythonEnvironment environment, string name, RuleContext context)
    {
        foreach (var platform in FrameworkFacts.Platforms)
        {
            var markers = WheelPlatforms.MarkersOf(platform, environment.Python);
            var torch = FrameworkFacts.Last(environment, "torch", markers, out var torchUnclear);
            var companion = FrameworkFacts.Last(environment, name, markers, out var companionUnclear);
            if (torch is not null && companion is not null && !torchUnclear && !companionUnclear
                && Demand.OfPip(torch) is { } first && Demand.OfPip(companion) is { } second
                && Check(environment, name, first, second, Severity.Error, context))
            {
                return;
            }
        }
    }

    private static void CheckConda(PythonEnvironment environment, string name, RuleContext context)
    {
        if (environment.Last("pytorch", PackageManager.Conda) is { } torch && environment.Last(name, PackageManager.Conda) is { } companion
            && CondaSeverity(torch, companion) is { } severity
            && Demand.OfConda(torch) is { } first && Demand.OfConda(companion) is { } second)
        {
            Check(environment, name, first, second, severity, context);
        }
    }

    // The channel pytorch builds one for each other. conda-forge has further builds, so with it in the list nothing is certain.
    private static Severity? CondaSeverity(PackageRequest torch, PackageRequest companion)
    {
        var isPyTorch = torch.Channel == "pytorch" && companion.Channel == "pytorch";
        var hasForge = false;
        foreach (var channel in companion.Sources.Channels)
        {
            var plain = channel.Value is { } value ? CondaPackages.ChannelName(value) : "";
            isPyTorch |= plain == "pytorch";
            hasForge |= plain == "conda-forge";
        }

        return !isPyTorch || !companion.Sources.IsComplete ? null : hasForge ? Severity.Warning : Severity.Error;
    }

    private static bool Check(PythonEnvironment environment, string name, Demand torch, Demand companion, Severity severity, RuleContext context)
    {
        if ((!environment.Owns(torch.Request) && !environment.Owns(companion.Request))
            || !environment.AreTogether(torch.Request, companion.Request)
            || !PythonEnvironment.SpeaksHere(torch.Request, companion.Request)
            || (!ReferenceEquals(torch.Request.Command, companion.Request.Command) && FrameworkFacts.Uninstalls(context))
            || MayFit(name, torch, companion))
        {
            return false;
        }

        // The last release before the frozen one is said to work with newer torches by its own notes, and not to by those of the next.
        var frozen = Torch.FrozenAt(name);
        if (frozen is not null && torch.Pin is { } pin && companion.Pin is { } audio
            && DottedNumber.Compare(pin, frozen) >= 0 && IsLastBefore(audio, frozen))
        {
            severity = Severity.Warning;
        }

        Report(name, torch, companion, severity, context);
        return true;
    }

    private static bool IsLastBefore(string version, string minor)
    {
        string? last = null;
        foreach (var release in Torch.Releases)
        {
            if (DottedNumber.Compare(release.Version, minor) < 0)
            {
                last ??= DottedNumber.Prefix(release.Version, 2);
            }
        }

        return last is not null && DottedNumber.Prefix(version, 2) == last;
    }

    // Whether some pair may be right; what the table does not reach may be.
    private static bool MayFit(string name, Demand torch, Demand companion)
    {
        var knowsTorch = false;
        var knowsCompanion = false;
        foreach (var release in Torch.Releases)
        {
            var fitsTorch = torch.Allows(release.Version);
            knowsTorch |= fitsTorch;
            foreach (var version in Torch.Companions(release, name))
            {
                var fits = companion.Allows(version);
                knowsCompanion |= fits;
                if (fits && fitsTorch)
                {
                    return true;
                }
            }
        }

        // A number that is newer than all known ones still does not belong to a torch whose own is known: torch 2.5.0 and torchvision 2.5.0.
        if (knowsTorch && !knowsCompanion && torch.Pin is { } pin && companion.Pin is { } number && !IsOfNewestMinor(pin)
            && DottedNumber.Compare(number, Torch.FrozenAt(name) is null ? Torch.Companions(Torch.Releases[0], name)[0] : Torch.Newest) > 0)
        {
            return false;
        }

        // Other versions that the table does not know are another rule's, and a pair of them may be right.
        return !knowsTorch || !knowsCompanion
            || (companion.Allows(Torch.NewerThanAll) && (torch.Allows(Torch.NewerThanAll) || torch.Allows(Torch.Newest)))
            || (companion.Allows(Torch.OlderThanAll) && torch.Allows(Torch.OlderThanAll));
    }

    private static bool IsOfNewestMinor(string version) => DottedNumber.Compare(DottedNumber.Prefix(version, 2), DottedNumber.Prefix(Torch.Newest, 2)) >= 0;

    private static void Report(string name, Demand torch, Demand companion, Severity severity, RuleContext context)
    {
        // A place in the file under check, of the companion where that is possible.
        var isTurned = companion.Request.LinkedFile is not null && torch.Request.LinkedFile is null;
        var place = isTurned ? torch.Request : companion.Request;
        var other = isTurned ? companion.Request : torch.Request;
        var label = "";
        Fix? fix = null;
        if (torch.Pin is { } pin && Torch.Find(pin) is { } release)
        {
            var right = Torch.Companions(release, name)[0];
            label = $"torch {release.Version} goes with {name} {right}";
            if (companion.Pin is not null && companion.PinEdit(right, PipRequests.PinOf(torch.Request)?.LocalText ?? "") is { } edit)
            {
                fix = Fix.Suggested($"Take {name} {right}").And(companion.Request.LinkedFile, edit);
            }
        }

        var message = companion.Pin is { } wrong && torch.Pin is { } with
            ? Releases(name, wrong) is { } releases ? $"{name} {wrong} belongs to torch {releases}, and torch {with} is installed with it" : $"{name} {wrong} does not belong to torch {with}"
            : $"no {name} that '{companion.Text}' allows belongs to a torch that '{torch.Text}' allows";
        context.Report(
            RuleContext.PlaceOf(place),
            message,
            severity,
            label: label,
            related: [.. context.Linked(place), context.AskedFor(other)],
            notes: [SourceNote.Of(Torch.SourceText(Torch.FrozenAt(name) is not null ? "audio" : "vision"), Torch.AsOf)],
            fix: fix);
    }

    private static string? Releases(string name, string version)
    {
        var releases = Torch.OfCompanion(name, version);
        return releases.IsEmpty ? null : releases is [var only] ? only.Version : $"{releases[^1].Version} and later";
    }

    // What a request allows, in pip's terms or conda's.
    private sealed record Demand(PackageRequest Request, string Text, string? Pin, Func<string, bool> Allows)
    {
        public static Demand? OfPip(PackageRequest request)
        {
            if (request.Sources.AllowsPreReleases || PipRequests.SpecifiersOf(request) is not { NamesPreRelease: false } specifiers || specifiers.Specifiers.IsEmpty)
            {
                return null;
            }

            return new Demand(request, specifiers.ToString(), PipRequests.PinOf(request)?.Base.ToString(), version => TorchResolver.Allows(specifiers, Pep440Version.Parse(version)));
        }

        public static Demand? OfConda(PackageRequest request)
        {
            if (request.Spec is not { Errors.IsEmpty: true, Version: { } spec, VersionPart: { } part })
            {
                return null;
            }

            // Unknown counts as allowed. =2.1 is any 2.1.x, which is one release in the words of a message only where it names all numbers.
            var pin = part.Value.TrimStart('=');
            return new Demand(request, part.Value, DottedNumber.IsOne(pin) && pin.Split('.').Length >= 3 ? pin : null, version => CondaVersion.TryParse(version, out var known) && spec.Contains(known) != false);
        }

        // The build of the companion is that of torch.
        public TextEdit? PinEdit(string version, string local) => Request.Manager == PackageManager.Pip
            ? FrameworkFacts.PinEdit(Request, version, local)
            : Request.Spec?.VersionPart is { } part && Pin is { } pin && part.Span.Length == part.Value.Length
                ? FrameworkFacts.Edit(Request, new TextSpan(part.Span.End - pin.Length, pin.Length), version)
                : null;
    }
}
