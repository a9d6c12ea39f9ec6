using System.Collections.Immutable;
using EnvLint.Collections;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.Rules.Stack;

namespace EnvLint.Rules.Frameworks;

/// <summary>Reports packages of one environment that need different majors of cuDNN.</summary>
[Rule("FWK012", "cudnn-consumers",
    Title = "Packages of one environment need different cuDNN",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class CudnnConsumers : Rule<PythonEnvironment>
{
    /// <inheritdoc/>
    protected override void Check(PythonEnvironment subject, RuleContext context)
    {
        var platform = WheelPlatforms.Of(subject.Scope, context.Target) ?? WheelPlatform.LinuxX64;
        if (platform != WheelPlatform.LinuxX64 || !subject.Requests.Exists(static request => MayUse(request)) || TorchResolver.OffersAlternatives(subject))
        {
            return;
        }

        var uses = UsesOf(subject, platform);
        if (uses.Count < 2 && !uses.Exists(static use => !use.Brings))
        {
            return;
        }

        // Wheels that bring it put it in one place: there is one of them.
        for (var i = 0; i < uses.Count; i++)
        {
            for (var j = i + 1; j < uses.Count; j++)
            {
                var first = uses[i];
                var second = uses[j];
                if (first.Brings && second.Brings && first.Cudnn != second.Cudnn && first.Cuda == second.Cuda && MayReport(subject, first.Request, second.Request, context))
                {
                    Report(first, second, $"{second.Text} {second.Verb} cuDNN {second.Cudnn}, and {first.Text} {first.Verb} cuDNN {first.Cudnn} in the same place", Severity.Error, context);
                    return;
                }
            }
        }

        EnvironmentCuda? cuda = null;
        foreach (var use in uses)
        {
            if (!use.Brings)
            {
                CheckSystem(subject, use, uses, cuda ??= EnvironmentCuda.Of(subject, platform, context), context);
            }
        }
    }

    // CTranslate2 loads the cuDNN that is there.
    private static void CheckSystem(PythonEnvironment environment, Use use, List<Use> uses, EnvironmentCuda cuda, RuleContext context)
    {
        if (!cuda.IsComplete || !cuda.IsCudnnKnown || cuda.HasCudnn(use.Cudnn))
        {
            return;
        }

        if (uses.Find(other => other.Brings && other.Cudnn != use.Cudnn && MayReport(environment, other.Request, use.Request, context)) is { } brings)
        {
            Report(brings, use, $"{use.Text} {use.Verb} cuDNN {use.Cudnn}, and {brings.Text} {brings.Verb} cuDNN {brings.Cudnn}", cuda.IsSystemKnown ? Severity.Error : Severity.Warning, context);
        }
        else if (cuda is { ImagePlace: { } image, Image: { Cudnn.Length: > 0 } contents } && environment.Owns(use.Request) && !MachineHints.AreForOther(use.Request, context))
        {
            context.Report(
                RuleContext.PlaceOf(use.Request),
                $"{use.Text} {use.Verb} cuDNN {use.Cudnn}, and the image has cuDNN {contents.Cudnn}",
                contents.IsVerified ? Severity.Error : Severity.Warning,
                related: [.. context.Linked(use.Request), image],
                notes: Notes(use, use),
                fix: int.TryParse(DottedNumber.Prefix(contents.Cudnn, 1), out var major) ? FixOf(use, major) : null);
        }
    }

    private static bool MayReport(PythonEnvironment environment, PackageRequest first, PackageRequest second, RuleContext context) =>
        environment.AreTogether(first, second) && PythonEnvironment.SpeaksHere(first, second) && (environment.Owns(first) || environment.Owns(second))
        && (ReferenceEquals(first.Command, second.Command) || !FrameworkFacts.Uninstalls(context))
        && !MachineHints.AreForOther(second, context);

    private static void Report(Use first, Use second, string message, Severity severity, RuleContext context)
    {
        var isTurned = second.Request.LinkedFile is not null;
        var place = isTurned ? first : second;
        var other = isTurned ? second : first;
        context.Report(
            RuleContext.PlaceOf(place.Request),
            message,
            severity,
            related: [context.At(other.Request, $"{other.Text} {other.Verb} cuDNN {other.Cudnn}")],
            notes: Notes(first, second),
            fix: FixOf(second, first.Cudnn));
    }

    // What only loads cuDNN can be had for the other one; what brings it comes with a CUDA of its own.
    private static Fix? FixOf(Use use, int cudnn) =>
        !use.Brings && PipRequests.PinOf(use.Request)?.Base.ToString() is { } pin && Cudnn.NearestWith(use.Request.Name, pin, cudnn) is { } right && FrameworkFacts.PinEdit(use.Request, right) is { } edit
            ? Fix.Suggested($"Take {use.Request.Name} {right}").And(use.Request.LinkedFile, edit)
            : null;

    private static ImmutableArray<string> Notes(Use first, Use second)
    {
        var notes = ImmutableArray.CreateBuilder<string>();
        notes.Add(SourceNote.Of("software for one major of cuDNN never loads another", first.Source, first.AsOf));
        if (second.Source != first.Source)
        {
            notes.Add(SourceNote.Of(second.Source, second.AsOf));
        }

        return notes.DrainToImmutable();
    }

    private static List<Use> UsesOf(PythonEnvironment environment, WheelPlatform platform)
    {
        var uses = new List<Use>();
        if (environment.Requests.Exists(static request => request is { Name: "torch", Manager: PackageManager.Pip })
            && TorchResolver.Resolve(environment, platform) is { IsKnown: true, IsOpen: false, Request: { } torch } resolution && OfTorch(resolution, torch) is { } bringing)
        {
            uses.Add(bringing);
        }

        var markers = WheelPlatforms.MarkersOf(platform, environment.Python);
        foreach (var request in environment.Requests)
        {
            if (!MayUse(request) || request is not { IsConstraint: false, Command: not { IsConditional: true } } || TorchResolver.Applies(request, markers) != true
                || !ReferenceEquals(environment.Last(request.Name, PackageManager.Pip), request))
            {
                continue;
            }

            if (Cudnn.FindPackage(request) is { Major: { } major, CudaMajor: { } cuda } package && request.Constraint.Length > 0)
            {
                uses.Add(new Use(request, $"'{request.Name}{request.Constraint}'", "is", major, cuda, Brings: true, package.Source, Cudnn.AsOf));
            }
            else if (PipRequests.PinOf(request)?.Base.ToString() is { } pin && Cudnn.NeededBy(request.Name, pin) is { IsVerified: true } use)
            {
                switch (request.Name)
                {
                    case "jax" or "tensorflow" when CudaPackages.MajorOf(request) is { } extra:
                        uses.Add(new Use(request, $"{CudaPackages.NameOf(request)} {pin}", "brings", use.Major, extra, Brings: true, use.Source, use.AsOf));
                        break;
                    case "ctranslate2":
                        uses.Add(new Use(request, $"{request.Name} {pin}", "loads", use.Major, null, Brings: false, use.Source, use.AsOf));
                        break;
                }
            }
        }

        return uses;
    }

    // What is looked at beside torch; most environments have none of it.
    private static bool MayUse(PackageRequest request) =>
        request.Manager == PackageManager.Pip && (request.Name is "ctranslate2" or "jax" or "tensorflow" || request.Name.Contains("cudnn", StringComparison.Ordinal));

    // All builds that may be taken need the same.
    private static Use? OfTorch(TorchResolution resolution, PackageRequest request)
    {
        Use? found = null;
        foreach (var build in resolution.Builds)
        {
            if (build.Cuda.Length == 0 || Cudnn.NeededBy("torch", build.Release.Version) is not { IsVerified: true } use)
            {
                return null;
            }

            var one = new Use(
                request, $"torch {build.Release.Version}", "brings", use.Major, int.Parse(DottedNumber.Prefix(build.Cuda, 1), System.Globalization.CultureInfo.InvariantCulture), Brings: true, use.Source, use.AsOf);
            if (found is not null && (found.Cudnn != one.Cudnn || found.Cuda != one.Cuda))
            {
                return null;
            }

            found ??= one;
        }

        return found;
    }

    private sealed record Use(PackageRequest Request, string Text, string Verb, int Cudnn, int? Cuda, bool Brings, string Source, string AsOf);
}
