using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Text;

namespace EnvLint.Rules.Driver;

/// <summary>Reports the packages of CUDA that bring a driver along, in WSL and in images.</summary>
/// <remarks>The repository decides: the packages of wsl-ubuntu have no driver. Where it is not known, the finding is weaker.</remarks>
[Rule("DRV002", "driver-metapackage",
    Title = "A CUDA meta package brings a driver along",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0",
    Supersedes = ["DRV003", "CUD007", "APT012"])]
public sealed partial class DriverMetapackage : Rule<CommandSequence>
{
    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        if (!HasMeta(subject))
        {
            return;
        }

        var sources = new CudaSources();
        if (subject.Base is { } parent)
        {
            foreach (var fact in DriverFacts.WithBase(parent))
            {
                sources.Add(fact);
            }
        }

        foreach (var fact in subject.Facts)
        {
            sources.Add(fact);
            if ((fact.Scope.IsWsl || fact.Scope.IsImage)
                && DriverFacts.InstallOf(fact) is { IsMeta: true, Row: { } row } && fact is PackageRequest request)
            {
                Check(request, row, sources, subject, context);
            }
        }
    }

    private static bool HasMeta(CommandSequence sequence)
    {
        foreach (var fact in sequence.Facts)
        {
            if ((fact.Scope.IsWsl || fact.Scope.IsImage) && DriverFacts.InstallOf(fact) is { IsMeta: true })
            {
                return true;
            }
        }

        return false;
    }

    private static void Check(PackageRequest request, AptPackageRow row, CudaSources sources, CommandSequence sequence, RuleContext context)
    {
        // With both repositories the finding is DRV011's.
        var isToolkitInWslRepository = AptPackages.Role(row) == PackageRole.CudaMeta || row.Use is not null;
        if (isToolkitInWslRepository && sources.Driverless is not null)
        {
            return;
        }

        var inWsl = request.Scope.IsWsl;
        var isKnown = sources.WithDriver is not null || !isToolkitInWslRepository;
        var severity = inWsl && isKnown && request.Command is { } command && !DriverFacts.IsUncertain(command, sequence) && !DriverFacts.MayBeForOthers(request.Scope, sequence, context)
            ? Severity.Error : Severity.Warning;
        var place = inWsl ? "a WSL distribution, where only the Windows driver works" : "the image, where it clashes with the host's";
        var unless = isKnown || !inWsl ? "" : $" unless it comes from the {AptPackages.DriverlessRepository} repository";
        var message = $"'{request.Name}' brings a Linux driver into {place}{unless}";
        var instead = Instead(request, row, sources);

        var related = ImmutableArray.CreateBuilder<RelatedLocation>();
        if (sources.WithDriver is { } repository)
        {
            related.Add(context.Here(repository.Span, $"the repository {repository.CudaDistribution} holds drivers"));
        }

        related.AddRange(context.Origins(request.Word));
        related.AddRange(DriverFacts.Evidence(request.Scope, context));
        context.Report(
            request.Word.Span,
            message,
            severity,
            isKnown || sources.HasCudaBase(sequence) ? Confidence.High : Confidence.Medium,
            label: instead is { } name ? $"use {name.Name}" : "remove it",
            related: related.DrainToImmutable(),
            notes: DriverFacts.Notes(row),
            fix: instead?.Fix,
            dependsOnTarget: inWsl && DriverFacts.DependsOnTarget(request.Scope, context));
    }

    private static (string Name, Fix? Fix)? Instead(PackageRequest request, AptPackageRow row, CudaSources sources)
    {
        if (row is not { Stem: { } stem, Use: { } use } || AptPackages.InsteadOf(row, request.Name) is not { } name)
        {
            return null;
        }

        // The plain meta package is the newest one. A local installer has one release, which is then the one that is meant.
        var isOpen = string.Equals(request.Name, stem, StringComparison.Ordinal);
        if (isOpen && sources.LocalVersion.Length > 0 && request.Constraint.Length == 0)
        {
            name = $"{use}-{sources.LocalVersion.Replace('.', '-')}";
            use = name;
            isOpen = false;
        }

        if (DriverFacts.ReplaceStart(request.Word, stem, use) is not { } edit)
        {
            return (name, null);
        }

        var title = $"Install {name} instead";
        return (name, isOpen ? Fix.Suggested(title, edit) : Fix.Safe(title, edit));
    }

    /// <summary>NVIDIA's repositories that were added so far.</summary>
    private sealed class CudaSources
    {
        public RepositoryUse? Driverless { get; private set; }

        public RepositoryUse? WithDriver { get; private set; }

        public string LocalVersion { get; private set; } = "";

        public void Add(Fact fact)
        {
            if (fact is not RepositoryUse { CudaDistribution.Length: > 0 } repository)
            {
                return;
            }

            if (string.Equals(repository.CudaDistribution, AptPackages.DriverlessRepository, StringComparison.Ordinal))
            {
                Driverless ??= repository;
            }
            else
            {
                WithDriver ??= repository;
            }

            LocalVersion = repository.LocalCudaVersion;
        }

        // NVIDIA's images carry the repository of their Ubuntu release.
        public bool HasCudaBase(CommandSequence sequence) =>
            Driverless is null && sequence.Scope.Stage?.BaseImage is { } image && GpuImages.Kind(image) == GpuImageKind.Cuda;
    }
}
