using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;

namespace EnvLint.Rules.Driver;

/// <summary>Reports the host's container toolkit in an image, where nothing calls it. Images in which an engine runs have it on purpose.</summary>
[Rule("DRV009", "container-toolkit-in-image",
    Title = "The host's container toolkit is installed in an image",
    Category = RuleCategory.Correctness,
    Severity = Severity.Warning,
    Since = "0.1.0",
    Supersedes = ["APT012"])]
public sealed partial class ContainerToolkitInImage : Rule<CommandSequence>
{
    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        if (!subject.Scope.IsImage)
        {
            return;
        }

        CommandUse? reported = null;
        foreach (var fact in subject.Facts)
        {
            if (fact is not PackageRequest { Manager: PackageManager.Apt or PackageManager.Dnf or PackageManager.Zypper } request
                || ReferenceEquals(request.Command, reported)
                || AptPackages.Find(request.Name) is not { } row || AptPackages.Role(row) != PackageRole.ContainerToolkit)
            {
                continue;
            }

            if (reported is null && RunsContainers(subject))
            {
                return;
            }

            reported = request.Command;
            context.Report(
                request.Word.Span,
                $"'{request.Name}' belongs on the host: inside an image nothing calls it",
                label: "remove it",
                related: context.Origins(request.Word),
                notes: DriverFacts.Notes(row));
        }
    }

    private static bool RunsContainers(CommandSequence sequence)
    {
        if (GpuImages.IsEngine(sequence.Scope.Stage?.BaseImage))
        {
            return true;
        }

        foreach (var fact in DriverFacts.WithBase(sequence))
        {
            switch (fact)
            {
                case PackageRequest request when AptPackages.Role(request.Name) == PackageRole.ContainerEngine || request.Name.StartsWith("docker-", StringComparison.Ordinal):
                case Download { Url: var url } when (url.Value ?? url.Raw) is var address
                    && (address.Contains("get.docker.com", StringComparison.Ordinal) || address.Contains("download.docker.com", StringComparison.Ordinal) || address.Contains("k3s", StringComparison.Ordinal)):
                case RepositoryUse { Url: { } source } when source.Contains("download.docker.com", StringComparison.Ordinal):
                case CommandUse { Program: "nvidia-ctk" or "dockerd" or "containerd" }:
                case ImageUse { Role: ImageRole.CopySource, Reference: { } image } when GpuImages.IsEngine(image):
                    return true;
            }
        }

        return false;
    }
}
