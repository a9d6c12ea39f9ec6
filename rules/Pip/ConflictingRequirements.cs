using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Rules.Frameworks;
using EnvLint.Syntax.Requirements;
using EnvLint.Versions;

namespace EnvLint.Rules.Pip;

/// <summary>Reports requirements of one project that no version meets together: in one command, or in one file with those that it names.</summary>
[Rule("PIP006", "conflicting-requirements",
    Title = "Requirements of one project that no version meets",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.None,
    Since = "0.1.0")]
public sealed partial class ConflictingRequirements : Rule<PythonEnvironment>
{
    // Nobody asks for one project more often.
    private const int MaximumRequests = 64;

    /// <inheritdoc/>
    protected override void Check(PythonEnvironment subject, RuleContext context)
    {
        var requests = subject.Requests;
        for (var start = 0; start < requests.Length;)
        {
            // What one command, or one file, asks for is met together; a later command replaces what was there.
            var end = start + 1;
            while (end < requests.Length && ReferenceEquals(requests[end].Command, requests[start].Command))
            {
                end++;
            }

            CheckTogether(subject, requests.AsSpan()[start..end], context);
            start = end;
        }
    }

    private static void CheckTogether(PythonEnvironment environment, ReadOnlySpan<PackageRequest> requests, RuleContext context)
    {
        Dictionary<string, List<PackageRequest>>? byName = null;
        foreach (var request in requests)
        {
            if (request.Manager != PackageManager.Pip || PipRequests.SpecifiersOf(request) is not { Specifiers.IsEmpty: false })
            {
                continue;
            }

            byName ??= new(StringComparer.Ordinal);
            if (!byName.TryGetValue(request.Name, out var list))
            {
                byName.Add(request.Name, list = []);
            }

            if (list.Count < MaximumRequests)
            {
                list.Add(request);
            }
        }

        if (byName is null)
        {
            return;
        }

        foreach (var list in byName.Values)
        {
            if (IsAskedFor(requests, list))
            {
                CheckProject(environment, list, context);
            }
        }
    }

    // Constraints alone ask for nothing.
    private static bool IsAskedFor(ReadOnlySpan<PackageRequest> requests, List<PackageRequest> list)
    {
        foreach (var request in list)
        {
            if (!request.IsConstraint)
            {
                return true;
            }
        }

        foreach (var request in requests)
        {
            if (!request.IsConstraint && string.Equals(request.Name, list[0].Name, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static void CheckProject(PythonEnvironment environment, List<PackageRequest> list, RuleContext context)
    {
        foreach (var request in list)
        {
            if (SpecifiersOf(request).IsEmpty)
            {
                if (environment.Owns(request) && PythonEnvironment.SpeaksHere(request))
                {
                    context.Report(
                        RuleContext.PlaceOf(request),
                        $"no version of {request.Name} meets '{SpecifiersOf(request)}'",
                        related: request.LinkedFile is null ? context.Origins(request.Word) : context.Linked(request));
                }

                return;
            }
        }

        for (var later = 1; later < list.Count; later++)
        {
            for (var earlier = 0; earlier < later; earlier++)
            {
                if (Conflict(environment, list[earlier], list[later]))
                {
                    Report(environment, list[earlier], list[later], context);
                    return;
                }
            }
        }
    }

    private static bool Conflict(PythonEnvironment environment, PackageRequest first, PackageRequest second) =>
        SpecifiersOf(first).Intersect(SpecifiersOf(second)).IsEmpty && MeetSomewhere(environment, first, second);

    // Conditions make a set of versions for each system: both must hold on one, or be the same.
    private static bool MeetSomewhere(PythonEnvironment environment, PackageRequest first, PackageRequest second)
    {
        foreach (var platform in FrameworkFacts.Platforms)
        {
            var markers = WheelPlatforms.MarkersOf(platform, environment.Python);
            if ((TorchResolver.Applies(first, markers), TorchResolver.Applies(second, markers)) is (true, true))
            {
                return true;
            }
        }

        return first.Requirement is { Marker: not null } one && second.Requirement is { Marker: not null } other
            && MarkerText(one).SequenceEqual(MarkerText(other)) && TorchResolver.Applies(first, MarkerEnvironment.Unknown) is null;
    }

    private static ReadOnlySpan<char> MarkerText(Requirement requirement) => requirement.Text.AsSpan(requirement.MarkerSpan.Start, requirement.MarkerSpan.Length);

    private static void Report(PythonEnvironment environment, PackageRequest first, PackageRequest second, RuleContext context)
    {
        if ((!environment.Owns(first) && !environment.Owns(second)) || !PythonEnvironment.SpeaksHere(first, second))
        {
            return;
        }

        // The place in the file under check, of the later one where both stand here.
        var (here, other) = second.LinkedFile is null || first.LinkedFile is not null ? (second, first) : (first, second);
        context.Report(
            RuleContext.PlaceOf(here),
            $"no version of {here.Name} meets both '{SpecifiersOf(here)}' and '{SpecifiersOf(other)}'",
            related: [context.At(other, $"{(other.IsConstraint ? "limited" : "asked for")} here: '{SpecifiersOf(other)}'"), .. here.LinkedFile is null ? [] : new[] { context.At(here, $"'{SpecifiersOf(here)}'") }]);
    }

    private static Pep440SpecifierSet SpecifiersOf(PackageRequest request) => request.Requirement!.Specifiers;
}
