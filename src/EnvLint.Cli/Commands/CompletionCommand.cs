using System.CommandLine;
using System.Text;
using EnvLint.Cli.Completing;
using EnvLint.Configuration;
using EnvLint.Rules;

namespace EnvLint.Cli.Commands;

/// <summary><c>envlint completion bash|zsh|fish|pwsh</c>: a script that makes a shell complete commands, options and values.</summary>
internal static class CompletionCommand
{
    private const string Notes = """
        To have it in each shell:
          bash  in ~/.bashrc:                 eval "$(envlint completion bash)"
          zsh   in ~/.zshrc, below compinit:  eval "$(envlint completion zsh)"
          fish  once:                         envlint completion fish > ~/.config/fish/completions/envlint.fish
          pwsh  in $PROFILE:                  envlint completion pwsh | Out-String | Invoke-Expression
        """;

    /// <summary>Makes the command.</summary>
    /// <param name="context">Streams and surroundings.</param>
    public static Command Create(CommandContext context)
    {
        var shell = new Argument<string>(CompletionScripts.Names) { Description = "The shell" };
        var command = new NotedCommand("completion", "Prints a script that makes a shell complete commands, options and their values", Notes) { shell };
        command.SetAction(parsed => Run(context, parsed.GetValue(shell) ?? ""));
        return command;
    }

    private static int Run(CommandContext context, string shell)
    {
        if (CompletionScripts.Shells.IndexOf(shell) < 0)
        {
            throw new UsageException(NearestName.Find(shell, CompletionScripts.Shells) is { } nearest
                ? $"there is no shell '{shell}'; did you mean '{nearest}'?"
                : $"there is no shell '{shell}'; there are {string.Join(", ", CompletionScripts.Shells)}");
        }

        var model = CompletionModel.Of(CommandLine.CreateAll(context), new RuleNames(RuleCatalog.Instance));
        context.Output.Write(Encoding.UTF8.GetBytes(CompletionScripts.Of(shell, model)));
        return ExitCode.Success;
    }
}
