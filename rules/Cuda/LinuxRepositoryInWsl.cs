using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Rules.Driver;

namespace EnvLint.Rules.Cuda;

/// <summary>Reports NVIDIA's repository of a Linux distribution in WSL, where only parts of the toolkit are taken from it.</summary>
[Rule("CUD005", "linux-repository-in-wsl",
    Title = "NVIDIA's repository for Linux machines is used in WSL",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Info,
    Since = "0.1.0")]
public sealed partial class LinuxRepositoryInWsl : Rule<CommandSequence>
{
    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        RepositoryUse? repository = null;
        PackageRequest? toolkit = null;
        foreach (var fact in subject.Facts)
        {
            if (!fact.Scope.IsWsl)
            {
                continue;
            }

            switch (fact)
            {
                // One branch for WSL and one for elsewhere is right, and both together are DRV011's.
                case RepositoryUse { CudaDistribution: { Length: > 0 } folder } use:
                    if (folder == AptPackages.DriverlessRepository || use.Command is { IsConditional: true })
                    {
                        return;
                    }

                    repository ??= use;
                    break;

                case PackageRequest { Manager: PackageManager.Apt } request:
                    if (AptPackages.Driver(request.Name) is DriverPart.Kernel or DriverPart.User)
                    {
                        return;
                    }

                    if (ToolkitPackages.Find(request.Manager, request.Name) is not null)
                    {
                        toolkit ??= request;
                    }

                    break;
            }
        }

        if (repository is null || toolkit is null || DriverFacts.MayBeForOthers(repository.Scope, subject, context))
        {
            return;
        }

        context.Report(
            repository.Span,
            $"'{toolkit.Name}' comes from {repository.CudaDistribution}, which has drivers, too: {AptPackages.DriverlessRepository} has none",
            label: $"{AptPackages.DriverlessRepository} is made for WSL",
            related: [context.Here(toolkit.Word.Span, "it has no driver, and works"), .. DriverFacts.Evidence(repository.Scope, context)],
            notes: ["with this repository 'apt install cuda', or an upgrade that takes it along, brings a Linux driver, which hides the one of Windows"],
            dependsOnTarget: DriverFacts.DependsOnTarget(repository.Scope, context));
    }
}
