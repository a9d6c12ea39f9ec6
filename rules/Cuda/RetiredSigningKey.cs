using System.Collections.Immutable;
using EnvLint.Collections;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Rules.Apt;
using EnvLint.Text;

namespace EnvLint.Rules.Cuda;

/// <summary>Reports the key of NVIDIA's CUDA repository that was replaced in April 2022, and images that know only that one.</summary>
[Rule("CUD006", "retired-signing-key",
    Title = "The signing key of NVIDIA's CUDA repository from before April 2022 is used",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class RetiredSigningKey : Rule<CommandSequence>
{
    /// <summary>The word of a command that fetches or adds the retired key, and the key; null for all else.</summary>
    /// <param name="use">A command.</param>
    internal static (Word Word, SigningKeyRow Key)? KeyOf(CommandUse use)
    {
        if (use.IsProgram("apt-key", "gpg", "gpg2"))
        {
            if (use.Invocation is not { } invocation || invocation.Subcommand is "del" or "export" or "list" or "finger")
            {
                return null;
            }

            if (invocation.Option("--recv-keys", "--recv-key", "--recv", "--receive-keys")?.Value is { Value: { } id } idWord && SigningKeys.RetiredById(id) is { } byId)
            {
                return (idWord, byId);
            }

            if (invocation.Option("--fetch-keys", "--fetch-key")?.Value is { } fetched && ByAddress(fetched) is { } byAddress)
            {
                return byAddress;
            }
        }

        // wget URL, curl URL, rpm --import URL: the address is a word of its own. A local installer's key lies in a folder and has no address.
        if (use.IsProgram("wget", "curl", "rpm", "rpmkeys", "apt-key", "gpg", "aria2c"))
        {
            foreach (var argument in use.Arguments)
            {
                if (ByAddress(argument) is { } found)
                {
                    return found;
                }
            }
        }

        return null;
    }

    /// <summary>Whether the key is retired for what a sequence does with it: NVIDIA's other repositories still use it.</summary>
    /// <param name="sequence">The sequence.</param>
    internal static bool IsRetiredFor(CommandSequence sequence) => ListsCuda(sequence) || !UsesOtherRepository(sequence);

    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        List<(CommandUse Use, Word Word, SigningKeyRow Key)>? found = null;
        List<(Word Word, SigningKeyRow Key)>? added = null;
        foreach (var fact in subject.Facts)
        {
            if (fact is CommandUse use && KeyOf(use) is var (word, key))
            {
                (found ??= []).Add((use, word, key));
            }
            else if (fact is Download { Command: null } download && ByAddress(download.Url) is { } address)
            {
                (added ??= []).Add(address);
            }
        }

        // Most stages have nothing to do with keys: only then are all their words looked at.
        var isBefore = found is null && SigningKeys.ImageFromBefore(subject.Scope.Stage?.BaseImage) is not null;
        if ((found is null && added is null && !isBefore) || !IsRetiredFor(subject))
        {
            return;
        }

        var hasCurrent = NamesCurrent(subject);
        var uses = (Listed: ListsCuda(subject), Shared: UsesOtherRepository(subject));
        foreach (var (word, key) in added ?? [])
        {
            ReportKey(word, key, isCertain: uses.Listed && !hasCurrent, uses.Shared, context);
        }

        foreach (var (use, word, key) in found ?? [])
        {
            if (hasCurrent)
            {
                // Another repository still signs with it: both are needed.
                if (uses.Shared)
                {
                    continue;
                }

                context.Report(
                    word.Span,
                    $"the key '{key.Id}' of NVIDIA's CUDA repository was replaced in April 2022: it signs nothing any more, and the current one is added as well",
                    Severity.Info,
                    label: "leave it out",
                    notes: Notes(key));
            }
            else
            {
                ReportKey(word, key, isCertain: uses.Listed && !use.IsConditional && (use.Failure != FailureEffect.Ignored || IsPiped(use, subject)), uses.Shared, context);
            }
        }

        if (isBefore && !hasCurrent)
        {
            CheckBase(subject, context);
        }
    }

    private static bool IsPiped(CommandUse use, CommandSequence sequence)
    {
        foreach (var fact in sequence.Facts)
        {
            if (fact is CommandUse { IsConditional: false, Failure: not FailureEffect.Ignored } other && ReferenceEquals(other.PipedFrom, use))
            {
                return true;
            }
        }

        return false;
    }

    private static (Word Word, SigningKeyRow Key)? ByAddress(Word word) =>
        (word.Value ?? word.Raw) is var text && SigningKeys.RetiredByAddress(text.Trim('"', '\'')) is { } key ? (word, key) : null;

    // The package cuda-keyring or the new key, anywhere in the stage or those before it.
    private static bool NamesCurrent(CommandSequence sequence)
    {
        foreach (var part in StageFacts.Chain(sequence))
        {
            foreach (var fact in part.Facts)
            {
                if (fact is CommandUse use)
                {
                    foreach (var argument in use.Arguments)
                    {
                        if (SigningKeys.NamesCurrent(argument.Value ?? argument.Raw))
                        {
                            return true;
                        }
                    }
                }
                else if (fact is Download { Command: null } download && SigningKeys.NamesCurrent(download.Url.Value ?? download.Url.Raw))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool ListsCuda(CommandSequence sequence)
    {
        foreach (var part in StageFacts.Chain(sequence))
        {
            foreach (var fact in part.Facts)
            {
                if (fact is RepositoryUse { LocalCudaVersion.Length: 0 } use && (use.CudaDistribution.Length > 0 || use.Url?.Contains(SigningKeysTable.Repository, StringComparison.Ordinal) == true))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool UsesOtherRepository(CommandSequence sequence)
    {
        foreach (var part in StageFacts.Chain(sequence))
        {
            foreach (var fact in part.Facts)
            {
                if (fact is FileWrite { Content: { } content } && IsOther(content))
                {
                    return true;
                }

                foreach (var argument in (fact as CommandUse)?.Arguments ?? [])
                {
                    if (IsOther(argument.Value ?? argument.Raw))
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }

    private static bool IsOther(string text)
    {
        foreach (var repository in SigningKeysTable.OtherRepositories)
        {
            if (text.Contains(repository, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static void ReportKey(Word word, SigningKeyRow key, bool isCertain, bool isShared, RuleContext context)
    {
        var distribution = SigningKeys.DistributionOf(word.Value ?? word.Raw);
        var isRpm = SigningKeysTable.RotatedRpm.Contains(distribution, StringComparer.Ordinal);
        var isDeb = distribution.Length == 0 || SigningKeysTable.RotatedDeb.Contains(distribution, StringComparer.Ordinal);
        var file = isRpm ? key.UseRpm : isDeb ? key.UseDeb : null;
        var at = word.Raw.IndexOf($"{key.Id}.pub", StringComparison.OrdinalIgnoreCase);
        // Where another repository needs the old key, the new one does not take its place.
        var edit = !isShared && file is not null && at >= 0 && !word.Origins.Exists(static origin => origin.Value.Contains("7fa2af80", StringComparison.OrdinalIgnoreCase)) && word.Raw.Length == word.Span.Length
            ? TextEdit.Replace(new TextSpan(word.Span.Start + at, key.Id.Length + 4), file)
            : null;
        context.Report(
            word.Span,
            $"'{key.Id}' is the key of NVIDIA's CUDA repository from before April 2022: what the repository signs today does not pass with it",
            isCertain && isDeb ? Severity.Error : Severity.Warning,
            label: isRpm ? $"use {file}" : file is null ? "install cuda-keyring_1.1-1_all.deb" : $"install cuda-keyring_1.1-1_all.deb, or fetch {file}",
            related: context.Origins(word),
            notes: Notes(key),
            fix: edit is null ? null : isCertain ? Fix.Safe($"Fetch '{file}'", edit) : Fix.Suggested($"Fetch '{file}'", edit));
    }

    private static ImmutableArray<string> Notes(SigningKeyRow key) => [SourceNote.Of(key.Text, SigningKeys.SourceOf(key), SigningKeys.AsOf)];

    // An image from before the change carries NVIDIA's list and the old key only: its first update of the lists fails.
    private static void CheckBase(CommandSequence subject, RuleContext context)
    {
        if (SigningKeys.ImageFromBefore(subject.Scope.Stage?.BaseImage) is not { } row)
        {
            return;
        }

        foreach (var part in StageFacts.Chain(subject))
        {
            foreach (var instruction in StageFacts.InstructionsOf(part, context))
            {
                if (StageFacts.MayBringPrograms(instruction))
                {
                    return;
                }
            }

            foreach (var fact in part.Facts)
            {
                if (fact is not CommandUse use)
                {
                    continue;
                }

                if (IsRepair(use) || StageFacts.RunsForeignCode(use))
                {
                    return;
                }

                if (StageFacts.IsApt(use) && use.Invocation is { Subcommand: "update" })
                {
                    if (ReferenceEquals(part, subject) && !use.IsConditional && use.Failure != FailureEffect.Ignored
                        && SigningKeysTable.Keys.Find(static key => key.Status == "retired") is { } key)
                    {
                        context.Report(
                            StageFacts.HeadOf(use),
                            $"'{use.Program} update' fails in '{subject.Scope.Stage?.BaseImage?.FullRepository}:{subject.Scope.Stage?.BaseImage?.Tag}': the image knows NVIDIA's signing key from before April 2022 only",
                            row.Verified ? Severity.Error : Severity.Warning,
                            label: "remove NVIDIA's list first, or take a newer image",
                            related: StageFacts.FromLine(subject, context),
                            notes: [SourceNote.Of(row.Text, SigningKeys.AsOf), .. Notes(key), "the repair: rm -f /etc/apt/sources.list.d/cuda*.list /etc/apt/sources.list.d/nvidia-ml*.list"]);
                    }

                    return;
                }
            }
        }
    }

    // The key is taken out, or the list that needs it is.
    private static bool IsRepair(CommandUse use)
    {
        if (use.Program == "apt-key")
        {
            return true;
        }

        if (!use.IsProgram("rm", "sed", "mv", "find", "gpg", "tee", "truncate", "apt-mark", "cp", "wget", "curl"))
        {
            return false;
        }

        foreach (var argument in use.Arguments)
        {
            var text = argument.Value ?? argument.Raw;
            if (text.Contains("/etc/apt", StringComparison.Ordinal) || text.Contains("sources.list", StringComparison.Ordinal) || SigningKeys.RetiredById(text) is not null || text.Contains("nvidia", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
