using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.Rules.Stack;
using EnvLint.Versions;

namespace EnvLint.Rules.Frameworks;

/// <summary>Reports releases that ask for exactly one torch beside another one.</summary>
[Rule("FWK011", "pinned-torch-elsewhere",
    Title = "A package asks for another torch than the one beside it",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class PinnedTorchElsewhere : Rule<PythonEnvironment>
{
    /// <inheritdoc/>
    protected override void Check(PythonEnvironment subject, RuleContext context)
    {
        if (TorchResolver.OffersAlternatives(subject))
        {
            return;
        }

        foreach (var request in subject.Requests)
        {
            if (request is { Manager: PackageManager.Pip, IsConstraint: false, Command: not { IsConditional: true }, Requirement.Specifiers: { IsValid: true, PinnedVersion: { IsPreRelease: false } pin } }
                && TorchPins.Find(request.Name, pin) is { Verified: true } row)
            {
                Check(subject, request, pin, row, context);
            }
        }
    }

    private static void Check(PythonEnvironment environment, PackageRequest request, Pep440Version pin, OthersPinRow row, RuleContext context)
    {
        // Its wheels are for Linux; those of xformers for Windows ask for the same.
        var markers = WheelPlatforms.MarkersOf(WheelPlatform.LinuxX64, environment.Python);
        if (TorchResolver.Applies(request, markers) != true || IsReplaced(environment, request)
            || FrameworkFacts.Last(environment, "torch", markers, out var isUnclear) is not { } torch || isUnclear
            || PipRequests.SpecifiersOf(torch) is not { NamesPreRelease: false, Specifiers.IsEmpty: false } specifiers
            || TorchResolver.Allows(specifiers, Pep440Version.Parse(row.Torch)) || !environment.AreTogether(torch, request) || !PythonEnvironment.SpeaksHere(torch, request)
            || (!environment.Owns(torch) && !environment.Owns(request))
            || FrameworkFacts.IsWithoutDependencies(request)
            || (!ReferenceEquals(torch.Command, request.Command) && FrameworkFacts.Uninstalls(context)))
        {
            return;
        }

        // A later version of the same project takes its place; a later torch only breaks it.
        var isBefore = !ReferenceEquals(torch.Command, request.Command) && Index(environment, torch) < Index(environment, request);
        var place = request.LinkedFile is null ? request : torch;
        var other = ReferenceEquals(place, request) ? torch : request;
        var name = $"{request.Name} {pin}";
        var message = ReferenceEquals(torch.Command, request.Command) ? $"{name} asks for torch {row.Torch}, and 'torch{torch.Constraint}' beside it is another: pip finds nothing that fits both"
            : isBefore ? $"{name} asks for torch {row.Torch} and puts it in the place of 'torch{torch.Constraint}'"
            : $"{name} asks for torch {row.Torch}, and 'torch{torch.Constraint}' takes its place afterwards";
        context.Report(
            RuleContext.PlaceOf(place),
            message,
            label: ReferenceEquals(place, request) ? $"built for torch {row.Torch}" : $"{request.Name} wants {row.Torch}",
            related: [context.AskedFor(other)],
            notes: [SourceNote.Of(TorchPins.SourceText(row), TorchPins.AsOf)],
            fix: PipRequests.PinOf(torch) is { HasLocal: false } && !HasCompanions(environment) && ReferenceEquals(torch.Command, request.Command) && FrameworkFacts.PinEdit(torch, row.Torch, null) is { } edit
                ? Fix.Suggested($"Take torch {row.Torch}").And(torch.LinkedFile, edit)
                : null);
    }

    // pip install vllm==0.6.0, and later vllm==0.8.0
    private static bool IsReplaced(PythonEnvironment environment, PackageRequest request) => !ReferenceEquals(environment.Last(request.Name, PackageManager.Pip), request);

    private static bool HasCompanions(PythonEnvironment environment)
    {
        foreach (var request in environment.Requests)
        {
            if (Torch.HasCompanion(request.Name))
            {
                return true;
            }
        }

        return false;
    }

    private static int Index(PythonEnvironment environment, PackageRequest request)
    {
        for (var i = 0; i < environment.Requests.Length; i++)
        {
            if (ReferenceEquals(environment.Requests[i], request))
            {
                return i;
            }
        }

        return -1;
    }
}
