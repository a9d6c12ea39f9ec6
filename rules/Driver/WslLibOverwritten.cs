using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Syntax.Shell;

namespace EnvLint.Rules.Driver;

/// <summary>Reports what writes into the folder into which WSL mounts the Windows driver's libraries.</summary>
/// <remarks>An image may have a folder of that name of its own: there it is silent.</remarks>
[Rule("DRV004", "wsl-lib-overwritten",
    Title = "A file is written into the folder of WSL's driver",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Since = "0.1.0")]
public sealed partial class WslLibOverwritten : Rule<CommandSequence>
{
    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        if (subject.Scope.IsImage || subject.Scope.IsContainer)
        {
            return;
        }

        // Where a relative path leads; null where that is not known.
        string? folder = null;
        foreach (var fact in subject.Facts)
        {
            if (fact is not CommandUse use)
            {
                continue;
            }

            if (use.IsProgram("cd", "pushd"))
            {
                folder = use.IsConditional || use.Arguments is not [{ Value: { } target }] ? null : target;
                continue;
            }

            if (WrittenWord(use, folder) is { } written)
            {
                var verb = use.IsProgram("ln") ? "links into" : "writes into";
                context.Report(
                    written.Span,
                    $"'{(use.Program.Length == 0 ? written.Raw : use.Program)}' {verb} {AptPackages.WslDriverFolder}, which WSL mounts anew at each start: the change is lost",
                    DriverFacts.IsUncertain(use, subject) ? Severity.Warning : Severity.Error,
                    label: "leave this folder alone",
                    notes: [
                        "the folder is an overlay over the Windows driver's libraries: files written there are gone after the shutdown of WSL",
                        "a library that is missing under its plain name is found with LD_LIBRARY_PATH or a link in a folder of your own, such as /usr/local/lib",
                    ]);
            }
        }
    }

    private static Word? WrittenWord(CommandUse use, string? folder)
    {
        foreach (var redirection in use.Redirections)
        {
            if (redirection is { Kind: ShellRedirectionKind.Output or ShellRedirectionKind.Append or ShellRedirectionKind.Clobber, Target: { } target } && IsInside(target, folder))
            {
                return target;
            }
        }

        if (use.IsProgram("cp", "mv", "install", "ln", "rsync"))
        {
            return CopyDestination(use, folder);
        }

        if (use.Invocation is not { } invocation)
        {
            return null;
        }

        if (use.IsProgram("tee", "touch"))
        {
            foreach (var operand in invocation.Operands)
            {
                if (IsInside(operand, folder))
                {
                    return operand;
                }
            }
        }

        var option = use.Program switch
        {
            "wget" => invocation.Option("-O", "--output-document", "-P", "--directory-prefix"),
            "curl" => invocation.Option("-o", "--output", "--output-dir"),
            _ => null,
        };
        return option?.Value is { } output && IsInside(output, folder) ? output : null;
    }

    private static Word? CopyDestination(CommandUse use, string? folder)
    {
        Word? last = null;
        var operands = 0;
        if (use.Invocation is { } invocation)
        {
            if (invocation.Option("-t", "--target-directory")?.Value is { } named)
            {
                return IsInside(named, folder) ? named : null;
            }

            last = invocation.Operands is [.., var end] ? end : null;
            operands = invocation.Operands.Length;
        }
        else
        {
            foreach (var argument in use.Arguments)
            {
                if (!argument.StartsWith("-"))
                {
                    last = argument;
                    operands++;
                }
            }
        }

        // ln -s TARGET links into the folder where the shell is; the others need a source and a destination.
        return operands >= 2 && last is not null && IsInside(last, folder) ? last : null;
    }

    private static bool IsInside(Word word, string? folder)
    {
        if (word.Value is not { Length: > 0 } path)
        {
            return false;
        }

        if (path[0] is not ('/' or '~' or '-') && folder is not null)
        {
            path = $"{folder.TrimEnd('/')}/{path}";
        }

        var root = AptPackages.WslDriverFolder;
        return path.StartsWith(root, StringComparison.Ordinal) && (path.Length == root.Length || path[root.Length] == '/');
    }
}
