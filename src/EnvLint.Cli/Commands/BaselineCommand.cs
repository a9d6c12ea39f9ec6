using System.CommandLine;
using EnvLint.Cli.Checking;
using EnvLint.Configuration;
using EnvLint.Rules;

namespace EnvLint.Cli.Commands;

/// <summary><c>envlint baseline</c>: records today's findings, so that <c>check</c> shows new ones only.</summary>
internal static class BaselineCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="context">Streams and surroundings.</param>
    public static Command Create(CommandContext context)
    {
        var command = new Command("baseline", "Records today's findings in a file, so that 'check' shows only what comes later");
        var options = new CheckOptionSet();
        options.AddToBaseline(command);
        command.SetAction(parsed =>
        {
            var names = new RuleNames(RuleCatalog.Instance);
            return new BaselineRun(context, options.ReadBaseline(parsed, context, names), names).Run();
        });
        return command;
    }
}
