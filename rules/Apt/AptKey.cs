using System.Buffers;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Rules.Cuda;
using EnvLint.Text;

namespace EnvLint.Rules.Apt;

/// <summary>Reports keys that are added with apt-key.</summary>
[Rule("APT001", "apt-key",
    Title = "A signing key is added with apt-key, which distributions have dropped",
    Category = RuleCategory.Correctness,
    Severity = Severity.Warning,
    Fix = FixAvailability.Sometimes,
    Tag = RuleTag.Deprecated,
    Since = "0.1.0")]
public sealed partial class AptKey : Rule<CommandSequence>
{
    private static readonly SearchValues<char> HostCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789.-");

    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        HashSet<CommandUse>? without = null;
        bool? isRetired = null;
        foreach (var fact in subject.Facts)
        {
            if (fact is not CommandUse { Program: "apt-key" } use || !AddsKey(use))
            {
                continue;
            }

            // The retired key of NVIDIA's repository: the repair takes the command away.
            if (RetiredSigningKey.KeyOf(use) is not null && (isRetired ??= RetiredSigningKey.IsRetiredFor(subject)))
            {
                continue;
            }

            without ??= WithoutGnupg(subject, context);
            Report(use, without.Contains(use), subject, context);
        }
    }

    // del, list, export and finger only look, or take away.
    private static bool AddsKey(CommandUse use) => use.Invocation switch
    {
        { Subcommand: "add" } => true,
        { Subcommand: "adv" } invocation => invocation.Has("--recv-keys", "--recv-key", "--recv", "--receive-keys", "--fetch-keys", "--fetch-key", "--import"),
        _ => false,
    };

    private static HashSet<CommandUse> WithoutGnupg(CommandSequence sequence, RuleContext context)
    {
        var result = new HashSet<CommandUse>(ReferenceEqualityComparer.Instance);
        if (sequence.Scope.IsImage && context.File.Errors.IsEmpty)
        {
            ToolState.Walk(sequence, context, (use, state) =>
            {
                if (use.Program == "apt-key" && state.IsMissing("gpg"))
                {
                    result.Add(use);
                }
            });
        }

        return result;
    }

    // A keyring of its own, named by signed-by: the key counts for that repository alone.
    private static bool HasOwnKeyring(CommandUse use) =>
        use.Invocation?.Option("--keyring")?.Value?.Value is { } keyring && !keyring.StartsWith("/etc/apt/trusted.gpg", StringComparison.Ordinal);

    private static void Report(CommandUse use, bool lacksGnupg, CommandSequence sequence, RuleContext context)
    {
        var image = sequence.Scope.IsImage ? StageFacts.BaseOf(sequence) : null;
        var command = $"apt-key {use.Invocation?.Subcommand}";
        var isCertain = !use.IsConditional && use.Failure != FailureEffect.Ignored && image is { IsVerified: true } && StageFacts.IsBaseFixed(sequence);
        string message;
        Severity severity;
        if (image is { HasNoAptKey: true })
        {
            message = $"'{command}' fails on {image.DistributionName}, which has no apt-key any more";
            severity = isCertain ? Severity.Error : Severity.Warning;
        }
        else if (image is not null && lacksGnupg)
        {
            message = $"'{command}' fails: it needs gnupg, which '{image.Row.Name}' does not have and no earlier step installs";
            severity = isCertain ? Severity.Error : Severity.Warning;
        }
        else if (HasOwnKeyring(use))
        {
            message = $"'{command}' works only where apt-key still is: Debian 13 and Ubuntu 25.04 have none";
            severity = Severity.Warning;
        }
        else
        {
            message = $"'{command}' trusts the key for every repository, and Debian 13 and Ubuntu 25.04 have no apt-key any more";
            severity = Severity.Warning;
        }

        context.Report(
            StageFacts.HeadOf(use),
            message,
            severity,
            label: "put the key into a keyring and name it with signed-by",
            related: image is null ? [] : StageFacts.FromLine(sequence, context),
            notes: [$"apt 2.9.17 dropped apt-key; Debian 12 and Ubuntu 24.04 are the last to have it (table of {BaseImages.AsOf})"],
            fix: Keyring(use, sequence));
    }

    // The second key of a host must not take the place of the first.
    private static bool HasOtherKeyOf(string host, string url, CommandSequence sequence)
    {
        foreach (var fact in sequence.Facts)
        {
            if (fact is CommandUse { Program: "apt-key", PipedFrom.Invocation.Operands: [{ Value: { } other }] } && other != url && other.Contains($"://{host}/", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    // curl … | apt-key add -: a key in ASCII armour may lie in the folder of trusted keys as it is.
    private static Fix? Keyring(CommandUse use, CommandSequence sequence)
    {
        if (use.Invocation is not { Subcommand: "add", Operands: [{ Value: "-" } dash] } || HasOwnKeyring(use) || !use.Redirections.IsEmpty || use.PipedFrom is not { } from
            || from.Program is not ("curl" or "wget") || from.Invocation is not { Operands: [{ Value: { } url }] })
        {
            return null;
        }

        var start = url.IndexOf("://", StringComparison.Ordinal);
        var file = url[(url.LastIndexOf('/') + 1)..];
        if (start < 0 || !(file.EndsWith(".asc", StringComparison.Ordinal) || file.EndsWith(".pub", StringComparison.Ordinal) || file.EndsWith(".key", StringComparison.Ordinal)))
        {
            return null;
        }

        var end = url.IndexOf('/', start + 3);
        var host = end < 0 ? url[(start + 3)..] : url[(start + 3)..end];
        if (host.AsSpan().IndexOfAnyExcept(HostCharacters) >= 0)
        {
            return null;
        }

        // A pipe into tee would go on with an empty key where curl fails.
        var key = $"/etc/apt/trusted.gpg.d/{(HasOtherKeyOf(host, url, sequence) ? $"{host}-{file[..file.LastIndexOf('.')]}" : host)}.asc";
        if (key.AsSpan("/etc/apt/trusted.gpg.d/".Length).IndexOfAnyExcept(HostCharacters) >= 0)
        {
            return null;
        }

        var isDirect = use.Scope.IsImage && from is { Program: "curl", Redirections.IsEmpty: true, PipedFrom: null } && use.Outer is null && !from.Invocation.Has("-o", "--output", "-O", "--remote-name");
        if (use.Scope.IsImage && from is { Program: "wget", Redirections.IsEmpty: true, PipedFrom: null } && use.Outer is null)
        {
            // wget -O - … | apt-key add -: the same file, named where the dash was.
            return from.Invocation.Option("-O", "--output-document") is { Value: { Value: "-", Span.Length: 1 } output, Word: var option }
                ? Fix.Suggested(
                    "Write the key into apt's folder of keys",
                    TextEdit.Replace(output.Span, option.Span.End == output.Span.End && option.Raw.StartsWith('-') && option.Raw.Length > 1 && !option.Raw.Contains('=', StringComparison.Ordinal) ? $" {key}" : key),
                    TextEdit.Delete(TextSpan.FromBounds(from.Span.End, dash.Span.End)))
                : null;
        }

        return Fix.Suggested(
            "Write the key into apt's folder of keys",
            isDirect ? TextEdit.Replace(TextSpan.FromBounds(from.Span.End, dash.Span.End), $" -o {key}")
                : TextEdit.Replace(TextSpan.Union(use.ProgramWord.Span, dash.Span), $"tee {key} > /dev/null"));
    }
}
