using System.Collections.Immutable;
using EnvLint.Collections;
using EnvLint.Diagnostics;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.Rules.Frameworks;

namespace EnvLint.Rules.Pip;

/// <summary>Reports requests that replace the framework for which the base image was chosen.</summary>
[Rule("PIP018", "vendor-build-overwritten",
    Title = "A request replaces the framework that the base image ships",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Warning,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class VendorBuildOverwritten : Rule<PythonEnvironment>
{
    /// <inheritdoc/>
    protected override void Check(PythonEnvironment subject, RuleContext context)
    {
        // Only the Python of the image has it.
        if (subject.Scope.Stage is not { } stage || subject is not ({ Kind: PythonEnvironmentKind.System, Name: "" } or { Kind: PythonEnvironmentKind.Conda, Name: "base" })
            || VendorBuilds.Find(stage.BaseImage) is not { } shipped || stage.BaseUse is not { } image)
        {
            return;
        }

        CommandUse? command = null;
        foreach (var request in subject.Requests)
        {
            if (request is not { Manager: PackageManager.Pip, IsConstraint: false, Command: { IsConditional: false } use } || ReferenceEquals(use, command) || !subject.Owns(request)
                || TorchResolver.Applies(request, WheelPlatforms.MarkersOf(WheelPlatform.LinuxX64, subject.Python)) != true
                || !Replaces(request, shipped) || IsElsewhere(use) || IsHeld(subject, request, context) || FrameworkFacts.Uninstalls(context, shipped.Framework))
            {
                continue;
            }

            command = use;
            var related = ImmutableArray.CreateBuilder<RelatedLocation>();
            related.Add(context.Here(image.Word.Span, $"the image ships {shipped.Framework}{(shipped.IsVendors ? "" : $" {shipped.Version}")}"));
            related.AddRange(context.Linked(request));
            related.AddRange(context.Origins(request.Word));
            context.Report(
                RuleContext.PlaceOf(request),
                request.Name == shipped.Framework
                    ? $"'{request.Word}' replaces the {shipped.Framework} that {stage.BaseImage!.FullRepository} ships"
                    : $"'{request.Word}' brings another {shipped.Framework} than the one that {stage.BaseImage!.FullRepository} ships",
                shipped.IsVendors ? Severity.Warning : Severity.Info,
                related: related.DrainToImmutable(),
                notes: shipped.IsVendors ? ["what the image was tuned for is lost, and what else it ships was built for its own framework; where the image's PIP_CONSTRAINT holds versions, pip stops instead"] : [],
                fix: shipped.IsVendors ? FixOf(subject, use, shipped, context) : null);
        }
    }

    // All that would replace it, or what is left asks for it again.
    private static Fix? FixOf(PythonEnvironment environment, CommandUse use, VendorBuild shipped, RuleContext context)
    {
        var taken = new List<PackageRequest>();
        foreach (var request in environment.Requests)
        {
            if (request is { Manager: PackageManager.Pip, IsConstraint: false } && ReferenceEquals(request.Command, use) && (request.Name == shipped.Framework || (shipped.Framework == "torch" && Torch.HasCompanion(request.Name))))
            {
                taken.Add(request);
            }
        }

        Fix? fix = Fix.Suggested($"Keep the {shipped.Framework} of the image");
        foreach (var request in taken)
        {
            fix = FrameworkFacts.Removal(request, context, taken.Count) is { } edit ? fix?.And(request.LinkedFile, edit) : null;
        }

        return fix;
    }

    private static bool Replaces(PackageRequest request, VendorBuild shipped)
    {
        if (request.Name == shipped.Framework)
        {
            if (request.Command?.Invocation?.Has("-U", "--upgrade", "--force-reinstall", "--reinstall", "-I", "--ignore-installed") == true && request.LinkedFile is null)
            {
                return shipped.IsVendors || PipRequests.PinOf(request)?.Public != shipped.Version;
            }

            if (request.Requirement is { Wheel: not null })
            {
                return shipped.IsVendors || request.Requirement.Wheel.Version.Public != shipped.Version;
            }

            return PipRequests.SpecifiersOf(request) is { } specifiers
                && (shipped.Version is { } version ? !TorchResolver.Allows(specifiers, version) : shipped is { IsVendors: true, Framework: "torch" } && PipRequests.PinOf(request) is not null);
        }

        // A companion asks for the torch of its own release.
        return shipped.Framework == "torch" && Torch.HasCompanion(request.Name) && PipRequests.PinOf(request) is { } pin
            && request.Command?.Invocation?.Has("--no-deps") != true
            && Torch.OfCompanion(request.Name, pin.Public.ToString()) is { IsEmpty: false } releases
            && (shipped.IsVendors || !releases.Exists(release => release.Version == shipped.Version?.ToString()));
    }

    private static bool IsElsewhere(CommandUse use) => use.Invocation?.Has("-t", "--target", "--prefix", "--root", "--python", "-p") == true;

    // A constraint that the files give; an empty variable takes the image's own away.
    private static bool IsHeld(PythonEnvironment environment, PackageRequest request, RuleContext context)
    {
        if (request.Command!.Invocation?.Has("-c", "--constraint", "--constraints", "--override", "--overrides") == true)
        {
            return true;
        }

        foreach (var variable in context.File.Facts?.Variables ?? [])
        {
            if (variable.Name is "PIP_CONSTRAINT" or "UV_CONSTRAINT" or "UV_OVERRIDE" && variable.Value is not { Value: "" })
            {
                return true;
            }
        }

        foreach (var other in environment.Requests)
        {
            if (other.IsConstraint && other.Name == request.Name)
            {
                return true;
            }
        }

        return false;
    }
}
