using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Rules.Apt;
using EnvLint.Text;

namespace EnvLint.Rules.Cuda;

/// <summary>Reports NVIDIA's CUDA repository of another distribution release than the base image.</summary>
[Rule("CUD004", "repository-for-other-release",
    Title = "NVIDIA's CUDA repository is made for another release than the base image",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Warning,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class RepositoryForOtherRelease : Rule<CommandSequence>
{
    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        if (!subject.Scope.IsImage)
        {
            return;
        }

        string? told = null;
        foreach (var fact in subject.Facts)
        {
            // With a condition around it, the release may be asked for before. Folders for WSL and for other processors name no release.
            if (fact is not RepositoryUse { Manager: PackageManager.Apt, CudaDistribution: { Length: > 0 } folder, Command: not { IsConditional: true } } use
                || folder == told || !(NamePattern.Matches("ubuntu#", folder) || NamePattern.Matches("debian#", folder)))
            {
                continue;
            }

            if (StageFacts.BaseOf(subject) is not { PackageManager: "apt" } image || CudaRepositories.FolderOf(image.Distribution, image.Release) is not { Length: > 0 } own)
            {
                return;
            }

            if (own == folder)
            {
                continue;
            }

            told = folder;
            context.Report(
                use.Span,
                $"the repository {folder} is not made for {image.DistributionName}: its packages may need libraries that are not there",
                label: CudaRepositories.Find(own) is null ? "" : $"{own} is",
                related: [.. StageFacts.FromLine(subject, context), .. subject.Scope.Stage?.BaseUse is { } from ? context.Origins(from.Word) : []],
                notes: ["apt then says that unmet dependencies remain, such as libtinfo5 or libssl1.1"],
                fix: CudaRepositories.Find(own) is null ? null : FixOf(subject, folder, own, context));
        }
    }

    // All commands of the stage that name the folder: the list, the key, and the file of preferences that is called after it.
    private static Fix? FixOf(CommandSequence sequence, string folder, string own, RuleContext context)
    {
        var edits = ImmutableArray.CreateBuilder<TextEdit>();
        var known = new HashSet<int>();
        var content = context.Source.Content;
        foreach (var fact in sequence.Facts)
        {
            for (var at = content.IndexOf(folder, fact.Span.Start, fact.Span.Length, StringComparison.Ordinal); at >= 0; at = content.IndexOf(folder, at + folder.Length, StringComparison.Ordinal))
            {
                if (at + folder.Length > fact.Span.End)
                {
                    break;
                }

                // cuda-repo-ubuntu2004-12-4-local: an installer is another file for each release, and not each has one.
                if (content.AsSpan(0, at).EndsWith("cuda-repo-"))
                {
                    return null;
                }

                if (known.Add(at))
                {
                    edits.Add(TextEdit.Replace(new TextSpan(at, folder.Length), own));
                }
            }
        }

        return edits.Count == 0 ? null : Fix.Suggested($"Take the repository {own}", [.. edits]);
    }
}
