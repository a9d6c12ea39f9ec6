using EnvLint.Collections;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.Rules.Frameworks;
using EnvLint.Rules.Stack;
using EnvLint.Syntax.Requirements;
using EnvLint.Text;
using EnvLint.Versions;

namespace EnvLint.Rules.Pip;

/// <summary>Reports frameworks that are compiled for NumPy 1 where pip takes NumPy 2.</summary>
[Rule("PIP011", "numpy-abi",
    Title = "A framework for NumPy 1 with NumPy 2",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Warning,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class NumpyAbi : Rule<PythonEnvironment>
{
    private static readonly Pep440SpecifierSet s_two = Pep440SpecifierSet.Parse(">=2,<3");

    /// <inheritdoc/>
    protected override void Check(PythonEnvironment subject, RuleContext context)
    {
        if (!subject.Requests.Exists(static request => request is { Manager: PackageManager.Pip, Name: "torch" or "tensorflow" }) || TorchResolver.OffersAlternatives(subject)
            || !MayHaveTwo(subject))
        {
            return;
        }

        var platform = WheelPlatforms.Of(subject.Scope, context.Target) ?? WheelPlatform.LinuxX64;
        var markers = WheelPlatforms.MarkersOf(platform, subject.Python);
        foreach (var name in (ReadOnlySpan<string>)["torch", "tensorflow"])
        {
            if (FrameworkFacts.Last(subject, name, markers, out var isUnclear) is { } request && !isUnclear && PipRequests.SpecifiersOf(request) is { NamesPreRelease: false, Specifiers.IsEmpty: false } specifiers
                && NumPy.FindBuild(name, specifiers) is { } row && Check(subject, request, row, markers, context))
            {
                return;
            }
        }
    }

    // Whether the Python is new enough, or may be; in an image it is mostly that of the distribution.
    private static bool MayHaveTwo(PythonEnvironment environment)
    {
        if (environment.Python?.Version is { } version)
        {
            return DottedNumber.Compare($"{version.Major}.{version.Minor}", NumPy.PythonMin) >= 0;
        }

        return !environment.Scope.IsImage
            || (environment.Scope.Stage?.KnownImage is { } image && DottedNumber.IsOne(image.PythonDefault) && DottedNumber.Compare(image.PythonDefault, NumPy.PythonMin) >= 0);
    }

    private static bool Check(PythonEnvironment environment, PackageRequest request, NumpyBuildRow row, MarkerEnvironment markers, RuleContext context)
    {
        PackageRequest? numpy = null;
        foreach (var other in environment.Requests)
        {
            if (other.Name == "numpy")
            {
                // One that holds it back anywhere will do.
                if (other is not { Manager: PackageManager.Pip, IsConstraint: false, Command: not { IsConditional: true } } || PipRequests.SpecifiersOf(other) is not { NamesPreRelease: false } open
                    || open.Intersect(s_two).IsEmpty || TorchResolver.Applies(other, markers) != true || !environment.AreTogether(other, request))
                {
                    return false;
                }

                numpy = other;
            }
            else if (!ReferenceEquals(other, request) && MayHoldBack(other))
            {
                return false;
            }
        }

        if ((numpy is null && !row.Brings) || EnvironmentCuda.MayInstallMore(environment, context) || IsConstrained(request, context)
            || !PythonEnvironment.SpeaksHere(numpy ?? request, request) || (!environment.Owns(request) && (numpy is null || !environment.Owns(numpy))))
        {
            return false;
        }

        var place = numpy is null or { LinkedFile: not null } ? request : numpy;
        var isCertain = row.Verified && (row.ForOldPython != true || environment.Python?.Version is not null);
        context.Report(
            RuleContext.PlaceOf(place),
            numpy is null
                ? $"'{request.Name}{request.Constraint}' is compiled for NumPy 1 and does not say so: pip takes NumPy 2 for it"
                : $"'{request.Name}{request.Constraint}' is compiled for NumPy 1, and 'numpy{numpy.Constraint}' takes NumPy 2",
            isCertain ? Severity.Warning : Severity.Info,
            label: numpy is null ? "add numpy<2" : "write numpy<2",
            related: numpy is null ? [] : [context.AskedFor(ReferenceEquals(place, request) ? numpy : request)],
            notes: [SourceNote.Of(NumPy.SourceText(row), NumPy.AsOf)],
            fix: numpy is not null && EditOf(numpy) is { } edit ? Fix.Suggested("Take NumPy 1").And(numpy.LinkedFile, edit) : null);
        return true;
    }

    // scipy==1.10.0 asks for an older NumPy, today's does not.
    private static bool MayHoldBack(PackageRequest request)
    {
        if (request.Manager == PackageManager.Conda)
        {
            return request.Name != "python" && request.Name != "pip";
        }

        return request.Manager == PackageManager.Pip && NumPy.MayHoldBack(request.Name)
            && (PipRequests.SpecifiersOf(request) is not { } specifiers || !TorchResolver.IsOpen(specifiers));
    }

    // PIP_CONSTRAINT, -c of a file that is not read, a day in the past.
    private static bool IsConstrained(PackageRequest request, RuleContext context)
    {
        foreach (var variable in context.File.Facts?.Variables ?? [])
        {
            if (variable.Name is "PIP_CONSTRAINT" or "UV_CONSTRAINT" or "UV_OVERRIDE" or "UV_EXCLUDE_NEWER")
            {
                return true;
            }
        }

        return FrameworkFacts.IsWithoutDependencies(request) || request.Command?.Invocation?.Has("-c", "--constraint", "--constraints", "--exclude-newer", "--override") == true;
    }

    private static TextEdit? EditOf(PackageRequest request)
    {
        if (request is not { IsWrittenOut: true, Requirement: { Text: { } text, Specifiers: { PinnedVersion: null } specifiers } requirement })
        {
            return null;
        }

        var at = specifiers.Specifiers.IsEmpty ? requirement.NameSpan.End : specifiers.Specifiers[^1].Span.End;
        var bound = specifiers.Specifiers.IsEmpty ? "<2" : ",<2";
        return request.Command is null || request.Word.IsQuoted ? TextEdit.Insert(request.PlaceOf(new TextSpan(at, 0)).Start, bound)
            : request.Word.Is(text) ? TextEdit.Replace(request.Word.Span, $"\"{text[..at]}{bound}{text[at..]}\"")
            : null;
    }
}
