using System.Buffers;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;

namespace EnvLint.Rules.Scripts;

/// <summary>Reports downloads that a shell runs as they come in, whatever they are today.</summary>
[Rule("SHL008", "download-piped-to-shell",
    Title = "A download is run without a look at what it is",
    Category = RuleCategory.Security,
    Severity = Severity.Info,
    Since = "0.1.0")]
public sealed partial class DownloadPipedToShell : Rule<CommandSequence>
{
    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");

    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        foreach (var fact in subject.Facts)
        {
            if (fact is CommandUse { PipedFrom: not null } use && Runs(use) && DownloadOf(use, subject) is { Url.Value: { } address } download && !IsPinned(address))
            {
                context.Report(
                    download.Url.Span,
                    $"'{use.Program}' runs what {HostOf(address)} sends today, whatever it is",
                    label: "run without a check",
                    related: [context.Here(use.ProgramWord.Span, "it is run here")],
                    notes: ["save it, compare it with a checksum, and run the file; or name a version in the address, so that it cannot change"]);
            }
        }
    }

    // A shell or an interpreter that reads the program from its input.
    private static bool Runs(CommandUse use) => use.Program switch
    {
        "sh" or "bash" or "dash" or "zsh" or "ash" or "ksh" =>
            use.Invocation is { } invocation && !invocation.Has("-c") && (invocation.Has("-s") || invocation.Operands.IsEmpty || invocation.Operands[0].Is("-")),
        "python" or "python3" or "perl" or "ruby" or "node" => use.Arguments.IsEmpty || use.Arguments[0].Is("-"),
        "iex" or "invoke-expression" => true,
        _ => false,
    };

    // What is compared with a checksum on its way is no longer whatever it is.
    private static Download? DownloadOf(CommandUse use, CommandSequence sequence)
    {
        var from = use.PipedFrom;
        while (from is { PipedFrom: not null })
        {
            if (from.Program.Contains("sum", StringComparison.Ordinal) || from.IsProgram("gpg", "openssl", "cosign", "minisign"))
            {
                return null;
            }

            from = from.PipedFrom;
        }

        foreach (var fact in sequence.Facts)
        {
            if (fact is Download download && ReferenceEquals(download.Command, from))
            {
                return download;
            }
        }

        return null;
    }

    // A version or a commit in the address: what lies there does not change.
    private static bool IsPinned(string address)
    {
        var path = address.AsSpan();
        var host = path.IndexOf("://");
        path = host < 0 ? path : path[(host + 3)..];
        var slash = path.IndexOf('/');
        path = slash < 0 ? [] : path[slash..];
        foreach (var range in path.SplitAny("/-_@?=&"))
        {
            var part = path[range].TrimStart('v');
            if (part.Length >= 40 && part.IndexOfAnyExcept(Hexadecimal) < 0)
            {
                return true;
            }

            // 1.2, 0.4.18: numbers with a point between them.
            var dot = part.IndexOf('.');
            if (dot > 0 && dot + 1 < part.Length && char.IsAsciiDigit(part[0]) && char.IsAsciiDigit(part[dot + 1]) && part[..dot].IndexOfAnyExceptInRange('0', '9') < 0)
            {
                return true;
            }
        }

        return false;
    }

    private static string HostOf(string address)
    {
        var start = address.IndexOf("://", StringComparison.Ordinal);
        var rest = start < 0 ? address : address[(start + 3)..];
        var end = rest.AsSpan().IndexOfAny('/', '?');
        return end < 0 ? rest : rest[..end];
    }
}
