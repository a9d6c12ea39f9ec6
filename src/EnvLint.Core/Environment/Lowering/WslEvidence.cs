using System.Collections.Immutable;
using EnvLint.Environment.Facts;
using EnvLint.Syntax.Shell;
using EnvLint.Text;

namespace EnvLint.Environment.Lowering;

/// <summary>A condition that asks whether the script runs in WSL.</summary>
/// <param name="Evidence">What asks.</param>
/// <param name="IsNegated">Whether the branch is for elsewhere.</param>
internal sealed record WslCondition(ScopeEvidence Evidence, bool IsNegated);

/// <summary>Finds what in a script says that it runs in a WSL distribution.</summary>
internal static class WslEvidence
{
    /// <summary>What a script's commands say of its place, outside of conditions.</summary>
    /// <param name="commands">All commands of the file.</param>
    /// <param name="repositories">All package sources of the file.</param>
    /// <param name="variables">All variables that the file sets.</param>
    public static ImmutableArray<ScopeEvidence> Of(IReadOnlyList<CommandUse> commands, IReadOnlyList<RepositoryUse> repositories, IReadOnlyList<VariableSet> variables)
    {
        var result = ImmutableArray.CreateBuilder<ScopeEvidence>();
        foreach (var repository in repositories)
        {
            if (repository.CudaDistribution == "wsl-ubuntu" && repository.Command is not { IsConditional: true } && repository.Scope.Kind == ScopeKind.Unknown)
            {
                result.Add(new ScopeEvidence(repository.Span, "the wsl-ubuntu repository is added"));
                return result.DrainToImmutable();
            }
        }

        foreach (var command in commands)
        {
            if (command.IsConditional || command.Scope.Kind != ScopeKind.Unknown)
            {
                continue;
            }

            if (command.Program is "wslpath" or "wslview" or "wslvar" or "wslinfo")
            {
                result.Add(new ScopeEvidence(command.ProgramWord.Span, $"{command.Program} exists in WSL only"));
                break;
            }

            foreach (var argument in command.Arguments)
            {
                if (PathEvidence(argument.Value ?? argument.Raw) is { } text && command.Program is not ("echo" or "printf" or "grep" or "rm"))
                {
                    result.Add(new ScopeEvidence(argument.Span, text));
                    return result.DrainToImmutable();
                }
            }
        }

        foreach (var variable in variables)
        {
            if (!variable.IsConditional && variable.Scope.Kind == ScopeKind.Unknown && variable.Value is { } value && PathEvidence(value.Value ?? value.Raw) is { } text)
            {
                result.Add(new ScopeEvidence(value.Span, text));
                break;
            }
        }

        return result.DrainToImmutable();
    }

    /// <summary>Whether a condition asks for WSL: the kernel's name, its variables, its interop files.</summary>
    public static WslCondition? InCondition(IReadOnlyList<CommandUse> commands, int from, ShellList condition, ShellSource source)
    {
        for (var i = from; i < commands.Count; i++)
        {
            foreach (var argument in commands[i].Arguments)
            {
                var text = argument.Value ?? argument.Raw;
                if (AsksForWsl(text))
                {
                    return new WslCondition(new ScopeEvidence(argument.Span, "the condition asks for WSL"), IsNegated(commands[i], condition));
                }
            }
        }

        foreach (var item in condition.Items)
        {
            foreach (var pipeline in item.Pipelines)
            {
                foreach (var command in pipeline.Commands)
                {
                    if (command is not ShellTest test)
                    {
                        continue;
                    }

                    foreach (var word in test.Words)
                    {
                        var text = source.Tree.Text.Substring(word.Span.Start, word.Span.Length);
                        if (AsksForWsl(text))
                        {
                            var negated = pipeline.IsNegated || ContainsNegation(test, source);
                            return new WslCondition(new ScopeEvidence(source.ToFile(word.Span), "the condition asks for WSL"), negated);
                        }
                    }
                }
            }
        }

        return null;
    }

    private static bool AsksForWsl(string text) =>
        text.Contains("microsoft", StringComparison.OrdinalIgnoreCase)
        || text.Contains("WSL_DISTRO_NAME", StringComparison.Ordinal)
        || text.Contains("WSL_INTEROP", StringComparison.Ordinal)
        || text.Contains("IS_WSL", StringComparison.OrdinalIgnoreCase)
        || text.Contains("WSLInterop", StringComparison.Ordinal)
        || text.StartsWith("/usr/lib/wsl", StringComparison.Ordinal)
        || text is "/dev/dxg" or "wsl" or "WSL" or "WSL2";

    private static bool IsNegated(CommandUse command, ShellList condition)
    {
        foreach (var argument in command.Arguments)
        {
            if (argument.Value is "!" or "-z" or "!=" or "-v")
            {
                return true;
            }
        }

        foreach (var item in condition.Items)
        {
            foreach (var pipeline in item.Pipelines)
            {
                if (pipeline.IsNegated)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool ContainsNegation(ShellTest test, ShellSource source)
    {
        foreach (var word in test.Words)
        {
            var text = source.Tree.Text.AsSpan(word.Span.Start, word.Span.Length);
            if (text is "!" or "-z" or "!=")
            {
                return true;
            }
        }

        return false;
    }

    private static string? PathEvidence(string value)
    {
        if (value.Contains("/usr/lib/wsl/", StringComparison.Ordinal))
        {
            return "/usr/lib/wsl is WSL's driver folder";
        }

        // /mnt/c/…, but not /mnt/cache or /mnt/data.
        var at = value.IndexOf("/mnt/", StringComparison.Ordinal);
        return at >= 0 && (at == 0 || value[at - 1] is '=' or ':' or '"')
            && value.Length > at + 6 && value[at + 5] == 'c' && value[at + 6] == '/'
            ? "/mnt/c is the Windows drive"
            : null;
    }
}
