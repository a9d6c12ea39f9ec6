using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Rules.Apt;
using EnvLint.Text;

namespace EnvLint.Rules.Cuda;

/// <summary>Reports packages and files of a CUDA release that the local installer beside them does not hold.</summary>
[Rule("CUD015", "local-repository-mismatch",
    Title = "A local installer holds another CUDA release than the packages that are installed from it",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class LocalRepositoryMismatch : Rule<CommandSequence>
{
    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        List<RepositoryUse>? local = null;
        var online = false;
        foreach (var part in StageFacts.Chain(subject))
        {
            var isSubject = ReferenceEquals(part, subject);
            foreach (var fact in part.Facts)
            {
                switch (fact)
                {
                    case RepositoryUse { LocalCudaVersion.Length: > 0 } use:
                        (local ??= []).Add(use);
                        break;
                    case RepositoryUse { Manager: PackageManager.Apt, CudaDistribution.Length: > 0 } or RepositoryUse { Manager: PackageManager.Apt, Url: null }:
                        online = true;
                        break;
                    case RepositoryUse { Kind: RepositoryUseKind.Package, Url: var url } when url is null || url.Contains(SigningKeysTable.KeyringPackage, StringComparison.Ordinal):
                        online = true;
                        break;
                    case PackageRequest { Manager: PackageManager.Apt, Command: { } command } request when isSubject && local is not null && !online:
                        CheckPackage(request, command, local, subject, context);
                        break;
                    case CommandUse use when isSubject && local is not null:
                        CheckFolder(use, local, subject, context);
                        break;
                }
            }
        }
    }

    private static void CheckPackage(PackageRequest request, CommandUse command, List<RepositoryUse> local, CommandSequence sequence, RuleContext context)
    {
        if (ReleaseOf(request.Name) is not { } release || Holds(local, release))
        {
            return;
        }

        var held = local[^1];
        var wanted = $"{request.Name[..^release.Length]}{held.LocalCudaVersion.Replace('.', '-')}";
        context.Report(
            request.Word.Span,
            $"'{request.Name}' is not in the local installer, which holds CUDA {held.LocalCudaVersion} only",
            SeverityOf(command, held, sequence),
            label: $"use {wanted}",
            related: [context.Here(held.Span, $"the installer of CUDA {held.LocalCudaVersion}"), .. context.Origins(request.Word)],
            notes: ["no other repository of NVIDIA's is added before: 'Unable to locate package'"],
            fix: StageFacts.IsPlain(request.Word) && request.Word.Is(request.Name) ? Fix.Suggested($"Install '{wanted}'", TextEdit.Replace(request.Word.Span, wanted)) : null);
    }

    // cp /var/cuda-repo-ubuntu2204-12-1-local/cuda-*-keyring.gpg …: the installer made the folder of its own release.
    private static void CheckFolder(CommandUse use, List<RepositoryUse> local, CommandSequence sequence, RuleContext context)
    {
        foreach (var word in use.Arguments)
        {
            if (word.Value is not { } path || !path.StartsWith(SigningKeysTable.LocalFolder, StringComparison.Ordinal))
            {
                continue;
            }

            var end = path.IndexOf("-local", StringComparison.Ordinal);
            if (end < 0 || ReleaseOf(path[..end]) is not { } release || Holds(local, release))
            {
                continue;
            }

            var held = local[^1];
            context.Report(
                word.Span,
                $"'{path}' is not there: the local installer of CUDA {held.LocalCudaVersion} makes a folder of its own release",
                SeverityOf(use, held, sequence),
                label: $"CUDA {held.LocalCudaVersion}, not {release.Replace('-', '.')}",
                related: [context.Here(held.Span, $"the installer of CUDA {held.LocalCudaVersion}"), .. context.Origins(word)]);
        }
    }

    // On a machine of its own an earlier list may still be there; an image of a distribution has none of NVIDIA's.
    private static Severity SeverityOf(CommandUse use, RepositoryUse held, CommandSequence sequence) =>
        !use.IsConditional && held.Command is { IsConditional: false } && use.Failure != FailureEffect.Ignored && sequence.Scope.IsImage && StageFacts.IsBaseFixed(sequence)
            && StageFacts.BaseOf(sequence) is { Row.Like: null, Distribution: "ubuntu" or "debian" } image && image.Row.Repository is ["ubuntu" or "debian"]
            ? Severity.Error
            : Severity.Warning;

    private static bool Holds(List<RepositoryUse> local, string release)
    {
        foreach (var use in local)
        {
            if (use.LocalCudaVersion.Replace('.', '-') == release)
            {
                return true;
            }
        }

        return false;
    }

    // 12-4 of cuda-toolkit-12-4; null where the name does not end so.
    private static string? ReleaseOf(string name)
    {
        var last = name.LastIndexOf('-');
        var first = last > 0 ? name.LastIndexOf('-', last - 1) : -1;
        if (first < 0 || !(name.StartsWith("cuda-", StringComparison.Ordinal) || name.StartsWith(SigningKeysTable.LocalFolder, StringComparison.Ordinal)))
        {
            return null;
        }

        var release = name[(first + 1)..];
        return NamePattern.Matches("#-#", release) ? release : null;
    }
}
