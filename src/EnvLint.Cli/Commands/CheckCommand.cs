using System.CommandLine;
using EnvLint.Cli.Checking;
using EnvLint.Cli.Watching;
using EnvLint.Configuration;
using EnvLint.Rules;

namespace EnvLint.Cli.Commands;

/// <summary><c>envlint check</c>, the main job, and <c>envlint fix</c>, which is <c>check --fix</c>.</summary>
internal static class CheckCommand
{
    /// <summary><c>check [PATH...]</c>.</summary>
    /// <param name="context">Streams and surroundings.</param>
    public static Command CreateCheck(CommandContext context) =>
        Create(context, new GroupedCommand("check", "Checks files and says what will not run, why, and what mends it"), isFix: false);

    /// <summary><c>fix [PATH...]</c>.</summary>
    /// <param name="context">Streams and surroundings.</param>
    public static Command CreateFix(CommandContext context) =>
        Create(context, new GroupedCommand("fix", "Mends what can be mended safely, then reports what is left, as 'check --fix'"), isFix: true);

    private static GroupedCommand Create(CommandContext context, GroupedCommand command, bool isFix)
    {
        var options = new CheckOptionSet();
        options.AddTo(command, isFix);
        command.SetAction(parsed =>
        {
            var names = new RuleNames(RuleCatalog.Instance);
            var read = options.Read(parsed, context, names, isFix);
            return read.Watch ? new WatchRun(context, read, names).Run() : new CheckRun(context, read, names).Run();
        });
        return command;
    }
}
