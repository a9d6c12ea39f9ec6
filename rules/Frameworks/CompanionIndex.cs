using EnvLint.Collections;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.Text;

namespace EnvLint.Rules.Frameworks;

/// <summary>Reports torch and companions in builds that cannot be loaded together: one for the CPU with one for CUDA, or two majors of CUDA.</summary>
[Rule("FWK002", "companion-index",
    Title = "Companions of torch are builds for another CUDA",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class CompanionIndex : Rule<PythonEnvironment>
{
    /// <inheritdoc/>
    protected override void Check(PythonEnvironment subject, RuleContext context)
    {
        foreach (var name in (ReadOnlySpan<string>)["torchvision", "torchaudio"])
        {
            if (!CheckLocals(subject, name, context))
            {
                CheckSources(subject, name, context);
            }
        }
    }

    // torch==2.4.1+cu121 torchvision==0.19.1+cpu
    private static bool CheckLocals(PythonEnvironment environment, string name, RuleContext context)
    {
        foreach (var platform in FrameworkFacts.Platforms)
        {
            var markers = WheelPlatforms.MarkersOf(platform, environment.Python);
            var torch = FrameworkFacts.Last(environment, "torch", markers, out var torchUnclear);
            var companion = FrameworkFacts.Last(environment, name, markers, out var companionUnclear);
            if (torch is null || companion is null || torchUnclear || companionUnclear || !Meet(environment, torch, companion, context)
                || CudaOf(torch) is not { } first || CudaOf(companion) is not { } second || !Clash(name, first, second) || !PythonEnvironment.SpeaksHere(torch, companion))
            {
                continue;
            }

            var pinned = companion.Requirement!.Specifiers.Specifiers[0];
            var local = torch.Requirement!.Version!.LocalText;
            context.Report(
                RuleContext.PlaceOf(companion),
                $"{name} is a build for {Text(second)}, and torch beside it is one for {Text(first)}",
                label: $"write +{local}",
                related: [context.At(torch, $"torch is a build for {Text(first)}")],
                notes: [Note(name)],
                fix: FrameworkFacts.Edit(companion, pinned.VersionSpan, $"{pinned.Version!.Public}+{local}") is { } edit ? Fix.Suggested($"Take the build {local}").And(companion.LinkedFile, edit) : null);
            return true;
        }

        return false;
    }

    // pip install torch --index-url …/cpu, and then pip install torchvision from PyPI.
    private static void CheckSources(PythonEnvironment environment, string name, RuleContext context)
    {
        if (WheelPlatforms.Of(environment.Scope, context.Target) is not (WheelPlatform.LinuxX64 and var platform)
            || FrameworkFacts.Last(environment, name, WheelPlatforms.MarkersOf(platform, environment.Python), out var isUnclear) is not { Command: { } command } companion || isUnclear
            || TorchSource.Of(companion.Sources) is not { } source || PipRequests.SpecifiersOf(companion) is not { } specifiers
            || Before(environment, command) is not { } before || before.Last("torch", PackageManager.Pip) is not { } torch || !Meet(environment, torch, companion, context) || !PythonEnvironment.SpeaksHere(torch, companion)
            || TorchResolver.Resolve(before, platform) is not { IsKnown: true } resolution
            || CommonBuild(resolution) is not { } build)
        {
            return;
        }

        // Otherwise pip takes another torch for it.
        var stays = specifiers.PinnedVersion is { HasLocal: false } pinned
            ? resolution.IsCertain && Torch.OfCompanion(name, pinned.ToString()).Exists(row => row.Version == build.Release.Version)
            : specifiers.Specifiers.IsEmpty && build.Release.Version == Torch.Newest;
        if (!stays || (Torch.FrozenAt(name) is { } frozen && DottedNumber.Compare(build.Release.Version, frozen) >= 0)
            || source.BuildOf(build.Release, platform) is not { IsVerified: true } own || !Clash(name, build.Cuda, own.Cuda))
        {
            return;
        }

        context.Report(
            RuleContext.PlaceOf(companion),
            $"{name} from {source.Text} is a build for {Text(own.Cuda)}, and torch{(resolution.Source is { } from ? $" from {from.Text}" : "")} is one for {Text(build.Cuda)}",
            label: "take both from one index",
            related: [context.At(torch, $"torch is a build for {Text(build.Cuda)}")],
            notes: [Note(name)],
            fix: FixOf(companion, command, resolution));
    }

    private static bool Meet(PythonEnvironment environment, PackageRequest torch, PackageRequest companion, RuleContext context) =>
        environment.AreTogether(torch, companion)
        && (environment.Owns(torch) || environment.Owns(companion))
        && (ReferenceEquals(torch.Command, companion.Command) || !FrameworkFacts.Uninstalls(context));

    // The environment as it is before a command.
    private static PythonEnvironment? Before(PythonEnvironment environment, CommandUse command)
    {
        for (var i = 0; i < environment.Requests.Length; i++)
        {
            if (ReferenceEquals(environment.Requests[i].Command, command))
            {
                return i == 0 ? null : new PythonEnvironment
                {
                    Name = environment.Name,
                    Kind = environment.Kind,
                    Scope = environment.Scope,
                    Origin = environment.Origin,
                    Requests = environment.Requests[..i],
                    Python = environment.Python,
                    IsComplete = environment.IsComplete,
                };
            }
        }

        return null;
    }

    // Today's choice, where all others are builds for the same.
    private static TorchBuild? CommonBuild(TorchResolution resolution)
    {
        var first = resolution.Builds[0];
        return first.IsVerified && !resolution.Builds.Exists(build => build.Cuda.Length == 0 != (first.Cuda.Length == 0)) ? first : null;
    }

    // The CUDA that a local version names; empty for the CPU, null where none is named.
    private static string? CudaOf(PackageRequest request) => PipRequests.PinOf(request) is { HasLocal: true } pin
        ? pin.LocalText == "cpu" ? "" : TorchIndex.CudaOf(pin.LocalText)
        : null;

    // Both check the major at import; torchaudio for the CPU runs beside any torch.
    private static bool Clash(string name, string torch, string companion) =>
        torch.Length == 0 ? companion.Length > 0
        : companion.Length == 0 ? name == "torchvision"
        : DottedNumber.Prefix(torch, 1) != DottedNumber.Prefix(companion, 1);

    private static string Text(string cuda) => cuda.Length == 0 ? "the CPU" : $"CUDA {cuda}";

    private static string Note(string name) => SourceNote.Of("the same index is needed for both", Torch.SourceText(Torch.FrozenAt(name) is null ? "vision" : "audio-2111"), Torch.AsOf);

    private static Fix? FixOf(PackageRequest companion, CommandUse command, TorchResolution resolution) =>
        resolution.Source is { AsksPyPI: false, Word.Value: { } url } && companion is { LinkedFile: null, Sources.Index: null }
        && command.Invocation is { HasUnknownWords: false, Operands: [var only] } && only.Span == companion.Word.Span
            ? Fix.Suggested("Take it from the index of torch", TextEdit.Insert(only.Span.End, $" --index-url {url}"))
            : null;
}
