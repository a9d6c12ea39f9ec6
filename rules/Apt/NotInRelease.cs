using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Text;

namespace EnvLint.Rules.Apt;

/// <summary>Reports packages that the base image's release does not have in its archives.</summary>
[Rule("APT012", "not-in-release",
    Title = "A package is installed that the archives of the release do not have",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Warning,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0",
    Supersedes = ["APT009"])]
public sealed partial class NotInRelease : Rule<CommandSequence>
{
    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        if (!subject.Scope.IsImage || subject.Scope.Stage is not { BaseImage: { } reference } || !AptReleases.HasPlainLists(reference)
            || StageFacts.BaseOf(subject) is not { Release.Length: > 0 } image)
        {
            return;
        }

        // What a broken instruction does to the sources is not known.
        var end = context.File.Errors is [var error, ..] ? error.Span.Start : int.MaxValue;
        var reported = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in StageFacts.Chain(subject))
        {
            var instructions = StageFacts.InstructionsOf(part, context);
            var next = 0;
            foreach (var fact in part.Facts)
            {
                while (next < instructions.Length && instructions[next].Span.Start < fact.Span.Start)
                {
                    if (ChangesSources(instructions[next++]))
                    {
                        return;
                    }
                }

                if (fact is RepositoryUse || (fact is FileWrite write && (write.Path.Value ?? write.Path.Raw).Contains("apt", StringComparison.Ordinal)) || (fact is CommandUse use && MayChangeSources(use)))
                {
                    return;
                }

                if (ReferenceEquals(part, subject) && fact.Span.Start < end && fact is PackageRequest { Manager: PackageManager.Apt, Command: { IsConditional: false } command } package
                    && command is { Failure: not FailureEffect.Ignored, Invocation: { Subcommand: "install" } }
                    && AptReleases.Absent(package.Name, image.Distribution, image.Release) is { } row && !(row.From == "nvidia" && AptReleases.HasNvidia(reference)) && reported.Add(package.Name))
                {
                    Report(package, row, image, subject, context);
                }
            }
        }
    }

    private static bool ChangesSources(Syntax.Dockerfile.DockerfileInstruction instruction) =>
        StageFacts.MayBringPrograms(instruction) || StageFacts.MountsFromElsewhere(instruction);

    // Scripts, packages that bring a list, and whatever touches apt's own files.
    private static bool MayChangeSources(CommandUse use)
    {
        if (use.IsProgram("add-apt-repository", "apt-add-repository", "extrepo", "dpkg", "gdebi") || (StageFacts.RunsForeignCode(use) && !use.Program.StartsWith("python", StringComparison.Ordinal) && !use.IsProgram("tar", "make", "cmake", "ninja")))
        {
            return true;
        }

        foreach (var argument in use.Arguments)
        {
            var text = argument.Value ?? argument.Raw;
            if (text.Contains("/etc/apt", StringComparison.Ordinal) || text.Contains("sources.list", StringComparison.Ordinal)
                || (StageFacts.IsApt(use) && (text.EndsWith(".deb", StringComparison.Ordinal) || text.EndsWith("-release", StringComparison.Ordinal) || text is "-t" or "--target-release")))
            {
                return true;
            }
        }

        return false;
    }

    private static void Report(PackageRequest package, AptReleasesPackageRow row, BaseImage image, CommandSequence sequence, RuleContext context)
    {
        var from = row.From switch
        {
            "nvidia" => "NVIDIA's CUDA repository",
            "nvidia-container-toolkit" => "NVIDIA's repository of the container toolkit",
            "docker" => "Docker's repository",
            _ => "",
        };
        context.Report(
            package.Word.Span,
            from.Length > 0
                ? $"{image.DistributionName} has no package '{package.Name}': it comes from {from}, which nothing adds before"
                : $"{image.DistributionName} has no package '{package.Name}', and no other source is added before",
            confidence: StageFacts.IsBaseFixed(sequence) ? null : Confidence.Medium,
            label: row.Instead is { } instead ? $"install '{instead}'" : from.Length > 0 ? "add the repository first" : "apt stops here",
            related: StageFacts.FromLine(sequence, context),
            notes: [SourceNote.Of(AptReleases.SourceOf(row), AptReleases.AsOf)],
            fix: row.Instead is { } other && package.Constraint.Length == 0 && StageFacts.IsPlain(package.Word) && package.Word.Is(package.Name)
                ? Fix.Suggested($"Install '{other}'", TextEdit.Replace(package.Word.Span, other))
                : null);
    }
}
