using System.CommandLine;
using EnvLint.Cli.Checking;
using EnvLint.Configuration;
using EnvLint.Rules;

namespace EnvLint.Cli.Commands;

/// <summary><c>envlint stack [PATH...]</c>: what each environment needs to run, or why it cannot.</summary>
internal static class StackCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="context">Streams and surroundings.</param>
    public static Command Create(CommandContext context)
    {
        var options = new StackOptionSet();
        var command = new Command("stack", "Shows what each environment is made of, what it needs of driver and GPU, and where it breaks");
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            var names = new RuleNames(RuleCatalog.Instance);
            var (check, format) = options.Read(parsed, context);
            return new StackRun(context, check, format, names).Run();
        });
        return command;
    }
}
