using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.Rules.Frameworks;
using EnvLint.Versions;

namespace EnvLint.Rules.Stack;

/// <summary>Reports GPU frameworks that two files of one environment pin to different releases.</summary>
[Rule("STK009", "versions-drift",
    Title = "Two files of one environment pin a framework differently",
    Category = RuleCategory.Reproducibility,
    Severity = Severity.Warning,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class VersionsDrift : Rule<PythonEnvironment>
{
    /// <inheritdoc/>
    protected override void Check(PythonEnvironment subject, RuleContext context)
    {
        // One installation after the other: what comes last stays, and the first was for nothing.
        for (var i = 0; i < subject.Requests.Length; i++)
        {
            var later = subject.Requests[i];
            if (!IsPin(later, out var second) || !subject.Owns(later))
            {
                continue;
            }

            for (var j = 0; j < i; j++)
            {
                var earlier = subject.Requests[j];
                if (earlier.Name == later.Name && earlier.Manager == later.Manager && !ReferenceEquals(earlier.LinkedFile, later.LinkedFile) && IsPin(earlier, out var first)
                    && first.Public != second.Public && !ReferenceEquals(earlier.Command, later.Command) && subject.AreTogether(earlier, later) && subject.Owns(earlier))
                {
                    Report(later, earlier, second, first, context);
                    break;
                }
            }
        }
    }

    private static void Report(PackageRequest later, PackageRequest earlier, Pep440Version second, Pep440Version first, RuleContext context)
    {
        var related = ImmutableArray.CreateBuilder<RelatedLocation>();
        related.Add(context.At(earlier, $"{earlier.Name} is {first} here"));
        if (later.LinkedFile is not null)
        {
            related.Add(context.At(later, $"{later.Name} is {second} here"));
        }

        var place = later.LinkedFile is { } file ? $" by {file.Path}" : "";
        var before = earlier.LinkedFile is { } other ? $" by {other.Path}" : "";
        context.Report(
            RuleContext.PlaceOf(later),
            $"{later.Name} {first}, pinned{before}, is replaced with {second}, pinned{place}: two files describe this environment differently",
            related: related.DrainToImmutable(),
            fix: FixOf(earlier, second));
    }

    // What is installed stays what it is: the one that was replaced says so, too.
    private static Fix? FixOf(PackageRequest earlier, Pep440Version second) => FrameworkFacts.PinEdit(earlier, second.Public.ToString(), second.HasLocal ? null : "") is { } edit
        ? Fix.Suggested($"Write {earlier.Name} {second.Public}").And(earlier.LinkedFile, edit)
        : null;

    private static bool IsPin(PackageRequest request, out Pep440Version version)
    {
        version = Pep440Version.Parse("0");
        if (request is not { Manager: PackageManager.Pip, IsConstraint: false } || request.IsConditional || GpuPackages.Kind(request) == GpuPackageKind.None || PipRequests.PinOf(request) is not { } pin)
        {
            return false;
        }

        version = pin;
        return true;
    }
}
