using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;

namespace EnvLint.Rules.Driver;

/// <summary>Reports a CUDA meta package where NVIDIA's repositories with and without drivers are both added: the newer of the two wins.</summary>
[Rule("DRV011", "mixed-cuda-repositories",
    Title = "The CUDA repository for WSL stands beside one with drivers",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Warning,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class MixedCudaRepositories : Rule<CommandSequence>
{
    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        RepositoryUse? driverless = null;
        RepositoryUse? withDriver = null;
        PackageRequest? meta = null;
        foreach (var fact in subject.Facts)
        {
            switch (fact)
            {
                // One branch for WSL and one for elsewhere is right.
                case RepositoryUse { CudaDistribution.Length: > 0, Command: not { IsConditional: true } } repository:
                    if (string.Equals(repository.CudaDistribution, AptPackages.DriverlessRepository, StringComparison.Ordinal))
                    {
                        driverless ??= repository;
                    }
                    else
                    {
                        withDriver ??= repository;
                    }

                    break;
                case PackageRequest { Manager: PackageManager.Apt } request when AptPackages.Role(request.Name) == PackageRole.CudaMeta:
                    meta ??= request;
                    break;
            }
        }

        if (driverless is null || withDriver is null || meta is null || AptPackages.Find(meta.Name) is not { } row)
        {
            return;
        }

        if (context.AreAlternatives(driverless.Span, withDriver.Span))
        {
            return;
        }

        var second = driverless.Order > withDriver.Order ? driverless : withDriver;
        var first = ReferenceEquals(second, driverless) ? withDriver : driverless;
        Fix? fix = null;
        if (row is { Stem: { } stem, Use: { } use } && AptPackages.InsteadOf(row, meta.Name) is { } instead && DriverFacts.ReplaceStart(meta.Word, stem, use) is { } edit)
        {
            fix = Fix.Suggested($"Install {instead}, which has no driver in either", edit);
        }

        context.Report(
            second.Span,
            $"'{second.CudaDistribution}' is added beside '{first.CudaDistribution}': '{meta.Name}' comes from whichever is newer, and {withDriver.CudaDistribution} brings the Linux driver with it",
            label: "keep one of them",
            related: [context.Here(first.Span, $"'{first.CudaDistribution}' is added here"), context.Here(meta.Word.Span, $"'{meta.Name}' is in both")],
            notes: DriverFacts.Notes(row),
            fix: fix);
    }
}
