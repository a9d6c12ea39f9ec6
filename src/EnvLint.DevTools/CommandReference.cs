using System.Text;
using EnvLint.Cli;
using EnvLint.Reporting;
using EnvLint.Reporting.Stack;

namespace EnvLint.DevTools;

/// <summary>The reference of the command line: what the program itself says of its commands and formats.</summary>
internal static class CommandReference
{
    /// <summary>The help of the program and of each command, as Markdown.</summary>
    public static string WriteCommands()
    {
        var text = new StringBuilder($"```text\n{HelpOf()}```\n");
        foreach (var name in CommandLine.CommandNames)
        {
            text.Append($"\n### envlint {name}\n\n```text\n{HelpOf(name)}```\n");
        }

        return text.ToString();
    }

    /// <summary>The formats of <c>check</c> as a table, and those of <c>stack</c>.</summary>
    public static string WriteFormats()
    {
        var text = new StringBuilder("| format | what it is |\n|---|---|\n");
        foreach (var format in ReportFormat.Names.Select(static name => ReportFormat.Find(name)!))
        {
            text.Append($"| `{format.Name}` | {format.Description} |\n");
        }

        return text.Append($"\n`envlint stack` has {string.Join(", ", StackFormat.All.Select(static format => $"`{format.Name}`"))}.\n").ToString();
    }

    private static string HelpOf(params string[] command)
    {
        var output = new MemoryStream();
        var error = new MemoryStream();
        var context = new CommandContext(static () => Stream.Null, () => output, () => error)
        {
            WorkingDirectory = static () => "/",
            Variable = static _ => null,
            IsOutputTerminal = static () => false,
            IsErrorTerminal = static () => false,
            Today = static () => default,
        };
        var exitCode = CommandLine.Run([.. command, "--help"], context);
        return exitCode == ExitCode.Success
            ? Encoding.UTF8.GetString(output.ToArray())
            : throw new DevToolsException($"'{string.Join(' ', [CommandLine.Name, .. command])} --help' ends with {exitCode}: {Encoding.UTF8.GetString(error.ToArray())}");
    }
}
