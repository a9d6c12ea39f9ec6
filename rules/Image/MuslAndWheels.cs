using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Rules.Apt;

namespace EnvLint.Rules.Image;

/// <summary>Reports projects that have no wheels for musl, installed with pip on an Alpine base.</summary>
[Rule("IMG007", "musl-and-wheels",
    Title = "On Alpine pip installs a project that has wheels for glibc only",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Error,
    Since = "0.1.0")]
public sealed partial class MuslAndWheels : Rule<CommandSequence>
{
    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        if (!subject.Scope.IsImage || StageFacts.BaseOf(subject) is not { Libc: "musl" } image)
        {
            return;
        }

        // Another Python, such as conda's with a glibc of its own, takes other wheels.
        foreach (var part in StageFacts.Chain(subject))
        {
            foreach (var fact in part.Facts)
            {
                if (BringsPython(fact))
                {
                    return;
                }
            }

            foreach (var instruction in StageFacts.InstructionsOf(part, context))
            {
                if (StageFacts.MayBringPrograms(instruction) || StageFacts.MountsFromElsewhere(instruction))
                {
                    return;
                }
            }
        }

        var reported = new HashSet<int>();
        foreach (var fact in subject.Facts)
        {
            if (fact is not PackageRequest { Manager: PackageManager.Pip, IsConstraint: false, IsConditional: false, Requirement.Url: "" } request
                || MuslWheels.Find(request.Name) is not { } row || !PackageIndexes.ArePublic(request.Sources))
            {
                continue;
            }

            var place = RuleContext.PlaceOf(request);
            if (!reported.Add(place.Start))
            {
                continue;
            }

            var isCertain = row.Verified && image.IsVerified && StageFacts.IsBaseFixed(subject) && request.Command is not { Failure: FailureEffect.Ignored };
            context.Report(
                place,
                $"'{request.Name}' has no wheel for Alpine: its wheels are for glibc, Alpine has musl, and there is no source to build it from",
                isCertain ? Severity.Error : Severity.Warning,
                label: "take a Debian base, such as the -slim images",
                related: [.. StageFacts.FromLine(subject, context), .. context.Linked(request)],
                notes: ["pip ends with 'No matching distribution found'", SourceNote.Of(MuslWheels.SourceOf(row), MuslWheels.AsOf)]);
        }
    }

    private static bool BringsPython(Fact fact) => fact switch
    {
        PackageRequest { Manager: PackageManager.Conda } => true,
        Download { Url.Value: var url } => url is null || CondaInstallers.Find(url) is not null || url.Contains("glibc", StringComparison.Ordinal),
        CommandUse use => use.IsProgram("conda", "mamba", "micromamba") || (use.Program == "uv" && use.Invocation is { Subcommand: "python" or "python install" or "sync" }),
        _ => false,
    };
}
