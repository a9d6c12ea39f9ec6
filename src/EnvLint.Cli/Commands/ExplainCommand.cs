using System.CommandLine;
using System.Text;
using EnvLint.Cli.Terminal;
using EnvLint.Configuration;
using EnvLint.Rules;

namespace EnvLint.Cli.Commands;

/// <summary><c>envlint explain CODE|NAME</c>: the page of a rule, offline.</summary>
internal static class ExplainCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="context">Streams and surroundings.</param>
    public static Command Create(CommandContext context)
    {
        var rule = new Argument<string>("CODE|NAME") { Description = "A rule, such as WSL005 or wsl-bad-size" };
        var command = new Command("explain", "Prints the page of a rule: why, a bad and a good example, how to mend it, when to ignore it") { rule };
        command.SetAction(parsed => Run(context, parsed.GetValue(rule) ?? ""));
        return command;
    }

    private static int Run(CommandContext context, string codeOrName)
    {
        var names = new RuleNames(RuleCatalog.Instance);
        if (names.Find(codeOrName) is not { } rule)
        {
            throw new UsageException(names.Nearest(codeOrName) is { } nearest && names.Find(nearest) is not null
                ? $"no rule is called '{codeOrName}'; did you mean '{nearest}'?"
                : $"no rule is called '{codeOrName}'; 'envlint rules' lists them all");
        }

        var page = new StringBuilder();
        foreach (var line in rule.Page.TrimEnd().AsSpan().EnumerateLines())
        {
            page.Append(line).Append('\n');
        }

        context.Output.Write(Encoding.UTF8.GetBytes(page.ToString()));
        return ExitCode.Success;
    }
}
